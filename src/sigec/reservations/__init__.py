"""Reservations: a place to charge that is kept for somebody, from an instant to another."""
