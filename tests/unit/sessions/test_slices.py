"""A session's energy is priced where its readings say it flowed."""

from datetime import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sigec.sessions.model import MeterSample, Session, TransactionReport, fold_all, slices_of
from tests.unit.sessions.reports import at, ended, sample, session_of, started, updated
from tests.unit.sessions.test_fold import reports, samples


def instant(reading: MeterSample) -> datetime:
    assert reading.at is not None
    return reading.at


def charged(*facts: TransactionReport) -> Session:
    return replace(session_of(facts[0]), fold=fold_all(facts))


def test_readings_divide_the_energy() -> None:
    session = charged(started(0), ended(60, 4_000))
    slices = slices_of(session, [sample(10, 3_000), sample(30, 3_500)])
    assert [(one.from_at, one.energy_wh, one.is_read) for one in slices] == [
        (at(0), 2_000, True),
        (at(10), 500, True),
        (at(30), 500, True),
    ]


def test_without_readings_there_is_one_slice() -> None:
    [only] = slices_of(charged(started(0), ended(60, 4_000)), [])
    assert (only.from_at, only.to_at, only.energy_wh, only.is_read) == (at(0), at(60), 3_000, False)


def test_after_a_reset_readings_do_not_divide() -> None:
    session = charged(started(0), updated(10, 3_000), updated(20, 50), ended(60, 1_050))
    [only] = slices_of(session, [sample(10, 3_000), sample(20, 50)])
    assert (only.energy_wh, only.is_read) == (3_000, False)


@given(st.lists(reports, min_size=1, max_size=8), st.lists(samples, max_size=8))
def test_slices_follow_each_other_and_sum_to_the_whole(
    facts: list[TransactionReport], readings: list[MeterSample]
) -> None:
    session = charged(*facts)
    in_order = sorted(
        (one for one in readings if one.at is not None),
        key=instant,
    )
    slices = slices_of(session, in_order)
    assert sum(one.energy_wh for one in slices) == (session.energy.energy_wh or 0)
    assert slices[0].from_at == session.started_at
    assert all(one.energy_wh >= 0 and one.from_at <= one.to_at for one in slices)
    assert all(before.to_at == after.from_at for before, after in pairwise(slices))


def test_intervals_divide_the_energy_they_measured() -> None:
    first, second = sample(30, interval_wh=900), sample(60, interval_wh=300)
    session = charged(
        started(0, None), updated(30, samples=(first,)), updated(60, samples=(second,)), ended(70)
    )
    slices = slices_of(session, [first, second])
    assert [(one.to_at, one.energy_wh) for one in slices] == [
        (at(30), 900),
        (at(60), 300),
        (at(70), 0),
    ]


def test_power_divides_the_energy_it_was_integrated_to() -> None:
    readings = [
        sample(0, power_w=6_000),
        sample(30, power_w=6_000),
        sample(31, power_w=0),
        sample(60, power_w=0),
    ]
    session = charged(started(0, None), updated(60, samples=tuple(readings)), ended(60))
    slices = slices_of(session, readings)
    assert [one.energy_wh for one in slices] == [3_000, 50, 0]
    assert all(one.is_read for one in slices)
