"""N02-N08, B08, B09: monitors are set, told of and cleared; reports and network profiles."""

import asyncio
from typing import Any

import pytest

from tests.conformance.charger import Charger, Json
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16.words import BOOT as BOOT_16
from tests.conformance.ocpp201.words import BOOT as BOOT_2

NAME = {"component": "Connector", "evse": 1, "connector": 1, "variable": "Temperature"}
WORDS: Json = {
    "component": {"name": "Connector", "evse": {"id": 1, "connectorId": 1}},
    "variable": {"name": "Temperature"},
}
INSTANT = "2026-03-01T10:00:00Z"
COMMANDS: dict[str, Json] = {
    "set-monitor": NAME | {"kind": "UpperThreshold", "value": 70, "severity": 3},
    "clear-monitor": {"number": 7},
    "monitoring-base": {"base": "FactoryDefault"},
    "monitoring-level": {"severity": 6},
    "get-monitors": {"criteria": ["ThresholdMonitoring"]},
    "get-report": {"criteria": ["Problem"]},
    "network-profile": {"slot": 1, "url": "wss://sigec.example/ocpp", "security_profile": 2},
}


async def told(
    grid: Grid, charger: Charger, command: str, action: str, answer: Json, **more: Any
) -> tuple[Json, Json]:
    """Give a command, answer it, and return what was sent and what came back."""
    station = await grid.station(charger)
    path = f"/stations/{station['id']}/commands/{command}"
    asking = asyncio.create_task(grid.admin.post(path, **COMMANDS[command], **more))
    id_, sent = await charger.expect(action)
    await charger.answer(id_, answer)
    return sent, await asking


async def monitors(grid: Grid, charger: Charger) -> list[Json]:
    station = await grid.station(charger)
    return await grid.admin.items(f"/stations/{station['id']}/monitors")


def taken(status: str, **more: Any) -> Json:
    """Answer to a monitor that was set."""
    result = WORDS | {"status": status, "type": "UpperThreshold", "severity": 3}
    return {"setMonitoringResult": [result | more]}


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_a_monitor_is_set_tells_and_is_cleared(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await charger.tell("BootNotification", BOOT_2)
        sent, result = await told(
            grid, charger, "set-monitor", "SetVariableMonitoring", taken("Accepted", id=7)
        )
        assert sent == {
            "setMonitoringData": [WORDS | {"value": 70, "type": "UpperThreshold", "severity": 3}]
        }
        assert result["status"] == "accepted"
        [monitor] = await monitors(grid, charger)
        assert (monitor["number"], monitor["value"], monitor["alarm"]) == (7, 70, None)
        assert (monitor["component"], monitor["connector"]) == ("Connector", 1)

        event = WORDS | {
            "eventId": 1,
            "timestamp": INSTANT,
            "trigger": "Alerting",
            "actualValue": "81",
            "eventNotificationType": "CustomMonitor",
            "variableMonitoringId": 7,
        }
        for is_over in (False, True):
            payload = {
                "generatedAt": INSTANT,
                "seqNo": 0,
                "eventData": [event | {"cleared": is_over}],
            }
            await charger.tell("NotifyEvent", payload)
            [monitor] = await monitors(grid, charger)
            assert monitor["alarm"] == {"value": "81", "at": INSTANT, "is_over": is_over}

        _, result = await told(
            grid,
            charger,
            "clear-monitor",
            "ClearVariableMonitoring",
            {"clearMonitoringResult": [{"id": 7, "status": "Accepted"}]},
        )
        assert (result["status"], await monitors(grid, charger)) == ("accepted", [])


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_a_report_of_monitors_is_kept_until_the_base_is_set(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await charger.tell("BootNotification", BOOT_2)
        sent, result = await told(
            grid, charger, "get-monitors", "GetMonitoringReport", {"status": "Accepted"}
        )
        assert (sent["monitoringCriteria"], result["status"]) == (
            ["ThresholdMonitoring"],
            "accepted",
        )
        watched = {"id": 3, "transaction": True, "value": 5, "type": "Delta", "severity": 8}
        if version == "ocpp2.1":
            watched["eventNotificationType"] = "PreconfiguredMonitor"
        report = {
            "requestId": sent["requestId"],
            "seqNo": 0,
            "generatedAt": INSTANT,
            "monitor": [WORDS | {"variableMonitoring": [watched]}],
        }
        for _ in range(2):
            assert await charger.tell("NotifyMonitoringReport", report) == {}
        [monitor] = await monitors(grid, charger)
        assert (monitor["number"], monitor["kind"], monitor["only_charging"]) == (3, "Delta", True)

        _, result = await told(
            grid, charger, "monitoring-base", "SetMonitoringBase", {"status": "Rejected"}
        )
        assert (result["status"], len(await monitors(grid, charger))) == ("rejected", 1)
        sent, _ = await told(
            grid, charger, "monitoring-base", "SetMonitoringBase", {"status": "Accepted"}
        )
        assert (sent, await monitors(grid, charger)) == ({"monitoringBase": "FactoryDefault"}, [])


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_what_a_station_does_not_watch_is_not_kept(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await charger.tell("BootNotification", BOOT_2)
        for status, means in [
            ("UnsupportedMonitorType", "not_supported"),
            ("UnknownVariable", "rejected"),
            ("Rejected", "rejected"),
            ("Duplicate", "rejected"),
        ]:
            _, result = await told(
                grid, charger, "set-monitor", "SetVariableMonitoring", taken(status)
            )
            assert result["status"] == means
        other = {"setMonitoringResult": [{**taken("Accepted", id=1)["setMonitoringResult"][0]}]}
        other["setMonitoringResult"][0]["variable"] = {"name": "Humidity"}
        await told(grid, charger, "set-monitor", "SetVariableMonitoring", other)
        _, result = await told(
            grid,
            charger,
            "clear-monitor",
            "ClearVariableMonitoring",
            {"clearMonitoringResult": [{"id": 7, "status": "NotFound"}]},
        )
        assert result["status"] == "rejected"
        assert await monitors(grid, charger) == []


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_levels_reports_and_ways_to_reach_us(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await charger.tell("BootNotification", BOOT_2)
        accepted = {"status": "Accepted"}
        sent, _ = await told(grid, charger, "monitoring-level", "SetMonitoringLevel", accepted)
        assert sent == {"severity": 6}
        sent, result = await told(
            grid, charger, "get-report", "GetReport", {"status": "EmptyResultSet"}
        )
        assert sent["componentCriteria"] == ["Problem"]
        assert result["status"] == "accepted"
        sent, _ = await told(grid, charger, "network-profile", "SetNetworkProfile", accepted)
        assert sent["configurationSlot"] == 1
        assert sent["connectionData"]["ocppCsmsUrl"] == "wss://sigec.example/ocpp"
        await charger.stays_open()


async def test_16_has_no_words_for_it(grid: Grid) -> None:
    async with grid.charger("ocpp1.6") as charger:
        await charger.tell("BootNotification", BOOT_16)
        station = await grid.station(charger)
        for command, body in COMMANDS.items():
            path = f"/stations/{station['id']}/commands/{command}"
            assert (await grid.admin.post(path, **body))["status"] == "not_supported"
        await charger.stays_open()
