"""The garage of the demo's cloud has a past, shows every state, and never repeats a number."""

from datetime import timedelta

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
    stage,
)

NEIGHBOURS = [Neighbour(card=f"04A{number}", name="Marina Couto", unit="A 1") for number in "12"]
PAST = timedelta(days=7)


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

    stage(cloud, cards=("04A1", "04A2"), begun=timedelta(hours=3))
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
