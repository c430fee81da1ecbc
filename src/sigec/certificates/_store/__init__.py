"""The tables and SQL of certificates."""
