"""The use cases of stations."""

from sigec.stations.service.directory import StationDirectory
from sigec.stations.service.stations import StationService

__all__ = ["StationDirectory", "StationService"]
