"""The use cases of tariffs, and what the slices above ask of them."""

from sigec.tariffs.service.calendars import load_calendar
from sigec.tariffs.service.errors import NoPriceThen, TariffNotFound
from sigec.tariffs.service.tariffs import TariffService, check_version, load_tariffs

__all__ = [
    "NoPriceThen",
    "TariffNotFound",
    "TariffService",
    "check_version",
    "load_calendar",
    "load_tariffs",
]
