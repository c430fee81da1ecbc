"""Derive from the journal what no answer waits for: readings, prices, progress."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import journal, outbox
from sigec.db import Database
from sigec.events.sessions import SessionRated
from sigec.journal import Row, StreamState
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import SessionId
from sigec.kit.ports import Clock
from sigec.sessions._store import charges, readings
from sigec.sessions._store import sessions as store
from sigec.sessions._store.readings import NewReading
from sigec.sessions.model import Session, instant_of
from sigec.sessions.ports import ProgressListener, ReportReader, SessionProgress
from sigec.sessions.service.pricing import PriceList
from sigec.tariffs.model import Charge

READER = "sessions"
ROWS_MAX = 500
WAITING_MAX = 100


class Overtaken(Exception):
    """Another process projected the same rows; ours are rolled back."""


class SessionProjector:
    """Reads each row of the journal once, in the order of its stream.

    A price is final when the session has ended and its last row was read. A late row, or a
    session that ended without a row of its own, is priced again.
    """

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        reader: ReportReader,
        listener: ProgressListener,
    ) -> None:
        self._database = database
        self._clock = clock
        self._reader = reader
        self._listener = listener

    async def step(self) -> bool:
        """Project some rows of each stream that has any; ``True`` when there may be more."""
        async with self._database.read(PLATFORM) as connection:
            lagging = await journal.lagging_streams(connection, READER)
            batches = [
                (
                    state,
                    await journal.read(
                        connection, state.stream, after=state.read_to, limit=ROWS_MAX
                    ),
                )
                for state in lagging
            ]
            waits = not lagging and await store.load_unrated(connection, limit=1)
        if not lagging:
            return bool(waits) and await self._price_waiting()
        for state, rows in batches:
            try:
                await self._project(state, rows)
            except Overtaken:
                continue
        return True

    async def _project(self, state: StreamState, rows: Sequence[Row]) -> None:
        new = list(self._read(rows))
        read_to: dict[SessionId, datetime] = {}
        for row in rows:
            if row.entry.session_id is not None:
                session_id = row.entry.session_id
                read_to[session_id] = max(
                    row.entry.received_at, read_to.get(session_id, row.entry.received_at)
                )
        async with self._database.transaction(PLATFORM) as connection:
            to = rows[-1].position if rows else state.position
            if not await journal.move_cursor(connection, READER, state, to=to):
                raise Overtaken
            await readings.add(connection, new)
            sessions = await store.load_many(connection, list(read_to))
            progress = await self._price(connection, sessions.values(), read_to)
        await self._listener.progressed(progress)

    def _read(self, rows: Iterable[Row]) -> Iterable[NewReading]:
        for row in rows:
            entry = row.entry
            report = None if entry.session_id is None else self._reader(entry)
            for sample in () if report is None else report.samples:
                assert report is not None
                assert entry.session_id is not None
                yield NewReading(
                    tenant_id=entry.tenant_id,
                    session_id=entry.session_id,
                    at=instant_of(sample, report),
                    received_at=entry.received_at,
                    sample=sample,
                )

    async def _price_waiting(self) -> bool:
        """Price ended sessions that no row will bring here, once every row was read."""
        async with self._database.transaction(PLATFORM) as connection:
            waiting = await store.load_unrated(connection, limit=WAITING_MAX)
            if await journal.lagging_streams(connection, READER):
                return True  # what was just said of them is read first
            read_to = {session.id: session.heard_at for session in waiting}
            progress = await self._price(connection, waiting, read_to)
        await self._listener.progressed(progress)
        return len(waiting) == WAITING_MAX

    async def _price(
        self,
        connection: AsyncConnection,
        sessions: Iterable[Session],
        read_to: Mapping[SessionId, datetime],
    ) -> Sequence[SessionProgress]:
        prices = PriceList(connection)
        at = self._clock.now()
        progress = []
        for session in sessions:
            priced = await prices.price(session)
            charge = None
            if priced is not None:
                charge, version = priced
                await charges.save(connection, session, charge, tariff_version_id=version.id, at=at)
            is_final = session.ended_at is not None and read_to[session.id] >= session.heard_at
            if is_final and await store.mark_rated(connection, session):
                await outbox.append(connection, _rated(session, charge, at))
            progress.append(_progress(session, charge))
        return progress


def _rated(session: Session, charge: Charge | None, at: datetime) -> Sequence[SessionRated]:
    if charge is None:
        return []
    rated = SessionRated(
        tenant_id=session.tenant_id,
        at=at,
        session_id=session.id,
        station_id=session.station_id,
        evse=session.fold.evse,
        connector=session.fold.connector,
        person_id=session.holder.person_id,
        amount_minor=charge.total.minor,
        currency=charge.total.currency,
    )
    return [rated]


def _progress(session: Session, charge: Charge | None) -> SessionProgress:
    power = session.fold.meters.power
    return SessionProgress(
        tenant_id=session.tenant_id,
        session_id=session.id,
        station_id=session.station_id,
        connector_id=session.connector_id,
        evse=session.fold.evse,
        connector=session.fold.connector,
        person_id=session.holder.person_id,
        at=session.fold.last_at,
        status=session.status,
        energy_wh=session.energy.energy_wh,
        power_w=power.last_w if power.count and session.is_open else None,
        soc_percent=session.fold.meters.soc_percent,
        amount_minor=charge.total.minor if charge else None,
        currency=charge.total.currency if charge else None,
    )
