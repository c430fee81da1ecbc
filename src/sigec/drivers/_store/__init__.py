"""The tables of people and id tokens."""
