"""The tables of statements: private to this package."""
