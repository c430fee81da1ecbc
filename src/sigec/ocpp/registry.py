"""Which station is connected to this process, and over which socket."""

from collections.abc import Iterator

from sigec.kit.ids import StationId
from sigec.ocpp.connection import Connection


class Registry:
    """The live connections of this process; the newest of a station wins."""

    def __init__(self) -> None:
        self._by_station: dict[StationId, Connection] = {}

    def claim(self, connection: Connection) -> None:
        """Make it the station's connection; the one before, perhaps half open, gives way."""
        station_id = connection.admission.station_id
        older = self._by_station.pop(station_id, None)
        self._by_station[station_id] = connection
        if older is not None and older is not connection:
            older.supersede()

    def release(self, connection: Connection) -> bool:
        """Forget it; ``False`` when a newer one has already taken its place."""
        station_id = connection.admission.station_id
        if self._by_station.get(station_id) is not connection:
            return False
        del self._by_station[station_id]
        return True

    def find(self, station_id: StationId) -> Connection | None:
        """Return the station's connection, ``None`` when it is not connected here."""
        return self._by_station.get(station_id)

    def __iter__(self) -> Iterator[Connection]:
        return iter(list(self._by_station.values()))

    def __len__(self) -> int:
        return len(self._by_station)
