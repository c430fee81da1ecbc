"""What a tariff says and what it makes of a charge: pure, without I/O."""

from sigec.tariffs.model.charges import Basis, Charge, IncludedTax, Line, LineKind
from sigec.tariffs.model.explanations import Explanation, Reason, explain
from sigec.tariffs.model.parts import price_changes
from sigec.tariffs.model.rating import rate
from sigec.tariffs.model.rules import faults_of
from sigec.tariffs.model.tariffs import (
    IDLE_GRACE_MINUTES,
    Audience,
    PricedWindow,
    Tariff,
    TariffVersion,
    Tax,
    VersionDraft,
    effective_version,
)
from sigec.tariffs.model.templates import TEMPLATES, Template
from sigec.tariffs.model.usage import HypotheticalUse, Slice, Span
from sigec.tariffs.model.windows import Calendar, Window

__all__ = [
    "IDLE_GRACE_MINUTES",
    "TEMPLATES",
    "Audience",
    "Basis",
    "Calendar",
    "Charge",
    "Explanation",
    "HypotheticalUse",
    "IncludedTax",
    "Line",
    "LineKind",
    "PricedWindow",
    "Reason",
    "Slice",
    "Span",
    "Tariff",
    "TariffVersion",
    "Tax",
    "Template",
    "VersionDraft",
    "Window",
    "effective_version",
    "explain",
    "faults_of",
    "price_changes",
    "rate",
]
