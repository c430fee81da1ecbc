"""The tables of sessions, and their SQL."""
