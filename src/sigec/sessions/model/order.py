"""The one order of a session's reports, whatever the order they arrive in."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from sigec.sessions.model.reports import ReportKind, TransactionReport

UNNUMBERED = -1


class OrderKey(Struct, frozen=True, kw_only=True, order=True, gc=False):
    """Where a report stands in its session: the start first, then by time, number, kind, content.

    The numbers of OCPP 2.x are the truth even when the station's clock jumps back: a numbered
    report's ``at`` is never before that of a lower number.
    """

    is_after_start: bool
    at: datetime
    seq: int
    rank: int
    fingerprint: str


def order_key(report: TransactionReport, *, reached_at: datetime | None) -> OrderKey:
    """Return the report's place; ``reached_at`` is the latest instant of lower numbers."""
    at = report.happened_at
    if report.seq is not None and reached_at is not None:
        at = max(at, reached_at)
    return OrderKey(
        is_after_start=report.kind is not ReportKind.STARTED,
        at=at,
        seq=UNNUMBERED if report.seq is None else report.seq,
        rank=report.kind.rank,
        fingerprint=report.fingerprint,
    )


def in_order(
    reports: Iterable[TransactionReport],
) -> Sequence[tuple[OrderKey, TransactionReport]]:
    """Return each different report once, the first delivery of it, in canonical order."""
    unique: dict[str, TransactionReport] = {}
    for report in sorted(reports, key=lambda report: report.received_at):
        unique.setdefault(report.fingerprint, report)
    placed: list[tuple[OrderKey, TransactionReport]] = []
    reached_at: datetime | None = None
    for report in sorted(unique.values(), key=_by_number):
        key = order_key(report, reached_at=reached_at)
        if report.seq is not None:
            reached_at = key.at
        placed.append((key, report))
    return sorted(placed, key=lambda pair: pair[0])


def _by_number(report: TransactionReport) -> tuple[int, datetime]:
    return (UNNUMBERED if report.seq is None else report.seq, report.happened_at)
