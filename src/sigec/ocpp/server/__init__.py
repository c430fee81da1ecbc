"""The listener for stations: handshakes, connections, and the routers that answer them."""

from sigec.ocpp.server.clients import Proxies
from sigec.ocpp.server.gate import StationGate
from sigec.ocpp.server.routers import read_report, routers
from sigec.ocpp.server.server import OcppServer
from sigec.ocpp.server.settings import OcppServerSettings
from sigec.ocpp.server.tls import make_tls_context, trust_authority

__all__ = [
    "OcppServer",
    "OcppServerSettings",
    "Proxies",
    "StationGate",
    "make_tls_context",
    "read_report",
    "routers",
    "trust_authority",
]
