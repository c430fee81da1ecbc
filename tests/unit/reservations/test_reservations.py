"""How a reservation goes on, and what is due about it."""

from datetime import timedelta

import pytest

from sigec.drivers.model import IdTokenKind, KnownToken, TokenRef
from sigec.kit.ids import IdTokenId, PersonId, SessionId, TenantId, new_id
from sigec.reservations.model import (
    Bearer,
    Due,
    Place,
    Policy,
    ReservationReason,
    ReservationStatus,
    answered,
    faults_of,
    faults_of_span,
    find_due,
    find_used,
    is_too_far,
    is_too_long,
    next_due,
    told,
)
from tests.unit.reservations.made import CARD, NOON, at, reservation, span

PERSON = PersonId(new_id())
Status = ReservationStatus


def known(value: str = "OTHER", **fields: object) -> KnownToken:
    return KnownToken(
        id=IdTokenId(new_id()),
        tenant_id=TenantId(new_id()),
        value=value,
        kind=IdTokenKind.ISO14443,
        **fields,  # type: ignore[arg-type]  # as the caller says
    )


def test_what_is_planned_is_asked_for_when_it_begins() -> None:
    assert next_due(reservation(30, 60)) == (at(30), Due.ASK)


def test_who_stays_silent_is_asked_again_later_each_time_until_it_is_over() -> None:
    asked, waits = reservation(0, 600), []
    for _ in range(6):
        due = next_due(asked)
        assert due is not None
        assert due[1] is Due.ASK
        waits.append(due[0] - (asked.asked_at or NOON))
        asked = asked.asking(due[0]).waiting(ReservationReason.STATION_SILENT, due[0])
    seconds = [wait // timedelta(seconds=1) for wait in waits]
    assert seconds == [0, 45, 90, 180, 360, 600]
    late = asked.asking(at(595))
    assert next_due(late) == (at(600), Due.EXPIRE)


def test_what_is_kept_is_reminded_of_once_and_expires() -> None:
    kept = reservation(0, 60, status=Status.ACCEPTED)
    assert next_due(kept) == (at(50), Due.REMIND)
    assert next_due(reservation(0, 15, status=Status.ACCEPTED)) == (at(15), Due.EXPIRE)
    over = kept.expired(at(60))
    assert (over.status, over.reason, over.is_no_show) == (
        Status.EXPIRED,
        ReservationReason.NO_SHOW,
        True,
    )
    assert next_due(over) is None


def test_after_its_end_whatever_was_missed_it_only_ends() -> None:
    for missed in (reservation(0, 60), reservation(0, 60, status=Status.ACCEPTED)):
        assert find_due(missed, at(61)) is Due.EXPIRE
    assert find_due(reservation(30, 60), at(29)) is None


def test_what_was_never_kept_is_nobodys_fault() -> None:
    waited = reservation().asking(at(0)).waiting(ReservationReason.STATION_OFFLINE, at(0))
    assert waited.status is Status.PLANNED
    over = waited.expired(at(60))
    assert (over.reason, over.is_no_show) == (ReservationReason.STATION_OFFLINE, False)


@pytest.mark.parametrize(
    ("answer", "status", "reason"),
    [
        ({"status": "Accepted"}, Status.ACCEPTED, ReservationReason.ACCEPTED_BY_STATION),
        ({"status": "Faulted"}, Status.FAULTED, ReservationReason.STATION_FAULTED),
        ({"status": "Occupied"}, Status.OCCUPIED, ReservationReason.STATION_OCCUPIED),
        ({"status": "Unavailable"}, Status.UNAVAILABLE, ReservationReason.STATION_UNAVAILABLE),
        ({"status": "Rejected"}, Status.REJECTED, ReservationReason.REFUSED_BY_STATION),
        ({"status": "Perhaps"}, Status.REJECTED, ReservationReason.STATION_ERROR),
        ({"status": 7}, Status.REJECTED, ReservationReason.STATION_ERROR),
        ({"error_code": "InternalError"}, Status.REJECTED, ReservationReason.STATION_ERROR),
        ({"error_code": "NotSupported"}, Status.REJECTED, ReservationReason.NOT_SUPPORTED),
        ({}, Status.REJECTED, ReservationReason.STATION_ERROR),
    ],
)
def test_every_answer_leads_somewhere(
    answer: dict[str, object], status: Status, reason: ReservationReason
) -> None:
    after = answered(reservation().asking(at(0)), answer, at(1))
    assert (after.status, after.reason) == (status, reason)


@pytest.mark.parametrize(
    ("said", "status", "reason"),
    [
        ("Expired", Status.EXPIRED, ReservationReason.NO_SHOW),
        ("Removed", Status.CANCELLED, ReservationReason.REMOVED_BY_STATION),
        ("NoTransaction", Status.EXPIRED, ReservationReason.NO_TRANSACTION),
    ],
)
def test_a_station_ends_it(said: str, status: Status, reason: ReservationReason) -> None:
    kept = reservation(status=Status.ACCEPTED)
    over = told(kept, said, at(5))
    assert (over.status, over.reason) == (status, reason)
    assert told(over, "Removed", at(6)) is over
    assert told(kept, "Postponed", at(5)) is kept


def test_a_station_that_removes_it_for_a_fault_says_so() -> None:
    kept = reservation(status=Status.ACCEPTED)
    assert (
        told(kept, "Removed", at(5), cause=ReservationReason.STATION_FAULTED).reason
        == "station_faulted"
    )
    assert told(kept, "Expired", at(5), cause=ReservationReason.STATION_FAULTED).reason == "no_show"


def test_a_station_that_forgets_it_is_asked_again_and_not_for_ever() -> None:
    kept = reservation(status=Status.ACCEPTED)
    for minute in range(3):
        lost = kept.lost(at(minute))
        assert next_due(lost) == (at(0), Due.ASK)
        kept = lost.asking(at(minute)).accepted(at(minute))
    over = kept.lost(at(4))
    assert (over.status, over.reason) == (Status.CANCELLED, ReservationReason.REMOVED_BY_STATION)
    assert kept.lost(at(4), is_restart=True).is_open


def test_a_debt_is_paid_while_the_station_may_still_keep_the_place() -> None:
    kept = reservation(0, 60, status=Status.ACCEPTED)
    over = kept.ended(Status.CANCELLED, ReservationReason.CANCELLED_BY_PERSON, at(10), is_owed=True)
    assert next_due(over) == (at(10) + timedelta(seconds=45), Due.RELEASE)
    late = kept.ended(
        Status.CANCELLED, ReservationReason.CANCELLED_BY_PERSON, at(59.9), is_owed=True
    )
    assert next_due(late) is None


def test_a_start_uses_what_it_names_else_what_is_meant_for_it() -> None:
    bearer = Bearer(token=CARD, group="FAMILY", person_id=PERSON)
    kept = reservation(0, 60, number=7, status=Status.ACCEPTED, bearer=bearer)

    def used(
        token: TokenRef | None = None,
        *,
        number: int | None = None,
        evse: int | None = 1,
        who: KnownToken | None = None,
        minute: float = 5,
    ) -> bool:
        found = find_used([kept], number=number, evse=evse, token=token, known=who, at=at(minute))
        return found is kept

    other = TokenRef(value="other")
    assert used(TokenRef(value=" 04a1b2c3 "))
    assert used(number=7, evse=2)
    assert used(other, who=known(group="family"))
    assert used(other, who=known("Family"))
    assert used(other, who=known(person_id=PERSON))
    assert not used(other)
    assert not used(other, who=known(group="others"))
    assert not used(TokenRef(value="04A1B2C3", kind=IdTokenKind.EMAID))
    assert not used(CARD, evse=2)
    assert not used(CARD, minute=60)
    assert not used(CARD, minute=-1)
    assert not used(number=8)


def test_a_charge_told_late_undoes_the_no_show() -> None:
    session_id = SessionId(new_id())
    over = reservation(status=Status.ACCEPTED).expired(at(60))
    after = over.used(session_id, at(20))
    assert (after.status, after.session_id, after.is_no_show) == (Status.USED, session_id, False)


def test_a_span_ends_after_it_begins_and_is_neither_endless_nor_far() -> None:
    def codes(begin: float, end: float) -> list[str]:
        return [fault.code for fault in faults_of_span(span(begin, end), at=NOON)]

    day = 24 * 60
    assert codes(0, 1) == []
    assert codes(0, day) == []
    assert codes(90 * day, 90 * day + 1) == []
    assert codes(0, 0.9) == ["field.reservation_too_short"]
    assert codes(-5, -1) == ["field.reservation_too_short"]
    assert codes(0, day + 1) == ["field.reservation_too_long"]
    assert codes(90 * day + 1, 90 * day + 2) == ["field.reservation_too_far"]


def test_a_site_allows_up_to_its_limits() -> None:
    policy = Policy(
        site_id=new_id(),  # type: ignore[arg-type]  # any
        tenant_id=TenantId(new_id()),
        length_max_min=60,
        ahead_max_min=120,
    )
    assert not is_too_long(policy, span(0, 60))
    assert is_too_long(policy, span(0, 60.1))
    assert not is_too_far(policy, span(120, 130), at=NOON)
    assert is_too_far(policy, span(120.1, 130), at=NOON)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("length_max_min", 0),
        ("length_max_min", 24 * 60 + 1),
        ("ahead_max_min", -1),
        ("ahead_max_min", 90 * 24 * 60 + 1),
        ("open_max", 0),
        ("open_max", 21),
    ],
)
def test_a_sites_limits_have_limits(field: str, value: int) -> None:
    policy = Policy(
        site_id=new_id(),  # type: ignore[arg-type]  # any
        tenant_id=TenantId(new_id()),
        **{field: value},  # type: ignore[arg-type]  # all are numbers
    )
    assert [fault.field for fault in faults_of(policy)] == [field]


def test_a_place_may_be_any() -> None:
    kept = reservation(status=Status.ACCEPTED, place=Place())
    assert find_used([kept], number=None, evse=2, token=CARD, known=None, at=at(1)) is kept
