"""Derive from the journal what no answer waits for: readings, prices, progress."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import journal, outbox
from sigec.db import Database
from sigec.events.sessions import SessionRated
from sigec.journal import Place, StreamState
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import SessionId
from sigec.kit.ports import Clock
from sigec.sessions._store import charges, readings
from sigec.sessions._store import sessions as store
from sigec.sessions._store.charges import Priced
from sigec.sessions._store.readings import NewReading
from sigec.sessions.model import Session, TransactionReport, instant_of
from sigec.sessions.ports import (
    AfterCommit,
    PowerTold,
    PowerWatcher,
    ProgressListener,
    ReportReader,
    SessionProgress,
)
from sigec.sessions.service.handover import Handover
from sigec.sessions.service.pricing import PriceList

READER = "sessions"
ROWS_MAX = 1_000
ENDED_MAX = 200


Told = tuple[Place, TransactionReport | None]
"""A row of the journal and the report that it holds, if it is one."""


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
        handover: Handover,
        watcher: PowerWatcher | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._reader = reader
        self._listener = listener
        self._memory = handover.sessions
        self._handover = handover
        self._watcher = watcher

    async def step(self) -> bool:
        """Project some rows of each stream, then settle what ended; ``True`` when there is more."""
        async with self._database.read(PLATFORM) as connection:
            # In this order: what was said of these sessions so far stands in the rows that follow.
            ended = await store.find_unrated(connection, limit=ENDED_MAX)
            batches = [
                (state, await self._read(connection, state))
                for state in await journal.lagging_streams(connection, READER)
            ]
        were_read = [await self._project(state, told) for state, told in batches]
        if ended and all(were_read):
            await self._settle(ended)
        return not all(were_read) or bool(ended)

    async def _read(self, connection: AsyncConnection, state: StreamState) -> Sequence[Told]:
        """Read the next rows of a stream: their places, and whole only what nobody handed over."""
        places = await journal.read_places(
            connection, state.stream, after=state.read_to, limit=ROWS_MAX
        )
        told = [(place, self._handover.take(place)) for place in places]
        if all(report is not None or place.session_id is None for place, report in told):
            return told
        rows = await journal.read(connection, state.stream, after=state.read_to, limit=len(places))
        return [
            (place, report or self._reader(row.entry))
            for (place, report), row in zip(told, rows, strict=True)
        ]

    async def _project(self, state: StreamState, told: Sequence[Told]) -> bool:
        """Store what the rows say; ``True`` when the stream is read up to where it was."""
        to = told[-1][0].position if told else state.position
        try:
            async with self._database.transaction(PLATFORM) as connection:
                if not await journal.move_cursor(connection, READER, state, to=to):
                    raise Overtaken
                new = list(_readings(told))
                await readings.add(connection, new)
                touched = {place.session_id for place, _ in told if place.session_id}
                sessions = await store.load_many(connection, touched, self._memory)
                going_on = [session for session in sessions.values() if session.is_open]
                progress = await self._price(connection, going_on)
                found = await self._watch(connection, going_on, new)
        except Overtaken:
            return False
        if found is not None:
            await found()
        await self._listener.progressed(progress)
        return to == state.position

    async def _watch(
        self, connection: AsyncConnection, going_on: Sequence[Session], new: Sequence[NewReading]
    ) -> AfterCommit | None:
        if self._watcher is None or not going_on:
            return None
        powers = [
            PowerTold(reading.session_id, reading.at, reading.sample.power_w)
            for reading in new
            if reading.sample.power_w is not None
        ]
        return await self._watcher.observe(connection, going_on, powers)

    async def _settle(self, ended: Mapping[SessionId, int]) -> None:
        """Make the prices final of sessions of which nothing was said since they were found."""
        async with self._database.transaction(PLATFORM) as connection:
            sessions = await store.load_many(connection, ended.keys(), self._memory)
            unchanged = [one for one in sessions.values() if one.revision == ended[one.id]]
            progress = await self._price(connection, unchanged)
        await self._listener.progressed(progress)

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


def _readings(told: Iterable[Told]) -> Iterable[NewReading]:
    for place, report in told:
        if report is None or place.session_id is None:
            continue
        for sample in report.samples:
            yield NewReading(
                tenant_id=place.tenant_id,
                session_id=place.session_id,
                at=instant_of(sample, report),
                received_at=place.received_at,
                sample=sample,
            )


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
