"""A charging station that speaks OCPP 1.6J."""

from sigec_sandbox.v16.station import Station16

__all__ = ["Station16"]
