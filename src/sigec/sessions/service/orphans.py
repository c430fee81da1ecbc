"""Reports that name no session we know: matched by place, token and time, else kept apart."""

from collections.abc import Iterator

from msgspec.structs import replace

from sigec.sessions._store import quarantine
from sigec.sessions._store import sessions as store
from sigec.sessions._store.readings import NewReading
from sigec.sessions.model import (
    Flag,
    Misfit,
    ReportKind,
    Session,
    TransactionReport,
    advance,
    fold_all,
    instant_of,
)
from sigec.sessions.service import routing
from sigec.sessions.service.items import Reported
from sigec.sessions.service.work import Work


async def find_session(work: Work, item: Reported) -> Session | None:
    """Return the session that an orphan belongs to; one that fits none goes to quarantine."""
    report = item.report
    running = await store.load_during(work.connection, report.station_id, at=report.happened_at)
    session = routing.attribute(work.know(running), report)
    if session is None:
        if not routing.is_nobodys(report):
            work.quarantine(item.tenant_id, report)
        return None
    if report.kind is ReportKind.ENDED:
        return replace(session, marked=session.marked | {Flag.ORPHAN_MATCHED})
    return session


async def claim(work: Work, session: Session, first: TransactionReport) -> Session:
    """Give a session that has only its first report what waits for it in quarantine."""
    waiting = await quarantine.load_unclaimed(
        work.connection, session.station_id, since=session.started_at
    )
    mine = [first]
    for orphan in waiting:
        if not routing.fits(session, orphan.report):
            continue
        mine.append(orphan.report)
        step = advance(session, orphan.report)
        if isinstance(step, Misfit):
            step = replace(session, fold=fold_all(mine))
        session = replace(step, marked=step.marked | {Flag.ORPHAN_MATCHED})
        await quarantine.claim(work.connection, [orphan.id], session.id)
        work.add_readings(readings_of(session, orphan.report))
    return session


def readings_of(session: Session, report: TransactionReport) -> Iterator[NewReading]:
    """Yield what the report's meters said, as readings of the session."""
    for sample in report.samples:
        yield NewReading(
            tenant_id=session.tenant_id,
            session_id=session.id,
            at=instant_of(sample, report),
            received_at=report.received_at,
            sample=sample,
        )
