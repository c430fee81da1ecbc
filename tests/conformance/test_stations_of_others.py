"""Stations that we did not write: those of the PyPI package ``ocpp``, which checks all it is told.

They know nothing of us and answer what the schemas let them; they are charged, told everything
that can be told and stopped like any other.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import ocpp.v16
import ocpp.v21
import ocpp.v201
import pytest
from ocpp.routing import on
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from sigec.rest.app import openapi_document
from tests.conformance.charger import Json
from tests.conformance.conftest import Grid
from tests.journeys.eventually import eventually

PACKAGES = {"ocpp1.6": ocpp.v16, "ocpp2.0.1": ocpp.v201, "ocpp2.1": ocpp.v21}
AT_CONNECTOR = {"id": 1, "connectorId": 1}
_SUBJECT = {"component": {"name": "ClockCtrlr"}, "variable": {"name": "DateTime"}}
SPECIAL: Mapping[str, Any] = {
    "UnlockConnector.status": "Unlocked",
    "status": "Accepted",
    "version_number": 0,
    "list_version": 0,
    "messages_in_queue": False,
    "get_variable_result": [{"attributeStatus": "Accepted", "attributeValue": "1", **_SUBJECT}],
    "set_variable_result": [{"attributeStatus": "Accepted", **_SUBJECT}],
    "set_monitoring_result": [{"status": "Accepted", "type": "Delta", "severity": 5, **_SUBJECT}],
    "clear_monitoring_result": [{"status": "Accepted", "id": 1}],
}
"""What they answer where the schema wants something; other lists are empty."""
ENDING = {"stop", "reset"}
"""Commands that would end what is tried here."""
NAMING = {"cancel-reservation"}
"""Commands about something that must be there, which the API's page only makes up."""


@dataclass
class Other:
    """A station of others, and which actions it was asked for."""

    point: Any
    calls: ModuleType
    asked: set[str] = field(default_factory=set)

    async def tell(self, action: str, **payload: Any) -> Any:
        """Send a CALL and return the answer, which the package has checked."""
        answer = await self.point.call(getattr(self.calls, action)(**payload))
        assert answer is not None, f"{action} was refused"
        return answer


@asynccontextmanager
async def station_of_others(grid: Grid, version: str, identity: str) -> AsyncIterator[Other]:
    package = PACKAGES[version]
    async with connect(f"{grid.url}/{identity}", subprotocols=[Subprotocol(version)]) as socket:
        other = Other(point=None, calls=package.call)
        kind = type("Station", (package.ChargePoint,), _handlers(package.call_result, other.asked))
        other.point = kind(identity, socket)
        hearing = asyncio.create_task(other.point.start())
        try:
            yield other
            assert not hearing.done(), "the package stumbled over what it was told"
        finally:
            hearing.cancel()
            await asyncio.gather(hearing, return_exceptions=True)


@pytest.mark.parametrize("version", PACKAGES)
async def test_they_charge_and_take_every_command(grid: Grid, version: str) -> None:
    identity = grid.new_identity()
    async with station_of_others(grid, version, identity) as other:
        finish = await (_begin_16(other) if version == "ocpp1.6" else _begin_2(other))
        [station] = await grid.admin.items("/stations", ocpp_identity=identity)
        for command, body in _commands().items():
            path = f"/stations/{station['id']}/commands/{command}"
            answer = await grid.http.post(path, json=body)
            said = answer.json().get("status")
            known = answer.status_code == 200 and said in ("accepted", "not_supported")
            unknown = answer.status_code == 409 and "unsupported" in answer.text
            nothing_there = answer.status_code == 404 and command in NAMING
            assert known or unknown or nothing_there, (
                f"{command} {body}: {answer.status_code} {answer.text}"
            )
        await finish()

        async def has_ended() -> bool:
            [session] = await grid.admin.items("/sessions", station_id=station["id"])
            return bool(session["status"] == "ended" and session["energy_wh"] == 1_500)

        await eventually(has_ended)


async def _begin_16(other: Other) -> Callable[[], Any]:
    """Charge in the words of 1.6; return what ends it."""
    boot = await other.tell("BootNotification", charge_point_vendor="V", charge_point_model="M")
    assert boot.status == "Accepted"
    await other.tell("StatusNotification", connector_id=1, error_code="NoError", status="Preparing")
    started = await other.tell(
        "StartTransaction", connector_id=1, id_tag="OTHER-1", meter_start=1_000, timestamp=_now()
    )

    async def finish() -> None:
        await other.tell(
            "StopTransaction",
            transaction_id=started.transaction_id,
            meter_stop=2_500,
            timestamp=_now(),
        )

    return finish


async def _begin_2(other: Other) -> Callable[[], Any]:
    """Charge in the words of 2.x; return what ends it."""
    boot = await other.tell(
        "BootNotification", charging_station={"model": "M", "vendorName": "V"}, reason="PowerUp"
    )
    assert boot.status == "Accepted"

    async def event(kind: str, seq_no: int, wh: int) -> None:
        sampled = {"value": wh, "measurand": "Energy.Active.Import.Register"}
        await other.tell(
            "TransactionEvent",
            event_type=kind,
            timestamp=_now(),
            trigger_reason="Authorized",
            seq_no=seq_no,
            transaction_info={"transactionId": "other-1", "chargingState": "Charging"},
            evse=AT_CONNECTOR,
            id_token={"idToken": "OTHER-1", "type": "ISO14443"},
            meter_value=[{"timestamp": _now(), "sampledValue": [sampled]}],
        )

    await event("Started", 0, 1_000)

    async def finish() -> None:
        await event("Ended", 1, 2_500)

    return finish


def _commands() -> Mapping[str, Json]:
    """Return the commands that end nothing, each with the body that the API's page shows."""
    document = json.loads(openapi_document())
    commands: dict[str, Json] = {}
    for path, operations in document["paths"].items():
        _, _, name = path.partition("/stations/{station_id}/commands/")
        if name and name not in ENDING and "post" in operations:
            commands[name] = _example(document, operations["post"])
    return commands


def _example(document: Json, operation: Json) -> Json:
    if "requestBody" not in operation:
        return {}
    reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    schema = document["components"]["schemas"][reference.rpartition("/")[2]]
    example: Json = schema.get("examples", [{}])[0]
    return example


def _handlers(results: ModuleType, asked: set[str]) -> Json:
    """Answer every action whose answer the package knows, as shortly as its schema allows."""

    def handler(action: str, kind: type[Any]) -> Any:
        async def answer(_self: object, **_payload: object) -> Any:
            asked.add(action)
            needed = [each.name for each in fields(kind) if _is_needed(each)]
            return kind(**{name: _shortest(action, name) for name in needed})

        answer.__name__ = f"on_{action}"
        return on(action)(answer)

    return {
        f"on_{name}": handler(name, kind)
        for name, kind in vars(results).items()
        if isinstance(kind, type) and is_dataclass(kind)
    }


def _is_needed(each: "Field[Any]") -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _shortest(action: str, name: str) -> Any:
    return SPECIAL.get(f"{action}.{name}", SPECIAL.get(name, []))


def _now() -> str:
    return datetime.now(UTC).isoformat()
