"""What is remembered is only used for what it is: the same session, the same row."""

from datetime import timedelta

from msgspec.structs import replace

from sigec.journal import Entry, Place
from sigec.kit.ids import SessionId, StreamId, TenantId, new_id
from sigec.sessions._store.memory import SessionMemory
from sigec.sessions.service import Handover
from tests.unit.sessions.reports import session_of, started

STREAM, TENANT = StreamId(1), TenantId(new_id())


def entry_of(report_minute: int) -> Entry:
    report = started(report_minute)
    return Entry(
        tenant_id=TENANT,
        station_id=report.station_id,
        protocol="ocpp1.6",
        direction="in",
        action="StartTransaction",
        message_id=str(report_minute),
        request="{}",
        at=report.happened_at,
        received_at=report.received_at,
        session_id=SessionId(new_id()),
    )


def place_of(entry: Entry, position: int) -> Place:
    return Place(
        stream=STREAM,
        position=position,
        tenant_id=entry.tenant_id,
        station_id=entry.station_id,
        session_id=entry.session_id,
        message_id=entry.message_id,
        received_at=entry.received_at,
    )


def test_a_report_is_handed_over_once() -> None:
    handover, entry = Handover(), entry_of(0)
    handover.put(STREAM, 7, [entry], [started(0)])
    assert handover.take(place_of(entry, 7)) == started(0)
    assert handover.take(place_of(entry, 7)) is None


def test_a_row_that_took_the_place_of_a_rolled_back_one_is_not_taken_for_it() -> None:
    handover, lost, stored = Handover(), entry_of(0), entry_of(1)
    handover.put(STREAM, 7, [lost], [started(0)])
    assert handover.take(place_of(stored, 7)) is None
    later = replace(lost, received_at=lost.received_at + timedelta(seconds=1))
    handover.put(STREAM, 8, [lost], [started(0)])
    assert handover.take(place_of(later, 8)) is None


def test_of_too_many_reports_the_first_are_forgotten() -> None:
    handover, entries = Handover(reports_max=2), [entry_of(minute) for minute in range(3)]
    handover.put(STREAM, 1, entries, [started(minute) for minute in range(3)])
    taken = [handover.take(place_of(entry, at)) for at, entry in enumerate(entries, 1)]
    assert taken == [None, started(1), started(2)]


def test_a_session_is_remembered_as_of_its_revision_only() -> None:
    memory, session = SessionMemory(sessions_max=2), replace(session_of(started(0)), revision=5)
    memory.keep(session)
    assert memory.find(session.id, 5) is session
    assert memory.find(session.id, 6) is None
    for _ in range(2):
        memory.keep(replace(session, id=SessionId(new_id())))
    assert memory.find(session.id, 5) is None
