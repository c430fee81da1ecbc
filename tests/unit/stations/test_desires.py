from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sigec.kit.ids import DesireId, StationId, TenantId, new_id
from sigec.stations.model import (
    Attempt,
    Desire,
    DesireKind,
    DesireState,
    Outcome,
    VariableName,
    Wish,
    is_same_value,
)
from sigec.stations.model.desires import CHECK_AFTER, DRIFTS_MAX, REFUSED_MAX, RETRY_MAX

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def wish(value: str = "1", *, may_reboot: bool = False) -> Wish:
    return Wish(
        kind=DesireKind.VARIABLE,
        key="key",
        subject="Key",
        wanted={"value": value},
        may_reboot=may_reboot,
    )


def new_desire() -> Desire:
    return Desire(
        id=DesireId(new_id()),
        tenant_id=TenantId(new_id()),
        station_id=StationId(new_id()),
        wish=wish(),
        next_at=NOON,
        changed_at=NOON,
    )


class Reconciling(RuleBasedStateMachine):
    """A station that does what it likes with what is wanted of it."""

    def __init__(self) -> None:
        super().__init__()
        self.at = NOON
        self.desire = new_desire()
        self.last: Outcome | None = None
        """What the last attempt came to; ``None`` after something else happened."""

    @rule(minutes=st.integers(1, 3_000))
    def time_passes(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    @precondition(lambda self: self.desire.next_at is not None and self.desire.next_at <= self.at)
    @rule(outcome=st.sampled_from(Outcome), has_drifted=st.booleans())
    def the_station_is_visited(self, outcome: Outcome, *, has_drifted: bool) -> None:
        before = self.desire
        if before.needs_reboot:
            self.desire = before.restarting("in_use", at=self.at, wait=timedelta(minutes=5))
            return
        attempt = Attempt(outcome=outcome, has_drifted=has_drifted, reason="x" * 600)
        self.desire = before.after(attempt, at=self.at)
        self.last = outcome
        assert self.desire.wish == before.wish
        assert self.desire.drifts in (0, before.drifts, before.drifts + 1)
        if self.desire.next_at is not None:
            longest = max(CHECK_AFTER, REFUSED_MAX, RETRY_MAX)
            assert self.at <= self.desire.next_at <= self.at + longest
            is_restarting = self.desire.needs_reboot and self.desire.wish.may_reboot
            assert is_restarting or self.at < self.desire.next_at

    @rule()
    def the_station_boots(self) -> None:
        self.desire = self.desire.booted(at=self.at)
        self.last = None

    @rule()
    def the_station_reports_something_else(self) -> None:
        self.desire = self.desire.drifted("reports: 7", at=self.at)
        self.last = None

    @rule(value=st.sampled_from("12"), may_reboot=st.booleans())
    def somebody_wants_something(self, value: str, *, may_reboot: bool) -> None:
        before, wanted = self.desire, wish(value, may_reboot=may_reboot)
        self.desire = before.wanting(wanted, at=self.at)
        if wanted.wanted != before.wish.wanted:
            self.last = None
            assert self.desire.state is DesireState.PENDING
            assert self.desire.next_at == self.at

    @rule()
    def somebody_is_impatient(self) -> None:
        self.desire = self.desire.retried(at=self.at)

    @invariant()
    def it_always_leads_on(self) -> None:
        """Only a boot, or another wish, leads on from what has no next attempt."""
        if self.desire.next_at is None:
            assert self.desire.needs_reboot or self.desire.state is DesireState.UNSUPPORTED

    @invariant()
    def what_waits_for_a_boot_is_left_alone(self) -> None:
        if self.desire.needs_reboot:
            assert (self.desire.next_at is not None) is self.desire.wish.may_reboot
            assert self.desire.state is DesireState.PENDING

    @invariant()
    def only_what_was_reported_is_applied(self) -> None:
        if self.desire.state is DesireState.APPLIED:
            assert self.last in (None, Outcome.REPORTED, Outcome.UNREACHED)
            assert self.desire.applied_at is not None

    @invariant()
    def what_is_said_of_it_fits(self) -> None:
        assert len(self.desire.reason or "") <= 500


TestReconciling = Reconciling.TestCase
TestReconciling.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_a_boot_leads_on_from_whatever_waits_for_it() -> None:
    for outcome in (Outcome.REBOOT_REQUIRED, Outcome.UNSUPPORTED, Outcome.REFUSED):
        waiting = new_desire().after(Attempt(outcome=outcome), at=NOON)

        booted = waiting.booted(at=NOON)

        assert (booted.needs_reboot, booted.next_at) == (False, NOON)


def test_an_unreached_station_is_asked_later_each_time() -> None:
    desire, waits = new_desire(), []
    for _ in range(10):
        desire = desire.after(Attempt(outcome=Outcome.UNREACHED), at=NOON)
        assert desire.next_at is not None
        waits.append((desire.next_at - NOON).total_seconds())

    assert waits == [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600]


def test_what_drifts_again_and_again_is_known_until_it_holds_for_a_day() -> None:
    met, at = Attempt(outcome=Outcome.REPORTED), NOON
    desire = new_desire().after(met, at=at)
    for _ in range(DRIFTS_MAX):
        assert not desire.is_drifting
        desire = desire.drifted("reports: 7", at=at).after(met, at=at)

    assert desire.is_drifting
    assert desire.after(met, at=at + CHECK_AFTER - timedelta(seconds=1)).is_drifting
    assert not desire.after(met, at=at + CHECK_AFTER).is_drifting


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("300", "300", True),
        ("300", "300.0", True),
        ("true", "True", True),
        ("A,B", "A, B", True),
        ("Energy.Active.Import.Register", "Power.Active.Import", False),
        ("A,B", "B,A", False),
        ("Accept", "accept", False),
        ("NaN", "NaN", True),
        ("", "0", False),
    ],
)
def test_values_that_stations_write_their_own_way(one: str, other: str, *, is_same: bool) -> None:
    assert is_same_value(one, other) is is_same


def test_a_variable_is_named_as_people_write_it() -> None:
    name = VariableName(
        component="EVSE", evse=2, connector=1, variable="Power", instance="L1", attribute="MaxSet"
    )

    assert name.label == "EVSE(2.1).Power[L1]/MaxSet"
    assert VariableName(variable="HeartbeatInterval").label == "HeartbeatInterval"
