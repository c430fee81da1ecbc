"""The one line to all stations: their own socket, or the cloud that they are read through."""

from sigec.kit.ids import CommandId, StationId
from sigec.stations.model import NO_LIMIT, Command, CommandAnswer, RequestLimit
from sigec.stations.ports import StationLink, WhenLate
from sigec.stations.service.directory import StationDirectory


class Lines:
    """Chooses the line of each station; `sigec.stations.ports.StationLink`."""

    def __init__(
        self, directory: StationDirectory, *, sockets: StationLink, clouds: StationLink
    ) -> None:
        self._directory = directory
        self._sockets = sockets
        self._clouds = clouds

    async def check(self, station_id: StationId, command: Command) -> None:
        """Refuse what the station's line does not know."""
        await self._line(station_id).check(station_id, command)

    async def send(
        self,
        station_id: StationId,
        command: Command,
        *,
        command_id: CommandId,
        limit: RequestLimit = NO_LIMIT,
        when_late: WhenLate | None = None,
    ) -> CommandAnswer:
        """Send a command over the station's line."""
        line = self._line(station_id)
        return await line.send(
            station_id, command, command_id=command_id, limit=limit, when_late=when_late
        )

    def _line(self, station_id: StationId) -> StationLink:
        station = self._directory.find(station_id)
        is_clouds = station is not None and station.source_id is not None
        return self._clouds if is_clouds else self._sockets
