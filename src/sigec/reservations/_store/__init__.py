"""The SQL of reservations."""
