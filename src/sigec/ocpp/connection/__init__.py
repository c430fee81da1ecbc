"""One station's connection: its socket, its CALLs to us, our CALLs to it."""

from sigec.ocpp.connection.connection import Connection, ConnectionHost
from sigec.ocpp.connection.deflate import Deflate, accept_offer
from sigec.ocpp.connection.failures import (
    CallUnanswered,
    ConnectionLost,
    ReplyBroken,
    TooManyCalls,
)
from sigec.ocpp.connection.inbound import Received
from sigec.ocpp.connection.limits import ConnectionLimits
from sigec.ocpp.connection.outbound import CheckReply, HearLate, Reply
from sigec.ocpp.connection.socket import TextSocket

__all__ = [
    "CallUnanswered",
    "CheckReply",
    "Connection",
    "ConnectionHost",
    "ConnectionLimits",
    "ConnectionLost",
    "Deflate",
    "HearLate",
    "Received",
    "Reply",
    "ReplyBroken",
    "TextSocket",
    "TooManyCalls",
    "accept_offer",
]
