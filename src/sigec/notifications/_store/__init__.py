"""The tables of notices and their SQL."""
