"""Stations and their connectors: who may connect, what they report, what they are told."""
