"""What a tariff says and what it makes of a charge: pure, without I/O."""

from sigec.tariffs.model.rating import Basis, Charge, Line, LineKind, Slice, rate
from sigec.tariffs.model.tariffs import (
    PricedWindow,
    Tariff,
    TariffVersion,
    VersionDraft,
    effective_version,
    faults_of,
)
from sigec.tariffs.model.windows import Calendar, Window

__all__ = [
    "Basis",
    "Calendar",
    "Charge",
    "Line",
    "LineKind",
    "PricedWindow",
    "Slice",
    "Tariff",
    "TariffVersion",
    "VersionDraft",
    "Window",
    "effective_version",
    "faults_of",
    "rate",
]
