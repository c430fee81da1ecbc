"""The tables of webhooks and their SQL."""
