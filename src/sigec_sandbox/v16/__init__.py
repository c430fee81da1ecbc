"""What a charging station says in OCPP 1.6J, and how it answers."""

from sigec_sandbox.v16.dialect import Dialect16

__all__ = ["Dialect16"]
