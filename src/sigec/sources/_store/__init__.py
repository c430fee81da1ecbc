"""The tables of sources, and their SQL."""
