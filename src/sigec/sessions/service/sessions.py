"""The door to sessions: for stations, for people, and for what stations' connectors tell."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import outbox
from sigec.access.model import Decided, Intent
from sigec.access.service import PolicyService
from sigec.db import Database, Ingest
from sigec.drivers.model import TokenInfo, TokenRef
from sigec.drivers.service import DriverService
from sigec.journal import Entry
from sigec.kit.actor import PLATFORM, Actor, Permission
from sigec.kit.ids import PersonId, SessionId, StationId
from sigec.kit.ports import Clock
from sigec.reservations.service import ReservationService
from sigec.sessions._store import sessions as store
from sigec.sessions._store.sessions import Wanted
from sigec.sessions.model import (
    OCPP,
    Closing,
    Flag,
    ReportKind,
    ReportOutcome,
    Session,
    TransactionReport,
    close,
)
from sigec.sessions.ports import PowerWatcher, ProgressListener, ReportReader
from sigec.sessions.service import routing
from sigec.sessions.service.authorisation import Authoriser, Occasion
from sigec.sessions.service.handover import Handover
from sigec.sessions.service.items import Reported
from sigec.sessions.service.numbers import TransactionNumbers
from sigec.sessions.service.projecting import SessionProjector
from sigec.sessions.service.recording import Recorder
from sigec.sessions.service.requests import RequestDesk
from sigec.sessions.service.showing import Shown, store_shown
from sigec.sessions.service.telling import tell
from sigec.sessions.service.verifying import Verifier
from sigec.stations.model import ChargingProfile, CommandResult, KnownStation, Order, StatusReport
from sigec.stations.service import StationNotFound, StationService, require_known

PENDING_FOR = timedelta(days=31)
"""How long after its end a session may still learn from its source whose it is."""
CVEPRO = "cvepro"
"""The one protocol that a cloud speaks and no station."""
NUMBERED_BY_US = "ocpp1.6"
"""The one protocol whose transaction ids are ours to give."""


class SessionService:
    """Records what stations report of charges, and takes what people ask of them."""

    def __init__(
        self,
        *,
        database: Database,
        ingest: Ingest,
        clock: Clock,
        stations: StationService,
        drivers: DriverService,
        policies: PolicyService,
        reservations: ReservationService,
        reader: ReportReader,
    ) -> None:
        """Record through ``ingest``; ``reader`` reads the journal's rows back as reports."""
        self._database = database
        self._ingest = ingest
        self._clock = clock
        self._stations = stations
        self._numbers = TransactionNumbers(database)
        self._authoriser = Authoriser(database, drivers, stations, policies, reservations)
        self._reader = reader
        self._handover = Handover()
        self._recorder = Recorder(
            stations=stations,
            reservations=reservations,
            reader=reader,
            handover=self._handover,
        )
        self._verifier = Verifier(database=database, stations=stations, end=self._end_lost)
        self._desk = RequestDesk(
            database=database,
            clock=clock,
            stations=stations,
            drivers=drivers,
            authoriser=self._authoriser,
            reservations=reservations,
            numbers=self._numbers,
        )

    def projector(
        self, listener: ProgressListener, watcher: PowerWatcher | None = None
    ) -> SessionProjector:
        """Make the projector of this process, which need not read again what is stored here."""
        return SessionProjector(
            database=self._database,
            clock=self._clock,
            reader=self._reader,
            listener=listener,
            handover=self._handover,
            watcher=watcher,
        )

    async def record(
        self, report: TransactionReport, entry: Entry, render: Callable[[ReportOutcome], bytes]
    ) -> bytes:
        """Store a report with its journal entry, and return the answer once both are durable.

        ``render`` turns the outcome into the payload of the CALLRESULT; it is pure. A repeat
        changes nothing and is answered like the first.

        :raises StationNotFound: when the station is not one of ours (any more).
        :raises StorageUnavailable: when the database was lost; nobody may be answered then.
        """
        station = self._find_station(report.station_id)
        token = report.id_token
        item = Reported(
            tenant_id=station.tenant_id,
            site_id=station.site_id,
            price_group=station.price_group,
            source=entry.protocol if entry.protocol == CVEPRO else OCPP,
            names_own_ids=entry.protocol != NUMBERED_BY_US,
            report=report,
            entry=entry,
            render=render,
            authorisation=await self._authoriser.authorise(station, token, _occasion(report))
            if token
            else None,
            number=await self._numbers.take() if routing.start_key(report) else None,
        )
        size_bytes = len(entry.request)
        return await self._ingest.submit(
            report.station_id, self._recorder.store, item, size_bytes=size_bytes
        )

    async def authorize(
        self,
        station_id: StationId,
        token: TokenRef,
        entry: Entry,
        render: Callable[[TokenInfo], bytes],
    ) -> bytes:
        """Decide whether a token may charge at a station now, from memory.

        The answer does not wait until it is journaled with the decision.

        :raises StationNotFound: when the station is not one of ours (any more).
        """
        station = self._find_station(station_id)
        at = self._clock.now()
        occasion = Occasion(at=at, heard_at=at, purpose=Intent.SHOWN)
        found = await self._authoriser.authorise(station, token, occasion)
        answer = render(found.decision.info)
        decided = found.decided(message_id=entry.message_id)
        item = Shown(entry=entry.answered(answer), decided=decided)
        self._ingest.post(station_id, store_shown, item, size_bytes=len(entry.request))
        return answer

    async def connector_reported(
        self, connection: AsyncConnection, status: StatusReport
    ) -> SessionId | None:
        """Move the open session of a connector, in the transaction that stores its status."""
        return await self._recorder.connector_reported(connection, status)

    async def request_start(  # noqa: PLR0913 - as many things as a start may say
        self,
        actor: Actor,
        station_id: StationId,
        *,
        evse: int | None = None,
        connector: int | None = None,
        token: TokenRef | None = None,
        person_id: PersonId | None = None,
        profile: ChargingProfile | None = None,
        idempotency_key: str | None = None,
        reason: str | None = None,
    ) -> CommandResult:
        """Ask a station to start, for a token, for a person, or for whoever is there.

        ``profile`` limits what is started (`ProfileService.fit_start`).

        :raises StationNotFound: when the actor's tenant has no such station.
        :raises TokenRefused: when the token is known and may not charge.
        :raises TokenMissing: when the person has no token that fits every version.
        :raises NotYours: when a resident asks for somebody else.
        :raises StationOffline: when the station has no connection.
        :raises StationSilent: when it did not answer in time.
        """
        return await self._desk.start(
            actor,
            station_id,
            evse=evse,
            connector=connector,
            token=token,
            person_id=person_id,
            order=Order(reason=reason, idempotency_key=idempotency_key),
            profile=profile,
        )

    async def request_stop(
        self,
        actor: Actor,
        session_id: SessionId,
        *,
        idempotency_key: str | None = None,
        reason: str | None = None,
    ) -> CommandResult:
        """Ask the station to stop a session, remembering who asked.

        :raises SessionNotFound: when there is none for this actor.
        :raises SessionOver: when it has ended.
        :raises StationOffline: when the station has no connection.
        :raises StationSilent: when it did not answer in time.
        """
        order = Order(reason=reason, idempotency_key=idempotency_key)
        return await self._desk.stop(actor, session_id, order)

    async def close(self, actor: Actor, session_id: SessionId, *, reason: str) -> Session:
        """Close a session that nothing will end; the act and its reason are audited.

        :raises Invalid: when no reason is given.
        :raises SessionNotFound: when there is none for this actor.
        :raises SessionOver: when it has ended.
        """
        return await self._desk.close(actor, session_id, reason=reason)

    async def still_listed(
        self, listed: Collection[tuple[StationId, str]], *, at: datetime
    ) -> None:
        """Note that a source still lists transactions as going on: evidence, and nothing new."""
        async with self._database.transaction(PLATFORM) as connection:
            found = await store.load_involved(connection, Wanted(named=frozenset(listed)))
            heard = [replace(one, heard_at=max(one.heard_at, at)) for one in found if one.is_open]
            await store.save(connection, heard)

    async def oldest_unsettled_at(
        self, station_ids: Collection[StationId], *, at: datetime
    ) -> datetime | None:
        """Return when the oldest session of these stations began that goes on, or whose is unknown.

        Of those that ended, only the last month's count.
        """
        async with self._database.read(PLATFORM) as connection:
            return await store.find_unsettled_at(
                connection, station_ids, pending_since=at - PENDING_FOR
            )

    def verify_transactions(self, station_id: StationId) -> None:
        """Ask a station, some time soon, about its open transactions; those that are over end.

        Only versions that can answer are asked (GetTransactionStatus, 2.x); others send a stop.
        """
        self._verifier.begin(station_id)

    async def transaction_not_ongoing(
        self, station_id: StationId, external_id: str, *, at: datetime
    ) -> None:
        """End a session whose station says that the transaction is over (GetTransactionStatus).

        It ends at the last instant that was told of it; a stop that still comes corrects it.
        Harmless when the session has ended.
        """
        async with self._database.transaction(PLATFORM) as connection:
            named = Wanted(named={(station_id, external_id)})
            for session in await store.load_involved(connection, named):
                if session.is_open:
                    ended_at = min(at, session.fold.last_at)
                    closed = close(session, Closing(cause=Flag.NOT_ONGOING, at=ended_at))
                    await store.save(connection, [closed])
                    await outbox.append(connection, list(tell(session, closed)))

    async def _end_lost(self, station_id: StationId, external_id: str) -> None:
        await self.transaction_not_ongoing(station_id, external_id, at=self._clock.now())

    async def explain_decision(
        self,
        actor: Actor,
        station_id: StationId,
        token: TokenRef,
        *,
        at: datetime | None = None,
        evse: int | None = None,
    ) -> Decided:
        """Say what would be decided if a token came to start a charge; nothing is kept.

        :raises StationNotFound: when the actor's tenant has no such station.
        """
        actor.require(Permission.READ_STATIONS)
        actor.require(Permission.READ_ID_TOKENS)
        station = require_known(actor, self._stations.find(station_id))
        now = self._clock.now()
        occasion = Occasion(at=at or now, heard_at=now, purpose=Intent.START, evse=evse)
        return (await self._authoriser.authorise(station, token, occasion)).decided()

    def _find_station(self, station_id: StationId) -> KnownStation:
        station = self._stations.find(station_id)
        if station is None:
            raise StationNotFound
        return station


def _occasion(report: TransactionReport) -> Occasion:
    """Return when and why a report asks about its token."""
    ends = report.ends_charge or report.kind is ReportKind.ENDED
    return Occasion(
        at=report.happened_at,
        heard_at=report.received_at,
        purpose=Intent.STOP if ends else Intent.START,
        evse=report.evse,
        external_id=report.external_id,
    )
