"""A station's WebSocket to the central system: dialling, frames out and in, pairing answers."""

from sigec_sandbox.line.endpoint import Endpoint, Manners
from sigec_sandbox.line.line import Line, LineListener

__all__ = ["Endpoint", "Line", "LineListener", "Manners"]
