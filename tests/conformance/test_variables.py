"""What a station is set to: asked for, set and reported, in the words of each version."""

import asyncio
import json
from typing import Any

import pytest

from tests.canaries import STATION_PASSWORD
from tests.conformance.charger import Charger, Json
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16.words import BOOT as BOOT_16
from tests.conformance.ocpp201.words import BOOT as BOOT_2

HEARTBEAT: Json = {
    "component": {"name": "OCPPCommCtrlr"},
    "variable": {"name": "HeartbeatInterval"},
}
PASSWORD: Json = {"component": {"name": "SecurityCtrlr"}, "variable": {"name": "BasicAuthPassword"}}


async def asked(
    grid: Grid, charger: Charger, command: str, action: str, answer: Json, **body: Any
) -> tuple[Json, Json]:
    """Give a command, answer it, and return what was sent and what came back."""
    station = await grid.station(charger)
    path = f"/stations/{station['id']}/commands/{command}"
    asking = asyncio.create_task(grid.admin.post(path, **body))
    id_, sent = await charger.expect(action)
    await charger.answer(id_, answer)
    return sent, await asking


async def variables(grid: Grid, charger: Charger, **wanted: str) -> dict[str, Any]:
    """Return the values that are known, by variable."""
    station = await grid.station(charger)
    found = await grid.admin.items(f"/stations/{station['id']}/variables", **wanted)
    return {each["variable"]: (each["value"], each["mutability"]) for each in found}


async def test_the_keys_of_16(grid: Grid) -> None:
    keys = [
        {"key": "HeartbeatInterval", "readonly": False, "value": "300"},
        {"key": "NumberOfConnectors", "readonly": True, "value": "1"},
        {"key": "AuthorizationKey", "readonly": False, "value": STATION_PASSWORD},
        {"key": "Odd", "readonly": 1, "value": 7},
        {"key": "Silent", "readonly": False},
    ]
    async with grid.charger("ocpp1.6") as charger:
        await charger.tell("BootNotification", BOOT_16)
        sent, result = await asked(
            grid, charger, "get-variables", "GetConfiguration", {"configurationKey": keys}
        )
        assert (sent, result["status"]) == ({}, "accepted")
        assert await variables(grid, charger) == {
            "HeartbeatInterval": ("300", "ReadWrite"),
            "NumberOfConnectors": ("1", "ReadOnly"),
            "AuthorizationKey": ("***", "ReadWrite"),
            "Odd": ("7", "ReadOnly"),
            "Silent": (None, "ReadWrite"),
        }
        sent, result = await asked(
            grid,
            charger,
            "set-variable",
            "ChangeConfiguration",
            {"status": "RebootRequired"},
            variable="heartbeatinterval",
            value="60",
        )
        assert sent == {"key": "heartbeatinterval", "value": "60"}
        assert result["status"] == "reboot_required"
        known = await variables(grid, charger, variable="HeartbeatInterval")
        assert known == {"HeartbeatInterval": ("60", "ReadWrite")}


async def test_what_is_refused_changes_nothing(grid: Grid) -> None:
    async with grid.charger("ocpp1.6") as charger:
        await charger.tell("BootNotification", BOOT_16)
        _, result = await asked(
            grid,
            charger,
            "set-variable",
            "ChangeConfiguration",
            {"status": "NotSupported"},
            variable="X",
            value="1",
        )
        assert result["status"] == "not_supported"
        assert await variables(grid, charger) == {}


async def test_a_password_is_set_and_kept_nowhere(grid: Grid) -> None:
    async with grid.charger("ocpp1.6") as charger:
        await charger.tell("BootNotification", BOOT_16)
        sent, _ = await asked(
            grid,
            charger,
            "set-variable",
            "ChangeConfiguration",
            {"status": "Accepted"},
            variable="AuthorizationKey",
            value=STATION_PASSWORD,
        )
        assert sent["value"] == STATION_PASSWORD
        assert STATION_PASSWORD not in str(await grid.commands(charger))
        assert await variables(grid, charger) == {"AuthorizationKey": ("***", None)}


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_the_variables_of_2(grid: Grid, version: str) -> None:
    name = {"variable": "HeartbeatInterval", "component": "OCPPCommCtrlr"}
    async with grid.charger(version) as charger:
        await charger.tell("BootNotification", BOOT_2)
        told = HEARTBEAT | {"attributeStatus": "Accepted", "attributeValue": "300"}
        unknown = {"component": {"name": "A"}, "variable": {"name": "B"}}
        refused = unknown | {"attributeStatus": "UnknownComponent"}
        sent, result = await asked(
            grid,
            charger,
            "get-variables",
            "GetVariables",
            {"getVariableResult": [told, refused]},
            variables=[name],
        )
        assert sent == {"getVariableData": [HEARTBEAT]}
        assert result["status"] == "accepted"
        assert await variables(grid, charger) == {"HeartbeatInterval": ("300", None)}
        for status, means in [
            ("Accepted", "accepted"),
            ("RebootRequired", "reboot_required"),
            ("UnknownVariable", "rejected"),
            ("Rejected", "rejected"),
        ]:
            sent, result = await asked(
                grid,
                charger,
                "set-variable",
                "SetVariables",
                {"setVariableResult": [HEARTBEAT | {"attributeStatus": status}]},
                **name,
                value=status,
            )
            assert sent == {"setVariableData": [HEARTBEAT | {"attributeValue": status}]}
            assert result["status"] == means
        assert await variables(grid, charger) == {"HeartbeatInterval": ("RebootRequired", None)}


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_a_report_comes_in_parts(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await charger.tell("BootNotification", BOOT_2)
        sent, result = await asked(
            grid, charger, "get-variables", "GetBaseReport", {"status": "Accepted"}
        )
        assert sent["reportBase"] == "FullInventory"
        assert result["status"] == "accepted"
        report = {"requestId": sent["requestId"], "generatedAt": "2026-03-01T10:00:00Z"}
        writable = {"value": "300", "mutability": "ReadWrite"}
        secret = {"value": STATION_PASSWORD, "mutability": "WriteOnly"}
        parts = [
            [
                HEARTBEAT
                | {
                    "variableAttribute": [writable, {"type": "MaxSet", "value": "900"}],
                    "variableCharacteristics": {
                        "dataType": "integer",
                        "unit": "s",
                        "minLimit": 10,
                        "supportsMonitoring": True,
                    },
                }
            ],
            [PASSWORD | {"variableAttribute": [secret]}],
            None,
        ]
        for seq, data in enumerate(parts):
            part = report | {"seqNo": seq, "tbc": data is not None}
            told = part | ({} if data is None else {"reportData": data})
            assert await charger.tell("NotifyReport", told) == {}
        station = await grid.station(charger)
        found = await grid.admin.items(f"/stations/{station['id']}/variables")
        assert [(each["variable"], each["attribute"], each["value"]) for each in found] == [
            ("HeartbeatInterval", "Actual", "300"),
            ("HeartbeatInterval", "MaxSet", "900"),
            ("BasicAuthPassword", "Actual", "***"),
        ]
        assert found[0]["characteristics"] == {
            "data_type": "integer",
            "unit": "s",
            "limit_min": 10,
            "limit_max": None,
            "values": [],
            "supports_monitoring": True,
        }
        assert (found[0]["persistent"], found[0]["mutability"]) == (False, "ReadWrite")
        wanted = {"component": "OCPPCommCtrlr", "variable": "HeartbeatInterval", "value": "5"}
        path = f"/stations/{station['id']}/desired-variables"
        refused = await grid.http.put(path, json=wanted)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["code"] == "field.below_limit"
        assert len(await variables(grid, charger, attribute="MaxSet")) == 1
        assert await variables(grid, charger, search="authpass") == {
            "BasicAuthPassword": ("***", "WriteOnly")
        }
        assert await variables(grid, charger, component="SecurityCtrlr") == {
            "BasicAuthPassword": ("***", "WriteOnly")
        }


async def test_what_a_raw_action_told_counts_too(grid: Grid) -> None:
    async with grid.charger("ocpp1.6") as charger:
        await charger.tell("BootNotification", BOOT_16)
        asking = asyncio.create_task(grid.command(charger, "GetConfiguration", {"key": ["A"]}))
        id_, _ = await charger.expect("GetConfiguration")
        key = {"key": "A", "readonly": False, "value": "b"}
        await charger.answer(id_, {"configurationKey": [key], "unknownKey": ["C"]})
        assert (await asking).status_code == 200
        assert await variables(grid, charger) == {"A": ("b", "ReadWrite")}


async def test_2_needs_a_component(grid: Grid) -> None:
    async with grid.charger("ocpp2.0.1") as charger:
        await charger.tell("BootNotification", BOOT_2)
        station = await grid.station(charger)
        path = f"/stations/{station['id']}/commands/set-variable"
        result = await grid.admin.post(path, variable="X", value="1")
        assert result["status"] == "not_supported"
        await charger.stays_open()


async def test_a_long_question_keeps_to_what_a_station_of_16_takes_at_once(grid: Grid) -> None:
    async with grid.charger("ocpp1.6") as charger:
        await charger.tell("BootNotification", BOOT_16)
        most = {"key": "GetConfigurationMaxKeys", "readonly": True, "value": "2"}
        await asked(
            grid, charger, "get-variables", "GetConfiguration", {"configurationKey": [most]}
        )
        station = await grid.station(charger)
        path = f"/stations/{station['id']}/commands/get-variables"
        names = ["A", "B", "C", "D", "E"]
        asking = asyncio.create_task(
            grid.admin.post(path, variables=[{"variable": name} for name in names])
        )
        first, *_ = [
            await _answer_keys(charger, expected) for expected in (["A", "B"], ["C", "D"], ["E"])
        ]
        result = await asking
        assert result["command_id"] == first
        assert result["answer"]["configurationKey"] == [_key(name) for name in names]
        assert (
            dict.fromkeys(names, ("1", "ReadOnly")).items()
            <= (await variables(grid, charger)).items()
        )


def _key(name: str) -> Json:
    return {"key": name, "readonly": True, "value": "1"}


async def _answer_keys(charger: Charger, expected: list[str]) -> str:
    id_, sent = await charger.expect("GetConfiguration")
    assert sent == {"key": expected}
    await charger.answer(id_, {"configurationKey": [_key(name) for name in expected]})
    return id_


async def test_a_long_question_keeps_to_the_bytes_a_station_of_2_takes(grid: Grid) -> None:
    async with grid.charger("ocpp2.0.1") as charger:
        await charger.tell("BootNotification", BOOT_2)
        most = {
            "component": {"name": "DeviceDataCtrlr"},
            "variable": {"name": "BytesPerMessage", "instance": "GetVariables"},
            "variableAttribute": [{"value": "200", "mutability": "ReadOnly"}],
        }
        report = {
            "requestId": 1,
            "generatedAt": "2026-03-01T10:00:00Z",
            "seqNo": 0,
            "reportData": [most],
        }
        await charger.tell("NotifyReport", report)
        station = await grid.station(charger)
        path = f"/stations/{station['id']}/commands/get-variables"
        names = [{"component": "SomeCtrlr", "variable": f"Variable{n}"} for n in range(5)]
        asking = asyncio.create_task(grid.admin.post(path, variables=names))
        asked_for: list[str] = []
        while len(asked_for) < len(names):
            id_, sent = await charger.expect("GetVariables")
            assert len(json.dumps(sent, separators=(",", ":"))) <= 200
            data = sent["getVariableData"]
            asked_for += [each["variable"]["name"] for each in data]
            told = [each | {"attributeStatus": "UnknownVariable"} for each in data]
            await charger.answer(id_, {"getVariableResult": told})
        assert asked_for == [f"Variable{n}" for n in range(5)]
        assert len((await asking)["answer"]["getVariableResult"]) == 5
