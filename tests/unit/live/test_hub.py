"""Each watcher sees what they asked for, and never what is not theirs."""

import asyncio

import pytest

from sigec.kit.actor import PERMISSIONS, Actor, ActorKind, Role
from sigec.kit.ids import PersonId, TenantId, new_id
from sigec.live.hub import QUEUE_MAX, TooSlow, Watcher

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


def offer(to: Watcher, topic: str, *, tenant_id: TenantId = TENANT, person: str = "-") -> None:
    to.offer(tenant=str(tenant_id), topic=topic, person=person, frame=b"{}")


async def received(by: Watcher) -> int:
    count = 0
    try:
        async with asyncio.timeout(0):
            async for _ in by.frames():
                count += 1
    except TimeoutError:
        return count
    raise AssertionError("frames never end by themselves")


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
        async for _ in slow.frames():
            pass
