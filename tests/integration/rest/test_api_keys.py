"""API keys over REST: made once, used as a token is, limited, and named in what they did."""

import asyncio
from uuid import UUID

import pytest

from sigec.accounts.model import KeyDraft, KeyScope
from sigec.accounts.service.key_ring import ApiKeyInvalid
from sigec.app import Platform
from sigec.kit.actor import SYSTEM, Role
from sigec.live.hub import WatchOver
from sigec.tenants.model import BASIC, ENTERPRISE, Tenant, TenantDraft
from tests.integration.rest.conftest import House, on_both, system
from tests.integration.rest.things import charge
from tests.journeys.eventually import eventually

API = "/api/v1"
NEW = {"name": "Portaria", "scopes": ["read:sites", "write:sites"]}


@pytest.fixture
async def tenant(house: House) -> Tenant:
    return await house.tenant("acacias")


@pytest.fixture
async def sindica(house: House, tenant: Tenant) -> dict[str, str]:
    return await house.headers(Role.TENANT_ADMIN, tenant)


@on_both
async def test_a_key_is_made_used_rotated_and_revoked(
    house: House, sindica: dict[str, str]
) -> None:
    client = house.client
    made = (await client.post(f"{API}/api-keys", json=NEW, headers=sindica)).json()
    url = f"{API}/api-keys/{made['id']}"
    shown = await client.get(url, headers=sindica)
    assert {**shown.json(), "key": made["key"]} == made
    assert made["key"].startswith(made["prefix"])
    assert (made["state"], made["requests_per_min"], made["old_secret"]) == ("active", 100, None)
    assert (made["created_by_name"], made["last_used_at"]) == ("Somebody", None)

    first = {"X-API-Key": made["key"]}
    assert (await client.get(f"{API}/sites", headers=first)).status_code == 200
    as_bearer = {"Authorization": f"Bearer {made['key']}"}
    assert (await client.get(f"{API}/sites", headers=as_bearer)).status_code == 200
    rotated = await client.post(f"{url}/rotate", json={"overlap_s": 60}, headers=sindica)
    assert rotated.json()["old_secret"]["prefix"] == made["prefix"]
    second = {"X-API-Key": rotated.json()["key"]}
    for key in (first, second):
        assert (await client.get(f"{API}/sites", headers=key)).status_code == 200
    ended = await client.delete(f"{url}/old-secret", headers=sindica)
    assert ended.json()["old_secret"] is None

    edit = await client.patch(
        url, json={"scopes": ["read:sites"]}, headers={**sindica, "If-Match": '"2"'}
    )
    assert edit.status_code == 412
    edit = await client.patch(url, json={"scopes": ["read:sites"]}, headers=sindica)
    assert edit.json()["scopes"] == ["read:sites"]
    assert (await client.delete(url, headers=sindica)).status_code == 204
    listed = await client.get(f"{API}/api-keys?state=revoked", headers=sindica)
    assert [each["id"] for each in listed.json()["items"]] == [made["id"]]


async def test_a_program_is_named_in_the_audit_and_beside_its_commands(
    house: House, tenant: Tenant, sindica: dict[str, str]
) -> None:
    key = await house.key(tenant, KeyScope.WRITE_SITES)
    site = await house.client.post(f"{API}/sites", json={"name": "Anexo"}, headers=key)
    assert site.status_code == 201

    found = await house.client.get(
        f"{API}/audit", params={"subject_id": site.json()["id"]}, headers=sindica
    )

    [entry] = found.json()["items"]
    assert (entry["actor_kind"], entry["address"]) == ("api_key", "127.0.0.1")
    assert entry["actor_name"].startswith("Program")


async def test_a_program_that_asks_too_often_is_told_when_to_come_back(
    house: House, tenant: Tenant
) -> None:
    key = await house.key(tenant, KeyScope.READ_SITES, per_min=2)
    house.clock.advance(seconds=15)

    answers = [await house.client.get(f"{API}/sites", headers=key) for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert [each.headers["ratelimit-remaining"] for each in answers] == ["1", "0", "0"]
    for each in answers:
        assert each.headers["ratelimit-limit"] == each.headers["x-ratelimit-limit"] == "2"
        assert each.headers["ratelimit-policy"] == "2;w=60"
        assert each.headers["ratelimit-reset"] == "45"
        assert each.headers["x-ratelimit-reset"] == "1795262460"
    assert answers[-1].headers["retry-after"] == "45"
    assert answers[-1].json()["detail"].startswith("Esta chave pode fazer 2 requisições por minuto")
    house.clock.advance(seconds=45)
    assert (await house.client.get(f"{API}/sites", headers=key)).status_code == 200


async def test_a_refused_request_tells_what_is_left_too_and_a_person_has_no_limit(
    house: House, tenant: Tenant, sindica: dict[str, str]
) -> None:
    key = await house.key(tenant, KeyScope.READ_SITES, per_min=10)

    refused = await house.client.get(f"{API}/stations", headers=key)
    assert (refused.status_code, refused.headers["ratelimit-remaining"]) == (403, "9")
    assert refused.json()["detail"] == "A chave precisa também de: read:stations."
    assert (
        "ratelimit-limit" not in (await house.client.get(f"{API}/sites", headers=sindica)).headers
    )


async def test_a_repeated_write_of_a_program_is_answered_as_the_first_and_counts(
    house: House, tenant: Tenant
) -> None:
    key = await house.key(tenant, KeyScope.WRITE_SITES, per_min=2)
    headers = {**key, "Idempotency-Key": "once"}

    first, second, third = [
        await house.client.post(f"{API}/sites", json={"name": "Anexo"}, headers=headers)
        for _ in range(3)
    ]

    assert first.json() == second.json()
    assert second.headers["idempotent-replayed"] == "true"
    assert [first.headers["ratelimit-remaining"], second.headers["ratelimit-remaining"]] == [
        "1",
        "0",
    ]
    assert third.status_code == 429


async def test_a_plan_without_the_api_says_so_in_a_sentence(house: House) -> None:
    basic = await house.tenant("ipes", plan=BASIC)
    headers = await house.headers(Role.TENANT_ADMIN, basic)

    refused = await house.client.post(f"{API}/api-keys", json=NEW, headers=headers)

    assert refused.status_code == 403
    assert refused.json()["type"].endswith("feature_not_in_plan.api")
    assert "Basic" in refused.json()["detail"] or "Básico" in refused.json()["detail"]


async def test_scopes_are_listed_in_words(house: House, sindica: dict[str, str]) -> None:
    headers = {**sindica, "Accept-Language": "en"}
    listed = (await house.client.get(f"{API}/api-keys/scopes", headers=headers)).json()["items"]

    assert [each["name"] for each in listed] == [scope.value for scope in KeyScope]
    [residents] = [each for each in listed if each["name"] == "read:residents"]
    assert residents["title"] == "Read residents"
    assert "list_residents" in residents["operations"]


async def test_a_stream_shows_a_program_what_its_scopes_open(house: House, tenant: Tenant) -> None:
    await charge(house, tenant)

    async def told(*scopes: KeyScope) -> str:
        headers = {**await house.key(tenant, *scopes), "Last-Event-ID": str(UUID(int=0))}
        return (await house.client.get(f"{API}/events", headers=headers)).text

    assert "session.started" in await told(KeyScope.READ_SESSIONS)
    assert "session.started" not in await told(KeyScope.READ_STATIONS, KeyScope.WRITE_SESSIONS)
    assert "forbidden.permission" in await told(KeyScope.READ_TARIFFS)


async def test_a_revoked_key_is_forgotten_and_parted_from_what_it_watches(
    platform: Platform,
) -> None:
    tenant = await platform.services.tenants.create_tenant(
        SYSTEM, TenantDraft(name="Acácias", slug="acacias", plan=ENTERPRISE)
    )
    draft = KeyDraft(name="Portaria", scopes=frozenset({KeyScope.READ_SESSIONS}))
    made = await platform.services.api_keys.create_key(system(tenant), draft)
    caller = await platform.services.callers.recognise(made.text)
    [relay] = [loop for loop in platform.crew.loops if loop.name == "relay"]
    hearing = [asyncio.ensure_future(listen()) for listen in platform.listeners]

    async def is_forgotten() -> bool:
        try:
            await platform.services.callers.recognise(made.text)
        except ApiKeyInvalid:
            return True
        return False

    with platform.hub.watch(caller.actor) as watcher:
        await platform.services.api_keys.revoke_key(system(tenant), made.key.id)
        working = asyncio.ensure_future(relay.run())
        async with asyncio.timeout(10):
            with pytest.raises(WatchOver):
                await watcher.next()
            await eventually(is_forgotten)
    for task in (working, *hearing):
        task.cancel()
    await asyncio.gather(working, *hearing, return_exceptions=True)
    shown = await platform.services.api_keys.get_key(system(tenant), made.key.id)
    assert shown.last_used_at is not None, "what was noted is stored when a process ends"
