"""Any order, any number of times: the same reports end in the same session."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sigec.sessions.model import (
    ChargingState,
    Flag,
    Fold,
    MeterSample,
    Misfit,
    ReportKind,
    TransactionReport,
    advance,
    fold_all,
)
from tests.unit.sessions.reports import (
    NOON,
    at,
    ended,
    report,
    sample,
    session_of,
    started,
    updated,
)

CHARGE = [started(0), updated(10, 2_000), updated(20, 3_000), ended(30, 4_000)]


def arrive(reports: list[TransactionReport]) -> Fold:
    """Take the reports as a service does: advance, and refold from all of them if that fails."""
    session = session_of(reports[0])
    seen = [reports[0]]
    for one in reports[1:]:
        seen.append(one)
        step = advance(session, one)
        if step is Misfit.OUT_OF_ORDER:
            session = replace(session, fold=fold_all(seen))
        elif not isinstance(step, Misfit):
            session = step
    return session.fold


def fingerprint(fact: TransactionReport) -> str:
    return fact.fingerprint


samples = st.builds(
    MeterSample,
    at=st.none() | st.integers(-30, 240).map(at),
    context=st.sampled_from(
        ["Sample.Periodic", "Sample.Clock", "Transaction.Begin", "Transaction.End", "Other"]
    ),
    location=st.sampled_from(["Outlet", "Inlet"]),
    energy_wh=st.none() | st.integers(0, 20_000),
    energy_step_wh=st.sampled_from([1, 100]),
    interval_wh=st.none() | st.integers(0, 500),
    power_w=st.none() | st.integers(0, 22_000),
    soc_percent=st.none() | st.integers(0, 100).map(float),
)
reports = st.builds(
    report,
    st.sampled_from(ReportKind),
    st.integers(0, 200),
    received_at=st.integers(0, 400).map(at),
    seq=st.none() | st.integers(0, 9),
    register_wh=st.none() | st.integers(0, 20_000),
    samples=st.lists(samples, max_size=3).map(tuple),
    charging_state=st.none() | st.sampled_from(ChargingState),
    offline=st.booleans(),
    evse=st.none() | st.integers(1, 2),
)


@given(st.lists(reports, min_size=1, max_size=12, unique_by=fingerprint), st.data())
def test_any_order_and_repetition_ends_in_the_same_fold(
    facts: list[TransactionReport], data: st.DataObject
) -> None:
    repeated = facts + data.draw(st.lists(st.sampled_from(facts), max_size=6))
    shuffled = data.draw(st.permutations(repeated))
    assert arrive(shuffled) == fold_all(facts)


@given(st.permutations(CHARGE * 2))
def test_a_normal_charge_is_the_same_however_it_arrives(shuffled: list[TransactionReport]) -> None:
    fold = arrive(shuffled)
    assert (fold.started_at, fold.ended_at, fold.stop_reason) == (at(0), at(30), "Local")
    assert fold.meters.tracks[0].energy_wh == 3_000


def test_a_repeat_changes_nothing() -> None:
    session = session_of(started())
    assert advance(session, started()) is Misfit.REPEAT


def test_a_repeat_is_known_although_it_was_received_later_and_marked_offline() -> None:
    session = session_of(started(seq=0))
    again = started(seq=0, received_at=at(50), offline=True)
    assert advance(session, again) is Misfit.REPEAT


def test_numbers_decide_the_order_when_the_clock_jumps_back() -> None:
    fold = fold_all(
        [
            started(60, None, seq=0, samples=(sample(60, 1_000, context="Transaction.Begin"),)),
            updated(70, 2_000, seq=1),
            updated(9, 2_500, seq=2),
            ended(15, seq=3, samples=(sample(15, 3_000, context="Transaction.End"),)),
        ]
    )
    assert fold.meters.tracks[0].energy_wh == 2_000
    assert Flag.METER_RESET not in fold.flags


def test_an_end_before_its_start_becomes_the_receipt_time() -> None:
    fold = fold_all([started(60), ended(5, 2_000, received_at=at(66))])
    assert fold.ended_at == at(66)
    assert Flag.TIME_ASSUMED in fold.flags


@pytest.mark.parametrize(
    "impossible", [None, datetime(1970, 1, 1, tzinfo=UTC), NOON + timedelta(days=3)]
)
def test_a_missing_or_impossible_time_becomes_the_receipt_time(impossible: datetime | None) -> None:
    fold = fold_all([started(0, at=impossible, received_at=at(3))])
    assert fold.started_at == at(3)
    assert Flag.TIME_ASSUMED in fold.flags


def test_days_late_is_not_too_late() -> None:
    fold = fold_all([started(0), ended(30, 4_000, received_at=at(60 * 24 * 9))])
    assert fold.ended_at == at(30)
    assert Flag.TIME_ASSUMED not in fold.flags


def test_what_comes_after_the_end_does_not_reopen_it() -> None:
    fold = fold_all([*CHARGE, updated(31, 9_000)])
    assert fold.ended_at == at(30)
    assert fold.meters.tracks[0].energy_wh == 3_000
    assert Flag.AFTER_END in fold.flags


def test_an_end_alone_tells_when_the_charge_began() -> None:
    begin = sample(2, 500, context="Transaction.Begin")
    fold = fold_all([ended(30, samples=(begin, sample(30, 900, context="Transaction.End")), seq=4)])
    assert (fold.started_at, fold.first_at, fold.ended_at) == (None, at(2), at(30))
    assert {Flag.START_UNSEEN, Flag.SEQUENCE_GAP} <= fold.flags


def test_a_token_that_comes_later_is_the_starts_token() -> None:
    card = started().id_token
    fold = fold_all([started(id_token=None, seq=0), updated(1, 1, seq=1, id_token=card)])
    assert fold.id_token == card


def test_sequence_gaps_close_when_the_missing_report_arrives() -> None:
    gap = [started(0, seq=0), ended(30, 2_000, seq=2)]
    assert Flag.SEQUENCE_GAP in fold_all(gap).flags
    assert Flag.SEQUENCE_GAP not in fold_all([*gap, updated(10, 1_500, seq=1)]).flags
