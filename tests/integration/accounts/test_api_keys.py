"""API keys on real databases: found, used, rotated, revoked, and each change heard."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from sigec import outbox
from sigec.accounts._store.api_keys import api_keys
from sigec.accounts.model import KEYS_MAX, KeyDraft, KeyScope, KeyState
from sigec.accounts.service import ApiKeyService, KeyRing, NewKey
from sigec.accounts.service.api_keys import (
    ApiKeyNotFound,
    ApiKeyOver,
    ScopeAboveOwn,
    TooManyApiKeys,
)
from sigec.accounts.service.key_ring import TTL, ApiKeyInvalid
from sigec.accounts.subscribers import forget_keys
from sigec.adapters.memory_cache import MemoryCache
from sigec.db import Database
from sigec.events.accounts import ApiKeyChanged
from sigec.kit.actor import PLATFORM, Actor, ActorKind, Permission, Role
from sigec.kit.clock import ManualClock
from sigec.kit.errors import Invalid, PreconditionFailed
from sigec.kit.ids import UserId
from sigec.kit.pages import PageRequest
from sigec.tenants.service import FeatureNotInPlan, TenantService, TenantSuspended
from tests.canaries import SECRET_KEY
from tests.integration.actors import create_tenant, somebody

DRAFT = KeyDraft(name="Portaria", scopes=frozenset({KeyScope.READ_SESSIONS}))
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
async def admin(database: Database) -> Actor:
    return somebody(Role.TENANT_ADMIN, await create_tenant(database))


@pytest.fixture
def keys(database: Database, clock: ManualClock) -> ApiKeyService:
    return ApiKeyService(database, clock, secret_key=SECRET_KEY)


@pytest.fixture
def ring(database: Database, clock: ManualClock) -> KeyRing:
    return KeyRing(database, clock, cache=MemoryCache(clock), secret_key=SECRET_KEY)


async def refused(ring: KeyRing, text: str) -> None:
    with pytest.raises(ApiKeyInvalid):
        await ring.recognise(text)


async def heard(database: Database, ring: KeyRing) -> Sequence[ApiKeyChanged]:
    """Let the ring hear what was committed, as every process does."""
    async with database.transaction(PLATFORM) as connection:
        told = await outbox.claim(connection, at=NOW, limit=100, lease_s=60)
    events = [each.event for each in told if isinstance(each.event, ApiKeyChanged)]
    for event in events:
        await forget_keys(ring, event)
    return events


async def test_a_key_stands_for_its_tenant_with_the_permissions_of_its_scopes(
    keys: ApiKeyService, ring: KeyRing, admin: Actor, database: Database
) -> None:
    made = await keys.create_key(admin, DRAFT)

    actor, key = await ring.recognise(made.text)

    assert actor.kind is ActorKind.API_KEY
    assert actor.user_id == UserId(made.key.id)
    assert actor.tenant_id == admin.tenant_id
    assert actor.permissions == {Permission.READ_SESSIONS}
    assert not actor.is_platform
    assert key == made.key
    async with database.read(PLATFORM) as connection:
        stored = str((await connection.execute(select(api_keys))).mappings().one())
    assert made.text not in stored
    assert made.text.rpartition("_")[2] not in stored


async def test_what_is_not_the_whole_key_is_refused(
    keys: ApiKeyService, ring: KeyRing, admin: Actor, database: Database, clock: ManualClock
) -> None:
    made, other = [await keys.create_key(admin, DRAFT) for _ in range(2)]
    mixed = made.key.prefix + other.text.removeprefix(other.key.prefix)
    await refused(ring, mixed)
    await refused(ring, made.key.prefix)
    await refused(ring, made.text.swapcase())
    elsewhere = KeyRing(database, clock, cache=MemoryCache(clock), secret_key=SECRET_KEY[::-1])
    await refused(elsewhere, made.text)


async def test_every_change_is_heard_and_holds_for_the_next_request(
    keys: ApiKeyService, ring: KeyRing, admin: Actor, database: Database, clock: ManualClock
) -> None:
    made = await keys.create_key(admin, DRAFT)
    await ring.recognise(made.text)

    scopes = frozenset({KeyScope.READ_SITES, KeyScope.WRITE_SITES})
    edited = await keys.edit_key(admin, made.key.id, {"scopes": scopes}, expected_version=1)
    assert edited.version == 2
    await heard(database, ring)
    assert (await ring.recognise(made.text))[1].scopes == scopes
    with pytest.raises(PreconditionFailed):
        await keys.edit_key(admin, made.key.id, {"name": "Outra"}, expected_version=1)

    await keys.revoke_key(admin, made.key.id)
    await keys.revoke_key(admin, made.key.id)
    assert [each.api_key_id for each in await heard(database, ring)] == [made.key.id]
    await refused(ring, made.text)
    with pytest.raises(ApiKeyOver):
        await keys.edit_key(admin, made.key.id, {"name": "Outra"})
    assert (await keys.get_key(admin, made.key.id)).state(clock.now()) is KeyState.REVOKED


async def test_a_change_whose_event_was_lost_is_seen_half_a_minute_later(
    keys: ApiKeyService, ring: KeyRing, admin: Actor, clock: ManualClock
) -> None:
    made = await keys.create_key(admin, DRAFT)
    await ring.recognise(made.text)
    await keys.revoke_key(admin, made.key.id)

    await ring.recognise(made.text)
    clock.advance(seconds=TTL.total_seconds() + 1)
    await refused(ring, made.text)


async def test_a_rotated_key_has_two_secrets_for_a_while_and_says_which_is_used(
    keys: ApiKeyService, ring: KeyRing, admin: Actor, database: Database, clock: ManualClock
) -> None:
    first = await keys.create_key(admin, DRAFT)
    await ring.recognise(first.text)
    await ring.flush()
    began = clock.now()
    second = await keys.rotate_key(admin, first.key.id, overlap=DAY)
    await heard(database, ring)

    clock.advance(hours=1)
    for text in (first.text, second.text):
        assert (await ring.recognise(text))[1].id == first.key.id
    clock.advance(hours=1)
    await ring.recognise(second.text)
    await ring.flush()
    shown = await keys.get_key(admin, first.key.id)
    assert shown.last_used_at == began + timedelta(hours=2)
    assert shown.old is not None
    assert shown.old.prefix == first.key.prefix
    assert shown.old.last_used_at == began + timedelta(hours=1)

    clock.advance(hours=22)
    await refused(ring, first.text)
    await ring.recognise(second.text)


async def test_a_second_rotation_ends_what_was_before_the_first(
    keys: ApiKeyService, ring: KeyRing, admin: Actor
) -> None:
    first = await keys.create_key(admin, DRAFT)
    second = await keys.rotate_key(admin, first.key.id, overlap=DAY)
    third = await keys.rotate_key(admin, first.key.id, overlap=DAY)

    await refused(ring, first.text)
    await ring.recognise(second.text)
    await ring.recognise(third.text)


@pytest.mark.parametrize("ending", ["at once", "later"])
async def test_an_overlap_may_be_none_or_ended(
    keys: ApiKeyService, ring: KeyRing, admin: Actor, ending: str
) -> None:
    first = await keys.create_key(admin, DRAFT)
    overlap = timedelta() if ending == "at once" else DAY
    second = await keys.rotate_key(admin, first.key.id, overlap=overlap)
    if ending == "later":
        assert (await keys.end_overlap(admin, first.key.id)).old is None

    await refused(ring, first.text)
    await ring.recognise(second.text)


async def test_an_expired_key_is_refused_without_being_looked_up_again(
    keys: ApiKeyService, ring: KeyRing, admin: Actor, clock: ManualClock
) -> None:
    end = clock.now() + timedelta(seconds=10)
    made = await keys.create_key(admin, KeyDraft(name="Hoje", scopes=DRAFT.scopes, expires_at=end))
    await ring.recognise(made.text)
    clock.advance(seconds=10)
    await refused(ring, made.text)


async def test_what_must_not_be_is_refused(
    keys: ApiKeyService, admin: Actor, database: Database, clock: ManualClock
) -> None:
    with pytest.raises(Invalid):
        await keys.create_key(admin, KeyDraft(name="Nada", scopes=frozenset()))
    past = KeyDraft(name="Ontem", scopes=DRAFT.scopes, expires_at=clock.now())
    with pytest.raises(Invalid):
        await keys.create_key(admin, past)
    made = await keys.create_key(admin, DRAFT)
    stranger = somebody(Role.TENANT_ADMIN, await create_tenant(database, "ipes"))
    with pytest.raises(ApiKeyNotFound):
        await keys.get_key(stranger, made.key.id)
    with pytest.raises(ApiKeyNotFound):
        await keys.revoke_key(stranger, made.key.id)


async def test_nobody_gives_more_than_they_have(keys: ApiKeyService, admin: Actor) -> None:
    made = await keys.create_key(admin, DRAFT)
    few = frozenset({Permission.WRITE_API_KEYS, Permission.READ_SITES})
    modest = Actor(kind=ActorKind.USER, tenant_id=admin.tenant_id, permissions=few)

    with pytest.raises(ScopeAboveOwn):
        await keys.create_key(modest, DRAFT)
    with pytest.raises(ScopeAboveOwn):
        await keys.rotate_key(modest, made.key.id, overlap=DAY)
    wider = DRAFT.scopes | {KeyScope.WRITE_SITES}
    with pytest.raises(ScopeAboveOwn):
        await keys.edit_key(modest, made.key.id, {"scopes": wider})


async def test_only_so_many_are_good_at_once(
    keys: ApiKeyService, admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sigec.accounts.service.api_keys.KEYS_MAX", 2)
    made: list[NewKey] = [await keys.create_key(admin, DRAFT) for _ in range(2)]
    with pytest.raises(TooManyApiKeys):
        await keys.create_key(admin, DRAFT)
    await keys.revoke_key(admin, made[0].key.id)
    await keys.create_key(admin, DRAFT)

    assert KEYS_MAX == 100
    page = await keys.list_keys(admin, PageRequest(), state=KeyState.ACTIVE)
    assert [each.name for each in page.items] == ["Portaria"] * 2
    assert len((await keys.list_keys(admin, PageRequest())).items) == 3
    assert len((await keys.list_keys(admin, PageRequest(), state=KeyState.EXPIRED)).items) == 0


async def test_a_plan_without_the_api_and_a_suspended_tenant_stop_every_key(
    keys: ApiKeyService,
    ring: KeyRing,
    admin: Actor,
    database: Database,
    tenants: TenantService,
    clock: ManualClock,
) -> None:
    made = await keys.create_key(admin, DRAFT)
    system = Actor(kind=ActorKind.SYSTEM, permissions=frozenset(Permission))
    assert admin.tenant_id is not None

    await tenants.edit_tenant(system, admin.tenant_id, {"plan": "basic"})
    with pytest.raises(FeatureNotInPlan):
        await ring.recognise(made.text)
    with pytest.raises(FeatureNotInPlan):
        await keys.create_key(admin, DRAFT)
    await refused(ring, made.text[:-1] + ("a" if made.text[-1] != "a" else "b"))
    await tenants.edit_tenant(
        system, admin.tenant_id, {"plan": "enterprise", "status": "suspended"}
    )
    ring.forget(admin.tenant_id)
    with pytest.raises(TenantSuspended):
        await ring.recognise(made.text)


async def test_what_is_read_while_it_changes_is_not_remembered(
    keys: ApiKeyService, ring: KeyRing, admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await keys.create_key(admin, DRAFT)
    read = ring._read

    async def overtaken(prefix: str) -> object:
        known = await read(prefix)
        assert admin.tenant_id is not None
        await keys.revoke_key(admin, made.key.id)
        ring.forget(admin.tenant_id)
        return known

    monkeypatch.setattr(ring, "_read", overtaken)
    await ring.recognise(made.text)
    monkeypatch.setattr(ring, "_read", read)
    await refused(ring, made.text)


async def test_requests_are_counted_per_key_and_minute(
    keys: ApiKeyService, ring: KeyRing, admin: Actor, clock: ManualClock
) -> None:
    made, other = [await keys.create_key(admin, DRAFT) for _ in range(2)]

    assert [(await ring.count(made.key)).remaining for _ in range(3)] == [99, 98, 97]
    assert (await ring.count(other.key)).remaining == 99
    clock.advance(minutes=1)
    assert (await ring.count(made.key)).remaining == 99


async def test_uses_that_cannot_be_stored_are_stored_later(
    keys: ApiKeyService, ring: KeyRing, admin: Actor, database: Database, clock: ManualClock
) -> None:
    made = await keys.create_key(admin, DRAFT)
    await ring.recognise(made.text)
    assert (await keys.get_key(admin, made.key.id)).last_used_at is None

    await ring.flush()

    assert (await keys.get_key(admin, made.key.id)).last_used_at == clock.now()
    assert (await keys.get_key(admin, made.key.id)).version == 1
