"""What people look at: sessions, their readings, how their energy was found, what happened."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import journal
from sigec.db import Database
from sigec.drivers.service import find_stays
from sigec.journal import Row
from sigec.kit.actor import Actor, Permission
from sigec.kit.errors import NotFound
from sigec.kit.ids import ConnectorId, SessionId
from sigec.kit.pages import Page, PageRequest, decode_cursor, encode_cursor, page_of
from sigec.kit.ports import Clock
from sigec.sessions._store import charges, corrections, listing, quarantine, readings, totals
from sigec.sessions._store.corrections import Correction
from sigec.sessions._store.listing import SessionFilter, StoredSession
from sigec.sessions._store.totals import Totals
from sigec.sessions.model import (
    GHOST_AFTER,
    Energy,
    Flag,
    Freshness,
    MeterSample,
    Rating,
    Remark,
    ReportKind,
    Session,
    SessionStatus,
    TransactionReport,
    flags_of,
    freshness_of,
    remarks_of,
)
from sigec.sessions.ports import ReportReader
from sigec.sessions.service.pricing import PriceList
from sigec.stations.model import ConnectorCard
from sigec.tariffs.model import Charge, VersionDraft
from sigec.tariffs.service import check_version

READINGS_MAX = 10_000


class SessionNotFound(NotFound):
    """There is no such session for this actor."""

    code = "not_found.session"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """A session as it is shown, with its price so far or its final one."""

    session: Session
    rating: Rating
    freshness: Freshness
    flags: frozenset[Flag]
    charge: Charge | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A message of a session's timeline."""

    at: datetime
    received_at: datetime
    action: str
    message_id: str
    kind: ReportKind
    offline: bool
    charging_state: str | None
    stop_reason: str | None
    energy_wh: int | None
    power_w: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What a session's source told, and what is unusual about it, both by their instants."""

    moments: Sequence[Moment]
    remarks: Sequence[Remark]


class SessionQueries:
    """Answers questions about sessions, within what the actor may see."""

    def __init__(self, *, database: Database, clock: Clock, reader: ReportReader) -> None:
        self._database = database
        self._clock = clock
        self._reader = reader

    async def list_sessions(
        self, actor: Actor, wanted: SessionFilter, request: PageRequest
    ) -> Page[SessionView]:
        """List sessions, the latest start first; residents see their own."""
        wanted = _restricted(actor, wanted)
        before = _before(request.cursor)
        async with self._database.read(actor.scope) as connection:
            wanted = await _with_stays(connection, actor, wanted)
            found = await listing.search(
                connection, actor.scope, wanted, before=before, limit=request.limit + 1
            )
            views = await self._views(connection, found)
        last = [view.session for view in views[: request.limit][-1:]]
        cursor = encode_cursor(last[0].started_at, last[0].id) if last else None
        return page_of(views, limit=request.limit, cursor=cursor)

    async def total(self, actor: Actor, wanted: SessionFilter) -> Totals:
        """Sum all sessions that match; residents sum their own."""
        wanted = _restricted(actor, wanted)
        async with self._database.read(actor.scope) as connection:
            wanted = await _with_stays(connection, actor, wanted)
            return await totals.total(connection, actor.scope, wanted)

    async def list_open(self, actor: Actor, wanted: SessionFilter) -> Sequence[SessionView]:
        """List all sessions that go on, the latest start first; residents see their own."""
        wanted = _restricted(actor, wanted)
        async with self._database.read(actor.scope) as connection:
            wanted = await _with_stays(connection, actor, wanted)
            found = await listing.search_open(connection, actor.scope, wanted)
            return await self._views(connection, found)

    async def find_sessions(
        self, actor: Actor, ids: Collection[SessionId]
    ) -> Mapping[SessionId, SessionView]:
        """Return those of these sessions that the actor may see; residents see their own."""
        if not ids:
            return {}
        wanted = _restricted(actor, SessionFilter())
        async with self._database.read(actor.scope) as connection:
            found = await listing.find_many(connection, actor.scope, wanted, ids)
            views = await self._views(connection, found)
        return {view.session.id: view for view in views}

    async def find_ghosts(
        self, actor: Actor, cards: Sequence[ConnectorCard]
    ) -> frozenset[ConnectorId]:
        """Return the connectors that say they charge, while no transaction tells of it."""
        actor.require(Permission.READ_STATIONS)
        since = self._clock.now() - GHOST_AFTER
        suspects = [card.connector for card in cards if card.is_charging_since(since)]
        if not suspects:
            return frozenset()
        places = {(suspect.station_id, suspect.evse) for suspect in suspects}
        async with self._database.read(actor.scope) as connection:
            busy = await listing.find_places_in_use(connection, actor.scope, places, since=since)
        return frozenset(
            suspect.id for suspect in suspects if (suspect.station_id, suspect.evse) not in busy
        )

    async def get_session(self, actor: Actor, session_id: SessionId) -> SessionView:
        """Return one session.

        :raises SessionNotFound: when there is none for this actor.
        """
        async with self._database.read(actor.scope) as connection:
            found = await _find(connection, actor, session_id)
            [view] = await self._views(connection, [found])
        return view

    async def list_readings(
        self, actor: Actor, session_id: SessionId, *, after: datetime | None, limit: int
    ) -> Sequence[MeterSample]:
        """Return what the meters said, by instant, at most ``limit`` after an instant."""
        async with self._database.read(actor.scope) as connection:
            await _find(connection, actor, session_id)
            limit = max(1, min(limit, READINGS_MAX))
            return await readings.load(connection, session_id, after=after, limit=limit)

    async def explain_energy(self, actor: Actor, session_id: SessionId) -> Energy:
        """Return the energy with the way it was found."""
        return (await self.get_session(actor, session_id)).session.energy

    async def preview_price(
        self, actor: Actor, session_id: SessionId, version: VersionDraft
    ) -> Charge | None:
        """Return what a session would cost by some prices, ``None`` if its energy is unknown.

        :raises SessionNotFound: when there is none for this actor.
        :raises Invalid: when a field of the version breaks a rule.
        """
        check_version(version)
        async with self._database.read(actor.scope) as connection:
            session = (await _find(connection, actor, session_id)).session
            return await PriceList(connection).price_by(version, session)

    async def read_timeline(self, actor: Actor, session_id: SessionId) -> Timeline:
        """Return the messages of a session by their instants, repeats included, and its remarks."""
        async with self._database.read(actor.scope) as connection:
            session = (await _find(connection, actor, session_id)).session
            rows = await journal.read_session(
                connection,
                station_id=session.station_id,
                session_id=session.id,
                received_from=session.recorded_at,
            )
        told = list(self._told(rows))
        moments = [_moment(row, report) for row, report in told]
        return Timeline(
            moments=sorted(moments, key=lambda moment: (moment.at, moment.received_at)),
            remarks=remarks_of(session, (report for _, report in told), self._clock.now()),
        )

    async def list_corrections(self, actor: Actor, session_id: SessionId) -> Sequence[Correction]:
        """Return what people changed of a session, with their reasons, the earliest first."""
        async with self._database.read(actor.scope) as connection:
            await _find(connection, actor, session_id)
            return await corrections.load(connection, session_id)

    async def count_open(self, actor: Actor) -> Mapping[SessionStatus, int]:
        """Count the sessions that go on, by how they stand."""
        actor.require(Permission.READ_SESSIONS)
        async with self._database.read(actor.scope) as connection:
            return await listing.count_open(connection, actor.scope)

    async def count_orphans(self, actor: Actor) -> int:
        """Count the reports that could be given to no session."""
        actor.require(Permission.READ_SESSIONS)
        async with self._database.read(actor.scope) as connection:
            return await quarantine.count_unclaimed(connection, actor.scope)

    async def _views(
        self, connection: AsyncConnection, found: Sequence[StoredSession]
    ) -> list[SessionView]:
        prices = await charges.load(connection, [stored.session.id for stored in found])
        now = self._clock.now()
        return [
            SessionView(
                session=stored.session,
                rating=stored.rating,
                freshness=freshness_of(stored.session, now),
                flags=flags_of(stored.session, now),
                charge=prices.get(stored.session.id),
            )
            for stored in found
        ]

    def _told(self, rows: Sequence[Row]) -> Iterator[tuple[Row, TransactionReport]]:
        for row in rows:
            report = self._reader(row.entry)
            if report is not None:
                yield row, report


def _moment(row: Row, report: TransactionReport) -> Moment:
    return Moment(
        at=report.happened_at,
        received_at=report.received_at,
        action=row.entry.action,
        message_id=row.entry.message_id,
        kind=report.kind,
        offline=report.offline,
        charging_state=report.charging_state,
        stop_reason=report.stop_reason,
        energy_wh=row.entry.energy_wh,
        power_w=row.entry.power_w,
    )


async def _find(connection: AsyncConnection, actor: Actor, session_id: SessionId) -> StoredSession:
    found = await listing.find(connection, actor.scope, session_id)
    owner_id = _restricted(actor, SessionFilter()).person_id
    if found is None or owner_id not in (None, found.session.holder.person_id):
        raise SessionNotFound
    return found


def _restricted(actor: Actor, wanted: SessionFilter) -> SessionFilter:
    """Let residents see their own charges, and only who may see id tokens ask for one."""
    if wanted.id_token is not None:
        actor.require(Permission.READ_ID_TOKENS)
    if actor.may(Permission.READ_SESSIONS):
        return wanted
    actor.require(Permission.READ_OWN)
    if actor.person_id is None or wanted.person_id not in (None, actor.person_id):
        raise SessionNotFound
    return replace(wanted, person_id=actor.person_id)


async def _with_stays(
    connection: AsyncConnection, actor: Actor, wanted: SessionFilter
) -> SessionFilter:
    """Look up who lived in the unit that is asked for.

    :raises UnitNotFound: when there is none for this actor.
    """
    if wanted.unit_id is None:
        return wanted
    return replace(wanted, stays=await find_stays(connection, actor.scope, wanted.unit_id))


def _before(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    started_at, session_id = decode_cursor(cursor, datetime, UUID)
    assert isinstance(started_at, datetime)
    assert isinstance(session_id, UUID)
    return started_at, session_id
