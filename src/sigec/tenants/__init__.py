"""Condominiums and operators: who owns data."""
