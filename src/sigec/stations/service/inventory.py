"""Register, find, edit and remove stations; see their connectors."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import RowMapping
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import PreconditionFailed
from sigec.kit.ids import ConnectorId, SiteId, StationId
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.sources.service import free_station
from sigec.stations._store import stations as store
from sigec.stations._store.stations import EVERY_STATION, StationFilter
from sigec.stations._store.tables import connectors, stations
from sigec.stations.model import (
    ConnectorCard,
    Station,
    StationDraft,
    StationPolicy,
    reached_since,
)
from sigec.stations.service.directory import StationDirectory, reload
from sigec.stations.service.errors import ConnectorNotFound, IdentityTaken, StationNotFound
from sigec.stations.service.registering import amend, note, register
from sigec.stations.service.troubles import end_troubles_of_station

Shown = TypeVar("Shown", Station, ConnectorCard)


class StationInventory:
    """What people know and decide about stations."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        directory: StationDirectory,
        policy: StationPolicy,
    ) -> None:
        self._database = database
        self._clock = clock
        self._directory = directory
        self._policy = policy

    async def create_station(self, actor: Actor, draft: StationDraft) -> Station:
        """Register a station; it may connect at once.

        :raises Invalid: when a field breaks a rule.
        :raises SiteNotFound: when the site is none of the actor's.
        :raises StationLimitReached: when the tenant's plan has room for no more.
        :raises IdentityTaken: when a station of the installation has the identity.
        """
        actor.require(Permission.WRITE_STATIONS)
        try:
            async with self._database.transaction(actor.scope) as connection:
                station_id = await register(
                    connection,
                    actor,
                    draft,
                    password_key=self._policy.password_key,
                    at=self._clock.now(),
                )
                station = await self._get(connection, actor.scope, station_id)
        except IntegrityError as error:
            raise IdentityTaken(ocpp_identity=draft.ocpp_identity) from error
        await reload(self._directory, self._database, station.id)
        return station

    async def list_stations(
        self,
        actor: Actor,
        request: PageRequest,
        wanted: StationFilter = EVERY_STATION,
    ) -> Page[Station]:
        """List the stations that the actor may see, oldest first."""
        actor.require(Permission.READ_STATIONS)
        heard_since = reached_since(
            self._clock.now(), heartbeat_s=self._policy.heartbeat_interval_s
        )
        statement = store.select_stations(actor.scope).where(
            *store.conditions(wanted, heard_since=heard_since)
        )
        async with self._database.read(actor.scope) as connection:
            return await page_by_id(connection, statement, request, self._reader(store.to_station))

    async def count_connected(self, actor: Actor) -> Mapping[str, int]:
        """Count the stations that have a socket, by the version that they speak."""
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            return await store.count_connected(connection, actor.scope)

    async def count_stations(self, actor: Actor) -> int:
        """Count the stations that the plan of the actor's tenant counts."""
        actor.require(Permission.READ_STATIONS)
        tenant_id = actor.require_tenant()
        async with self._database.read(actor.scope) as connection:
            return await store.count_accepted(connection, tenant_id)

    async def get_station(self, actor: Actor, station_id: StationId) -> Station:
        """Return one station.

        :raises StationNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            return await self._get(connection, actor.scope, station_id)

    async def edit_station(
        self,
        actor: Actor,
        station_id: StationId,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> Station:
        """Change the named fields of a station; ``password`` is given in plain, or cleared.

        :raises StationNotFound: when there is none for this actor.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        :raises Invalid: when a field breaks a rule.
        :raises SiteNotFound: when the site is none of the actor's.
        :raises IdentityTaken: when the new identity belongs to another station.
        """
        actor.require(Permission.WRITE_STATIONS)
        try:
            async with self._database.transaction(actor.scope) as connection:
                before = await self._get(connection, actor.scope, station_id)
                if expected_version not in (None, before.version):
                    raise PreconditionFailed
                await amend(
                    connection,
                    actor,
                    before,
                    changes,
                    password_key=self._policy.password_key,
                    at=self._clock.now(),
                )
                station = await self._get(connection, actor.scope, station_id)
        except IntegrityError as error:
            raise IdentityTaken(ocpp_identity=changes.get("ocpp_identity")) from error
        await reload(self._directory, self._database, station_id)
        return station

    async def delete_station(self, actor: Actor, station_id: StationId) -> None:
        """Remove a station; what was charged on it stays.

        :raises StationNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_STATIONS)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            station = await self._get(connection, actor.scope, station_id)
            await store.remove_station(connection, station_id, at=at)
            await end_troubles_of_station(connection, station_id, at=at)
            await free_station(connection, station_id)
            await note(connection, actor, "station.deleted", station_id, station.tenant_id, at=at)
        self._directory.drop(station_id)

    async def list_connectors(
        self,
        actor: Actor,
        *,
        station_id: StationId | None = None,
        site_id: SiteId | None = None,
    ) -> Sequence[ConnectorCard]:
        """Return the connectors that the actor may see, in the order of the board.

        The board's counters are made of this same answer (`count_labels`).

        :raises StationNotFound: when ``station_id`` is none of the actor's.
        """
        actor.require(Permission.READ_STATIONS)
        statement = store.select_cards(actor.scope)
        if site_id is not None:
            statement = statement.where(stations.c.site_id == site_id)
        async with self._database.read(actor.scope) as connection:
            if station_id is not None:
                await self._get(connection, actor.scope, station_id)
                statement = statement.where(stations.c.id == station_id)
            rows = (await connection.execute(statement)).mappings()
            return [self._reader(store.to_card)(row) for row in rows]

    async def edit_connector(
        self,
        actor: Actor,
        station_id: StationId,
        connector_id: ConnectorId,
        changes: Mapping[str, Any],
    ) -> ConnectorCard:
        """Change the plug's ``type`` or its ``power_max_w``, which a station does not tell.

        :raises ConnectorNotFound: when the station has none of this id.
        """
        actor.require(Permission.WRITE_STATIONS)
        statement = store.select_cards(actor.scope).where(
            connectors.c.id == connector_id, stations.c.id == station_id
        )
        async with self._database.transaction(actor.scope) as connection:
            if (await connection.execute(statement)).first() is None:
                raise ConnectorNotFound
            await store.save_connector(connection, connector_id, changes)
            row = (await connection.execute(statement)).mappings().one()
            return self._reader(store.to_card)(row)

    def _reader(self, read: Callable[..., Shown]) -> Callable[[RowMapping], Shown]:
        """Let rows be read with whether their station can be reached now."""
        return partial(read, at=self._clock.now(), heartbeat_s=self._policy.heartbeat_interval_s)

    async def _get(
        self, connection: AsyncConnection, scope: Scope, station_id: StationId
    ) -> Station:
        station = await store.find_station(
            connection, scope, stations.c.id == station_id, self._reader(store.to_station)
        )
        if station is None:
            raise StationNotFound
        return station
