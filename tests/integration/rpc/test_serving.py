"""What the gRPC port does for every program: limits, deadlines, health, reflection, TLS."""

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

from sigec.accounts.model import KeyScope
from sigec.app import Platform
from sigec.serving import serving_rpc
from tests.authority import Holder
from tests.integration.rest.things import THINGS, charge
from tests.integration.rpc.conftest import House, Program

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "grpc_client.py"


async def key_of(house: House, *scopes: KeyScope, per_min: int = 100) -> dict[str, str]:
    tenant = await house.tenant("acacias")
    return {"x-api-key": (await house.key(tenant, *scopes, per_min=per_min))["X-API-Key"]}


async def test_pages_lead_to_the_end(house: House, program: Program) -> None:
    tenant = await house.tenant("acacias")
    made = [await THINGS["station_id"](house, tenant) for _ in range(3)]
    key = {"x-api-key": (await house.key(tenant))["X-API-Key"]}

    first = await program.call("Stations.ListStations", key, limit=2)
    second = await program.call("Stations.ListStations", key, cursor=first.next_cursor)

    assert [each.id for each in [*first.stations, *second.stations]] == made
    assert second.next_cursor == ""


async def test_a_session_has_its_instants_and_no_number_that_was_not_measured(
    house: House, program: Program
) -> None:
    tenant = await house.tenant("acacias")
    session_id = await charge(house, tenant)
    key = {"x-api-key": (await house.key(tenant))["X-API-Key"]}

    session = await program.call("Sessions.GetSession", key, session_id=session_id)

    assert (session.status, session.evse, session.rating) == ("preparing", 1, "pending")
    assert session.started_at.ToDatetime() == house.clock.now().replace(tzinfo=None)
    assert not session.HasField("energy_wh")
    assert not session.HasField("ended_at")
    assert (
        await program.call("Sessions.ListReadings", key, session_id=session_id)
    ).next_cursor == ""


async def test_a_program_hears_what_is_left_and_when_to_come_back(
    house: House, program: Program
) -> None:
    key = await key_of(house, KeyScope.READ_STATIONS, per_min=1)
    await program.call("Stations.ListStations", key)

    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await program.call("Stations.ListStations", key)

    assert refused.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    trailing = dict(refused.value.trailing_metadata() or ())
    assert trailing["sigec-code"] == "too_many_requests.api_key"
    assert trailing["retry-after"] == trailing["ratelimit-reset"] == "60"
    assert (trailing["ratelimit-limit"], trailing["ratelimit-remaining"]) == ("1", "0")


async def test_a_command_to_a_station_that_is_away_says_so(house: House, program: Program) -> None:
    tenant = await house.tenant("acacias")
    station_id = await THINGS["station_id"](house, tenant)
    key = {"x-api-key": (await house.key(tenant))["X-API-Key"]}

    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await program.call("Commands.Reset", key, station_id=station_id)

    assert refused.value.code() is grpc.StatusCode.FAILED_PRECONDITION


async def test_a_deadline_ends_a_call(
    house: House, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = await key_of(house)
    ended = asyncio.Event()

    async def forever(*_arguments: object, **_named: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    monkeypatch.setattr(house.services.inventory, "list_stations", forever)
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await program.call("Stations.ListStations", key, timeout_s=0.2)

    assert refused.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    await asyncio.wait_for(ended.wait(), 5)


async def test_what_nobody_anticipated_is_internal_and_tells_nothing(
    house: House, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = await key_of(house)

    async def broken(*_arguments: object, **_named: object) -> None:
        raise LookupError("a secret of ours")

    monkeypatch.setattr(house.services.inventory, "list_stations", broken)
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await program.call("Stations.ListStations", key)

    assert (refused.value.code(), refused.value.details()) == (grpc.StatusCode.INTERNAL, "internal")


async def test_a_message_that_is_too_large_is_refused(house: House, program: Program) -> None:
    key = await key_of(house)
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await program.call("Stations.ListStations", key, cursor="x" * 1_100_000)
    assert refused.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED


async def test_health_and_reflection_need_no_key(program: Program) -> None:
    health = health_pb2_grpc.HealthStub(program.channel)
    for service in ("", "sigec.v1.Sessions"):
        answer = await health.Check(health_pb2.HealthCheckRequest(service=service))
        assert answer.status == health_pb2.HealthCheckResponse.SERVING

    ask = reflection_pb2.ServerReflectionRequest(list_services="")
    stub = reflection_pb2_grpc.ServerReflectionStub(program.channel)
    [listed] = [each async for each in stub.ServerReflectionInfo(iter([ask]))]
    names = {each.name for each in listed.list_services_response.service}
    assert {"sigec.v1.Stations", "sigec.v1.Events", "grpc.health.v1.Health"} <= names


async def test_a_stream_goes_on_where_it_was_cut_off(
    house: House, program: Program, platform: Platform
) -> None:
    platform.hub.dismiss()
    tenant = await house.tenant("acacias")
    await charge(house, tenant)
    key = {"x-api-key": (await house.key(tenant))["X-API-Key"]}
    everything = await program.call(
        "Events.Follow", key, after="0" * 8 + "-0000-0000-0000-" + "0" * 12
    )
    kept = [event for event in everything if event.id]
    assert json.loads(kept[0].json)["id"] == kept[0].id

    rest = await program.call("Events.Follow", key, after=kept[0].id, topics=["sessions"])

    assert kept[0].id not in {event.id for event in rest}


async def test_it_proves_itself_by_a_certificate(
    house: House, platform: Platform, tmp_path: Path
) -> None:
    ours = Holder("localhost", is_authority=True).write(tmp_path)
    tls = {"grpc_tls_cert": ours[0], "grpc_tls_key": ours[1]}
    settings = platform.settings.model_copy(update=tls)
    trusting = grpc.ssl_channel_credentials(ours[0].read_bytes())
    async with (
        serving_rpc(replace(platform, settings=settings)) as port,
        grpc.aio.secure_channel(f"127.0.0.1:{port}", trusting) as channel,
    ):
        answer = await Program(channel).call("Stations.ListStations", await key_of(house))
    assert not answer.stations


async def test_the_example_runs(house: House, port: int, tmp_path: Path) -> None:
    from tools.grpc_stubs import generate  # noqa: PLC0415 - a compiler, for this test only

    generate(tmp_path, f"--grpc_python_out={tmp_path}")
    for package in ("sigec", "sigec/v1"):  # else our own package of the name would be found first
        (tmp_path / package / "__init__.py").touch()
    tenant = await house.tenant("acacias")
    await charge(house, tenant)
    key = (await house.key(tenant))["X-API-Key"]

    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(EXAMPLE),
        f"127.0.0.1:{port}",
        env={"SIGEC_API_KEY": key, "PYTHONPATH": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complaint = await process.communicate()

    assert process.returncode == 0, complaint.decode()
    assert "THING-" in said.decode()
    assert "preparing" in said.decode()
