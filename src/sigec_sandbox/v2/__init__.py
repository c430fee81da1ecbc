"""Charging stations that speak OCPP 2: 2.0.1, and what 2.1 will keep of it."""

from sigec_sandbox.v2.station import Station2, Station201

__all__ = ["Station2", "Station201"]
