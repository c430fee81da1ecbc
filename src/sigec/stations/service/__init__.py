"""The use cases of stations."""

from sigec.stations.service.adoption import Adoption, HandshakeService
from sigec.stations.service.directory import StationDirectory
from sigec.stations.service.errors import (
    CommandKeyReused,
    CommandUnderWay,
    ConnectorNotFound,
    HandshakeNotFound,
    IdentityTaken,
    StationGone,
    StationNotAccepted,
    StationNotFound,
)
from sigec.stations.service.history import StationHistory
from sigec.stations.service.inventory import StationInventory
from sigec.stations.service.stations import StationService

__all__ = [
    "Adoption",
    "CommandKeyReused",
    "CommandUnderWay",
    "ConnectorNotFound",
    "HandshakeNotFound",
    "HandshakeService",
    "IdentityTaken",
    "StationDirectory",
    "StationGone",
    "StationHistory",
    "StationInventory",
    "StationNotAccepted",
    "StationNotFound",
    "StationService",
]
