"""When each unusual thing of a session came about, as far as somebody knows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sigec.sessions.model.flags import Flag
from sigec.sessions.model.fold import Fold, fold_in
from sigec.sessions.model.freshness import LONG_AFTER, flags_of
from sigec.sessions.model.order import in_order
from sigec.sessions.model.reports import ReportKind, TransactionReport
from sigec.sessions.model.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something unusual, and the source's instant of it."""

    at: datetime
    flag: Flag


def remarks_of(
    session: Session, reports: Iterable[TransactionReport], now: datetime
) -> list[Remark]:
    """Return the flags of a session whose instant is known, by that instant.

    ``reports`` are all that were told of it, in any order and with any repetition.
    """
    flags = flags_of(session, now)
    first: dict[Flag, datetime] = {}
    for at, flag in [*_told(session, reports), *_proved(session)]:
        if flag in flags:
            first.setdefault(flag, at)
    remarks = [Remark(at=at, flag=flag) for flag, at in first.items()]
    return sorted(remarks, key=lambda remark: (remark.at, remark.flag))


def _told(
    session: Session, reports: Iterable[TransactionReport]
) -> Iterator[tuple[datetime, Flag]]:
    """Yield what each report added, also what a later one took back."""
    fold: Fold | None = None
    for key, report in in_order(reports):
        before = frozenset() if fold is None else fold.flags
        fold = fold_in(fold, key, report)
        for flag in fold.flags - before | _of(report, session):
            yield report.happened_at, flag


def _of(report: TransactionReport, session: Session) -> set[Flag]:
    """Return what was decided about a report as it came, if its session has that flag at all."""
    is_start = report.kind is ReportKind.STARTED
    said = {
        Flag.REFUSED: report.id_token is not None and report.id_token == session.fold.id_token,
        Flag.REUSED_ID: is_start,
        Flag.ORPHAN_MATCHED: not is_start and report.external_id != session.external_id,
    }
    return {flag for flag, is_so in said.items() if is_so}


def _proved(session: Session) -> Iterator[tuple[datetime, Flag]]:
    """Yield what no report told."""
    yield session.started_at + LONG_AFTER, Flag.LONG
    if session.faulted_at is not None:
        yield session.faulted_at, Flag.FAULT
    if session.closing is not None and session.ended_at is not None:
        yield session.ended_at, session.closing.cause
