"""A clock that is wrong is told from messages that are late."""

from datetime import UTC, datetime, timedelta

from sigec.kit.ids import StationId, new_id
from sigec.ocpp.router.clocks import ClockWatch

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
STATION = StationId(new_id())


def verdicts(*messages: tuple[float, float]) -> list[bool]:
    """Hear messages, each received and written so many minutes after noon."""
    watch = ClockWatch()
    return [
        watch.is_wrong(STATION, NOON + timedelta(minutes=at), NOON + timedelta(minutes=received))
        for received, at in messages
    ]


def test_local_time_that_is_marked_as_utc_is_noticed() -> None:
    assert verdicts((0, -180), (0.5, -179.5), (1, -179), (5, -175)) == [False, False, True, True]


def test_a_message_from_the_future_shows_it_at_once() -> None:
    assert verdicts((0, 60)) == [True]


def test_a_queue_that_was_kept_offline_shows_nothing() -> None:
    assert not any(verdicts((0, -180), (0.01, -165), (0.02, -150), (3, -120), (4, -100)))


def test_a_queue_of_one_instant_shows_nothing() -> None:
    assert not any(verdicts((0, -30), (0.01, -30), (0.02, -30)))


def test_a_clock_that_is_right_is_forgotten() -> None:
    assert not any(verdicts((0, 0), (1, 1.5), (2, -180), (3, 3), (4, -178)))
