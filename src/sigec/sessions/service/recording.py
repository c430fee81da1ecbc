"""Store batches of reports: find each one's session, advance it, answer it."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import journal
from sigec.kit.ids import SessionId, StreamId, new_id
from sigec.reservations.service import ReservationService, Start
from sigec.sessions._store import quarantine
from sigec.sessions._store import sessions as store
from sigec.sessions._store.sessions import Wanted
from sigec.sessions.model import (
    Flag,
    Misfit,
    ReportKind,
    ReportOutcome,
    Session,
    TransactionReport,
    advance,
    fold_all,
    fold_first,
)
from sigec.sessions.ports import ReportReader
from sigec.sessions.service import connectors, neighbours, orphans, routing
from sigec.sessions.service.handover import Handover
from sigec.sessions.service.items import Reported
from sigec.sessions.service.work import Work
from sigec.stations.model import StatusReport
from sigec.stations.service import StationService


class Recorder:
    """Writes batches for the group commit: `store` is its ``apply``."""

    def __init__(
        self,
        *,
        stations: StationService,
        reservations: ReservationService,
        reader: ReportReader,
        handover: Handover,
    ) -> None:
        self._stations = stations
        self._reservations = reservations
        self._reader = reader
        self._memory = handover.sessions
        self._handover = handover

    async def store(
        self, connection: AsyncConnection, stream: StreamId, batch: Sequence[Reported]
    ) -> Sequence[bytes]:
        """Store reports in the order they came, and return their answers."""
        answers: dict[int, bytes] = {}
        for turn in routing.rounds([item.report.station_id for item in batch]):
            stored = await self._store_round(connection, stream, [batch[index] for index in turn])
            answers.update(zip(turn, stored, strict=True))
        return [answers[index] for index in range(len(batch))]

    async def connector_reported(
        self, connection: AsyncConnection, status: StatusReport
    ) -> SessionId | None:
        """Note on the connector's open session what it is doing (OCPP 1.6), or that it failed."""
        if status.place is None or not connectors.concerns_session(status):
            return None
        work = Work(connection, self._stations, self._memory)
        wanted = Wanted(open_at={status.station_id})
        concerned: SessionId | None = None
        for session in work.know(await store.load_involved(connection, wanted, self._memory)):
            is_here = session.fold.evse == status.evse
            if is_here and session.started_at <= status.happened_at:
                work.put(connectors.observe(session, status))
                concerned = session.id
        await work.save()
        return concerned

    async def _store_round(
        self, connection: AsyncConnection, stream: StreamId, items: Sequence[Reported]
    ) -> Sequence[bytes]:
        """Store reports of different stations: one look, one save, one append."""
        work = Work(connection, self._stations, self._memory)
        work.know(await store.load_involved(connection, _wanted(items), self._memory))
        outcomes = [await self._take(work, item) for item in items]
        await work.save()
        await self._reservations.use(
            connection, list(self._uses(zip(items, outcomes, strict=True)))
        )
        answers = [item.render(outcome) for item, outcome in zip(items, outcomes, strict=True)]
        entries = [
            item.journaled(outcome, answer)
            for item, outcome, answer in zip(items, outcomes, answers, strict=True)
        ]
        first = await journal.append(connection, stream, entries)
        self._handover.put(stream, first, entries, [item.report for item in items])
        return answers

    def _uses(self, told: Iterable[tuple[Reported, ReportOutcome]]) -> Iterator[Start]:
        """Yield the charges that somebody who was let in began, where something is reserved."""
        for item, outcome in told:
            report, authorisation = item.report, item.authorisation
            is_begun = report.reservation_id is not None or authorisation is not None
            is_refused = authorisation is not None and not authorisation.decision.is_accepted
            if not is_begun or is_refused or outcome.session_id is None:
                continue
            if report.kind is ReportKind.ENDED and report.reservation_id is None:
                continue  # a card that ends a charge begins none
            if self._reservations.may_concern(report.station_id, report.reservation_id):
                yield Start(
                    station_id=report.station_id,
                    session_id=outcome.session_id,
                    number=report.reservation_id,
                    evse=report.evse,
                    token=report.id_token,
                    known=authorisation.known if authorisation else None,
                    at=report.happened_at,
                )

    async def _take(self, work: Work, item: Reported) -> ReportOutcome:
        """Give a report to its session, to a new one, or to quarantine."""
        report = item.report
        session = routing.find_named(work.at_station(report.station_id), report)
        if session is not None and not routing.is_reuse(session, report):
            return await self._add(work, session, item)
        is_naming = item.names_own_ids and report.external_id is not None
        if is_naming or report.kind is ReportKind.STARTED:
            return await self._create(work, item, reused=session)
        matched = await orphans.find_session(work, item)
        if matched is not None:
            return await self._add(work, matched, item)
        item.keep_decision(work, None)
        return item.outcome(None)

    async def _create(self, work: Work, item: Reported, *, reused: Session | None) -> ReportOutcome:
        """Make a session of a transaction that we hear of for the first time."""
        report = item.report
        session = Session(
            id=SessionId(new_id()),
            tenant_id=item.tenant_id,
            site_id=item.site_id,
            price_group=item.price_group,
            station_id=report.station_id,
            source=item.source,
            external_id=report.external_id or str(item.number),
            generation=0 if reused is None else reused.generation + 1,
            start_key=routing.start_key(report),
            recorded_at=report.received_at,
            heard_at=report.received_at,
            fold=fold_first(report),
            marked=frozenset() if reused is None else frozenset({Flag.REUSED_ID}),
        )
        if session.is_told_late:
            session = await orphans.claim(work, session, report)
        session = item.identify(session)
        item.keep_decision(work, session)
        is_fresh = not session.is_told_late
        work.put(await neighbours.settle(work, session, is_fresh=is_fresh))
        return item.outcome(session)

    async def _add(self, work: Work, session: Session, item: Reported) -> ReportOutcome:
        """Advance a session, folding it anew when the report belongs before the last."""
        report = item.report
        step = advance(session, report)
        if step is Misfit.OUT_OF_ORDER:
            step = await self._refold(work, session, report)
        if isinstance(step, Session):
            if session.decision is None or report.id_token != session.fold.id_token:
                item.keep_decision(work, session)
            step = item.identify(step)
            if _place_in_time(step) != _place_in_time(session):
                step = await neighbours.settle(work, step, is_fresh=False)
            work.put(step)
        is_start = report.kind is ReportKind.STARTED
        return item.outcome(session, decision=session.decision if is_start else None)

    async def _refold(
        self, work: Work, session: Session, report: TransactionReport
    ) -> Session | Misfit:
        """Fold a session from all its reports; that of a repeat is the same as before."""
        rows = await journal.read_session(
            work.connection,
            station_id=session.station_id,
            session_id=session.id,
            received_from=session.recorded_at,
        )
        journaled = (self._reader(row.entry) for row in rows)
        claimed = await quarantine.load_claimed(work.connection, session.id)
        fold = fold_all([report, *claimed, *(known for known in journaled if known is not None)])
        if fold == session.fold:
            return Misfit.REPEAT
        return replace(session, fold=fold, heard_at=max(session.heard_at, report.received_at))


def _wanted(items: Sequence[Reported]) -> Wanted:
    """Say which sessions a round may be about."""
    reports = [item.report for item in items]
    keys = [routing.start_key(report) for report in reports]
    return Wanted(
        named={(report.station_id, report.external_id) for report in reports if report.external_id},
        start_keys={key for key in keys if key is not None},
        open_at={report.station_id for report in reports if report.kind is ReportKind.STARTED},
    )


def _place_in_time(session: Session) -> tuple[object, ...]:
    return (session.started_at, session.fold.evse, session.fold.meters.first_wh)
