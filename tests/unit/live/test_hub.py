"""Each watcher sees what they asked for, and never what is not theirs."""

import asyncio
from datetime import UTC, datetime

import pytest

from sigec.adapters.memory_bus import MemoryBus
from sigec.events.incidents import IncidentOpened
from sigec.kit.actor import PERMISSIONS, Actor, ActorKind, PermissionDenied, Role
from sigec.kit.ids import EventId, IncidentId, PersonId, TenantId, new_id
from sigec.live.frames import TOPICS, Frame, frame, frame_of, names_of, visible_topics
from sigec.live.hub import QUEUE_MAX, Hub, TooSlow, Watcher, WatchOver
from sigec.outbox import Envelope

NOON = datetime(2026, 11, 21, 15, tzinfo=UTC)
TENANT = TenantId(new_id())
PERSON = PersonId(new_id())


def actor(role: Role, *, tenant_id: TenantId | None = TENANT) -> Actor:
    person_id = PERSON if role is Role.RESIDENT else None
    return Actor(
        kind=ActorKind.USER,
        role=role,
        tenant_id=tenant_id,
        person_id=person_id,
        permissions=PERMISSIONS[role],
    )


def watcher(role: Role, *topics: str, tenant_id: TenantId | None = TENANT) -> Watcher:
    made = Watcher(actor(role, tenant_id=tenant_id))
    made.subscribe(frozenset(topics))
    return made


def offer(
    to: Watcher, topic: str, *, tenant_id: TenantId = TENANT, person: str | None = None
) -> None:
    to.offer(Frame(tenant=str(tenant_id), topic=topic, person=person, id=None, body=b"{}"))


async def received(by: Watcher) -> int:
    count = 0
    try:
        async with asyncio.timeout(0):
            while True:
                await by.next()
                count += 1
    except TimeoutError:
        return count


async def test_a_topic_that_was_not_asked_for_is_not_sent() -> None:
    viewer = watcher(Role.VIEWER, "sessions", "secrets")
    offer(viewer, "stations")
    offer(viewer, "secrets")
    assert await received(viewer) == 0


async def test_a_viewer_sees_their_tenant_and_no_other() -> None:
    viewer = watcher(Role.VIEWER, "sessions")
    offer(viewer, "sessions")
    offer(viewer, "sessions", tenant_id=TenantId(new_id()))
    assert await received(viewer) == 1


async def test_a_resident_sees_only_their_own_sessions() -> None:
    resident = watcher(Role.RESIDENT, "sessions", "stations")
    offer(resident, "sessions", person=str(PERSON))
    offer(resident, "sessions", person=str(new_id()))
    offer(resident, "sessions")
    offer(resident, "stations", person=str(PERSON))
    assert await received(resident) == 1


async def test_a_platform_admin_without_a_tenant_sees_all_and_with_one_only_that() -> None:
    everywhere = watcher(Role.PLATFORM_ADMIN, "sessions", tenant_id=None)
    here = watcher(Role.PLATFORM_ADMIN, "sessions")
    for each in (everywhere, here):
        offer(each, "sessions")
        offer(each, "sessions", tenant_id=TenantId(new_id()))
    assert await received(everywhere) == 2
    assert await received(here) == 1


async def test_nobody_without_a_tenant_sees_anything() -> None:
    lost = watcher(Role.TENANT_ADMIN, "sessions", tenant_id=None)
    offer(lost, "sessions")
    assert await received(lost) == 0


async def test_a_watcher_that_falls_behind_is_told_to_ask_anew() -> None:
    slow = watcher(Role.VIEWER, "sessions")
    for _ in range(QUEUE_MAX + 1):
        offer(slow, "sessions")
    with pytest.raises(TooSlow):
        await slow.next()


async def test_rights_that_were_taken_count_at_once() -> None:
    lowered = watcher(Role.VIEWER, "stations")
    lowered.admit(actor(Role.RESIDENT))
    offer(lowered, "stations")
    assert await received(lowered) == 0


async def test_who_is_dismissed_waits_no_longer_and_nobody_watches_after() -> None:
    hub = Hub(MemoryBus())
    with hub.watch(actor(Role.VIEWER)) as early:
        waiting = asyncio.ensure_future(early.next())
        await asyncio.sleep(0)
        hub.dismiss()
        with pytest.raises(WatchOver):
            await waiting
    with hub.watch(actor(Role.VIEWER)) as late, pytest.raises(WatchOver):
        await late.next()


def test_a_frame_keeps_its_address_on_the_bus() -> None:
    sent = Frame(tenant=str(TENANT), topic="sessions", person=str(PERSON), id=None, body=b"{}")
    assert Frame.arrived(sent.address, sent.body) == sent


def test_topics_are_those_that_may_be_seen() -> None:
    both = {"stations", "sessions"}
    assert visible_topics(actor(Role.VIEWER), both) == both
    assert visible_topics(actor(Role.RESIDENT), both) == {"sessions"}
    with pytest.raises(PermissionDenied):
        visible_topics(actor(Role.RESIDENT), {"stations"})


async def test_what_is_wrong_is_told_to_those_who_see_stations() -> None:
    opened = IncidentOpened(
        tenant_id=TENANT,
        at=NOON,
        incident_id=IncidentId(new_id()),
        kind="station_offline",
        severity="warning",
        opened_at=NOON,
        subject="Vaga 1",
    )
    frame = frame_of(Envelope(id=EventId(new_id()), event=opened))
    assert frame is not None
    viewer, resident = watcher(Role.VIEWER, "incidents"), watcher(Role.RESIDENT, "incidents")
    for each in (viewer, resident):
        each.offer(frame)
    assert (await received(viewer), await received(resident)) == (1, 0)


async def test_a_tenants_people_part_and_others_go_on_watching() -> None:
    hub = Hub(MemoryBus())
    with (
        hub.watch(actor(Role.OPERATOR)) as theirs,
        hub.watch(actor(Role.OPERATOR, tenant_id=TenantId(new_id()))) as neighbour,
        hub.watch(actor(Role.PLATFORM_ADMIN, tenant_id=None)) as platform,
    ):
        hub.part(TENANT)

        with pytest.raises(WatchOver):
            await theirs.next()
        assert await received(neighbour) == await received(platform) == 0


@pytest.mark.parametrize("name", names_of(TOPICS))
async def test_no_event_of_any_topic_is_offered_to_another_tenants_people(name: str) -> None:
    theirs = TenantId(new_id())
    told = frame(
        type_=name, tenant_id=theirs, person_id=PERSON, at=NOON, data={}, event_id=EventId(new_id())
    )
    assert told is not None
    for role in Role:
        stranger = watcher(role, *TOPICS)
        stranger.offer(told)
        assert await received(stranger) == 0, role
    owner = watcher(Role.TENANT_ADMIN, *TOPICS, tenant_id=theirs)
    owner.offer(told)
    assert await received(owner) == 1
