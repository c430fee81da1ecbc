"""The use cases of tariffs, and what the slices above ask of them."""

from sigec.tariffs.service.calendars import load_calendar
from sigec.tariffs.service.tariffs import (
    HypotheticalUse,
    NoPriceThen,
    TariffNotFound,
    TariffService,
    check_version,
    load_tariffs,
)

__all__ = [
    "HypotheticalUse",
    "NoPriceThen",
    "TariffNotFound",
    "TariffService",
    "check_version",
    "load_calendar",
    "load_tariffs",
]
