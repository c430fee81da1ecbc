"""Every method of ``sigec.v1``: who gets in, and nobody reaches another tenant's things."""

from typing import Any
from uuid import uuid4

import grpc
import pytest

from sigec.accounts.model import KeyScope
from sigec.app import Platform
from sigec.kit.actor import Role
from sigec.rpc.scopes import SCOPES
from sigec.tenants.model import Tenant
from tests.integration.rest.things import THINGS
from tests.integration.rpc.conftest import METHODS, House, Program

NAMES = sorted(name.removeprefix("sigec.v1.") for name in METHODS)
OTHER_FIELDS: dict[str, dict[str, Any]] = {
    "Commands.Unlock": {"connector": 1},
    "Commands.Trigger": {"message": "Heartbeat"},
}


def ids_of(name: str, ids: dict[str, str]) -> dict[str, str]:
    """Return the fields of a method's request that name a thing, filled in."""
    fields = METHODS[f"sigec.v1.{name}"].input_type.fields
    wanted = {field.name for field in fields if field.name in ids}
    is_list = name.rpartition(".")[2] in {"ListStations", "ListSessions"}
    return {} if is_list else {field: ids[field] for field in wanted if field != "person_id"}


def request_of(name: str, ids: dict[str, str]) -> dict[str, Any]:
    return ids_of(name, ids) | OTHER_FIELDS.get(name, {})


async def status_of(program: Program, name: str, metadata: dict[str, str], **fields: Any) -> str:
    try:
        await program.call(name, metadata, **fields)
    except grpc.aio.AioRpcError as error:
        trailing = dict(error.trailing_metadata() or ())
        said = trailing.get("sigec-code", error.details())
        return f"{error.code().name} {said}"
    return "OK"


async def things(house: House, tenant: Tenant) -> dict[str, str]:
    return {name: await THINGS[name](house, tenant) for name in ("station_id", "session_id")}


def test_every_method_is_decided_on() -> None:
    assert METHODS.keys() == SCOPES.keys()


async def test_who_may_call_what(house: House, program: Program, platform: Platform) -> None:
    platform.hub.dismiss()  # streams end when they have told what was
    ours, theirs = await house.tenant("ours"), await house.tenant("theirs")
    their_ids = await things(house, theirs)
    no_ids = {name: str(uuid4()) for name in their_ids}
    all_scopes = {"x-api-key": (await house.key(ours))["X-API-Key"]}
    sindica = {"authorization": (await house.headers(Role.TENANT_ADMIN, ours))["Authorization"]}
    strangers: list[dict[str, str]] = [
        {},
        {"authorization": "Bearer nonsense"},
        {"x-api-key": f"sgk_{'a' * 12}_{'b' * 40}"},
    ]

    for name in NAMES:
        for nobody in strangers:
            refused = await status_of(program, name, nobody, **request_of(name, no_ids))
            assert refused.startswith("UNAUTHENTICATED unauthenticated"), (name, refused)
        needed = SCOPES[f"sigec.v1.{name}"]
        for scope in needed:
            few = await house.key(ours, *(frozenset(KeyScope) - {scope}))
            missing = {"x-api-key": few["X-API-Key"]}
            refused = await status_of(program, name, missing, **request_of(name, no_ids))
            assert refused == "PERMISSION_DENIED forbidden.scope_missing", name
        expected = "OK" if not ids_of(name, no_ids) else "NOT_FOUND"
        for somebody in (all_scopes, sindica):
            unknown = await status_of(program, name, somebody, **request_of(name, no_ids))
            foreign = await status_of(program, name, somebody, **request_of(name, their_ids))
            assert foreign == unknown, name
            assert foreign.startswith(expected), (name, foreign, request_of(name, no_ids))


async def test_no_list_and_no_stream_shows_another_tenants_things(
    house: House, program: Program, platform: Platform
) -> None:
    platform.hub.dismiss()
    ours, theirs = await house.tenant("ours"), await house.tenant("theirs")
    our_ids, their_ids = await things(house, ours), await things(house, theirs)
    key = {"x-api-key": (await house.key(ours))["X-API-Key"]}
    since = {"after": "00000000-0000-0000-0000-000000000000"}

    for name in ("Stations.ListStations", "Sessions.ListSessions", "Events.Follow"):
        fields: dict[str, Any] = since if name == "Events.Follow" else {}
        shown = str(await program.call(name, key, **fields))
        assert any(thing in shown for thing in our_ids.values()), name
        assert not any(thing in shown for thing in their_ids.values()), name


async def test_a_platform_admin_reads_across_tenants_and_chooses_where_they_write(
    house: House, program: Program
) -> None:
    ours, theirs = await house.tenant("ours"), await house.tenant("theirs")
    our_ids, their_ids = await things(house, ours), await things(house, theirs)
    signed_in = await house.headers(Role.PLATFORM_ADMIN)
    admin = {"authorization": signed_in["Authorization"]}
    chosen = {**admin, "x-sigec-tenant": ours.slug}

    everything = str(await program.call("Stations.ListStations", admin))
    assert {our_ids["station_id"] in everything, their_ids["station_id"] in everything} == {True}
    narrowed = str(await program.call("Stations.ListStations", chosen))
    assert their_ids["station_id"] not in narrowed
    reset = {"station_id": their_ids["station_id"]}
    assert await status_of(program, "Commands.Reset", admin, **reset) == (
        "INVALID_ARGUMENT bad_request.tenant_not_chosen"
    )
    assert (await status_of(program, "Commands.Reset", chosen, **reset)).startswith("NOT_FOUND")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("Stations.ListStations", {"limit": 201}),
        ("Stations.ListStations", {"cursor": "nonsense"}),
        ("Stations.GetStation", {"station_id": "nonsense"}),
        ("Sessions.ListSessions", {"status": "nonsense"}),
        ("Sessions.ListSessions", {"person_id": ""}),
        ("Commands.Unlock", {"station_id": str(uuid4()), "connector": 0}),
        ("Commands.Trigger", {"station_id": str(uuid4()), "message": "x" * 51}),
        ("Commands.Start", {"station_id": str(uuid4()), "evse": 0}),
        ("Events.Follow", {"topics": ["nonsense"]}),
    ],
)
async def test_bad_input_names_the_field(
    house: House, program: Program, name: str, fields: dict[str, Any]
) -> None:
    key = await house.key(await house.tenant("ours"))
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await program.call(name, {"x-api-key": key["X-API-Key"]}, **fields)
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert next(iter(fields.keys() - {"station_id"} or fields)) in str(refused.value.details())
