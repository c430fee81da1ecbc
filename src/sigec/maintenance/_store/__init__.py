"""The tables and the SQL of maintenance; private to the package."""
