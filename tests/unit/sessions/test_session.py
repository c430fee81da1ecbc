"""The states of a session, and what may prove its end."""

import pytest
from msgspec.structs import replace

from sigec.sessions.model import (
    ChargingState,
    Closing,
    Flag,
    Session,
    SessionStatus,
    TransactionReport,
    advance,
    close,
    observe_connector,
)
from tests.unit.sessions.reports import (
    at,
    ended,
    report,
    sample,
    session_of,
    started,
    updated,
)


def after(*facts: TransactionReport) -> Session:
    session = session_of(facts[0])
    for fact in facts[1:]:
        step = advance(session, fact)
        assert isinstance(step, Session)
        session = step
    return session


def state(minute: int, charging_state: ChargingState) -> TransactionReport:
    return updated(minute, charging_state=charging_state)


@pytest.mark.parametrize(
    ("states", "status"),
    [
        ([ChargingState.EV_CONNECTED], SessionStatus.PREPARING),
        ([ChargingState.CHARGING], SessionStatus.CHARGING),
        ([ChargingState.CHARGING, ChargingState.SUSPENDED_EV], SessionStatus.SUSPENDED_EV),
        ([ChargingState.SUSPENDED_EVSE], SessionStatus.SUSPENDED_EVSE),
        ([ChargingState.CHARGING, ChargingState.EV_CONNECTED], SessionStatus.FINISHING),
        ([ChargingState.CHARGING, ChargingState.IDLE], SessionStatus.FINISHING),
        ([ChargingState.IDLE], SessionStatus.PREPARING),
    ],
)
def test_charging_states_of_ocpp_2(states: list[ChargingState], status: SessionStatus) -> None:
    reports = [state(minute, one) for minute, one in enumerate(states, 1)]
    assert after(started(), *reports).status is status


def test_a_start_of_1_6_is_preparing_until_power_flows() -> None:
    session = session_of(started())
    assert session.status is SessionStatus.PREPARING
    powered = after(started(), updated(1, samples=(sample(1, power_w=7_000),)))
    assert powered.status is SessionStatus.CHARGING


def test_the_connectors_status_moves_a_session_of_1_6() -> None:
    session = observe_connector(session_of(started()), ChargingState.CHARGING, at(1))
    assert session.status is SessionStatus.CHARGING
    suspended = observe_connector(session, ChargingState.SUSPENDED_EV, at(20))
    assert (suspended.status, suspended.idle_since) == (SessionStatus.SUSPENDED_EV, at(20))
    assert observe_connector(suspended, ChargingState.CHARGING, at(10)) is suspended


def test_a_late_stop_overrides_what_was_concluded() -> None:
    lost = close(session_of(started()), Closing(cause=Flag.LOST_STOP, at=at(90), register_wh=9_000))
    told = advance(lost, ended(60, 4_000, stop_reason="EVDisconnected"))
    assert isinstance(told, Session)
    assert (told.ended_at, told.stop_reason) == (at(60), "EVDisconnected")
    assert told.energy.energy_wh == 3_000
    assert Flag.LOST_STOP not in told.flags


def test_of_two_later_starts_the_earlier_one_proves_the_end() -> None:
    later = Closing(cause=Flag.LOST_STOP, at=at(90), register_wh=9_000)
    earlier = Closing(cause=Flag.LOST_STOP, at=at(50), register_wh=4_000)
    session = session_of(started())
    assert close(close(session, later), earlier) == close(close(session, earlier), later)


def test_an_operators_close_stays() -> None:
    closed = close(session_of(started()), Closing(cause=Flag.CLOSED_BY_OPERATOR, at=at(90)))
    assert close(closed, Closing(cause=Flag.LOST_STOP, at=at(50))) is closed


def test_marks_of_the_service_are_shown_beside_the_folds() -> None:
    session = replace(
        session_of(report(started().kind, 0, offline=True)), marked=frozenset({Flag.REFUSED})
    )
    assert session.flags >= {Flag.REFUSED, Flag.OFFLINE}
