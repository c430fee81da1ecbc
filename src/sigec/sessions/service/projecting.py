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
from sigec.sessions._store.charges import Priced
from sigec.sessions._store.readings import NewReading
from sigec.sessions.model import Session, instant_of
from sigec.sessions.ports import ProgressListener, ReportReader, SessionProgress
from sigec.sessions.service.pricing import PriceList

READER = "sessions"
ROWS_MAX = 500
ENDED_MAX = 200


class Overtaken(Exception):
    """Another process projected the same rows; ours are rolled back."""


class SessionProjector:
    """Reads each row of the journal once, in the order of its stream.

    A price is final when the session has ended and all that was said of it is read; a late word
    makes it pending again.
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
        """Project some rows of each stream, then settle what ended; ``True`` when there is more."""
        async with self._database.read(PLATFORM) as connection:
            # In this order: what was said of these sessions so far stands in the rows that follow.
            ended = await store.find_unrated(connection, limit=ENDED_MAX)
            batches = [
                (
                    state,
                    await journal.read(
                        connection, state.stream, after=state.read_to, limit=ROWS_MAX
                    ),
                )
                for state in await journal.lagging_streams(connection, READER)
            ]
        were_read = [await self._project(state, rows) for state, rows in batches]
        if ended and all(were_read):
            await self._settle(ended)
        return bool(batches) or len(ended) == ENDED_MAX

    async def _project(self, state: StreamState, rows: Sequence[Row]) -> bool:
        """Store what the rows say; ``True`` when the stream is read up to where it was."""
        to = rows[-1].position if rows else state.position
        try:
            async with self._database.transaction(PLATFORM) as connection:
                if not await journal.move_cursor(connection, READER, state, to=to):
                    raise Overtaken
                await readings.add(connection, list(self._read(rows)))
                touched = {row.entry.session_id for row in rows if row.entry.session_id}
                sessions = await store.load_many(connection, touched)
                going_on = [session for session in sessions.values() if session.is_open]
                progress = await self._price(connection, going_on)
        except Overtaken:
            return False
        await self._listener.progressed(progress)
        return to == state.position

    async def _settle(self, ended: Mapping[SessionId, int]) -> None:
        """Make the prices final of sessions of which nothing was said since they were found."""
        async with self._database.transaction(PLATFORM) as connection:
            sessions = await store.load_many(connection, ended.keys())
            unchanged = [one for one in sessions.values() if one.revision == ended[one.id]]
            progress = await self._price(connection, unchanged)
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

    async def _price(
        self, connection: AsyncConnection, sessions: Iterable[Session]
    ) -> Sequence[SessionProgress]:
        """Store what each costs, in the order of ids; for one that has ended that is final."""
        prices = PriceList(connection)
        at = self._clock.now()
        in_order = sorted(sessions, key=lambda session: session.id)
        priced: dict[SessionId, Priced] = {}
        for session in in_order:
            found = await prices.price(session)
            if found is not None:
                charge, version = found
                priced[session.id] = Priced(session, charge, version.id)
        await charges.save(connection, list(priced.values()), at=at)
        await charges.remove(connection, [one.id for one in in_order if one.id not in priced])
        final = await store.mark_rated(connection, [one for one in in_order if not one.is_open])
        rated = [_rated(one, at) for one in priced.values() if one.session.id in final]
        await outbox.append(connection, rated)
        return [_progress(one, priced.get(one.id)) for one in in_order]


def _rated(priced: Priced, at: datetime) -> SessionRated:
    session, charge, _ = priced
    return SessionRated(
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


def _progress(session: Session, priced: Priced | None) -> SessionProgress:
    charge = None if priced is None else priced.charge
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
        offered_w=session.fold.meters.offered_w if session.is_open else None,
        soc_percent=session.fold.meters.soc_percent,
        amount_minor=charge.total.minor if charge else None,
        currency=charge.total.currency if charge else None,
    )
