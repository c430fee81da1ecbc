"""Certificates: who signs them, which stations have them, and whom we believe."""
