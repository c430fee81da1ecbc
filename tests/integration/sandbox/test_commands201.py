from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from sigec_sandbox import Car, CarModel, ScriptClock, StartPoint, Station201, StationSpec
from sigec_sandbox.stations.spec import outlets
from tests.integration.sandbox.central_system import CentralSystem, Payload

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
APP: Payload = {"idToken": "APP", "type": "Central"}
PROFILE: Payload = {
    "id": 7,
    "stackLevel": 0,
    "chargingProfilePurpose": "TxDefaultProfile",
    "chargingProfileKind": "Absolute",
    "chargingSchedule": [
        {
            "id": 1,
            "startSchedule": "2026-01-05T12:00:00Z",
            "chargingRateUnit": "W",
            "chargingSchedulePeriod": [
                {"startPeriod": 0, "limit": 2000},
                {"startPeriod": 600, "limit": 0},
            ],
        }
    ],
}


@pytest.fixture
async def station(central: CentralSystem) -> AsyncIterator[Station201]:
    spec = StationSpec(outlets=outlets(2))
    async with Station201(central.url, "CS-1", spec=spec, clock=ScriptClock(NOON)) as one:
        yield one


async def test_a_remote_start_names_its_request_and_its_token_type(
    central: CentralSystem, station: Station201
) -> None:
    await station.plug(2)
    answer = await central.ask(
        "CS-1", "RequestStartTransaction", {"remoteStartId": 44, "idToken": APP, "evseId": 2}
    )
    await station.settle()
    assert answer == {"status": "Accepted"}
    started = central.of("TransactionEvent")[0]
    assert started["triggerReason"] == "RemoteStart"
    assert started["transactionInfo"]["remoteStartId"] == 44
    assert started["idToken"] == APP


async def test_a_remote_start_joins_a_transaction_that_waits_for_a_token(
    central: CentralSystem, station: Station201
) -> None:
    await central.ask(
        "CS-1",
        "SetVariables",
        {
            "setVariableData": [
                {
                    "component": {"name": "TxCtrlr"},
                    "variable": {"name": "TxStartPoint"},
                    "attributeValue": StartPoint.EV_CONNECTED.value,
                }
            ]
        },
    )
    await station.plug()
    answer = await central.ask(
        "CS-1", "RequestStartTransaction", {"remoteStartId": 44, "idToken": APP}
    )
    await station.settle()
    assert answer["transactionId"] == station.transaction().id
    assert central.of("TransactionEvent")[1]["idToken"] == APP


async def test_a_remote_stop_ends_what_runs(central: CentralSystem, station: Station201) -> None:
    await station.plug()
    await station.tap("AA")
    unknown = await central.ask("CS-1", "RequestStopTransaction", {"transactionId": "x"})
    assert unknown == {"status": "Rejected"}
    running = {"transactionId": station.transaction().id}
    status = await central.ask("CS-1", "GetTransactionStatus", running)
    assert status == {"messagesInQueue": False, "ongoingIndicator": True}
    assert await central.ask("CS-1", "RequestStopTransaction", running) == {"status": "Accepted"}
    await station.settle()
    ended = central.of("TransactionEvent")[-1]
    assert (ended["eventType"], ended["triggerReason"]) == ("Ended", "RemoteStop")
    status = await central.ask("CS-1", "GetTransactionStatus", running)
    assert status["ongoingIndicator"] is False


async def test_a_reset_happens_now_or_when_idle(
    central: CentralSystem, station: Station201
) -> None:
    await station.plug()
    await station.tap("AA")
    assert await central.ask("CS-1", "Reset", {"type": "OnIdle"}) == {"status": "Scheduled"}
    await station.wait(minutes=5)
    assert len(central.of("BootNotification")) == 1
    await station.stop()
    await station.wait(minutes=1)
    assert len(central.of("BootNotification")) == 2

    await station.tap("AA")
    assert await central.ask("CS-1", "Reset", {"type": "Immediate"}) == {"status": "Accepted"}
    await station.settle()
    stopped = central.of("TransactionEvent")[-1]["transactionInfo"]["stoppedReason"]
    assert stopped == "ImmediateReset"
    assert central.of("BootNotification")[-1]["reason"] == "RemoteReset"


async def test_unlocking_waits_for_the_transaction(
    central: CentralSystem, station: Station201
) -> None:
    connector = {"evseId": 1, "connectorId": 1}
    assert await central.ask("CS-1", "UnlockConnector", connector) == {"status": "Unlocked"}
    await station.plug()
    await station.tap("AA")
    assert await central.ask("CS-1", "UnlockConnector", connector) == {
        "status": "OngoingAuthorizedTransaction"
    }
    other = {"evseId": 9, "connectorId": 1}
    assert await central.ask("CS-1", "UnlockConnector", other) == {"status": "UnknownConnector"}


async def test_availability_of_one_evse_and_of_all(
    central: CentralSystem, station: Station201
) -> None:
    one = {"operationalStatus": "Inoperative", "evse": {"id": 2}}
    assert await central.ask("CS-1", "ChangeAvailability", one) == {"status": "Accepted"}
    await station.settle()
    assert central.of("StatusNotification")[-1]["connectorStatus"] == "Unavailable"
    back = {"operationalStatus": "Operative"}
    assert await central.ask("CS-1", "ChangeAvailability", back) == {"status": "Accepted"}
    await station.settle()
    assert central.of("StatusNotification")[-1]["connectorStatus"] == "Available"
    none = {"operationalStatus": "Operative", "evse": {"id": 9}}
    assert await central.ask("CS-1", "ChangeAvailability", none) == {"status": "Rejected"}


@pytest.mark.parametrize(
    ("component", "variable", "value", "status"),
    [
        ("OCPPCommCtrlr", "HeartbeatInterval", "120", "Accepted"),
        ("OCPPCommCtrlr", "HeartbeatInterval", "never", "Rejected"),
        ("SampledDataCtrlr", "TxUpdatedInterval", "30", "Accepted"),
        ("SampledDataCtrlr", "TxUpdatedMeasurands", "Power.Active.Import", "Accepted"),
        ("TxCtrlr", "TxStopPoint", "EVConnected", "Accepted"),
        ("SecurityCtrlr", "BasicAuthPassword", "0123456789abcdef", "Accepted"),
        ("ChargingStation", "Model", "Other", "Rejected"),
        ("ChargingStation", "Colour", "red", "UnknownVariable"),
        ("CoffeeMachine", "Temperature", "90", "UnknownComponent"),
    ],
)
async def test_a_variable_is_set_or_refused(
    central: CentralSystem,
    station: Station201,
    component: str,
    variable: str,
    value: str,
    status: str,
) -> None:
    asked = {"component": {"name": component}, "variable": {"name": variable}}
    answer = await central.ask(
        "CS-1", "SetVariables", {"setVariableData": [asked | {"attributeValue": value}]}
    )
    assert answer["setVariableResult"][0]["attributeStatus"] == status


async def test_variables_are_read(central: CentralSystem, station: Station201) -> None:
    names = [("EVSE", "Power"), ("SecurityCtrlr", "BasicAuthPassword"), ("EVSE", "Colour")]
    asked: list[Payload] = [
        {"component": {"name": component, "evse": {"id": 1}}, "variable": {"name": variable}}
        if component == "EVSE"
        else {"component": {"name": component}, "variable": {"name": variable}}
        for component, variable in names
    ]
    asked.append(asked[0] | {"attributeType": "Target"})
    answer = await central.ask("CS-1", "GetVariables", {"getVariableData": asked})
    statuses = [result["attributeStatus"] for result in answer["getVariableResult"]]
    assert statuses == ["Accepted", "Rejected", "UnknownVariable", "NotSupportedAttributeType"]


@pytest.mark.parametrize(
    ("base", "least"),
    [("FullInventory", 20), ("ConfigurationInventory", 5), ("SummaryInventory", 3)],
)
async def test_a_report_comes_in_pages(
    central: CentralSystem, station: Station201, base: str, least: int
) -> None:
    asked = {"requestId": 5, "reportBase": base}
    assert await central.ask("CS-1", "GetBaseReport", asked) == {"status": "Accepted"}
    await station.settle()
    pages = central.of("NotifyReport")
    assert [page["seqNo"] for page in pages] == list(range(len(pages)))
    assert [page["tbc"] for page in pages] == [True] * (len(pages) - 1) + [False]
    assert sum(len(page["reportData"]) for page in pages) >= least


async def test_a_report_of_some_variables(central: CentralSystem, station: Station201) -> None:
    asked: Payload = {"requestId": 5, "componentVariable": [{"component": {"name": "TxCtrlr"}}]}
    assert await central.ask("CS-1", "GetReport", asked) == {"status": "Accepted"}
    await station.settle()
    reported = central.of("NotifyReport")[0]["reportData"]
    assert {each["component"]["name"] for each in reported} == {"TxCtrlr"}
    asked["componentVariable"][0]["component"]["name"] = "CoffeeMachine"
    assert await central.ask("CS-1", "GetReport", asked) == {"status": "EmptyResultSet"}


async def test_a_profile_limits_the_power_and_then_suspends(
    central: CentralSystem, station: Station201
) -> None:
    await station.plug(car=Car(CarModel(name="compact", battery_wh=40_000), 20))
    await station.tap("AA")
    limit = {"evseId": 1, "chargingProfile": PROFILE}
    assert await central.ask("CS-1", "SetChargingProfile", limit) == {"status": "Accepted"}
    await station.settle()
    assert central.of("TransactionEvent")[-1]["triggerReason"] == "ChargingRateChanged"
    await station.wait(minutes=9)
    assert station.connectors[1].outlet.power_w == 2_000
    await station.wait(minutes=2)
    suspended = [
        event["transactionInfo"].get("chargingState") for event in central.of("TransactionEvent")
    ]
    assert "SuspendedEVSE" in suspended


async def test_profiles_are_reported_scheduled_and_cleared(
    central: CentralSystem, station: Station201
) -> None:
    for evse in (0, 1):
        await central.ask(
            "CS-1",
            "SetChargingProfile",
            {"evseId": evse, "chargingProfile": PROFILE | {"id": 7 + evse}},
        )
    asked = {"requestId": 3, "chargingProfile": {"stackLevel": 0}}
    assert await central.ask("CS-1", "GetChargingProfiles", asked) == {"status": "Accepted"}
    await station.settle()
    assert [page["tbc"] for page in central.of("ReportChargingProfiles")] == [True, False]
    schedule = await central.ask("CS-1", "GetCompositeSchedule", {"evseId": 1, "duration": 1200})
    assert schedule["schedule"]["chargingSchedulePeriod"] == [
        {"startPeriod": 0, "limit": 2000.0},
        {"startPeriod": 600, "limit": 0.0},
    ]
    clear: Payload = {"chargingProfileCriteria": {"chargingProfilePurpose": "TxDefaultProfile"}}
    assert await central.ask("CS-1", "ClearChargingProfile", clear) == {"status": "Accepted"}
    assert await central.ask("CS-1", "ClearChargingProfile", clear) == {"status": "Unknown"}
    assert await central.ask("CS-1", "GetChargingProfiles", asked) == {"status": "NoProfiles"}


async def test_a_profile_in_the_wrong_place_is_rejected(
    central: CentralSystem, station: Station201
) -> None:
    for purpose, evse in (("ChargingStationMaxProfile", 1), ("TxProfile", 1)):
        profile = PROFILE | {"chargingProfilePurpose": purpose, "transactionId": "x"}
        answer = await central.ask(
            "CS-1", "SetChargingProfile", {"evseId": evse, "chargingProfile": profile}
        )
        assert answer["status"] == "Rejected"


async def test_an_expired_reservation_is_told(central: CentralSystem, station: Station201) -> None:
    reserve = {"id": 4, "expiryDateTime": "2026-01-05T12:30:00Z", "idToken": APP, "evseId": 1}
    assert await central.ask("CS-1", "ReserveNow", reserve) == {"status": "Accepted"}
    await station.settle()
    await station.wait(minutes=31)
    assert central.of("ReservationStatusUpdate") == [
        {"reservationId": 4, "reservationUpdateStatus": "Expired"}
    ]
    assert await central.ask("CS-1", "CancelReservation", {"reservationId": 4}) == {
        "status": "Rejected"
    }


async def test_the_local_list(central: CentralSystem, station: Station201) -> None:
    update: Payload = {
        "versionNumber": 3,
        "updateType": "Differential",
        "localAuthorizationList": [{"idToken": APP, "idTokenInfo": {"status": "Blocked"}}],
    }
    assert await central.ask("CS-1", "SendLocalList", update) == {"status": "Accepted"}
    assert await central.ask("CS-1", "SendLocalList", update) == {"status": "VersionMismatch"}
    assert await central.ask("CS-1", "GetLocalListVersion", {}) == {"versionNumber": 3}


@pytest.mark.parametrize(
    "message",
    [
        "FirmwareStatusNotification",
        "Heartbeat",
        "LogStatusNotification",
        "MeterValues",
        "StatusNotification",
        "TransactionEvent",
    ],
)
async def test_a_trigger_sends_what_it_asks_for(
    central: CentralSystem, station: Station201, message: str
) -> None:
    if message == "TransactionEvent":
        await station.plug()
        await station.tap("AA")
    before = central.actions.count(message)
    asked = {"requestedMessage": message, "evse": {"id": 1, "connectorId": 1}}
    assert await central.ask("CS-1", "TriggerMessage", asked) == {"status": "Accepted"}
    await station.settle()
    assert central.actions.count(message) > before


async def test_a_boot_is_not_triggered_after_acceptance(
    central: CentralSystem, station: Station201
) -> None:
    asked = {"requestedMessage": "BootNotification"}
    assert await central.ask("CS-1", "TriggerMessage", asked) == {"status": "Rejected"}
    asked = {"requestedMessage": "CustomTrigger"}
    assert await central.ask("CS-1", "TriggerMessage", asked) == {"status": "NotImplemented"}


async def test_small_commands_are_answered(central: CentralSystem, station: Station201) -> None:
    assert await central.ask("CS-1", "ClearCache", {}) == {"status": "Accepted"}
    assert await central.ask("CS-1", "DataTransfer", {"vendorId": "Acme"}) == {
        "status": "UnknownVendorId"
    }


async def test_bad_commands_get_a_call_error(central: CentralSystem, station: Station201) -> None:
    assert await central.ask("CS-1", "MakeCoffee", {}) == "NotImplemented"
    assert await central.ask("CS-1", "RequestStartTransaction", {}) == "FormatViolation"
