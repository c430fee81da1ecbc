"""The rules of places and the decisions by them: pure, without I/O and without a clock."""

from sigec.access.model.decided import Decided
from sigec.access.model.places import Asking, Intent, Place, object_to
from sigec.access.model.policies import (
    CONNECTOR_RULES_MAX,
    DEFAULT,
    GROUP_LENGTH_MAX,
    GROUPS_MAX,
    NAMES,
    UNITS_MAX,
    WINDOWS_MAX,
    AccessPolicy,
    Admitted,
    ConnectorRule,
    Offline,
    PlaceKind,
    PlacePolicy,
    RefusedCharge,
    effective,
    faults_of_policy,
)

__all__ = [
    "CONNECTOR_RULES_MAX",
    "DEFAULT",
    "GROUPS_MAX",
    "GROUP_LENGTH_MAX",
    "NAMES",
    "UNITS_MAX",
    "WINDOWS_MAX",
    "AccessPolicy",
    "Admitted",
    "Asking",
    "ConnectorRule",
    "Decided",
    "Intent",
    "Offline",
    "Place",
    "PlaceKind",
    "PlacePolicy",
    "RefusedCharge",
    "effective",
    "faults_of_policy",
    "object_to",
]
