"""What 2.1 adds: grid controls, tariffs, profiles that follow the moment, CALLRESULTERROR."""

from collections.abc import AsyncIterator

import pytest

from sigec_sandbox import (
    AnswerUnusable,
    Car,
    CarModel,
    ScriptClock,
    Station,
    Station21,
    StationSpec,
)
from sigec_sandbox.stations.spec import outlets
from tests.integration.sandbox.central_system import CentralSystem, Payload
from tests.integration.sandbox.orders import (
    FIXED_POWER_FACTOR,
    NOON,
    ORDERS_21,
    TARIFF,
    profile2,
)


@pytest.fixture
async def station(central: CentralSystem) -> AsyncIterator[Station]:
    spec = StationSpec(outlets=outlets(2))
    async with Station21(central.url, "CS-1", spec=spec, clock=ScriptClock(NOON)) as one:
        yield one


async def start(station: Station) -> str:
    await station.plug(car=Car(CarModel(name="compact", battery_wh=40_000), 20))
    await station.tap("AA")
    return str(station.transaction().id)


async def test_an_answer_without_its_fields_is_disputed(
    central: CentralSystem, station: Station
) -> None:
    central.answers["Heartbeat"] = {}
    with pytest.raises(AnswerUnusable, match="currentTime"):
        await station.heartbeat()
    await station.call("StatusNotification", station_status())
    [dispute] = central.disputes
    assert dispute[:3] == [5, central.message_ids[-2], "OccurrenceConstraintViolation"]


def station_status() -> Payload:
    return {
        "timestamp": "2026-01-05T12:00:00Z",
        "connectorStatus": "Available",
        "evseId": 1,
        "connectorId": 1,
    }


async def test_a_dispute_of_ours_is_kept(central: CentralSystem, station: Station) -> None:
    await central.ask("CS-1", "ClearCache", {})
    message_id = station.commands.last("ClearCache").message_id
    await central.sockets["CS-1"].send(f'[5,"{message_id}","FormatViolation","",{{}}]')
    await station.heartbeat()
    assert station.commands.last("ClearCache").error == "FormatViolation"


async def test_a_more_important_control_supersedes(
    central: CentralSystem, station: Station
) -> None:
    order = ORDERS_21["SetDERControl"]
    assert await central.ask("CS-1", "SetDERControl", order) == {"status": "Accepted"}
    stronger: Payload = {
        **order,
        "controlId": "D2",
        "fixedPFInject": {**FIXED_POWER_FACTOR, "priority": 0},
    }
    answer = await central.ask("CS-1", "SetDERControl", stronger)
    assert answer == {"status": "Accepted", "supersededIds": ["D1"]}
    hollow: Payload = {"isDefault": True, "controlId": "D3", "controlType": "VoltVar"}
    assert (await central.ask("CS-1", "SetDERControl", hollow))["status"] == "Rejected"
    query: Payload = {"requestId": 1, "controlId": "D1"}
    assert await central.ask("CS-1", "GetDERControl", query) == {"status": "Accepted"}
    await station.settle()
    [report] = central.of("ReportDERControl")
    assert report["fixedPFInject"][0]["isSuperseded"] is True
    clear: Payload = {"isDefault": True}
    for expected in ("Accepted", "NotFound"):
        assert await central.ask("CS-1", "ClearDERControl", clear) == {"status": expected}


async def test_tariffs_are_set_listed_changed_and_cleared(
    central: CentralSystem, station: Station
) -> None:
    transaction_id = await start(station)
    assert await central.ask("CS-1", "GetTariffs", {"evseId": 1}) == {"status": "NoTariff"}
    many = {"energy": {"prices": [{"priceKwh": 1.0}] * 25}}
    for order, expected in (
        ({"evseId": 0, "tariff": TARIFF}, "Accepted"),
        ({"evseId": 1, "tariff": {**TARIFF, "currency": "EUR"}}, "DuplicateTariffId"),
        ({"evseId": 0, "tariff": {**TARIFF, **many}}, "TooManyElements"),
        ({"evseId": 9, "tariff": TARIFF}, "Rejected"),
    ):
        assert (await central.ask("CS-1", "SetDefaultTariff", order))["status"] == expected
    listed = await central.ask("CS-1", "GetTariffs", {"evseId": 1})
    assert listed["tariffAssignments"] == [
        {"tariffId": "T1", "tariffKind": "DefaultTariff", "evseIds": [1, 2]}
    ]
    for tariff, expected in (
        ({**TARIFF, "tariffId": "T2"}, "Accepted"),
        ({**TARIFF, "currency": "EUR"}, "NoCurrencyChange"),
        ({**TARIFF, **many}, "TooManyElements"),
    ):
        change = {"transactionId": transaction_id, "tariff": tariff}
        answer = await central.ask("CS-1", "ChangeTransactionTariff", change)
        assert answer["status"] == expected
    cleared = await central.ask("CS-1", "ClearTariffs", {"tariffIds": ["T1", "T9"]})
    assert [each["status"] for each in cleared["clearTariffsResult"]] == ["Accepted", "NoTariff"]
    cost = {"transactionId": transaction_id, "totalCost": 1.5}
    assert await central.ask("CS-1", "CostUpdated", cost) == {}
    assert station.prices.costs == {transaction_id: 1.5}
    await station.stop()
    assert station.prices.of_transactions == {}


async def test_a_dynamic_profile_follows_the_moment(
    central: CentralSystem, station: Station
) -> None:
    await start(station)
    order = {"evseId": 1, "chargingProfile": profile2(chargingProfileKind="Dynamic")}
    assert await central.ask("CS-1", "SetChargingProfile", order) == {"status": "Accepted"}
    await station.settle()
    for profile_id, limit, expected in ((7, 4_000, "Accepted"), (8, 1, "Rejected")):
        update: Payload = {"chargingProfileId": profile_id, "scheduleUpdate": {"limit": limit}}
        answer = await central.ask("CS-1", "UpdateDynamicSchedule", update)
        assert answer["status"] == expected
    await station.settle()
    assert station.connectors[1].outlet.offered_w == 4_000


async def test_priority_charging_lifts_the_limit_for_one_charge(
    central: CentralSystem, station: Station
) -> None:
    transaction_id = await start(station)
    order = {"evseId": 1, "chargingProfile": profile2()}
    await central.ask("CS-1", "SetChargingProfile", order)
    activate: Payload = {"transactionId": transaction_id, "activate": True}
    assert await central.ask("CS-1", "UsePriorityCharging", activate) == {"status": "NoProfile"}
    lifted = profile2(9, chargingProfilePurpose="PriorityCharging")
    lifted["chargingSchedule"][0]["chargingSchedulePeriod"][0]["limit"] = 7_000.0
    await central.ask("CS-1", "SetChargingProfile", {"evseId": 1, "chargingProfile": lifted})
    assert await central.ask("CS-1", "UsePriorityCharging", activate) == {"status": "Accepted"}
    await station.settle()
    assert station.connectors[1].outlet.offered_w == 7_000
    await central.ask("CS-1", "UsePriorityCharging", {**activate, "activate": False})
    await station.settle()
    assert station.connectors[1].outlet.offered_w == 2_000


async def test_profiles_that_cannot_be_are_refused_with_a_reason(
    central: CentralSystem, station: Station
) -> None:
    station_wide: Payload = {"chargingProfilePurpose": "ChargingStationMaxProfile"}
    external: Payload = {"chargingProfilePurpose": "ChargingStationExternalConstraints"}
    late = profile2()
    late["chargingSchedule"][0]["chargingSchedulePeriod"][0]["startPeriod"] = 5
    anchored = profile2(chargingProfileKind="Relative")
    anchored["chargingSchedule"][0]["startSchedule"] = "2026-01-05T12:00:00Z"
    for evse, profile, reason in (
        (1, profile2(), None),
        (1, profile2(8), "DuplicateProfile"),
        (9, profile2(), "UnknownEvse"),
        (1, profile2(**station_wide), "InvalidProfile"),
        (0, profile2(chargingProfileKind="Relative", **station_wide), "InvalidProfile"),
        (0, profile2(**external), "InvalidProfile"),
        (1, profile2(chargingProfilePurpose="TxProfile"), "TxNotFound"),
        (1, profile2(stackLevel=99), "InvalidStackLevel"),
        (1, profile2(chargingProfileKind="Recurring"), "InvalidProfile"),
        (1, late, "InvalidSchedule"),
        (1, anchored, "InvalidSchedule"),
    ):
        order = {"evseId": evse, "chargingProfile": profile}
        answer = await central.ask("CS-1", "SetChargingProfile", order)
        assert answer.get("statusInfo", {}).get("reasonCode") == reason


async def test_a_signal_needs_a_profile_that_follows_it(
    central: CentralSystem, station: Station
) -> None:
    order = ORDERS_21["AFRRSignal"]
    assert (await central.ask("CS-1", "AFRRSignal", order))["status"] == "Rejected"
    follows = profile2()
    period = follows["chargingSchedule"][0]["chargingSchedulePeriod"][0]
    period["operationMode"] = "LocalFrequency"
    await central.ask("CS-1", "SetChargingProfile", {"evseId": 1, "chargingProfile": follows})
    assert await central.ask("CS-1", "AFRRSignal", order) == {"status": "Accepted"}
    assert station.grid.signal == 3
