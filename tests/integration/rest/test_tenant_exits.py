"""A tenant leaves: everything it has in one file, then nothing of it anywhere."""

import io
import json
import zipfile
from collections.abc import Mapping
from uuid import UUID

import pytest
from sqlalchemy import func, select

from sigec.app import Platform
from sigec.db import tenant_data
from sigec.db.metadata import metadata
from sigec.kit.actor import PLATFORM, Role
from sigec.kit.ids import TenantId
from sigec.tenants.model import Tenant
from tests import canaries
from tests.integration.rest.conftest import House, on_both
from tests.integration.rest.things import THINGS

API = "/api/v1"


async def make_everything(house: House, tenant: Tenant) -> Mapping[str, str]:
    return {name: await make(house, tenant) for name, make in THINGS.items()}


async def rows_of(platform: Platform, tenant_id: TenantId) -> dict[str, int]:
    """Count the tenant's rows, table by table, by the schema and not by the code under test."""
    found = {}
    async with platform.database.read(PLATFORM) as connection:
        for table in metadata.sorted_tables:
            if "tenant_id" in table.c:
                statement = select(func.count()).where(table.c.tenant_id == tenant_id)
                if count := (await connection.execute(statement)).scalar_one():
                    found[table.name] = count
    return found


async def work(house: House, platform: Platform, **later: float) -> None:
    house.clock.advance(**later)
    while await platform.crew.scheduler.step():
        pass


def test_every_table_is_a_tenants_or_said_to_be_nobodys() -> None:
    strange = {
        table.name
        for table in metadata.sorted_tables
        if "tenant_id" not in table.c and table.name not in tenant_data.OWNED
    }
    assert strange == tenant_data.NOBODYS


async def test_an_export_holds_everything_but_secrets_and_nothing_of_others(
    house: House, platform: Platform
) -> None:
    ours, theirs = await house.tenant("ours"), await house.tenant("theirs")
    ids = await make_everything(house, ours)
    foreign = await make_everything(house, theirs)
    sindica = await house.headers(Role.TENANT_ADMIN, ours)

    answer = await house.client.get(f"{API}/tenants/{ours.id}/export.zip", headers=sindica)

    assert answer.headers["content-type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    texts = {
        name.removesuffix(".jsonl"): archive.read(name).decode() for name in archive.namelist()
    }
    lines = {name: len(text.splitlines()) for name, text in texts.items() if text}
    kept_here = dict.fromkeys(tenant_data.NOT_EXPORTED, 1)
    stored = await rows_of(platform, ours.id)
    assert lines.keys() | kept_here.keys() >= stored.keys()
    assert {name: lines[name] for name in lines if name != "tenants"} == {
        name: count for name, count in stored.items() if name not in kept_here
    }
    everything = "".join(texts.values())
    assert ids["session_id"] in texts["sessions"]
    assert json.loads(texts["tenants"])["slug"] == "ours"
    assert not [name for name, text in foreign.items() if is_id(text) and text in everything]
    for secret in (canaries.PASSWORD, canaries.API_KEY, canaries.SECRET_KEY, "argon2"):
        assert secret not in everything


def is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


async def test_somebody_elses_tenant_is_not_exported(house: House) -> None:
    ours, theirs = await house.tenant("ours"), await house.tenant("theirs")
    url = f"{API}/tenants/{theirs.id}/export.zip"

    stranger = await house.headers(Role.TENANT_ADMIN, ours)
    operator = await house.headers(Role.OPERATOR, theirs)

    assert (await house.client.get(url, headers=stranger)).status_code == 404
    assert (await house.client.get(url, headers=operator)).status_code == 403


@on_both
async def test_after_the_grace_nothing_of_a_tenant_is_left_and_others_lose_nothing(
    house: House, platform: Platform
) -> None:
    ours, theirs = await house.tenant("ours"), await house.tenant("theirs")
    for tenant in (ours, theirs):
        await make_everything(house, tenant)
        await house.headers(Role.TENANT_ADMIN, tenant)
    assert (await rows_of(platform, ours.id)).keys() >= {"journal", "sessions", "audit", "users"}
    admin = await house.headers(Role.PLATFORM_ADMIN)
    url = f"{API}/tenants/{ours.id}/deletion"

    wrong = await house.client.post(url, json={"slug": "theirs"}, headers=admin)
    planned = await house.client.post(url, json={"slug": "ours"}, headers=admin)
    assert (wrong.status_code, planned.json()["status"]) == (422, "suspended")
    await work(house, platform, hours=29 * 24)
    assert "sessions" in await rows_of(platform, ours.id)
    before = await rows_of(platform, theirs.id)
    await work(house, platform, hours=24)
    await work(house, platform, minutes=10)

    assert await rows_of(platform, ours.id) == {}
    assert await rows_of(platform, theirs.id) == before
    admin = await house.headers(Role.PLATFORM_ADMIN)
    assert (await house.client.get(f"{API}/tenants/{ours.id}", headers=admin)).status_code == 404
    told = await house.client.get(
        f"{API}/audit", params={"subject_id": str(ours.id)}, headers=admin
    )
    assert [each["action"] for each in told.json()["items"]] == [
        "tenant.removed",
        "tenant.deletion_planned",
    ]


async def test_a_deletion_can_be_taken_back_until_it_is_done(
    house: House, platform: Platform
) -> None:
    ours = await house.tenant("ours")
    admin = await house.headers(Role.PLATFORM_ADMIN)
    tenant, deletion = f"{API}/tenants/{ours.id}", f"{API}/tenants/{ours.id}/deletion"
    active = {"status": "active"}
    await house.client.post(deletion, json={"slug": "ours"}, headers=admin)

    early = await house.client.patch(tenant, json=active, headers=admin)
    assert early.json()["type"] == "urn:sigec:problem:conflict.deletion_planned"
    assert (await house.client.delete(deletion, headers=admin)).status_code == 204
    again = await house.client.patch(tenant, json=active, headers=admin)

    assert (again.json()["status"], again.json()["deletes_at"]) == ("active", None)
    await work(house, platform, hours=31 * 24)
    admin = await house.headers(Role.PLATFORM_ADMIN)
    assert (await house.client.get(tenant, headers=admin)).status_code == 200


@pytest.mark.parametrize("role", [Role.TENANT_ADMIN, Role.OPERATOR])
async def test_only_the_platform_deletes_a_tenant(house: House, role: Role) -> None:
    ours = await house.tenant("ours")
    headers = await house.headers(role, ours)

    answer = await house.client.post(
        f"{API}/tenants/{ours.id}/deletion", json={"slug": "ours"}, headers=headers
    )

    assert answer.status_code == 403
