"""Look at incidents and take note of them; go on with what waits, and find who fell silent."""

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.events.incidents import IncidentAcknowledged
from sigec.jobs import Job
from sigec.kit.actor import PLATFORM, Actor, Permission
from sigec.kit.ids import IncidentId, SiteId, SourceId, StationId, TenantId
from sigec.kit.pages import PAGE_LIMIT_MAX, Page, PageRequest
from sigec.kit.ports import Clock
from sigec.sources.service import has_recovered
from sigec.stations._store import incidents as store
from sigec.stations._store import silence
from sigec.stations._store.incidents import EVERY_INCIDENT, IncidentFilter
from sigec.stations.model import (
    RULES,
    Incident,
    IncidentKind,
    StationPolicy,
    Trouble,
    is_taken_out,
    key_of,
    reached_since,
)
from sigec.stations.service.errors import IncidentClosesItself, IncidentNotFound, IncidentOver
from sigec.stations.service.troubles import (
    advance_trouble,
    begin_troubles,
    close_incident,
    end_troubles,
    tell,
    trouble_of,
)


class IncidentService:
    """The use cases of incidents, and the timers behind them."""

    def __init__(self, *, database: Database, clock: Clock, policy: StationPolicy) -> None:
        self._database = database
        self._clock = clock
        self._heartbeat_s = policy.heartbeat_interval_s

    async def list_incidents(
        self, actor: Actor, request: PageRequest, wanted: IncidentFilter = EVERY_INCIDENT
    ) -> Page[Incident]:
        """List incidents, open and closed, the latest first."""
        actor.require(Permission.READ_STATIONS)
        statement = store.select_incidents(actor.scope).where(*store.conditions(wanted))
        async with self._database.read(actor.scope) as connection:
            return await page_by_id(
                connection, statement, request, store.to_incident, newest_first=True
            )

    async def list_worst(self, actor: Actor, *, site_id: SiteId | None = None) -> list[Incident]:
        """Return what is open, the worst and then the oldest first, at most a page of it."""
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            found = await store.find_worst(connection, actor.scope, site_id, limit=PAGE_LIMIT_MAX)
        return list(found)

    async def get_incident(self, actor: Actor, incident_id: IncidentId) -> Incident:
        """Return one incident.

        :raises IncidentNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            return await _get(connection, actor, incident_id)

    async def acknowledge(
        self, actor: Actor, incident_id: IncidentId, *, note: str | None = None
    ) -> Incident:
        """Note that somebody knows of an incident; done again, the last word counts.

        :raises IncidentNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_STATIONS)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor, incident_id, is_locked=True)
            after = replace(
                before,
                acknowledged_at=at,
                acknowledged_by=actor.user_id,
                acknowledged_note=note,
            )
            await store.save(connection, after)
            await _audit(connection, actor, "incident.acknowledged", before, after, at)
            await outbox.append(connection, [tell(IncidentAcknowledged, after, at)])
        return after

    async def close(self, actor: Actor, incident_id: IncidentId) -> Incident:
        """Close an incident that no fact ends.

        :raises IncidentNotFound: when there is none for this actor.
        :raises IncidentOver: when it is closed.
        :raises IncidentClosesItself: when its station or source will say that it is over.
        """
        actor.require(Permission.WRITE_STATIONS)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor, incident_id, is_locked=True)
            if not before.is_open:
                raise IncidentOver
            if not RULES[before.kind].is_closed_by_people:
                raise IncidentClosesItself
            after = await close_incident(connection, before, at=at)
            await _audit(connection, actor, "incident.closed", before, after, at)
        return after

    async def step(self, job: Job) -> None:
        """Open or escalate what has lasted too long, unless it passed or was meant."""
        trouble = trouble_of(job)
        async with self._database.transaction(PLATFORM) as connection:
            if await self._persists(connection, trouble):
                await advance_trouble(connection, trouble, at=self._clock.now())

    async def watch_silence(self) -> None:
        """Notice the stations whose socket stands and says nothing, and those that speak again.

        Most are noticed when their socket closes; a process that died closes none.
        """
        now = self._clock.now()
        since = reached_since(now, heartbeat_s=self._heartbeat_s)
        async with self._database.read(PLATFORM) as connection:
            silent = await silence.find_silent(connection, heard_since=since)
            back = await silence.find_back(connection, heard_since=since)
        if not silent and not back:
            return
        async with self._database.transaction(PLATFORM) as connection:
            await begin_troubles(connection, silent, at=now)
            keys = [key_of(IncidentKind.STATION_OFFLINE, station_id) for station_id in back]
            await end_troubles(connection, keys, at=now)

    async def source_failed(
        self,
        tenant_id: TenantId,
        source_id: SourceId,
        *,
        source_name: str,
        error: str,
        at: datetime,
    ) -> None:
        """Wait whether a source recovers; harmless when it is told again."""
        trouble = Trouble(
            tenant_id=tenant_id,
            kind=IncidentKind.SOURCE_DOWN,
            began_at=at,
            source_id=source_id,
            subject=source_name,
            detail=error,
        )
        async with self._database.transaction(PLATFORM) as connection:
            await begin_troubles(connection, [trouble], at=self._clock.now())

    async def source_recovered(self, source_id: SourceId, *, at: datetime) -> None:
        """Close what is open of a source."""
        async with self._database.transaction(PLATFORM) as connection:
            await end_troubles(connection, [key_of(IncidentKind.SOURCE_DOWN, source_id)], at=at)

    async def _persists(self, connection: AsyncConnection, trouble: Trouble) -> bool:
        """Say whether it is still so, holding whoever would say otherwise until we have written."""
        if trouble.source_id is not None:
            return not await has_recovered(connection, trouble.source_id)
        if trouble.station_id is None:
            return True
        if trouble.kind is IncidentKind.STATION_OFFLINE:
            since = reached_since(self._clock.now(), heartbeat_s=self._heartbeat_s)
            is_so = await silence.is_silent(connection, trouble.station_id, heard_since=since)
        else:
            is_so = await silence.is_unavailable(connection, trouble)
        return is_so and not await _is_meant(connection, trouble.station_id, trouble)


async def _is_meant(connection: AsyncConnection, station_id: StationId, trouble: Trouble) -> bool:
    """Say whether an operator took it out of service: the station, or all that it has."""
    orders = await silence.load_orders(connection, station_id)
    if not orders:
        return False
    if trouble.evse is not None:
        return is_taken_out(orders, trouble.evse, trouble.connector)
    places = await silence.load_places(connection, station_id)
    if not places:
        return is_taken_out(orders)
    return all(is_taken_out(orders, *place) for place in places)


async def _get(
    connection: AsyncConnection, actor: Actor, incident_id: IncidentId, *, is_locked: bool = False
) -> Incident:
    incident = await store.find_one(connection, actor.scope, incident_id, is_locked=is_locked)
    if incident is None:
        raise IncidentNotFound
    return incident


async def _audit(
    connection: AsyncConnection,
    actor: Actor,
    action: str,
    before: Incident,
    after: Incident,
    at: datetime,
) -> None:
    await audit.record(
        connection,
        actor,
        action,
        Subject(kind="incident", id=before.id),
        at=at,
        before=asdict(before),
        after=asdict(after),
        tenant_id=before.tenant_id,
    )
