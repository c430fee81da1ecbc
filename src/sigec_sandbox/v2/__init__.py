"""What a charging station says in OCPP 2, that is 2.0.1 and 2.1, and how it answers."""

from sigec_sandbox.v2.versions import Dialect21, Dialect201

__all__ = ["Dialect21", "Dialect201"]
