"""The tables of who may charge where, private to this slice."""
