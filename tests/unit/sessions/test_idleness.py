"""When a car stood and took nothing by its own choice, after it had drawn."""

from msgspec.structs import replace

from sigec.sessions.model import (
    ChargingState,
    Closing,
    Flag,
    Session,
    TransactionReport,
    advance,
    close,
    fold_all,
    observe_connector,
)
from sigec.sessions.model.idleness import SPANS_MAX
from tests.unit.sessions.reports import NOON, at, ended, sample, session_of, started, updated

CHARGING = ChargingState.CHARGING
BY_CAR = ChargingState.SUSPENDED_EV
BY_STATION = ChargingState.SUSPENDED_EVSE


def told(*facts: TransactionReport) -> Session:
    return replace(session_of(facts[0]), fold=fold_all(facts))


def power(minute: float, power_w: int) -> TransactionReport:
    return updated(minute, samples=(sample(minute, power_w=power_w),))


def state(minute: float, charging_state: ChargingState) -> TransactionReport:
    return updated(minute, samples=(sample(minute),), charging_state=charging_state)


def minutes(session: Session) -> list[tuple[float, float]]:
    return [
        ((one.from_at - NOON).total_seconds() / 60, (one.to_at - NOON).total_seconds() / 60)
        for one in session.idle
    ]


def test_a_car_idles_while_its_power_rests() -> None:
    session = told(
        started(0), power(1, 0), power(5, 7_000), power(30, 10), power(40, 7_000), power(50, 0)
    )
    assert minutes(session) == [(30, 40)]
    assert minutes(told(*(started(0), power(5, 7_000), power(50, 0), ended(80, 2_000)))) == [
        (50, 80)
    ]


def test_preparing_is_not_idle() -> None:
    assert minutes(told(started(0), power(1, 0), power(30, 0))) == []
    waiting = told(started(0), state(1, BY_CAR), state(30, CHARGING), ended(40, 2_000))
    assert minutes(waiting) == []
    never_drew = told(
        started(0), state(1, CHARGING), power(2, 0), state(3, BY_CAR), ended(40, 1_000)
    )
    assert minutes(never_drew) == []


def test_a_car_idles_while_it_says_so() -> None:
    session = told(started(0), state(1, CHARGING), state(30, BY_CAR), ended(50, 2_000))
    assert minutes(session) == [(30, 50)]


def test_what_the_station_withholds_is_excused() -> None:
    session = told(
        started(0),
        state(1, CHARGING),
        power(2, 7_000),
        state(20, BY_STATION),
        power(21, 0),
        state(40, BY_CAR),
        ended(60, 2_000),
    )
    assert minutes(session) == [(40, 60)]


def test_power_and_words_are_not_counted_twice() -> None:
    session = told(
        started(0),
        state(1, CHARGING),
        power(2, 7_000),
        power(20, 0),
        state(25, BY_CAR),
        ended(60, 2_000),
    )
    assert minutes(session) == [(20, 60)]


def test_the_connectors_own_status_counts_in_1_6() -> None:
    session = told(started(0))
    session = observe_connector(session, CHARGING, at(1))
    session = observe_connector(session, BY_CAR, at(30))
    assert minutes(session) == []  # the station told nothing of the time after
    session = observe_connector(session, CHARGING, at(50))
    assert minutes(session) == [(30, 50)]
    final = advance(session, ended(60, 5_000))
    assert isinstance(final, Session)
    assert minutes(final) == [(30, 50)]


def test_idleness_ends_with_the_session_however_that_ends() -> None:
    session = told(started(0), power(5, 7_000), power(50, 0), power(90, 0))
    closed = close(session, Closing(cause=Flag.LOST_STOP, at=at(60)))
    assert minutes(closed) == [(50, 60)]


def test_the_order_in_which_reports_arrive_does_not_matter() -> None:
    facts = [
        started(0),
        state(1, CHARGING),
        state(30, BY_CAR),
        state(45, CHARGING),
        ended(60, 2_000),
    ]
    assert minutes(told(*reversed(facts))) == minutes(told(*facts)) == [(30, 45)]


def test_a_car_that_hesitates_all_day_does_not_grow_without_end() -> None:
    facts = [started(0), power(1, 7_000)]
    facts += [power(minute, 0 if minute % 2 else 7_000) for minute in range(3, 701)]
    assert len(told(*facts).idle) == SPANS_MAX


def test_excuses_that_are_forgotten_still_excuse() -> None:
    facts = [started(0), power(1, 7_000), power(2, 0)]
    for minute in range(3, 300, 2):
        facts += [state(minute, BY_STATION), state(minute + 1, BY_CAR)]
    idle = minutes(told(*facts, ended(400, 2_000)))
    assert 0 < len(idle) <= SPANS_MAX
    assert idle[-1] == (300, 400)
