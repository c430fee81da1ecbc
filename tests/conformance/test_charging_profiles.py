"""Charging profiles: set, read back, cleared and asked for, in the words of each version."""

import asyncio
from typing import Any

import httpx2
import pytest

from tests.conformance.charger import Charger, Json, at
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16 import words as one
from tests.conformance.ocpp201 import words as two
from tests.journeys.eventually import eventually

VERSIONS = ("ocpp1.6", "ocpp2.0.1", "ocpp2.1")
NEWER = VERSIONS[1:]
AMPERES: Json = {"unit": "A", "periods": [{"start_s": 0, "limit": 16.0}]}
DEFAULT: Json = {"purpose": "TxDefaultProfile", "kind": "Relative", "schedules": [AMPERES]}
ACCEPTED: Json = {"status": "Accepted"}


async def booted(grid: Grid, charger: Charger, **more: str) -> str:
    """Boot the station, and return where it is told things."""
    if charger.version == "ocpp1.6":
        await charger.tell("BootNotification", one.BOOT | more)
    else:
        await charger.tell("BootNotification", two.BOOT)
    station = await grid.station(charger)
    return f"/stations/{station['id']}"


async def told(
    grid: Grid, charger: Charger, address: str, action: str, answer: Json, **body: Any
) -> tuple[Json, Json]:
    """Give a command, answer it, and return what was sent and what came back."""
    asking = asyncio.create_task(grid.admin.post(address, **body))
    id_, sent = await charger.expect(action)
    await charger.answer(id_, answer)
    return sent, await asking


async def listed(grid: Grid, station: str) -> list[tuple[int, int, str]]:
    """Return id, place and state of the station's profiles."""
    board = await grid.admin.get(f"{station}/charging-profiles")
    return [(each["id"], each["evse"], each["state"]) for each in board["items"]]


async def refusal(grid: Grid, path: str, body: Json) -> list[tuple[str, str]]:
    """Send what is refused, and return which fields are wrong, and how."""
    response: httpx2.Response = await grid.http.post(path, json=body)
    assert response.status_code == 422, response.text
    return [(each["field"], each["code"]) for each in response.json()["errors"]]


WORDS: dict[str, Json] = {
    "ocpp1.6": {
        "connectorId": 1,
        "csChargingProfiles": {
            "chargingProfileId": 1,
            "stackLevel": 0,
            "chargingProfilePurpose": "TxDefaultProfile",
            "chargingProfileKind": "Relative",
            "chargingSchedule": {
                "chargingRateUnit": "A",
                "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 16.0}],
            },
        },
    },
    "ocpp2.0.1": {
        "evseId": 1,
        "chargingProfile": {
            "id": 1,
            "stackLevel": 0,
            "chargingProfilePurpose": "TxDefaultProfile",
            "chargingProfileKind": "Relative",
            "chargingSchedule": [
                {
                    "id": 10,
                    "chargingRateUnit": "A",
                    "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 16.0}],
                }
            ],
        },
    },
}
WORDS["ocpp2.1"] = WORDS["ocpp2.0.1"]


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_profile_is_set_and_cleared(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        station = await booted(grid, charger)
        path = f"{station}/commands/set-profile"
        sent, result = await told(
            grid, charger, path, "SetChargingProfile", ACCEPTED, evse=1, profile=DEFAULT
        )
        assert sent == WORDS[version]
        assert result["status"] == "accepted"
        assert await listed(grid, station) == [(1, 1, "installed")]

        second = DEFAULT | {"stack_level": 1}
        for answer, means in (({"status": "Rejected"}, "rejected"), ({"status": "Odd"}, "error")):
            _, result = await told(
                grid, charger, path, "SetChargingProfile", answer, evse=1, profile=second
            )
            assert result["status"] == means
        if version == "ocpp2.1":  # which lets us say that we do not understand
            assert (await charger.hear())[0] == 5
        asking = asyncio.create_task(grid.admin.post(path, evse=1, profile=second))
        id_, _ = await charger.expect("SetChargingProfile")
        await charger.say([4, id_, "NotSupported", "", {}])
        assert (await asking)["status"] == "error"
        assert await listed(grid, station) == [(1, 1, "installed")]

        clear = f"{station}/commands/clear-profile"
        sent, result = await told(
            grid, charger, clear, "ClearChargingProfile", {"status": "Unknown"}, stack_level=5
        )
        assert result["status"] == "rejected"
        assert await listed(grid, station) == [(1, 1, "installed")]
        sent, result = await told(
            grid, charger, clear, "ClearChargingProfile", ACCEPTED, profile_id=1
        )
        assert sent == ({"id": 1} if version == "ocpp1.6" else {"chargingProfileId": 1})
        assert await listed(grid, station) == []
        assert len(await grid.commands(charger)) == 6


@pytest.mark.parametrize("version", VERSIONS)
async def test_what_breaks_a_rule_or_a_limit_is_not_sent(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        station = await booted(grid, charger)
        path = f"{station}/commands/set-profile"
        if version == "ocpp1.6":
            keys = [
                {"key": "ChargeProfileMaxStackLevel", "readonly": True, "value": "2"},
                {
                    "key": "ChargingScheduleAllowedChargingRateUnit",
                    "readonly": True,
                    "value": "Current",
                },
            ]
            reading: Json = {"configurationKey": keys}
            action, asked = "GetConfiguration", Json()
        else:
            name = {"component": {"name": "SmartChargingCtrlr"}}
            values = {"ProfileStackLevel": "2", "RateUnit": "A"}
            results = [
                name
                | {"variable": {"name": each}, "attributeStatus": "Accepted"}
                | {"attributeValue": value}
                for each, value in values.items()
            ]
            reading, action = {"getVariableResult": results}, "GetVariables"
            asked = {
                "variables": [
                    {"component": "SmartChargingCtrlr", "variable": each} for each in values
                ]
            }
        await told(grid, charger, f"{station}/commands/get-variables", action, reading, **asked)
        profile = DEFAULT | {"stack_level": 3, "schedules": [AMPERES | {"unit": "W"}]}
        assert await refusal(grid, path, {"evse": 1, "profile": profile}) == [
            ("stack_level", "field.profile_stack_level"),
            ("schedules.0.unit", "field.profile_unit"),
        ]
        external = DEFAULT | {"purpose": "ChargingStationExternalConstraints"}
        [(field, code)] = await refusal(grid, path, {"evse": 0, "profile": external})
        assert (field, code) == ("purpose", "field.profile_external")
        dynamic = DEFAULT | {"kind": "Dynamic"}
        if version != "ocpp2.1":
            found = await refusal(grid, path, {"evse": 1, "profile": dynamic})
            assert found == [("kind", "field.profile_version")]
        assert len(await grid.commands(charger)) == 1
        await charger.stays_open()


async def test_a_maker_whose_stations_know_one_level(grid: Grid) -> None:
    async with grid.charger("ocpp1.6") as charger:
        station = await booted(grid, charger, chargePointVendor="go-e")
        path = f"{station}/commands/set-profile"
        sent, _ = await told(
            grid, charger, path, "SetChargingProfile", ACCEPTED, evse=1, profile=DEFAULT
        )
        assert sent["csChargingProfiles"]["stackLevel"] == 1


@pytest.mark.parametrize("version", NEWER)
async def test_what_a_station_reports_is_compared(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        station = await booted(grid, charger)
        path = f"{station}/commands/set-profile"
        sent: list[Json] = []
        for level in range(3):
            profile = DEFAULT | {"stack_level": level}
            words, _ = await told(
                grid, charger, path, "SetChargingProfile", ACCEPTED, evse=1, profile=profile
            )
            sent.append(words["chargingProfile"])
        read = f"{station}/commands/profiles"
        asked, result = await told(grid, charger, read, "GetChargingProfiles", ACCEPTED)
        assert asked["chargingProfile"] == {}
        assert result["status"] == "accepted"
        changed = sent[1] | {"stackLevel": 7}
        foreign = sent[0] | {"id": 900, "chargingProfilePurpose": "TxDefaultProfile"}
        for source, evse, profiles in (("CSO", 1, [sent[0], changed]), ("EMS", 0, [foreign])):
            part = {
                "requestId": asked["requestId"],
                "chargingLimitSource": source,
                "evseId": evse,
                "chargingProfile": profiles,
                "tbc": source == "CSO",
            }
            assert await charger.tell("ReportChargingProfiles", part) == {}
        assert await listed(grid, station) == [
            (900, 0, "foreign"),
            (1, 1, "confirmed"),
            (2, 1, "different"),
            (3, 1, "missing"),
        ]
        board = await grid.admin.get(f"{station}/charging-profiles")
        assert board["items"][2]["differences"] == ["stack_level"]
        assert board["read_at"] is not None

        _, result = await told(grid, charger, read, "GetChargingProfiles", {"status": "NoProfiles"})
        assert result["status"] == "accepted"
        assert await listed(grid, station) == [(n, 1, "missing") for n in (1, 2, 3)]


async def test_16_cannot_be_asked_which_profiles_it_has(grid: Grid) -> None:
    async with grid.charger("ocpp1.6") as charger:
        station = await booted(grid, charger)
        assert (await grid.admin.post(f"{station}/commands/profiles"))["status"] == "not_supported"
        await charger.stays_open()


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_composite_schedule_is_compared_with_ours(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        station = await booted(grid, charger)
        absolute = DEFAULT | {"kind": "Absolute", "schedules": [AMPERES | {"starts_at": at(0)}]}
        path = f"{station}/commands/set-profile"
        await told(grid, charger, path, "SetChargingProfile", ACCEPTED, evse=1, profile=absolute)
        ours = await grid.admin.get(f"{station}/composite-schedule", evse=1, unit="A")
        assert [(each["start_s"], each["limit"]) for each in ours["periods"]] == [(0, 16.0)]
        assert ours["periods"][0]["profile_ids"] == [1]

        periods = [{"startPeriod": 0, "limit": 16.0}, {"startPeriod": 600, "limit": 10.0}]
        schedule = {"duration": 3_600, "chargingRateUnit": "A", "chargingSchedulePeriod": periods}
        if version == "ocpp1.6":
            answer = {"connectorId": 1, "scheduleStart": at(1), "chargingSchedule": schedule}
            place = "connectorId"
        else:
            answer = {"schedule": schedule | {"evseId": 1, "scheduleStart": at(1)}}
            place = "evseId"
        asked = f"{station}/commands/composite-schedule"
        body: Json = {"evse": 1, "duration_s": 3_600, "unit": "A"}
        sent, result = await told(
            grid, charger, asked, "GetCompositeSchedule", ACCEPTED | answer, **body
        )
        assert sent == {place: 1, "duration": 3_600, "chargingRateUnit": "A"}
        assert result["disagreements"] == [{"start_s": 600, "expected": 16.0, "told": 10.0}]
        _, result = await told(
            grid, charger, asked, "GetCompositeSchedule", {"status": "Rejected"}, **body
        )
        assert (result["status"], result["told"]) == ("rejected", [])
        assert len(result["expected"]) == 1


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_start_brings_its_limits_which_end_with_the_charge(
    grid: Grid, version: str
) -> None:
    async with grid.charger(version) as charger:
        station = await booted(grid, charger)
        path = f"{station}/commands/start"
        unfit = DEFAULT | {"kind": "Relative"}
        found = await refusal(grid, path, {"evse": 1, "charging_profile": unfit})
        assert found == [("purpose", "field.profile_in_start")]
        is_16 = version == "ocpp1.6"
        action = "RemoteStartTransaction" if is_16 else "RequestStartTransaction"
        sent, result = await told(
            grid,
            charger,
            path,
            action,
            ACCEPTED,
            evse=1,
            charging_profile=DEFAULT | {"purpose": "TxProfile"},
        )
        assert result["status"] == "accepted"
        assert sent["chargingProfile"]["chargingProfilePurpose"] == "TxProfile"
        assert "transactionId" not in sent["chargingProfile"]
        assert await listed(grid, station) == [(1, 1, "installed")]

        if is_16:
            start = {"connectorId": 1, "idTag": sent["idTag"], "meterStart": 0, "timestamp": at(0)}
            number = (await charger.tell("StartTransaction", start))["transactionId"]
            stop = {"transactionId": number, "meterStop": 10, "timestamp": at(9)}
            await charger.tell("StopTransaction", stop)
        else:
            await charger.tell("TransactionEvent", two.event("Started", 0, 0))
            await charger.tell("TransactionEvent", two.event("Ended", 1, 9))

        async def is_forgotten() -> bool:
            return await listed(grid, station) == []

        await eventually(is_forgotten)


async def test_21_is_told_at_once_and_gives_priority(grid: Grid) -> None:
    async with grid.charger("ocpp2.1") as charger:
        station = await booted(grid, charger)
        dynamic = DEFAULT | {"kind": "Dynamic", "purpose": "TxDefaultProfile"}
        period = {"operation_mode": "CentralSetpoint", "setpoint": -3_000.0, "limit": 7_000.0}
        schedule = {"unit": "W", "periods": [period]}
        sent, _ = await told(
            grid,
            charger,
            f"{station}/commands/set-profile",
            "SetChargingProfile",
            ACCEPTED,
            evse=1,
            profile=dynamic | {"schedules": [schedule]},
        )
        [written] = sent["chargingProfile"]["chargingSchedule"][0]["chargingSchedulePeriod"]
        assert written == {
            "startPeriod": 0,
            "limit": 7_000.0,
            "setpoint": -3_000.0,
            "operationMode": "CentralSetpoint",
        }
        sent, result = await told(
            grid,
            charger,
            f"{station}/commands/update-profile",
            "UpdateDynamicSchedule",
            ACCEPTED,
            profile_id=1,
            limit=5_000.0,
        )
        assert sent == {"chargingProfileId": 1, "scheduleUpdate": {"limit": 5_000.0}}
        sent, result = await told(
            grid,
            charger,
            f"{station}/commands/priority-charging",
            "UsePriorityCharging",
            {"status": "NoProfile"},
            transaction="T1",
        )
        assert sent == {"transactionId": "T1", "activate": True}
        assert result["status"] == "rejected"


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_raw_profile_is_kept_like_ours(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        station = await booted(grid, charger)
        payload = WORDS[version]
        asking = asyncio.create_task(grid.command(charger, "SetChargingProfile", payload))
        id_, _ = await charger.expect("SetChargingProfile")
        await charger.answer(id_, ACCEPTED)
        assert (await asking).status_code == 200
        assert await listed(grid, station) == [(1, 1, "installed")]


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_late_answer_counts_and_silence_does_not(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        station = await booted(grid, charger)
        path = f"{station}/commands/set-profile"
        body: Json = {"evse": 1, "profile": DEFAULT}
        asking = asyncio.create_task(grid.http.post(path, json=body))
        id_, _ = await charger.expect("SetChargingProfile")
        assert (await asking).status_code == 504
        assert await listed(grid, station) == []
        await charger.answer(id_, ACCEPTED)

        async def is_kept() -> bool:
            return await listed(grid, station) == [(1, 1, "installed")]

        await eventually(is_kept)
    again = {"evse": 1, "profile": DEFAULT | {"id": 1}}
    assert (await grid.http.post(path, json=again)).status_code == 409
