"""What is unusual about a session stands at the instant that made it so."""

from datetime import timedelta

from msgspec.structs import replace

from sigec.sessions.model import (
    LONG_AFTER,
    Closing,
    Flag,
    Session,
    TransactionReport,
    advance,
    close,
    remarks_of,
)
from tests.unit.sessions.reports import at, ended, session_of, started, updated


def session_after(*reports: TransactionReport) -> Session:
    session = session_of(reports[0])
    for report in reports[1:]:
        step = advance(session, report)
        assert isinstance(step, Session)
        session = step
    return session


def remarks(session: Session, *reports: TransactionReport, now: int = 24 * 60) -> list[object]:
    found = remarks_of(session, reports, at(now))
    return [(round((each.at - at(0)) / timedelta(minutes=1)), each.flag) for each in found]


def test_each_report_brings_its_own() -> None:
    reports = [
        started(register_wh=9_000),
        updated(10, 9_500),
        updated(20, 200, offline=True),
        updated(30, 400, offline=True),
        ended(40, 700),
        updated(50, 700),
    ]
    assert remarks(session_after(*reports), *reversed(reports), *reports) == [
        (20, Flag.METER_RESET),
        (20, Flag.OFFLINE),
        (50, Flag.AFTER_END),
    ]


def test_what_a_later_report_made_good_is_none() -> None:
    reports = [started(seq=0), updated(20, seq=2), updated(10, seq=1)]
    session = session_after(reports[0], reports[2], reports[1])
    assert remarks(session, *reports) == [(720, Flag.LONG)]


def test_a_start_that_nobody_saw_counts_from_the_first_word() -> None:
    reports = [updated(7, 1_000), ended(20, 2_000)]
    assert remarks(session_after(*reports), *reports) == [(7, Flag.START_UNSEEN)]


def test_what_was_decided_when_a_report_came_stands_at_that_report() -> None:
    marked = frozenset({Flag.REFUSED, Flag.REUSED_ID, Flag.ORPHAN_MATCHED})
    reports = [started(), updated(15, 1_500, external_id=None), ended(20, 2_000)]
    session = replace(session_after(*reports), marked=marked)
    assert remarks(session, *reports) == [
        (0, Flag.REFUSED),
        (0, Flag.REUSED_ID),
        (15, Flag.ORPHAN_MATCHED),
    ]


def test_what_no_report_told_stands_where_it_was_proved() -> None:
    reports = [started(), updated(30, 1_500)]
    faulted = replace(session_after(*reports), marked=frozenset({Flag.FAULT}), faulted_at=at(25))
    assert remarks(faulted, *reports, now=60) == [(25, Flag.FAULT)]
    lost = close(faulted, Closing(cause=Flag.LOST_STOP, at=at(90)))
    assert remarks(lost, *reports) == [(25, Flag.FAULT), (90, Flag.LOST_STOP)]


def test_a_session_is_long_from_its_twelfth_hour() -> None:
    reports = [started(), updated(700, 1_500)]
    session = replace(session_after(*reports), heard_at=at(700))
    hours = LONG_AFTER / timedelta(minutes=1)
    assert remarks(session, *reports, now=700) == []
    assert remarks(session, *reports, now=800) == [(hours, Flag.LONG)]
