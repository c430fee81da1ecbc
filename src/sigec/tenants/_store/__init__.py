"""The tables of tenants and of their holidays; private to the slice."""
