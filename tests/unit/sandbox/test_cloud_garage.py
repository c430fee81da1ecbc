"""The garage of the demo's cloud has a past, shows every state, and never repeats a number."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sigec_sandbox.cvepro.garage import (
    BROKEN,
    BUSY,
    ELSEWHERE,
    GHOST,
    IDLE,
    SILENT,
    STAGED,
    STRANGER,
    VISITED,
    Neighbour,
    furnished,
    lived,
    resumed,
    stage,
)
from sigec_sandbox.cvepro.memory import keep, recall

NEIGHBOURS = [Neighbour(card=f"04A{number}", name="Marina Couto", unit="A 1") for number in "12"]
PAST = timedelta(days=7)
CARDS = ("04A1", "04A2")


@dataclass
class SetTime:
    """A clock that stands until it is set."""

    at: datetime = datetime(2026, 11, 24, 22, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def test_its_past_is_told_under_numbers_that_nobody_used_and_ends_now() -> None:
    cloud = furnished(NEIGHBOURS, last_transaction=50_000, seed=7)
    life = lived(cloud, past=PAST)

    told = cloud.truth()
    assert cloud.offset == timedelta(0)
    assert len(told) > 20
    assert min(each.id for each in told) == 50_001
    assert {each.charger.box_id for each in told} <= {spot.box_id for spot in VISITED}
    now = cloud.now()
    assert all(now - PAST <= each.started_at <= (each.stopped_at or now) <= now for each in told)
    assert life.troubles.fault_per_hour > 0  # bad moments begin with the present


def test_a_garage_without_a_past_is_empty_until_a_charger_shows_each_state() -> None:
    cloud = furnished(NEIGHBOURS, last_transaction=0, seed=7)
    lived(cloud, past=timedelta(0))
    assert cloud.truth() == []

    stage(cloud, cards=CARDS, begun=timedelta(hours=3))
    shown = {spot: cloud.chargers[spot.box_id].outlets[1].status for spot in STAGED}
    assert shown == {
        BUSY: "Charging",
        IDLE: "SuspendedEV",
        STRANGER: "Charging",
        GHOST: "Charging",
        BROKEN: "Faulted",
        SILENT: "Available",
    }
    charging = {each.charger.box_id for each in cloud.truth()}
    assert charging == {spot.box_id for spot in (BUSY, IDLE, STRANGER)}
    assert cloud.now() - cloud.chargers[SILENT.box_id].heartbeat_at >= timedelta(hours=3)
    assert not ELSEWHERE.is_here


def test_what_was_kept_goes_on_where_it_ended_as_if_it_had_never_stopped(tmp_path: Path) -> None:
    cloud = furnished(NEIGHBOURS, last_transaction=50_000, seed=7)
    cloud.time = SetTime()
    life = lived(cloud, past=PAST)
    stage(cloud, cards=CARDS, begun=timedelta(hours=3))
    told_before = {each.id: each.started_at for each in cloud.truth()}
    keep(life, tmp_path / "demo" / "cloud")

    recalled = recall(tmp_path / "demo" / "cloud")
    assert recalled is not None
    assert recalled.reached_at == life.reached_at
    recalled.cloud.time = SetTime(SetTime().at + timedelta(days=2))
    assert resumed(recalled, longest=timedelta(days=21)) == timedelta(days=2)

    told = {each.id: each for each in recalled.cloud.truth()}
    assert {id_: told[id_].started_at for id_ in told_before} == told_before
    assert len(told) > len(told_before)  # cars came while nobody looked
    assert max(told_before) < min(told.keys() - told_before.keys())
    staged = [each for each in told.values() if each.charger.box_id == IDLE.box_id]
    assert [each.stopped_at for each in staged] == [life.reached_at]
    assert recalled.cloud.offset == timedelta(0)
    assert recalled.troubles.fault_per_hour > 0


def test_a_memory_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    assert recall(tmp_path / "nothing") is None
    (tmp_path / "half").write_bytes(b"\x80\x04\x95")
    assert recall(tmp_path / "half") is None
