"""What stations need from outside: the line to a station, and who hears of connectors."""

from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.errors import Conflict, DeadlineExceeded
from sigec.kit.ids import StationId
from sigec.stations.model import Command, CommandAnswer, StatusReport


class StationOffline(Conflict):
    """The station has no connection; nothing was sent."""

    code = "conflict.station_offline"


class StationSilent(DeadlineExceeded):
    """The station did not answer in time; whether it acted is unknown."""

    code = "deadline_exceeded.station_silent"


class StationLink(Protocol):
    """Reaches a station over its own connection, wherever that is."""

    async def send(self, station_id: StationId, command: Command) -> CommandAnswer:
        """Send a command and wait for its answer, at most 30 s; it is never delivered late.

        :raises StationOffline: when the station has no connection, or lost it before it was sent.
        :raises StationSilent: when no answer came in time, or the connection was lost meanwhile.
        """
        ...


class ConnectorListener(Protocol):
    """Hears what a connector reports, in the transaction that stores it."""

    async def connector_reported(self, connection: AsyncConnection, status: StatusReport) -> None:
        """React to a status that is stored with this transaction; a repeat must be harmless."""
        ...
