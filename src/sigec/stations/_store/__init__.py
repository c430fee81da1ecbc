"""The tables of stations, and the SQL of their hot paths."""
