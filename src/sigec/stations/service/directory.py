"""What is remembered of every station, so that a handshake needs no database."""

from sigec.kit.ids import StationId
from sigec.stations.model import KnownStation


class StationDirectory:
    """All stations in memory: loaded at start, kept by our own writes and ``StationChanged``."""

    def __init__(self) -> None:
        self._by_id: dict[StationId, KnownStation] = {}
        self._by_identity: dict[str, KnownStation] = {}

    def find(self, station_id: StationId) -> KnownStation | None:
        """Return the station, ``None`` when there is none."""
        return self._by_id.get(station_id)

    def find_by_identity(self, identity: str) -> KnownStation | None:
        """Return the station with exactly this identity."""
        return self._by_identity.get(identity)

    def put(self, station: KnownStation) -> None:
        """Remember a station, replacing what was known of it."""
        self.drop(station.station_id)
        self._by_id[station.station_id] = station
        self._by_identity[station.identity] = station

    def drop(self, station_id: StationId) -> None:
        """Forget a station; harmless when it is not known."""
        known = self._by_id.pop(station_id, None)
        if known is not None:
            self._by_identity.pop(known.identity, None)
