"""The tables of tenants, of their plans and holidays; private to the slice."""
