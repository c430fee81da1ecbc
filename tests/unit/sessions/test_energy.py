"""How much energy, by which method, and why we believe it."""

from hypothesis import given
from hypothesis import strategies as st

from sigec.sessions.model import (
    Closing,
    Doubt,
    Energy,
    Flag,
    Method,
    Quality,
    TransactionReport,
    close,
    fold_all,
    measure,
)
from tests.unit.sessions.reports import at, ended, sample, session_of, started, updated
from tests.unit.sessions.test_fold import reports


def energy(*facts: TransactionReport) -> Energy:
    return measure(fold_all(facts))


def test_registers_of_start_and_stop() -> None:
    result = energy(started(0, 6_057_910), ended(95, 6_069_310))
    assert (result.energy_wh, result.method, result.quality) == (11_400, "register", "exact")
    [part] = result.parts
    assert part.first is not None
    assert part.last is not None
    assert (part.first.wh, part.first.source) == (6_057_910, "meterStart")
    assert (part.last.wh, part.last.source) == (6_069_310, "meterStop")


def test_samples_written_more_coarsely_than_the_register_are_not_a_reset() -> None:
    rounded_down = updated(10, 6_057_900, samples=(sample(10, 6_057_900, energy_step_wh=100),))
    rounded_up = updated(90, 6_069_400, samples=(sample(90, 6_069_400, energy_step_wh=100),))
    result = energy(started(0, 6_057_910), rounded_down, rounded_up, ended(95, 6_069_310))
    assert (result.energy_wh, result.quality) == (11_400, Quality.EXACT)


def test_a_history_inside_the_stop_is_not_counted_again() -> None:
    history = tuple(sample(minute, 1_000 + minute * 50) for minute in range(0, 60, 5))
    result = energy(started(0), updated(30, 2_500), ended(60, 4_000, samples=history))
    assert (result.energy_wh, result.quality) == (3_000, Quality.EXACT)


def test_without_a_stop_register_the_last_sample_counts_and_is_an_estimate() -> None:
    result = energy(started(0), updated(30, 2_500), ended(60))
    assert (result.energy_wh, result.doubts) == (1_500, [Doubt.LAST_BEFORE_END])


def test_a_reset_splits_the_register() -> None:
    result = energy(started(0), updated(10, 3_000), updated(20, 50), ended(60, 1_050))
    assert result.energy_wh == 3_000
    assert [part.energy_wh for part in result.parts] == [2_000, 1_000]
    assert (result.quality, result.doubts) == (Quality.ESTIMATED, [Doubt.METER_RESET])


def test_a_register_that_says_zero_for_a_moment_gave_no_six_megawatt_hours() -> None:
    result = energy(
        started(0, 6_057_910),
        updated(15, 6_058_910),
        updated(30, 0),
        updated(45, 6_060_910),
        ended(60, 6_061_910),
    )
    assert (result.energy_wh, len(result.parts)) == (4_000, 1)
    assert (result.quality, result.doubts) == (Quality.ESTIMATED, [Doubt.METER_RESET])


def test_a_stop_below_the_start_is_never_negative() -> None:
    result = energy(started(0, 5_000), ended(60, 300))
    assert (result.energy_wh, result.quality) == (None, Quality.UNKNOWN)


def test_a_register_that_stands_still_yields_to_the_power() -> None:
    facts = [updated(m, samples=(sample(m, power_w=6_000),)) for m in range(0, 61, 10)]
    result = energy(started(0), *facts, ended(60, 1_000))
    assert (result.energy_wh, result.method) == (6_000, Method.POWER)
    assert result.doubts == (Doubt.REGISTER_FLAT,)


def test_no_consumption_is_zero_and_exact() -> None:
    result = energy(started(0), ended(60, 1_000))
    assert (result.energy_wh, result.quality) == (0, Quality.EXACT)


def test_begin_of_zero_yields_to_the_starts_own_register() -> None:
    samples = (sample(0, 0, context="Transaction.Begin"), sample(60, 4_000))
    fold = fold_all([started(0), ended(60, 4_000, samples=samples)])
    assert measure(fold).energy_wh == 3_000
    assert Flag.BEGIN_MISMATCH in fold.flags


def test_locations_are_never_mixed() -> None:
    inlet = updated(10, samples=(sample(10, 999_000, location="Inlet"),))
    result = energy(started(0), inlet, ended(60, 4_000))
    assert (result.energy_wh, result.location) == (3_000, "Outlet")


def test_intervals_of_two_series_are_not_added_to_each_other() -> None:
    facts = [
        updated(
            m,
            samples=(
                sample(m, interval_wh=500),
                sample(m, interval_wh=500, context="Sample.Clock"),
            ),
        )
        for m in (15, 30, 45)
    ]
    result = energy(started(0, None), *facts, ended(50))
    assert (result.energy_wh, result.method) == (1_500, Method.INTERVAL)


def test_nothing_measured_is_unknown_and_not_zero() -> None:
    result = energy(started(0, None), ended(60))
    assert (result.energy_wh, result.method) == (None, Method.UNKNOWN)


def test_a_running_session_with_only_its_first_register_has_taken_nothing_yet() -> None:
    assert energy(started(0)).energy_wh == 0


def test_a_lost_stop_ends_with_the_next_starts_register() -> None:
    session = session_of(started(0))
    closed = close(session, Closing(cause=Flag.LOST_STOP, at=at(90), register_wh=4_000))
    assert (closed.ended_at, closed.energy.energy_wh) == (at(90), 3_000)
    assert Flag.LOST_STOP in closed.flags


@given(st.lists(reports, min_size=1, max_size=10))
def test_energy_is_never_negative_and_its_parts_sum_to_it(facts: list[TransactionReport]) -> None:
    result = energy(*facts)
    assert result.energy_wh is None or result.energy_wh >= 0
    assert sum(part.energy_wh for part in result.parts) == (result.energy_wh or 0)
