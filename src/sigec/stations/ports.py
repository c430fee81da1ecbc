"""What stations need from outside: the line to a station, and who hears of connectors."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Protocol, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.journal import Entry
from sigec.kit.errors import Conflict, DeadlineExceeded, NotFound
from sigec.kit.ids import CommandId, SessionId, StationId
from sigec.stations.model import (
    NO_LIMIT,
    ActionSchema,
    Announcement,
    Attempt,
    BootReport,
    Command,
    CommandAnswer,
    Desire,
    RequestLimit,
    StatusReport,
    Visit,
)


class StationOffline(Conflict):
    """The station has no connection; nothing was sent."""

    code = "conflict.station_offline"


class StationSilent(DeadlineExceeded):
    """The station did not answer in time; whether it acted is unknown."""

    code = "deadline_exceeded.station_silent"


class ActionUnknown(NotFound):
    """The station's version has no such action, or it is not for stations."""

    code = "not_found.action"


WhenLate: TypeAlias = Callable[[CommandAnswer], Awaitable[None]]
"""Hears an answer that came after the station was given up."""


class StationLink(Protocol):
    """Reaches a station over its own connection, wherever that is."""

    async def check(self, station_id: StationId, command: Command) -> None:
        """Refuse an action that the station's version does not know, or whose payload is wrong.

        What is said in our own words, and a station that is offline, pass.

        :raises ActionUnknown: when the version has no such action.
        :raises Invalid: when the payload breaks the action's schema.
        """
        ...

    async def send(
        self,
        station_id: StationId,
        command: Command,
        *,
        command_id: CommandId,
        limit: RequestLimit = NO_LIMIT,
        when_late: WhenLate | None = None,
    ) -> CommandAnswer:
        """Send a command and wait for its answer, at most 30 s; it is never delivered late.

        A question for variables is asked in messages that keep to ``limit``. The (first) message
        has the command's id, so that ``when_late`` hears an answer that came later.

        :raises StationOffline: when the station has no connection, or lost it before it was sent.
        :raises StationSilent: when no answer came in time, or the connection was lost meanwhile.
        """
        ...


class Fulfiller(Protocol):
    """Brings stations to what is wanted of them, in one kind of desire.

    It is called while nobody else works on the station, after its boot was accepted.
    """

    def fulfil(
        self, visit: Visit, wanted: Sequence[Desire]
    ) -> AsyncGenerator[tuple[Desire, Attempt]]:
        """Try what is wanted, once each, and yield what came of each as soon as it is known.

        What is not yielded is tried again later. A repeat is harmless: what the station reports
        already is not sent.

        :raises StationOffline: when the station has no connection.
        :raises StationSilent: when it did not answer in time.
        """
        ...


class ActionBook(Protocol):
    """Knows what each version of OCPP lets us tell a station."""

    @property
    def versions(self) -> Sequence[str]:
        """The versions that we speak, as subprotocols."""
        ...

    def list_actions(self, version: str) -> Sequence[str]:
        """Return the actions that stations of a version take, by name; none if it is unknown."""
        ...

    def find_schema(self, version: str, action: str) -> ActionSchema | None:
        """Return how an action is said, ``None`` when stations of the version do not take it."""
        ...


class ConnectorListener(Protocol):
    """Hears what a connector reports, in the transaction that stores it."""

    async def connector_reported(
        self, connection: AsyncConnection, status: StatusReport
    ) -> SessionId | None:
        """React to a status that is stored with this transaction; a repeat must be harmless.

        Return the session that the status concerns, if any.
        """
        ...


class MaintenanceListener(Protocol):
    """Hears what a station tells of its firmware and logs, in the transaction that stores it."""

    async def announced(
        self, connection: AsyncConnection, entry: Entry, told: Sequence[Announcement]
    ) -> None:
        """React to what a message tells; a repeat must be harmless."""
        ...

    async def booted(self, connection: AsyncConnection, boots: Sequence[BootReport]) -> None:
        """React to boots; a repeat must be harmless."""
        ...
