"""Deny by default: every route, for nobody, for each role, and for another tenant's people.

The routes are read from the OpenAPI document, so a new one is covered the day it is included, an
export or a download like any other. It needs an example for its body and, when its path has a new
parameter, a thing in `THINGS`. Events are walked by their topics, tables by the database itself.

One installation of each database serves the whole file: what walks may change is in a tenant of
its own, and what is only looked at is made once.
"""

import json
import re
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.accounts.model import KeyScope
from sigec.app import Platform, open_platform
from sigec.kit.actor import PLATFORM, Actor, Permission, Role, Scope
from sigec.kit.clock import ManualClock
from sigec.rest.app import openapi_document
from sigec.rest.scopes import SCOPES
from sigec.settings import Settings
from sigec.tenants.model import Tenant
from tests.canaries import SECRET_KEY
from tests.integration.rest.conftest import NOON, House, client_of, no_clouds, quick_passwords
from tests.integration.rest.things import THINGS
from tests.services.apart import run_apart
from tests.services.shelf import Shelf

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPEN_TO_ALL = frozenset(
    {
        "get_branding",
        "get_health",
        "get_liveness",
        "get_logo",
        "get_readiness",
        "get_version",
        "login",
        "refresh",
        "logout",
        "register",
        "open_profile_link",
        "fill_profile_link",
        "confirm_callback",
        "take_callback",
        "fetch_firmware",
        "look_at_firmware",
        "put_station_log",
        "post_station_log",
    }
)
"""Operations that nobody needs to be signed in for."""

OWN = frozenset({"get_me", "change_own_password"})
"""Operations on oneself, for which being signed in is enough."""

NOBODYS = frozenset(
    {
        "list_actions",
        "get_action_schema",
        "list_event_kinds",
        "list_plans",
        "create_plan",
        "edit_plan",
    }
)
"""Operations on what belongs to the product: every tenant sees the same."""

CALLED_ALIKE = frozenset(
    {
        "edit_notice_settings",
        "save_notice_template",
        "reset_notice_template",
        "get_notice_channel",
        "save_notice_channel",
        "delete_notice_channel",
        "check_notice_channel",
    }
)
"""Operations on what each tenant has of its own under the same name."""

SHARED_NAMES = NOBODYS | CALLED_ALIKE


@dataclass(frozen=True)
class Operation:
    name: str
    method: str
    path: str
    body: Any
    needed: Sequence[str]
    """The ids that its query must have."""

    def url(self, ids: Mapping[str, str]) -> str:
        path = re.sub(r"\{(\w+)\}", lambda match: ids[match[1]], self.path)
        asked = "&".join(f"{name}={uuid4()}" for name in self.needed)
        return f"{path}?{asked}" if asked else path

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"\{(\w+)\}", self.path)


class AnyId(dict[str, str]):
    """Fills a path with ids of things that do not exist."""

    def __missing__(self, key: str) -> str:
        return str(uuid4())


@cache
def operations() -> Sequence[Operation]:
    document = json.loads(openapi_document())
    return [
        Operation(
            name=operation["operationId"],
            method=method,
            path=path,
            body=_example(document, operation),
            needed=[
                each["name"]
                for each in operation.get("parameters", ())
                if each["in"] == "query" and each.get("required")
            ],
        )
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]


def guarded() -> list[Operation]:
    return [each for each in operations() if each.name not in OPEN_TO_ALL]


@dataclass(frozen=True, kw_only=True)
class Street:
    """An installation with two neighbours, who each have one of everything."""

    house: House
    platform: Platform
    ours: Tenant
    theirs: Tenant
    our_ids: Mapping[str, str]
    their_ids: Mapping[str, str]
    ourselves: Mapping[Role, Mapping[str, str]]
    """The headers of somebody of ours in each role; the platform's admin chose us."""
    program: Mapping[str, str]
    """The headers of a program of ours whose key has every scope."""
    owner: Mapping[str, str]
    """The headers of their síndico."""


@pytest.fixture(scope="module")
def sqlite_of_file(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("street") / "sigec.sqlite"
    return f"sqlite:///{shutil.copy(_sqlite_template, path)}"


@pytest.fixture(scope="module")
def postgres_of_file(_postgres_shelf: Shelf) -> Iterator[str]:
    url = run_apart(_postgres_shelf.take())
    yield url
    run_apart(_postgres_shelf.give_back(url))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def on_sqlite(sqlite_of_file: str) -> AsyncIterator[Street]:
    async for street in _street(sqlite_of_file):
        yield street


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def on_postgres(postgres_of_file: str) -> AsyncIterator[Street]:
    async for street in _street(postgres_of_file):
        yield street


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def street(request: pytest.FixtureRequest) -> Street:
    found: Street = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def house(on_sqlite: Street) -> House:
    """For what does not depend on the database."""
    return on_sqlite.house


async def _street(url: str) -> AsyncIterator[Street]:
    clock = ManualClock(NOON)
    opened = open_platform(
        Settings(database_url=url),
        secret_key=SECRET_KEY,
        clock=clock,
        passwords=quick_passwords(),
        http=(http := no_clouds()),
    )
    async with http, opened as platform, client_of(platform.api) as client:
        platform.hub.dismiss()  # this client gives an answer when it is whole: streams must end
        house = House(api=platform.api, client=client, services=platform.services, clock=clock)
        ours, theirs = await house.tenant("ours"), await house.tenant("theirs")
        ourselves = {role: await house.headers(role, ours) for role in Role}
        ourselves[Role.PLATFORM_ADMIN]["X-Sigec-Tenant"] = ours.slug
        yield Street(
            house=house,
            platform=platform,
            ours=ours,
            theirs=theirs,
            our_ids=await things(house, ours),
            their_ids=await things(house, theirs),
            ourselves=ourselves,
            program=await house.key(ours),
            owner=await house.headers(Role.TENANT_ADMIN, theirs),
        )


async def call(
    house: House, operation: Operation, ids: Mapping[str, str], headers: Mapping[str, str]
) -> httpx2.Response:
    return await house.client.request(
        operation.method, operation.url(ids), json=operation.body, headers=dict(headers)
    )


async def test_every_body_has_an_example_that_is_accepted(house: House) -> None:
    tenant = await house.default_tenant()
    ids = await things(house, tenant)
    admin = {**await house.headers(Role.PLATFORM_ADMIN), "X-Sigec-Tenant": tenant.slug}

    for operation in guarded():
        if operation.body is not None and operation.name not in OWN | OUT_OF_DATE:
            response = await call(house, operation, ids, admin)
            assert response.status_code != 422, (operation.name, response.text)


OUT_OF_DATE = frozenset({"want_root_certificate"})
"""Operations whose example shows a certificate: none is valid for ever."""

STRANGERS: Sequence[Mapping[str, str]] = (
    {},
    {"Authorization": "Bearer nonsense"},
    {"Authorization": "Basic eDp5", "X-API-Key": f"sgk_{'a' * 12}_{'b' * 40}"},
)


async def test_nobody_gets_in(house: House) -> None:
    for operation in guarded():
        for headers in STRANGERS:
            response = await call(house, operation, AnyId(), headers)
            assert response.status_code == 401, (operation.name, headers, response.text)
            assert response.headers["content-type"] == "application/problem+json"


async def test_no_role_is_served_without_a_permission_that_it_has(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[Permission, bool] = {}
    may = Actor.may

    def noted(self: Actor, permission: Permission) -> bool:
        asked[permission] = may(self, permission)
        return asked[permission]

    monkeypatch.setattr(Actor, "may", noted)
    tenant = await house.tenant("everybody")
    everyone = {role: await house.headers(role, tenant) for role in Role}
    everyone[Role.PLATFORM_ADMIN]["X-Sigec-Tenant"] = tenant.slug

    for operation in guarded():
        if operation.name in OWN:
            continue
        for role, headers in everyone.items():
            asked.clear()
            response = await call(house, operation, AnyId(), headers)
            granted = {permission for permission, is_granted in asked.items() if is_granted}
            assert asked, f"{operation.name} asks for no permission"
            if response.status_code == 403:
                assert granted < asked.keys(), (operation.name, role, response.text)
            else:
                # Whoever may read may be told that there is nothing to change.
                reads = operation.method == "get" or response.status_code == 404
                reads = reads or operation.name in STORE_NOTHING
                enough = granted if reads else {each for each in granted if not _reads(each)}
                assert enough, (
                    operation.name,
                    role,
                    granted,
                )


STORE_NOTHING = frozenset({"preview_prices", "preview_firmware_campaign"})
"""What only reads, and whose question is too long for an address."""


def _reads(permission: Permission) -> bool:
    return permission.startswith("read:")


async def test_a_key_is_served_by_the_scopes_that_the_catalogue_names(house: House) -> None:
    tenant = await house.tenant("programs")
    keys = {
        # What a stream shows without any scope is another test's: here it is enough that it opens.
        needed: await house.key(tenant, *(needed or {KeyScope.READ_STATIONS}))
        for needed in {*SCOPES.values(), frozenset(KeyScope)}
    }

    lacking = []
    for operation in guarded():
        needed = SCOPES.get(operation.name)
        key = keys[frozenset(KeyScope) if needed is None else needed]
        response = await call(house, operation, AnyId(), key)
        if needed is not None:
            if response.status_code in (401, 403):
                lacking.append((operation.name, response.json()["detail"]))
        elif operation.name == "get_me":
            assert problem_of(response) == "unauthenticated"
        else:
            assert problem_of(response) == "forbidden.not_for_api_keys", operation.name
    assert not lacking


def problem_of(response: httpx2.Response) -> str:
    return str(response.json()["type"]).removeprefix("urn:sigec:problem:")


async def test_another_tenants_things_are_answered_like_unknown_ones(street: Street) -> None:
    stranger = street.ourselves[Role.TENANT_ADMIN]

    for operation in guarded():
        if not operation.parameters or operation.name in SHARED_NAMES:
            continue
        missing = await call(street.house, operation, AnyId(), stranger)
        foreign = await call(street.house, operation, street.their_ids, stranger)
        assert foreign.status_code == missing.status_code, (operation.name, foreign.text)
        assert foreign.status_code in {403, 404}, (operation.name, foreign.text)
        assert foreign.json()["type"] == missing.json()["type"]
        if operation.name in SCOPES:
            by_program = await call(street.house, operation, street.their_ids, street.program)
            assert by_program.json()["type"] == missing.json()["type"], operation.name


async def test_no_list_and_no_export_shows_another_tenants_things(street: Street) -> None:
    shown_to_owner: set[str] = set()
    for operation in guarded():
        is_list = operation.method == "get" and not operation.parameters
        if is_list and operation.name not in NOBODYS:
            headers = street.ourselves[Role.TENANT_ADMIN]
            response = await call(street.house, operation, {}, headers)
            shown = ids_in(response.text, street.their_ids)
            assert not shown, (operation.name, shown)
            by_program = await call(street.house, operation, {}, street.program)
            shown = ids_in(by_program.text, street.their_ids)
            assert not shown, (operation.name, shown)
            own = await call(street.house, operation, {}, street.owner)
            shown_to_owner |= ids_in(own.text, street.their_ids)

    assert shown_to_owner >= {"station_id", "session_id", "person_id", "webhook_id", "source_id"}


async def test_no_stream_of_events_tells_of_another_tenant(street: Street) -> None:
    async def followed(headers: Mapping[str, str], **query: str) -> str:
        since = {**headers, "Last-Event-ID": str(UUID(int=0))}
        got = await street.house.client.get("/api/v1/events", headers=since, params=query)
        return got.text

    told = {"station_id", "session_id", "source_id", "incident_id"}
    assert ids_in(await followed(street.owner), street.their_ids) >= told
    for role, headers in street.ourselves.items():
        assert not ids_in(await followed(headers), street.their_ids), role
    program = await followed(street.program)
    assert ids_in(program, street.our_ids) >= told
    assert not ids_in(program, street.their_ids)
    admin = street.ourselves[Role.PLATFORM_ADMIN]
    for topic in topics():
        assert ids_in(await followed(admin, topics=topic), street.our_ids), topic
        assert not ids_in(await followed(admin, topics=topic), street.their_ids), topic


def topics() -> Sequence[str]:
    schemas = json.loads(openapi_document())["components"]["schemas"]
    found: Sequence[str] = schemas["Topic"]["enum"]
    return found


async def test_a_platform_admin_may_not_reach_past_the_tenant_they_chose(street: Street) -> None:
    admin = street.ourselves[Role.PLATFORM_ADMIN]

    for operation in guarded():
        is_of_tenants = operation.parameters and operation.name not in SHARED_NAMES
        if is_of_tenants and not operation.path.startswith("/api/v1/tenants"):
            response = await call(street.house, operation, street.their_ids, admin)
            assert response.status_code == 404, (operation.name, response.text)


async def test_raw_sql_reaches_no_row_of_another_tenant_in_any_table(on_postgres: Street) -> None:
    street, database = on_postgres, on_postgres.platform.database
    async with database.read(PLATFORM) as connection:
        tables = list((await connection.execute(TABLES_OF_TENANTS)).scalars())
        filled = {table for table in tables if await is_filled(connection, table, street)}
    assert len(tables) > 25
    assert filled >= {"sessions", "journal", "stations", "people", "webhooks", "audit", "users"}

    async with database.transaction(Scope(tenant_id=street.ours.id)) as connection:
        for table in tables:
            for statement in REACHES:
                reached = await tried(connection, statement, table, street)
                assert reached in (0, None), (table, statement)
            own = await tried(connection, "SELECT 1 FROM {table}", table, street)
            assert own != 0 or table not in filled, table


TABLES_OF_TENANTS = text(
    "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
    " WHERE attname = 'tenant_id' AND relkind IN ('r', 'p') AND NOT relispartition"
    " AND relnamespace = current_schema()::regnamespace"
)


REACHES = (
    "SELECT 1 FROM {table} WHERE tenant_id = :theirs",
    "UPDATE {table} SET tenant_id = tenant_id WHERE tenant_id = :theirs",
    "DELETE FROM {table} WHERE tenant_id = :theirs",
    "UPDATE {table} SET tenant_id = :theirs",
)


async def is_filled(connection: AsyncConnection, table: str, street: Street) -> bool:
    """Say whether both neighbours have rows."""
    statement = text(f"SELECT DISTINCT tenant_id FROM {table}")  # noqa: S608 - the catalogue's name
    owners = set((await connection.execute(statement)).scalars())
    return owners >= {street.ours.id, street.theirs.id}


async def tried(
    connection: AsyncConnection, statement: str, table: str, street: Street
) -> int | None:
    """Return how many rows raw SQL reached, ``None`` when it was refused; it is undone."""
    attempt = await connection.begin_nested()
    given = {"theirs": street.theirs.id} if ":theirs" in statement else {}
    try:
        result = await connection.execute(text(statement.format(table=table)), given)
        return len(result.all()) if result.returns_rows else result.rowcount
    except DBAPIError as error:
        if "row-level security" in str(error) or "permission denied" in str(error):
            return None
        raise
    finally:
        await attempt.rollback()


async def test_what_a_platform_admin_writes_is_in_the_tenants_own_audit_under_their_name(
    street: Street,
) -> None:
    admin, client = street.ourselves[Role.PLATFORM_ADMIN], street.house.client
    made = await client.post("/api/v1/sites", json={"name": "Anexo"}, headers=admin)

    audit = await client.get(
        "/api/v1/audit",
        params={"subject_id": made.json()["id"]},
        headers=street.ourselves[Role.TENANT_ADMIN],
    )

    [entry] = audit.json()["items"]
    assert (entry["action"], entry["actor_name"]) == ("site.created", "Somebody")
    assert entry["tenant_id"] == str(street.ours.id)
    assert entry["address"] == "127.0.0.1"


def ids_in(shown: str, ids: Mapping[str, str]) -> set[str]:
    return {name for name, thing_id in ids.items() if thing_id in shown and "-" in thing_id}


async def things(house: House, tenant: Tenant) -> Mapping[str, str]:
    """Make one of each kind of thing in the tenant; path parameter → id."""
    needed = {name for operation in guarded() for name in operation.parameters}
    unknown = needed - THINGS.keys()
    assert not unknown, f"say in things.py how to make {unknown}"
    return {name: await THINGS[name](house, tenant) for name in THINGS if name in needed}


def _example(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Any:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    schema = content["schema"]
    schema = schema.get("anyOf", [schema])[0]
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    examples = schema.get("examples")
    assert examples, f"{operation['operationId']}: its body has no example"
    return examples[0]
