from datetime import UTC, datetime, timedelta
from uuid import UUID

from sigec.cvepro.windows import window
from sigec.kit.ids import SourceId, TenantId
from sigec.sources.model import Account, Source

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def source(**more: datetime) -> Source:
    return Source(
        id=SourceId(UUID(int=1)),
        tenant_id=TenantId(UUID(int=2)),
        name="Cloud",
        base_url="https://cloud.example",
        account=Account(api_key="", email="", password=""),
        created_at=NOON,
        **more,  # type: ignore[arg-type]  # only instants are given
    )


def test_the_usual_window_is_two_days_back_and_two_ahead() -> None:
    found = window(source(known_to_at=NOON, swept_at=NOON), at=NOON, unsettled_at=NOON - HOUR)

    assert (found.from_at, found.to_at) == (NOON - 48 * HOUR, NOON + 48 * HOUR)
    assert not found.swept


def test_after_a_silence_it_reaches_back_to_where_nothing_was_missed() -> None:
    known_to_at = NOON - 300 * HOUR
    found = window(source(known_to_at=known_to_at, swept_at=NOON), at=NOON, unsettled_at=None)

    assert found.from_at == known_to_at - 48 * HOUR


def test_every_hour_it_looks_further_back() -> None:
    swept = source(known_to_at=NOON, swept_at=NOON - HOUR)
    found = window(swept, at=NOON, unsettled_at=None)

    assert found.from_at == NOON - timedelta(days=8)
    assert found.swept


def test_an_old_session_is_confirmed_every_ten_minutes() -> None:
    began_at = NOON - timedelta(days=20)
    lately = source(known_to_at=NOON, swept_at=NOON - timedelta(minutes=9))
    found = window(lately, at=NOON, unsettled_at=began_at)
    assert found.from_at == NOON - 48 * HOUR

    later = NOON + timedelta(minutes=1)
    found = window(lately, at=later, unsettled_at=began_at)
    assert found.from_at == began_at - HOUR
    assert found.swept


def test_a_sync_reaches_as_far_as_it_was_asked_to() -> None:
    asked_at = NOON - timedelta(days=90)
    asked = source(known_to_at=NOON, swept_at=NOON, sync_from_at=asked_at)

    assert window(asked, at=NOON, unsettled_at=None).from_at == asked_at
