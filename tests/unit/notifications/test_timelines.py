"""Recorded timelines: exactly what is due, at exactly which instant of the station's clock."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.notifications.model import (
    BY_WATTS,
    Due,
    Kind,
    Sign,
    Watch,
    WattRule,
    next_due_at,
    observe,
    pass_time,
)

START = datetime(2026, 11, 28, 18, 0, tzinfo=UTC)
RULES: Mapping[Kind, WattRule] = {
    Kind.CHARGING_STARTED: WattRule(threshold_w=10, delay=timedelta(minutes=3)),
    Kind.IDLE_STARTED: WattRule(threshold_w=10, delay=timedelta()),
    Kind.BATTERY_FULL: WattRule(threshold_w=10, delay=timedelta(minutes=3)),
}


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def watts(*told: tuple[float, int]) -> list[Sign]:
    return [Sign(at=at(minute), power_w=power_w) for minute, power_w in told]


def states(*told: tuple[float, bool]) -> list[Sign]:
    return [Sign(at=at(minute), flows=flows) for minute, flows in told]


def told(
    signs: Sequence[Sign],
    *,
    until: float,
    rules: Mapping[Kind, WattRule] = RULES,
    watch: Watch | None = None,
) -> list[tuple[str, float]]:
    """Return what became due up to a minute, with timers that run in between."""
    watch, found = observe(watch or Watch(started_at=START), signs, rules)
    watch, later = pass_time(watch, rules, until=at(until))
    return minutes([*found, *later])


def minutes(due: Sequence[Due]) -> list[tuple[str, float]]:
    return [(each.kind.value, (each.at - START) / timedelta(minutes=1)) for each in due]


STARTED = ("charging_started", 3)


def test_a_car_that_tapers_to_zero_and_stays_for_hours() -> None:
    taper = [(minute, power) for minute, power in enumerate([7_200] * 60 + [3_000, 900, 40, 10])]
    rest = [(float(minute), 0) for minute in range(64, 300)]
    assert told(watts(*taper, *rest), until=300) == [
        STARTED,
        ("idle_started", 63),
        ("battery_full", 66),
    ]


@pytest.mark.parametrize("minute", [4, 30])
def test_a_car_that_is_stopped_or_unplugged_at_full_power_is_neither_idle_nor_full(
    minute: int,
) -> None:
    full_power = watts(*((float(each), 7_200) for each in range(minute + 1)))
    assert told(full_power, until=minute) == [STARTED]


def test_an_end_before_the_delay_cancels_the_start() -> None:
    assert told(watts((0, 7_200), (1, 7_200), (2, 7_200)), until=2.9) == []


def test_zero_power_preparation_is_not_idle_and_the_start_waits_for_power() -> None:
    preparing = watts(*((float(minute), 0) for minute in range(12)), (12.5, 7_200))
    assert told(preparing, until=13) == [("charging_started", 12.5)]


def test_a_dip_that_recovers_is_idle_once_and_never_full() -> None:
    dips = watts((1, 7_200), (10, 0), (12, 7_200), (20, 5), (22.9, 7_200), (60, 7_200))
    assert told(dips, until=100) == [STARTED, ("idle_started", 10)]


def test_without_a_delay_full_is_told_at_the_first_sample_below() -> None:
    rules = {Kind.BATTERY_FULL: WattRule(threshold_w=10, delay=timedelta())}
    assert told(watts((1, 7_200), (5, 10)), until=5, rules=rules) == [("battery_full", 5)]


def test_a_threshold_of_zero_watts_counts_every_watt() -> None:
    rules = {Kind.IDLE_STARTED: WattRule(threshold_w=0, delay=timedelta())}
    assert told(watts((1, 1), (5, 1), (6, 0)), until=7, rules=rules) == [("idle_started", 6)]


def test_samples_far_apart_are_judged_by_the_delay_and_not_by_the_next_sample() -> None:
    sparse = watts((0, 7_200), (15, 0), (30, 0))
    assert told(sparse, until=30) == [STARTED, ("idle_started", 15), ("battery_full", 18)]


def test_a_cloud_without_watts_is_judged_by_its_states() -> None:
    cloud = Watch(started_at=START, is_blind=True)
    signs = states((1, True), (50, False), (52, True), (90, False))
    assert told(signs, until=200, watch=cloud) == [
        STARTED,
        ("idle_started", 50),
        ("battery_full", 93),
    ]


def test_a_cloud_that_tells_nothing_charges_by_its_transaction_alone() -> None:
    cloud = Watch(started_at=START, is_blind=True)
    assert told([], until=10, watch=cloud) == [STARTED]
    assert told([], until=10) == [], "of a station that could tell we wait for it"


def test_suspended_before_it_ever_charged_is_preparation() -> None:
    assert told(states((1, False)), until=60) == []


def test_the_first_watts_replace_what_states_said() -> None:
    signs = [*states((0, True)), *watts((1, 0), (2, 0))]
    assert told(signs, until=30) == [], "Charging was said while nothing flowed yet"


def test_a_timer_knows_when_to_look_again() -> None:
    watch, _ = observe(Watch(started_at=START), watts((0, 7_200)), RULES)
    assert next_due_at(watch, RULES) == at(3)
    watch, _ = pass_time(watch, RULES, until=at(3))
    assert next_due_at(watch, RULES) is None
    watch, _ = observe(watch, watts((40, 0)), RULES)
    assert next_due_at(watch, RULES) == at(43)


SAMPLES = st.lists(
    st.tuples(st.integers(0, 500), st.sampled_from([0, 5, 10, 11, 900, 7_200])),
    unique_by=lambda sample: sample[0],
    max_size=40,
)


@given(samples=SAMPLES, cuts=st.sets(st.integers(0, 40)))
def test_batches_and_repeats_change_nothing(
    samples: list[tuple[float, int]], cuts: set[int]
) -> None:
    signs = sorted(watts(*samples), key=lambda sign: sign.at)
    whole = told(signs, until=600)
    watch, found = Watch(started_at=START), list[Due]()
    for end in [*sorted(cuts), len(signs)]:
        watch, due = observe(watch, signs[:end], RULES)
        found += due
    watch, later = pass_time(watch, RULES, until=at(600))
    assert sorted(minutes([*found, *later])) == sorted(whole)


@given(samples=SAMPLES)
def test_each_is_told_once_and_full_only_after_idle(samples: list[tuple[float, int]]) -> None:
    found = dict(told(watts(*samples), until=1_000))
    assert len(told(watts(*samples), until=1_000)) == len(found)
    assert found.keys() <= {kind.value for kind in BY_WATTS}
    if "battery_full" in found:
        assert found["battery_full"] >= found["idle_started"] + 3
    if "charging_started" in found:
        assert found["charging_started"] >= 3
        assert any(power > 10 for _, power in samples)


@given(samples=SAMPLES, hours=st.integers(1, 100))
def test_only_the_source_s_own_clock_counts(samples: list[tuple[float, int]], hours: int) -> None:
    later = timedelta(hours=hours)
    moved = [replace(sign, at=sign.at + later) for sign in watts(*samples)]
    _, found = observe(Watch(started_at=START + later), moved, RULES)
    _, expected = observe(Watch(started_at=START), watts(*samples), RULES)
    assert [(each.kind, each.at - later) for each in found] == [
        (each.kind, each.at) for each in expected
    ]
