"""Campaigns over rows: stage by stage, held up, killed in the middle, and no station twice."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from sigec.events.maintenance import FirmwareCampaignChanged, FirmwareUpdateChanged
from sigec.kit.ids import StationId
from sigec.maintenance.model import (
    CampaignDraft,
    CampaignPause,
    CampaignStatus,
    MemberStatus,
    Obstacle,
    Stage,
    UpdateReason,
    UpdateStatus,
)
from sigec.maintenance.service import CampaignView
from sigec.maintenance.service.errors import CampaignCannot, CampaignEmpty
from sigec.stations.model import UpdateFirmware
from tests.integration.maintenance.conftest import Bench

on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
CAREFUL = (Stage(stations=1), Stage(percent=50), Stage(percent=100))


async def begin(workshop: Bench, **more: object) -> CampaignView:
    image = await workshop.image()
    draft = replace(CampaignDraft(name="2.0.0", image_id=image.id, stages=CAREFUL), **more)  # type: ignore[arg-type]  # as the caller says
    view = await workshop.campaigns.create_campaign(workshop.yard.operator, draft)
    await workshop.work()
    return view


async def now(workshop: Bench, view: CampaignView) -> CampaignView:
    return await workshop.campaigns.get_campaign(workshop.yard.operator, view.campaign.id)


async def finish(workshop: Bench, *ids: StationId, word: str = "Installed") -> None:
    for station_id in ids:
        await workshop.tell(station_id, word)
        if word == "Installed":
            await workshop.boot(station_id, "2.0.0")
    await workshop.work()


def asked(workshop: Bench) -> Counter[StationId]:
    return Counter(
        station_id
        for station_id, command in workshop.yard.link.sent
        if isinstance(command, UpdateFirmware)
    )


@on_both
async def test_a_campaign_goes_from_one_station_to_all(workshop: Bench) -> None:
    ids = await workshop.fleet(6)
    view = await begin(workshop)
    assert view.counts == {MemberStatus.WAITING: 6}
    assert set(asked(workshop)) == {ids[0]}

    await finish(workshop, ids[0])
    paused = (await now(workshop, view)).campaign
    assert paused.pause_reason is CampaignPause.STAGE_DONE
    await workshop.campaigns.resume(workshop.yard.operator, paused.id)
    await workshop.work()
    assert set(asked(workshop)) == set(ids[:3])
    await finish(workshop, *ids[1:3])
    await workshop.campaigns.resume(workshop.yard.operator, paused.id)
    await workshop.work()
    await finish(workshop, *ids[3:])

    over = await now(workshop, view)
    assert over.campaign.status is CampaignStatus.FINISHED
    assert over.counts == {MemberStatus.UPDATED: 6}
    assert asked(workshop) == Counter(dict.fromkeys(ids, 1))
    assert all(each.is_proven for each in await workshop.under_way())
    events = await workshop.yard.events(FirmwareCampaignChanged)
    assert [each.status for each in events][-1] == "finished"


@on_both
async def test_whoever_dies_in_the_middle_loses_and_repeats_nothing(workshop: Bench) -> None:
    """The process that leads is killed between its steps, and the one that asks before it keeps."""
    ids = await workshop.fleet(4)
    view = await begin(workshop, stages=(Stage(percent=100),))
    await finish(workshop, ids[0])
    more = await workshop.fleet(2)
    other = await begin(workshop, stages=(Stage(percent=100),))
    assert {each.station_id for each in await workshop.under_way(campaign_id=other.campaign.id)}

    class Killed(Exception):
        """Stands for SIGKILL: nothing after it is done."""

    keep, workshop.yard.link.answer = workshop.yard.link.answer, Killed()
    [last] = await workshop.fleet(1)
    third = await workshop.updates.order_update(
        workshop.yard.operator, last, workshop.draft((await workshop.image("3.0.0")).id)
    )
    [claimed] = await workshop.courier.claim({}, limit=10)
    with pytest.raises(Killed):
        await workshop.courier.deliver(claimed)
    assert not await workshop.courier.claim({}, limit=10), "it is still the dead one's"
    workshop.yard.link.answer = keep
    await workshop.later(minutes=2)

    [again] = [each for each in await workshop.under_way(station_id=last) if each.id == third.id]
    assert (again.status, again.request_id) == (UpdateStatus.ASKED, claimed.request_id)
    await finish(workshop, *ids[1:], *more)
    assert (await now(workshop, view)).campaign.status is CampaignStatus.FINISHED
    assert asked(workshop)[ids[1]] == 1


@on_both
async def test_two_processes_ask_no_station_twice(workshop: Bench) -> None:
    await workshop.fleet(8)
    await begin_unasked(workshop)

    both = await asyncio.gather(*(workshop.courier.claim({}, limit=8) for _ in range(2)))

    claimed = [each.station_id for part in both for each in part]
    assert len(claimed) == len(set(claimed)) == 8


async def begin_unasked(workshop: Bench) -> None:
    image = await workshop.image()
    draft = CampaignDraft(name="2.0.0", image_id=image.id)
    await workshop.campaigns.create_campaign(workshop.yard.operator, draft)
    while await workshop.scheduler.step():
        pass


@on_both
async def test_failures_stop_it_and_somebody_lets_it_go_on(workshop: Bench) -> None:
    ids = await workshop.fleet(3)
    view = await begin(workshop, stages=(Stage(percent=100),), at_once_max=1)
    await finish(workshop, ids[0], word="InvalidSignature")

    stopped = await now(workshop, view)
    assert stopped.campaign.pause_reason is CampaignPause.FAILURES
    assert stopped.counts[MemberStatus.FAILED] == 1
    [incident] = await workshop.yard.open_incidents()
    assert (incident.station_id, incident.error_code) == (ids[0], "invalid_signature")
    await workshop.later(hours=1)
    assert set(asked(workshop)) == {ids[0]}

    await workshop.campaigns.resume(workshop.yard.operator, view.campaign.id)
    await workshop.work()
    assert set(asked(workshop)) == set(ids[:2])
    with pytest.raises(CampaignCannot):
        await workshop.campaigns.resume(workshop.yard.operator, view.campaign.id)
    await workshop.campaigns.cancel(workshop.yard.operator, view.campaign.id)
    await finish(workshop, ids[1])
    over = await now(workshop, view)
    assert over.campaign.status is CampaignStatus.CANCELLED
    assert over.counts == {
        MemberStatus.FAILED: 1,
        MemberStatus.UPDATED: 1,
        MemberStatus.SKIPPED: 1,
    }
    members = await workshop.campaigns.list_members(workshop.yard.operator, view.campaign.id)
    assert members[0].reason is UpdateReason.INVALID_SIGNATURE
    # What is repaired by hand closes the incident.
    await workshop.boot(ids[0], "2.0.0")
    assert not await workshop.yard.open_incidents()


@on_both
async def test_a_station_waits_until_it_is_there(workshop: Bench) -> None:
    ids = await workshop.fleet(2)
    await workshop.say([ids[1]], is_connected=False)
    view = await begin(workshop, stages=(Stage(percent=100),))
    members = await workshop.campaigns.list_members(workshop.yard.operator, view.campaign.id)
    assert [each.member.obstacle for each in members] == [None, Obstacle.OFFLINE]

    await workshop.say([ids[1]], is_connected=True)
    await workshop.later(minutes=1)
    assert set(asked(workshop)) == set(ids)
    pausing = await workshop.campaigns.pause(workshop.yard.operator, view.campaign.id)
    assert pausing.campaign.pause_reason is CampaignPause.BY_HAND


async def test_a_campaign_for_nobody_is_refused(workshop: Bench) -> None:
    ids = await workshop.fleet(2)
    image = await workshop.image(vendor="Another")
    draft = CampaignDraft(name="2.0.0", image_id=image.id)
    plan = await workshop.campaigns.preview(workshop.yard.operator, draft)
    assert (plan.unfit, plan.up_to_date, list(plan.stations)) == (2, 0, [])
    with pytest.raises(CampaignEmpty):
        await workshop.campaigns.create_campaign(workshop.yard.operator, draft)
    await workshop.say([ids[0]], firmware_version="2.0.0")
    fits = replace(draft, image_id=(await workshop.image()).id)
    plan = await workshop.campaigns.preview(workshop.yard.operator, fits)
    assert ([each.id for each in plan.stations], plan.up_to_date) == ([ids[1]], 1)


async def test_an_update_tells_each_of_its_states(workshop: Bench) -> None:
    [station_id] = await workshop.fleet(1)
    image = await workshop.image()
    await workshop.updates.order_update(
        workshop.yard.operator, station_id, workshop.draft(image.id)
    )
    await workshop.work()
    for word in ("Downloading", "DownloadFailed"):
        await workshop.tell(station_id, word)
    await workshop.later(minutes=3)
    await finish(workshop, station_id)

    told = await workshop.yard.events(FirmwareUpdateChanged)
    assert [(each.status, each.reason) for each in told] == [
        ("waiting", None),
        ("asked", None),
        ("downloading", None),
        ("waiting", "download_failed"),
        ("asked", None),
        ("installed", None),
    ]
