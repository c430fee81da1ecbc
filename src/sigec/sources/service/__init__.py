"""The use cases of sources, for people and for the edges that ask the clouds."""

from sigec.sources.service.chargers import ChargerService, free_station
from sigec.sources.service.errors import (
    ChargerNotFound,
    ChargerTaken,
    SourceInactive,
    SourceNotFound,
    SourcePaused,
    TagUnknown,
)
from sigec.sources.service.progress import Cycle, SourceProgress
from sigec.sources.service.sources import POLL_KIND, SourceService
from sigec.sources.service.standings import Standing, has_recovered, load_standings
from sigec.sources.service.switch import CommandSwitch

__all__ = [
    "POLL_KIND",
    "ChargerNotFound",
    "ChargerService",
    "ChargerTaken",
    "CommandSwitch",
    "Cycle",
    "SourceInactive",
    "SourceNotFound",
    "SourcePaused",
    "SourceProgress",
    "SourceService",
    "Standing",
    "TagUnknown",
    "free_station",
    "has_recovered",
    "load_standings",
]
