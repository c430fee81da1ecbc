"""What was said between a station and us, and what people told it to do."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import journal
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import StationId
from sigec.kit.pages import Page, PageRequest, decode_cursor, encode_cursor, page_of
from sigec.stations._store import announcements as announcement_store
from sigec.stations._store import commands as command_store
from sigec.stations._store import deviations
from sigec.stations._store import monitors as monitor_store
from sigec.stations._store import stations as store
from sigec.stations._store import variables as variable_store
from sigec.stations._store.announcements import EVERY_ANNOUNCEMENT, AnnouncementFilter
from sigec.stations._store.commands import EVERY_COMMAND, CommandFilter
from sigec.stations._store.tables import announcements, commands, monitors, stations, variables
from sigec.stations._store.variables import EVERY_VARIABLE, VariableFilter
from sigec.stations.model import (
    GivenCommand,
    KnownAnnouncement,
    KnownMonitor,
    KnownVariable,
    ModelDeviation,
    SeenDeviation,
)
from sigec.stations.service.errors import StationNotFound


class StationHistory:
    """The past of a station, newest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_messages(
        self,
        actor: Actor,
        station_id: StationId,
        request: PageRequest,
        wanted: journal.MessageFilter = journal.EVERY_MESSAGE,
    ) -> Page[journal.Row]:
        """List the messages of both directions, with their answers.

        :raises StationNotFound: when there is no such station for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        actor.require(Permission.READ_ID_TOKENS)  # the messages are full of them
        before = _place(request.cursor) if request.cursor else None
        async with self._database.read(actor.scope) as connection:
            await _require(connection, actor, station_id)
            rows = await journal.read_station(
                connection,
                station_id=station_id,
                wanted=wanted,
                before=before,
                limit=request.limit + 1,
            )
        last = rows[: request.limit][-1:]
        cursor = (
            encode_cursor(last[0].entry.received_at, last[0].stream, last[0].position)
            if last
            else None
        )
        return page_of(rows, limit=request.limit, cursor=cursor)

    async def list_monitors(
        self, actor: Actor, station_id: StationId, request: PageRequest
    ) -> Page[KnownMonitor]:
        """List what the station watches, and what each monitor last told.

        :raises StationNotFound: when there is no such station for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        statement = monitor_store.select_monitors(actor.scope).where(
            monitors.c.station_id == station_id
        )
        async with self._database.read(actor.scope) as connection:
            await _require(connection, actor, station_id)
            return await page_by_id(connection, statement, request, monitor_store.to_monitor)

    async def list_variables(
        self,
        actor: Actor,
        station_id: StationId,
        request: PageRequest,
        wanted: VariableFilter = EVERY_VARIABLE,
    ) -> Page[KnownVariable]:
        """List what the station last said it is set to; secrets are masked.

        :raises StationNotFound: when there is no such station for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        statement = variable_store.select_variables(actor.scope, wanted).where(
            variables.c.station_id == station_id
        )
        async with self._database.read(actor.scope) as connection:
            await _require(connection, actor, station_id)
            return await page_by_id(connection, statement, request, variable_store.to_variable)

    async def list_announcements(
        self,
        actor: Actor,
        station_id: StationId,
        request: PageRequest,
        wanted: AnnouncementFilter = EVERY_ANNOUNCEMENT,
    ) -> Page[KnownAnnouncement]:
        """List what the station last said of each thing, first heard of first.

        :raises StationNotFound: when there is no such station for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        actor.require(Permission.READ_ID_TOKENS)  # some tell who charges
        statement = announcement_store.select_announcements(actor.scope, wanted).where(
            announcements.c.station_id == station_id
        )
        async with self._database.read(actor.scope) as connection:
            await _require(connection, actor, station_id)
            return await page_by_id(
                connection, statement, request, announcement_store.to_announcement
            )

    async def list_deviations(self, actor: Actor, station_id: StationId) -> Sequence[SeenDeviation]:
        """List how the station left the schemas, the most frequent first.

        :raises StationNotFound: when there is no such station for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            await _require(connection, actor, station_id)
            return await deviations.load_of_station(connection, station_id)

    async def list_deviations_of_models(self, actor: Actor) -> Sequence[ModelDeviation]:
        """List how each firmware leaves the schemas, the most frequent first."""
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            return await deviations.load_of_models(connection, actor.scope)

    async def list_commands(
        self,
        actor: Actor,
        station_id: StationId,
        request: PageRequest,
        wanted: CommandFilter = EVERY_COMMAND,
    ) -> Page[GivenCommand]:
        """List the commands and what became of them.

        :raises StationNotFound: when there is no such station for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        statement = command_store.select_commands(actor.scope).where(
            commands.c.station_id == station_id, *command_store.conditions(wanted)
        )
        async with self._database.read(actor.scope) as connection:
            await _require(connection, actor, station_id)
            return await page_by_id(
                connection, statement, request, command_store.to_command, newest_first=True
            )


def _place(cursor: str) -> tuple[datetime, int, int]:
    at, stream, position = decode_cursor(cursor, datetime, int, int)
    assert isinstance(at, datetime)
    assert isinstance(stream, int)
    assert isinstance(position, int)
    return at, stream, position


async def _require(connection: AsyncConnection, actor: Actor, station_id: StationId) -> None:
    statement = store.select_stations(actor.scope).where(stations.c.id == station_id)
    if (await connection.execute(statement)).first() is None:
        raise StationNotFound
