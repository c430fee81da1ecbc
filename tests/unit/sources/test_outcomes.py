from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from sigec.kit.ids import SourceId, TenantId
from sigec.sources.model import (
    Account,
    Failure,
    Harvest,
    Source,
    SourceFreshness,
    SourceState,
    Trouble,
    failed,
    gone_blind,
    succeeded,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DOWN = Failure(state=SourceState.FAILING, trouble=Trouble(code="source.unavailable"))
LOCKED = Failure(state=SourceState.AUTH_FAILED, trouble=Trouble(code="source.password_wrong"))


def limited(wait_s: float) -> Failure:
    return Failure(
        state=SourceState.RATE_LIMITED, trouble=Trouble(code="source.rate_limited"), wait_s=wait_s
    )


def well() -> Source:
    source = Source(
        id=SourceId(UUID(int=1)),
        tenant_id=TenantId(UUID(int=2)),
        name="Cloud",
        base_url="https://cloud.example",
        account=Account(api_key="", email="", password=""),
        created_at=NOON,
    )
    return succeeded(source, Harvest(), at=NOON)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_a_good_cycle_is_live_for_less_than_a_minute() -> None:
    source = well()

    assert source.is_connected(after(50))
    assert not source.is_connected(after(51))
    assert source.freshness(after(51)) is SourceFreshness.STALE


def test_a_failing_cloud_is_asked_again_within_a_minute_for_ever() -> None:
    source = well()
    waits = []
    for _ in range(50):
        source = failed(source, DOWN, at=NOON)
        assert source.not_before_at is not None
        waits.append((source.not_before_at - NOON).total_seconds())

    assert waits[:4] == [10, 20, 40, 60]
    assert set(waits[4:]) == {60}
    assert source.failing_since_at == NOON


def test_a_refused_account_waits_up_to_an_hour_for_each_login() -> None:
    source = well()
    for _ in range(20):
        source = failed(source, LOCKED, at=NOON)

    assert source.not_before_at == after(3600)


def test_a_complaint_makes_us_slower_and_good_cycles_bring_us_back() -> None:
    source = failed(well(), limited(1687), at=NOON)
    assert (source.interval_s, source.not_before_at) == (20, after(1687))

    for _ in range(100):
        source = succeeded(source, Harvest(), at=NOON)
    assert source.interval_s == 10


def test_a_pause_of_seconds_is_nobodys_trouble_and_one_of_minutes_is() -> None:
    assert failed(well(), limited(20), at=NOON).failing_since_at is None
    assert failed(well(), limited(90), at=NOON).failing_since_at == NOON


def test_answers_that_are_too_old_are_a_failure_before_the_call_is() -> None:
    assert gone_blind(well(), at=after(50), watched_since=NOON) is None
    blind = gone_blind(well(), at=after(55), watched_since=NOON)

    assert blind is not None
    assert blind.state is SourceState.FAILING
    assert blind.failing_since_at == after(55)
    assert gone_blind(blind, at=after(99), watched_since=NOON) is None  # told once


def test_nobody_blames_a_source_for_the_time_in_which_nobody_asked_it() -> None:
    assert gone_blind(well(), at=after(3600), watched_since=after(3590)) is None


@pytest.mark.parametrize("state", [SourceState.FAILING, SourceState.AUTH_FAILED])
def test_recovery_forgets_the_failure(state: SourceState) -> None:
    broken = failed(well(), replace(DOWN, state=state), at=NOON)
    mended = succeeded(broken, Harvest(unreadable=2, unreadable_note="why"), at=after(60))

    assert (mended.state, mended.trouble, mended.failures) == (SourceState.OK, None, 0)
    assert (mended.failing_since_at, mended.not_before_at) == (None, None)
    assert (mended.unreadable, mended.unreadable_note) == (2, "why")
