from dataclasses import replace
from datetime import timedelta

import pytest

from sigec.kit.actor import Permission, Role
from sigec.kit.errors import Forbidden
from sigec.kit.ids import StationId
from sigec.stations.model import (
    ChargingProfile,
    ClearProfiles,
    CommandAnswer,
    CommandStatus,
    GetProfiles,
    Order,
    PlacedProfile,
    ProfileNews,
    ProfileReport,
    SetProfile,
)
from sigec.stations.model.profiles import (
    ProfileKind,
    ProfilePurpose,
    Question,
    RateUnit,
    Schedule,
    SchedulePeriod,
    Transaction,
)
from sigec.stations.service import NEW_PROFILE, ProfileService, StationNotFound
from tests.integration.actors import create_tenant, somebody
from tests.integration.stations.conftest import Yard

PROFILE = ChargingProfile(
    id=NEW_PROFILE,
    purpose=ProfilePurpose.TX,
    kind=ProfileKind.RELATIVE,
    stack_level=0,
    transaction="7",
    schedules=(Schedule(unit=RateUnit.W, periods=(SchedulePeriod(start_s=0, limit=3_700.0),)),),
)


@pytest.fixture
def profiles(yard: Yard) -> ProfileService:
    return ProfileService(
        database=yard.database,
        clock=yard.clock,
        inventory=yard.inventory,
        stations=yard.stations,
    )


async def here(yard: Yard) -> StationId:
    station = await yard.station()
    await yard.connect()
    return station.id


async def install(
    yard: Yard, profiles: ProfileService, station_id: StationId, profile: ChargingProfile = PROFILE
) -> PlacedProfile:
    """Set a profile that the station takes, and return it as it was sent."""
    placed = PlacedProfile(evse=1, profile=profile)
    sent = replace(placed, profile=replace(profile, id=profile.id or 1))
    yard.link.answer = CommandAnswer(
        status=CommandStatus.ACCEPTED, profiles=ProfileNews(installed=sent)
    )
    await profiles.set_profile(
        yard.operator, station_id, placed, stack_level=profile.stack_level, order=Order()
    )
    assert yard.link.sent[-1][1] == SetProfile(evse=1, profile=sent.profile)
    return sent


async def test_what_is_kept_is_what_was_sent(yard: Yard, profiles: ProfileService) -> None:
    station_id = await here(yard)
    sent = await install(yard, profiles, station_id)
    [stored] = (await profiles.get_board(yard.operator, station_id)).profiles
    assert (stored.placed, stored.wanted_at, stored.read_at) == (sent, yard.clock.now(), None)

    now = yard.clock.now()
    question = Question(evse=1, begins_at=now, duration_s=3_600)
    assert [
        each.limit for each in await profiles.get_composite(yard.operator, station_id, question)
    ] == [None]
    charge = Transaction(external_id="7", started_at=now)
    [held] = await profiles.get_composite(
        yard.operator, station_id, replace(question, transaction=charge)
    )
    assert (held.limit, held.profile_ids) == (3_700.0, (1,))


async def test_a_report_may_come_before_the_answer_that_promises_it(
    yard: Yard, profiles: ProfileService
) -> None:
    station_id = await here(yard)
    sent = await install(yard, profiles, station_id)
    other = replace(sent.profile, id=2, stack_level=1)
    await install(yard, profiles, station_id, other)
    yard.clock.advance(minutes=1)

    report = ProfileReport(request_id=5, source="CSO", profiles=[sent])
    entry = yard.entry(station_id, "ReportChargingProfiles")
    for _ in range(2):
        await yard.stations.record_announcements([], entry, lambda: b"{}", profiles=report)
    yard.link.answer = CommandAnswer(status=CommandStatus.ACCEPTED, profiles=ProfileNews(read=5))
    await yard.stations.command(yard.operator, station_id, GetProfiles(request_id=5))

    first, second = (await profiles.get_board(yard.operator, station_id)).profiles
    assert (first.reported, first.differences, first.source) == (sent.profile, [], "CSO")
    assert (first.is_missing, second.is_missing) == (False, True)


async def test_a_charge_takes_its_profiles_along(yard: Yard, profiles: ProfileService) -> None:
    station_id = await here(yard)
    await install(yard, profiles, station_id)
    before = yard.clock.now() - timedelta(seconds=1)
    await profiles.forget_charge(station_id, 1, before=before)
    await profiles.forget_charge(station_id, 2, before=yard.clock.now())
    assert len((await profiles.get_board(yard.operator, station_id)).profiles) == 1
    await profiles.forget_charge(station_id, 1, before=yard.clock.now())
    assert (await profiles.get_board(yard.operator, station_id)).profiles == []


async def test_what_takes_a_place_replaces_what_had_it(
    yard: Yard, profiles: ProfileService
) -> None:
    """By a raw action, in 1.6, where a level is simply taken over."""
    station_id = await here(yard)
    sent = await install(yard, profiles, station_id)
    taking = replace(sent, profile=replace(sent.profile, id=9))
    yard.link.answer = CommandAnswer(
        status=CommandStatus.ACCEPTED, profiles=ProfileNews(installed=taking)
    )
    await yard.stations.command(yard.operator, station_id, ClearProfiles(profile_id=77))
    [stored] = (await profiles.get_board(yard.operator, station_id)).profiles
    assert stored.id == 9
    cleared = ProfileNews(cleared=ClearProfiles(purpose=ProfilePurpose.TX, evse=1))
    yard.link.answer = CommandAnswer(status=CommandStatus.ACCEPTED, profiles=cleared)
    await yard.stations.command(yard.operator, station_id, ClearProfiles())
    assert (await profiles.get_board(yard.operator, station_id)).profiles == []


async def test_other_tenants_and_viewers_set_nothing(yard: Yard, profiles: ProfileService) -> None:
    station_id = await here(yard)
    placed = PlacedProfile(evse=1, profile=PROFILE)
    stranger = somebody(Role.OPERATOR, await create_tenant(yard.database, "elsewhere"))
    with pytest.raises(StationNotFound):
        await profiles.set_profile(stranger, station_id, placed, stack_level=0, order=Order())
    with pytest.raises(StationNotFound):
        await profiles.get_board(stranger, station_id)
    viewer = replace(yard.operator, permissions=frozenset({Permission.READ_STATIONS}))
    with pytest.raises(Forbidden):
        await profiles.set_profile(viewer, station_id, placed, stack_level=0, order=Order())
    assert yard.link.sent == []
