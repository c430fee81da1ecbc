import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from sigec_sandbox import SILENCE, Car, CarModel, Refusal, ScriptClock, Station16, StationSpec
from sigec_sandbox.stations.spec import outlets
from tests.integration.sandbox.central_system import CentralSystem, Payload

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
PROFILE = {
    "chargingProfileId": 7,
    "stackLevel": 0,
    "chargingProfilePurpose": "TxDefaultProfile",
    "chargingProfileKind": "Absolute",
    "chargingSchedule": {
        "startSchedule": "2026-01-05T12:00:00Z",
        "chargingRateUnit": "A",
        "chargingSchedulePeriod": [
            {"startPeriod": 0, "limit": 10.0},
            {"startPeriod": 600, "limit": 0.0},
        ],
    },
}


@pytest.fixture
async def station(central: CentralSystem) -> AsyncIterator[Station16]:
    spec = StationSpec(outlets=outlets(2))
    async with Station16(central.url, "CP-1", spec=spec, clock=ScriptClock(NOON)) as one:
        yield one


async def test_a_remote_start_waits_for_the_cable(
    central: CentralSystem, station: Station16
) -> None:
    answer = await central.ask("CP-1", "RemoteStartTransaction", {"idTag": "APP", "connectorId": 2})
    await station.settle()
    assert answer == {"status": "Accepted"}
    assert central.of("StatusNotification")[-1]["status"] == "Preparing"
    await station.plug(2)
    assert central.of("StartTransaction")[0]["idTag"] == "APP"


async def test_a_remote_stop_ends_what_runs(central: CentralSystem, station: Station16) -> None:
    await station.plug()
    await station.tap("AA")
    assert await central.ask("CP-1", "RemoteStopTransaction", {"transactionId": 99}) == {
        "status": "Rejected"
    }
    await central.ask("CP-1", "RemoteStopTransaction", {"transactionId": 1})
    await station.settle()
    assert central.of("StopTransaction")[0]["reason"] == "Remote"


async def test_a_remote_start_on_a_busy_connector_is_rejected(
    central: CentralSystem, station: Station16
) -> None:
    await station.plug()
    await station.tap("AA")
    answer = await central.ask("CP-1", "RemoteStartTransaction", {"idTag": "APP", "connectorId": 1})
    assert answer == {"status": "Rejected"}


@pytest.mark.parametrize("kind", ["Soft", "Hard"])
async def test_a_reset_ends_transactions_and_boots(
    central: CentralSystem, station: Station16, kind: str
) -> None:
    await station.plug()
    await station.tap("AA")
    assert await central.ask("CP-1", "Reset", {"type": kind}) == {"status": "Accepted"}
    await station.settle()
    assert central.of("StopTransaction")[0]["reason"] == f"{kind}Reset"
    assert len(central.of("BootNotification")) == 2


async def test_unlocking_ends_the_transaction(central: CentralSystem, station: Station16) -> None:
    await station.plug()
    await station.tap("AA")
    assert await central.ask("CP-1", "UnlockConnector", {"connectorId": 1}) == {
        "status": "Unlocked"
    }
    await station.settle()
    assert central.of("StopTransaction")[0]["reason"] == "UnlockCommand"


async def test_availability_of_a_busy_connector_is_scheduled(
    central: CentralSystem, station: Station16
) -> None:
    await station.plug()
    await station.tap("AA")
    answer = await central.ask(
        "CP-1", "ChangeAvailability", {"connectorId": 0, "type": "Inoperative"}
    )
    await station.settle()
    assert answer == {"status": "Scheduled"}
    await station.stop()
    await station.unplug()
    last = {s["connectorId"]: s["status"] for s in central.of("StatusNotification")}
    assert last == {1: "Unavailable", 2: "Unavailable"}


async def test_configuration_is_read_and_changed(
    central: CentralSystem, station: Station16
) -> None:
    change = {"key": "MeterValueSampleInterval", "value": "30"}
    assert await central.ask("CP-1", "ChangeConfiguration", change) == {"status": "Accepted"}
    answer = await central.ask(
        "CP-1", "GetConfiguration", {"key": ["MeterValueSampleInterval", "Nonsense"]}
    )
    assert answer == {
        "configurationKey": [{"key": "MeterValueSampleInterval", "readonly": False, "value": "30"}],
        "unknownKey": ["Nonsense"],
    }
    await station.plug()
    await station.tap("AA")
    await station.charge(100, minutes=1)
    assert len(central.of("MeterValues")) == 2


@pytest.mark.parametrize(
    ("key", "value", "status"),
    [
        ("HeartbeatInterval", "120", "Accepted"),
        ("HeartbeatInterval", "soon", "Rejected"),
        ("NumberOfConnectors", "9", "Rejected"),
        ("Nonsense", "1", "NotSupported"),
        ("AuthorizeRemoteTxRequests", "true", "Accepted"),
        ("MeterValuesSampledData", "Energy.Active.Import.Register", "Accepted"),
        ("AuthorizationKey", "00112233445566778899aabbccddeeff", "Accepted"),
    ],
)
async def test_a_key_is_set_or_refused(
    central: CentralSystem, station: Station16, key: str, value: str, status: str
) -> None:
    answer = await central.ask("CP-1", "ChangeConfiguration", {"key": key, "value": value})
    assert answer == {"status": status}


async def test_all_keys_are_listed(central: CentralSystem, station: Station16) -> None:
    answer = await central.ask("CP-1", "GetConfiguration", {})
    assert {"NumberOfConnectors", "HeartbeatInterval"} <= {
        entry["key"] for entry in answer["configurationKey"]
    }


async def test_a_profile_limits_the_power_and_then_suspends(
    central: CentralSystem, station: Station16
) -> None:
    await station.plug(car=Car(CarModel(name="compact", battery_wh=40_000), 20))
    await station.tap("AA")
    await central.ask(
        "CP-1", "SetChargingProfile", {"connectorId": 1, "csChargingProfiles": PROFILE}
    )
    await station.settle()
    await station.wait(minutes=9)
    assert station.connectors[1].outlet.power_w == 2_300
    await station.wait(minutes=2)
    assert central.of("StatusNotification")[-1]["status"] == "SuspendedEVSE"
    clear = {"id": 7, "chargingProfilePurpose": "TxDefaultProfile"}
    assert await central.ask("CP-1", "ClearChargingProfile", clear) == {"status": "Accepted"}
    assert await central.ask("CP-1", "ClearChargingProfile", clear) == {"status": "Unknown"}
    await station.settle()
    await station.wait(minutes=1)
    assert station.connectors[1].outlet.power_w == 7_360


async def test_a_composite_schedule_is_what_will_hold(
    central: CentralSystem, station: Station16
) -> None:
    await central.ask(
        "CP-1", "SetChargingProfile", {"connectorId": 0, "csChargingProfiles": PROFILE}
    )
    asked = {"connectorId": 1, "duration": 1200, "chargingRateUnit": "A"}
    answer = await central.ask("CP-1", "GetCompositeSchedule", asked)
    assert answer["chargingSchedule"]["chargingSchedulePeriod"] == [
        {"startPeriod": 0, "limit": 10.0},
        {"startPeriod": 600, "limit": 0.0},
    ]
    whole = await central.ask("CP-1", "GetCompositeSchedule", {"connectorId": 0, "duration": 60})
    assert whole["status"] == "Accepted"


async def test_a_transaction_profile_needs_its_transaction(
    central: CentralSystem, station: Station16
) -> None:
    profile = PROFILE | {"chargingProfilePurpose": "TxProfile", "transactionId": 5}
    answer = await central.ask(
        "CP-1", "SetChargingProfile", {"connectorId": 1, "csChargingProfiles": profile}
    )
    assert answer == {"status": "Rejected"}


async def test_a_reservation_is_for_its_token_and_expires(
    central: CentralSystem, station: Station16
) -> None:
    reserve = {
        "connectorId": 1,
        "expiryDate": "2026-01-05T12:30:00Z",
        "idTag": "VIP",
        "reservationId": 4,
    }
    assert await central.ask("CP-1", "ReserveNow", reserve) == {"status": "Accepted"}
    await station.settle()
    assert central.of("StatusNotification")[-1]["status"] == "Reserved"
    assert await station.tap("AA", 1) == "NoConnector"
    await station.wait(minutes=31)
    assert central.of("StatusNotification")[-1]["status"] == "Available"


async def test_a_used_reservation_is_named_in_the_start(
    central: CentralSystem, station: Station16
) -> None:
    reserve = {
        "connectorId": 0,
        "expiryDate": "2026-01-05T12:30:00Z",
        "idTag": "VIP",
        "reservationId": 4,
    }
    await central.ask("CP-1", "ReserveNow", reserve)
    await station.settle()
    await station.plug()
    await station.tap("VIP")
    assert central.of("StartTransaction")[0]["reservationId"] == 4


async def test_a_reservation_is_cancelled_once(central: CentralSystem, station: Station16) -> None:
    reserve = {
        "connectorId": 2,
        "expiryDate": "2026-01-05T12:30:00Z",
        "idTag": "VIP",
        "reservationId": 4,
    }
    await central.ask("CP-1", "ReserveNow", reserve)
    assert await central.ask("CP-1", "ReserveNow", reserve | {"reservationId": 5}) == {
        "status": "Occupied"
    }
    cancel = {"reservationId": 4}
    assert await central.ask("CP-1", "CancelReservation", cancel) == {"status": "Accepted"}
    assert await central.ask("CP-1", "CancelReservation", cancel) == {"status": "Rejected"}
    await station.settle()


async def test_the_local_list_decides_while_offline(
    central: CentralSystem, station: Station16
) -> None:
    update: Payload = {
        "listVersion": 3,
        "updateType": "Full",
        "localAuthorizationList": [{"idTag": "BAD", "idTagInfo": {"status": "Blocked"}}],
    }
    assert await central.ask("CP-1", "SendLocalList", update) == {"status": "Accepted"}
    assert await central.ask("CP-1", "GetLocalListVersion", {}) == {"listVersion": 3}
    older = update | {"updateType": "Differential"}
    assert await central.ask("CP-1", "SendLocalList", older) == {"status": "VersionMismatch"}
    station.cut()
    assert await station.authorize("bad") == "Blocked"
    assert await station.authorize("anybody") == "Accepted"


@pytest.mark.parametrize(
    "message",
    [
        "BootNotification",
        "DiagnosticsStatusNotification",
        "FirmwareStatusNotification",
        "Heartbeat",
        "MeterValues",
        "StatusNotification",
    ],
)
async def test_a_trigger_sends_what_it_asks_for(
    central: CentralSystem, station: Station16, message: str
) -> None:
    before = central.actions.count(message)
    answer = await central.ask("CP-1", "TriggerMessage", {"requestedMessage": message})
    await station.settle()
    assert answer == {"status": "Accepted"}
    assert central.actions.count(message) > before


async def test_small_commands_are_answered(central: CentralSystem, station: Station16) -> None:
    assert await central.ask("CP-1", "ClearCache", {}) == {"status": "Accepted"}
    assert await central.ask("CP-1", "DataTransfer", {"vendorId": "Acme"}) == {
        "status": "UnknownVendorId"
    }
    assert await central.ask("CP-1", "DataTransfer", {"vendorId": "SIGEC Sandbox"}) == {
        "status": "Accepted",
        "data": "",
    }


async def test_bad_commands_get_a_call_error(central: CentralSystem, station: Station16) -> None:
    assert await central.ask("CP-1", "MakeCoffee", {}) == "NotImplemented"
    assert await central.ask("CP-1", "RemoteStartTransaction", {}) == "FormationViolation"


async def test_answers_can_be_bent(central: CentralSystem, station: Station16) -> None:
    station.overrides["ClearCache"] = {"status": "Rejected"}
    assert await central.ask("CP-1", "ClearCache", {}) == {"status": "Rejected"}
    station.overrides["ClearCache"] = Refusal("InternalError", "out of memory")
    assert await central.ask("CP-1", "ClearCache", {}) == "InternalError"
    station.overrides["ClearCache"] = SILENCE
    with pytest.raises(TimeoutError):
        await central.ask("CP-1", "ClearCache", {}, timeout_s=0.05)
    assert station.commands.last("ClearCache").answer is None


async def test_an_answer_can_be_held(central: CentralSystem, station: Station16) -> None:
    hold = station.hold("ClearCache")
    asking = asyncio.create_task(central.ask("CP-1", "ClearCache", {}))
    await hold.arrived()
    await station.heartbeat()
    assert not asking.done()
    hold.release()
    assert await asking == {"status": "Accepted"}
