"""The line to a station: our commands in its version's words, its answers in ours."""

from sigec.ocpp.link.link import OcppLink
from sigec.ocpp.link.nodes import NodeDesk, NodeLink
from sigec.ocpp.link.schemas import OcppActionBook

__all__ = ["NodeDesk", "NodeLink", "OcppActionBook", "OcppLink"]
