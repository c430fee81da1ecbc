"""The use cases of stations."""

from sigec.stations._store.commands import CommandFilter
from sigec.stations._store.handshakes import HandshakeFilter
from sigec.stations._store.stations import StationFilter
from sigec.stations._store.variables import VariableFilter
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
from sigec.stations.service.vocabulary import Vocabulary

__all__ = [
    "Adoption",
    "CommandFilter",
    "CommandKeyReused",
    "CommandUnderWay",
    "ConnectorNotFound",
    "HandshakeFilter",
    "HandshakeNotFound",
    "HandshakeService",
    "IdentityTaken",
    "StationDirectory",
    "StationFilter",
    "StationGone",
    "StationHistory",
    "StationInventory",
    "StationNotAccepted",
    "StationNotFound",
    "StationService",
    "VariableFilter",
    "Vocabulary",
]
