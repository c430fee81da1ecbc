"""Stage by stage: who has their turn, who waits and for what, and when it stops."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.kit.ids import FirmwareCampaignId, FirmwareImageId, StationId, TenantId, new_id
from sigec.maintenance.model import (
    Campaign,
    CampaignDraft,
    CampaignPause,
    CampaignStatus,
    Decision,
    Member,
    MemberStatus,
    Obstacle,
    Situation,
    Stage,
    Target,
    Window,
    decide,
    faults_of_campaign,
    stages_of,
)
from tests.unit.maintenance.updates import NOON

CAREFUL = (Stage(stations=1), Stage(percent=10), Stage(percent=100))
FREE = Situation(
    is_online=True,
    is_charging=False,
    is_updating=False,
    firmware_version="1.0.0",
    zone=ZoneInfo("America/Sao_Paulo"),
)


def campaign(**more: Any) -> Campaign:
    values: dict[str, Any] = {
        "id": FirmwareCampaignId(new_id()),
        "tenant_id": TenantId(new_id()),
        "name": "2.0.0",
        "image_id": FirmwareImageId(new_id()),
        "target": Target(),
        "stages": CAREFUL,
        "advance_after": None,
        "is_idle_only": True,
        "window": None,
        "failures_max": 1,
        "failures_forgiven": 0,
        "at_once_max": 20,
        "status": CampaignStatus.RUNNING,
        "pause_reason": None,
        "stage": 0,
        "created_at": NOON,
        "created_by": None,
        "ended_at": None,
        "version": 1,
    }
    return Campaign(**{**values, **more})


def members(count: int, *statuses: MemberStatus) -> list[Member]:
    """Return stations in their stages; the first ones are as far as ``statuses`` say."""
    known = [*statuses, *[MemberStatus.WAITING] * (count - len(statuses))]
    return [
        Member(station_id=StationId(new_id()), stage=stage, status=status)
        for stage, status in zip(stages_of(CAREFUL, count), known, strict=True)
    ]


def run(one: Campaign, stations: list[Member], **more: Any) -> Decision:
    situation = replace(FREE, **more)
    return decide(
        one,
        stations,
        {each.station_id: situation for each in stations},
        target_version="2.0.0",
        at=NOON,
    )


UPDATED, FAILED, UPDATING = MemberStatus.UPDATED, MemberStatus.FAILED, MemberStatus.UPDATING


@given(st.integers(min_value=1, max_value=400))
def test_every_station_is_in_one_stage_and_the_last_takes_all(total: int) -> None:
    placed = stages_of(CAREFUL, total)

    assert len(placed) == total
    assert list(placed) == sorted(placed)
    assert placed[0] == 0


def test_one_then_a_tenth_then_all() -> None:
    placed = stages_of(CAREFUL, 50)

    assert [placed.count(stage) for stage in range(3)] == [1, 4, 45]


def test_only_the_first_stage_has_its_turn() -> None:
    stations = members(50)

    assert run(campaign(), stations).start == [stations[0].station_id]


def test_a_stage_that_is_done_waits_for_somebody() -> None:
    decision = run(campaign(), members(50, UPDATED))

    assert (decision.status, decision.pause_reason) == (
        CampaignStatus.PAUSED,
        CampaignPause.STAGE_DONE,
    )
    assert not decision.start


def test_after_enough_successes_the_next_stage_begins_by_itself() -> None:
    stations = members(50, UPDATED, UPDATED, UPDATED)

    decision = run(campaign(advance_after=2), stations)
    assert decision.stage == 2
    assert len(decision.start) == 20
    assert run(campaign(advance_after=1), members(50)).stage == 0


def test_no_more_at_once_than_was_said() -> None:
    stations = members(50, UPDATED, *[UPDATED] * 4, UPDATING, UPDATING)

    decision = run(campaign(stage=2, at_once_max=5), stations)
    assert len(decision.start) == 3


def test_failures_pause_it_until_somebody_has_looked() -> None:
    stations = members(50, UPDATED, FAILED)
    one = campaign(stage=1)

    stopped = run(one, stations)
    assert (stopped.status, stopped.pause_reason) == (
        CampaignStatus.PAUSED,
        CampaignPause.FAILURES,
    )
    assert run(replace(one, failures_forgiven=1), stations).start
    assert run(replace(one, failures_max=2), stations).start


@pytest.mark.parametrize(
    ("situation", "obstacle"),
    [
        ({"is_online": False}, Obstacle.OFFLINE),
        ({"is_charging": True}, Obstacle.CHARGING),
        ({"is_updating": True}, Obstacle.ANOTHER_UPDATE),
    ],
)
def test_a_station_waits_for_what_is_in_its_way(
    situation: dict[str, bool], obstacle: Obstacle
) -> None:
    stations = members(3)

    decision = run(campaign(), stations, **situation)
    assert decision.obstacles == {stations[0].station_id: obstacle}
    assert not decision.start


def test_who_charges_may_be_updated_when_that_was_said() -> None:
    assert run(campaign(is_idle_only=False), members(3), is_charging=True).start


def test_what_is_gone_or_up_to_date_is_skipped() -> None:
    stations = members(3)

    up_to_date = run(campaign(), stations, firmware_version="2.0.0")
    gone = decide(campaign(), stations, {}, target_version="2.0.0", at=NOON)
    assert up_to_date.skip == gone.skip == [stations[0].station_id]


def test_it_ends_with_the_last_station() -> None:
    one = campaign(stage=2, failures_max=9)

    assert run(one, members(3, UPDATED, FAILED, UPDATED)).status is CampaignStatus.FINISHED
    assert run(one, members(3, UPDATED, FAILED, UPDATING)).status is CampaignStatus.RUNNING


def test_a_window_is_of_the_site_and_may_span_midnight() -> None:
    night = Window(from_minute=22 * 60, to_minute=6 * 60)
    garage = ZoneInfo("America/Sao_Paulo")

    def at(hour: int) -> datetime:
        return datetime(2026, 11, 27, hour, 30, tzinfo=UTC)

    assert [hour for hour in range(24) if night.holds(at(hour), garage)] == [
        *range(1, 9)  # 22:30 to 05:30 in São Paulo
    ]
    assert run(campaign(window=night), members(2)).obstacles
    day = Window(from_minute=8 * 60, to_minute=18 * 60)
    assert run(campaign(window=day), members(2)).start


def test_faults_of_a_campaign_are_named() -> None:
    draft = CampaignDraft(
        name="x",
        image_id=FirmwareImageId(new_id()),
        stages=(Stage(), Stage(stations=3)),
        window=Window(from_minute=60, to_minute=60),
    )

    assert [each.field for each in faults_of_campaign(draft)] == ["stages.0", "stages", "window"]
    assert not list(faults_of_campaign(replace(draft, stages=CAREFUL, window=None)))
