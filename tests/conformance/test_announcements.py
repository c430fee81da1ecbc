"""What stations tell besides charges and states: kept, shown, and acted on."""

from typing import Any

import pytest

from tests.canaries import STATION_PASSWORD
from tests.conformance.charger import SCHEMAS, Charger, Json, at
from tests.conformance.conftest import Grid
from tests.conformance.specimen import specimen

Told = tuple[str, Json, str, str, str | None]
"""An action, what its specimen is changed by, and the topic, key and status that are shown."""

OF_16: list[Told] = [
    ("DiagnosticsStatusNotification", {"status": "Uploaded"}, "log", "", "Uploaded"),
    ("LogStatusNotification", {"status": "Uploading", "requestId": 7}, "log", "", "Uploading"),
    ("FirmwareStatusNotification", {"status": "Downloaded"}, "firmware", "", "Downloaded"),
    ("SignedFirmwareStatusNotification", {"status": "Installed"}, "firmware", "", "Installed"),
    (
        "SecurityEventNotification",
        {"type": "ResetOrReboot"},
        "security_event",
        "ResetOrReboot",
        None,
    ),
    ("SignCertificate", {"csr": "CSR"}, "certificate_request", "", "Rejected"),
    ("DataTransfer", {"vendorId": "V", "messageId": "M"}, "vendor_message", "V/M", None),
]
OF_2: list[Told] = [
    ("FirmwareStatusNotification", {"status": "Installing"}, "firmware", "", "Installing"),
    (
        "PublishFirmwareStatusNotification",
        {"status": "Published", "location": ["https://a.example"]},
        "firmware_publishing",
        "",
        "Published",
    ),
    ("LogStatusNotification", {"status": "Uploaded"}, "log", "", "Uploaded"),
    (
        "SecurityEventNotification",
        {"type": "SettingSystemTime"},
        "security_event",
        "SettingSystemTime",
        None,
    ),
    (
        "NotifyCustomerInformation",
        {"requestId": 3, "seqNo": 0},
        "customer_information",
        "3/0",
        None,
    ),
    (
        "NotifyDisplayMessages",
        {
            "messageInfo": [
                {"id": 5, "priority": "AlwaysFront", "message": {"format": "UTF8", "content": "Oi"}}
            ]
        },
        "display_message",
        "5",
        "AlwaysFront",
    ),
    (
        "NotifyChargingLimit",
        {"evseId": 2, "chargingLimit": {"chargingLimitSource": "SO"}},
        "charging_limit",
        "SO/2",
        "SO",
    ),
    (
        "ClearedChargingLimit",
        {"evseId": 2, "chargingLimitSource": "SO"},
        "charging_limit",
        "SO/2",
        "Cleared",
    ),
    (
        "ReportChargingProfiles",
        {"evseId": 1},
        "charging_profile",
        "1/1",
        "ChargingStationExternalConstraints",
    ),
    (
        "NotifyEVChargingNeeds",
        {"evseId": 2, "chargingNeeds": {"requestedEnergyTransfer": "DC"}},
        "charging_needs",
        "2",
        "DC",
    ),
    ("NotifyEVChargingSchedule", {"evseId": 1}, "charging_schedule", "1", None),
    (
        "ReservationStatusUpdate",
        {"reservationId": 4, "reservationUpdateStatus": "Expired"},
        "reservation",
        "4",
        "Expired",
    ),
    (
        "SignCertificate",
        {"csr": "CSR", "certificateType": "V2GCertificate"},
        "certificate_request",
        "V2GCertificate",
        "Rejected",
    ),
    ("Get15118EVCertificate", {"action": "Update"}, "contract_certificate", "", "Update"),
    ("GetCertificateStatus", {}, "certificate_status", "text", None),
    ("DataTransfer", {"vendorId": "V"}, "vendor_message", "V/", None),
]
OF_21: list[Told] = [
    (
        "BatterySwap",
        {"requestId": 9, "eventType": "BatteryIn"},
        "battery_swap",
        "9/BatteryIn",
        "BatteryIn",
    ),
    (
        "NotifyDERAlarm",
        {"controlType": "EnterService", "alarmEnded": True},
        "der_alarm",
        "EnterService",
        "Ended",
    ),
    ("NotifyDERStartStop", {"controlId": "c1", "started": True}, "der_control", "c1", "Started"),
    (
        "ReportDERControl",
        {"gradient": [{"id": "g1", "gradient": {"priority": 1, "gradient": 1, "softGradient": 1}}]},
        "der_control",
        "g1",
        "gradient",
    ),
    (
        "OpenPeriodicEventStream",
        {"constantStreamData": {"id": 6, "variableMonitoringId": 1, "params": {}}},
        "event_stream",
        "6",
        "Open",
    ),
    ("ClosePeriodicEventStream", {"id": 6}, "event_stream", "6", "Closed"),
    (
        "NotifyPriorityCharging",
        {"transactionId": "t", "activated": False},
        "priority_charging",
        "t",
        "Deactivated",
    ),
    ("NotifySettlement", {"pspRef": "p", "status": "Settled"}, "settlement", "p", "Settled"),
    ("PullDynamicScheduleUpdate", {"chargingProfileId": 8}, "dynamic_schedule", "8", "Wanted"),
]
TOLD = {"ocpp1.6": OF_16, "ocpp2.0.1": OF_2, "ocpp2.1": [*OF_2, *OF_21]}


async def announcements(grid: Grid, charger: Charger, **wanted: Any) -> list[Json]:
    station = await grid.station(charger)
    return await grid.admin.items(f"/stations/{station['id']}/announcements", **wanted)


@pytest.mark.parametrize("version", TOLD)
async def test_what_is_told_is_shown(grid: Grid, version: str) -> None:
    last = {(topic, key): status for _, _, topic, key, status in TOLD[version]}
    async with grid.charger(version) as charger:
        for action, changes, *_ in TOLD[version]:
            await charger.tell(action, specimen(SCHEMAS[version], action) | changes)
        shown = await announcements(grid, charger)
        assert {(each["topic"], each["key"]): each["status"] for each in shown} == last


async def test_a_stream_shows_its_last_values(grid: Grid) -> None:
    values = specimen("v21", "NotifyPeriodicEventStream") | {"id": 2, "data": [{"t": 1, "v": "9"}]}
    async with grid.charger("ocpp2.1") as charger:
        await charger.say([6, "s", "NotifyPeriodicEventStream", values])
        await charger.stays_open()
        [stream] = await announcements(grid, charger, topic="event_stream")
        assert stream["detail"]["data"] == [{"t": 1, "v": "9"}]


@pytest.mark.parametrize("version", TOLD)
async def test_an_attack_is_an_incident_and_a_restart_is_not(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        for kind in ("StartupOfTheDevice", "TamperDetectionActivated", "ResetOrReboot"):
            said = {"type": kind, "timestamp": at(1), "techInfo": "porta aberta"}
            assert await charger.tell("SecurityEventNotification", said) == {}
        station = await grid.station(charger)
        [incident] = await grid.admin.items("/incidents", station_id=station["id"])
        assert (incident["kind"], incident["error_code"], incident["detail"]) == (
            "security_event",
            "TamperDetectionActivated",
            "porta aberta",
        )
        assert len(await announcements(grid, charger, topic="security_event")) == 3
        closed = await grid.http.post(f"/incidents/{incident['id']}/close")
        assert closed.json()["status"] == "closed"


def event(component: Json, variable: str, value: str, minutes: float) -> Json:
    return {
        "eventId": 1,
        "timestamp": at(minutes),
        "trigger": "Delta",
        "actualValue": value,
        "component": component,
        "variable": {"name": variable},
        "eventNotificationType": "HardWiredNotification",
    }


async def notify(charger: Charger, *events: Json) -> None:
    said = {"generatedAt": at(0), "seqNo": 0, "eventData": list(events)}
    assert await charger.tell("NotifyEvent", said) == {}


async def test_an_event_may_tell_a_connectors_status(grid: Grid) -> None:
    connector = {"name": "Connector", "evse": {"id": 2, "connectorId": 1}}
    async with grid.charger("ocpp2.0.1") as charger:
        await notify(charger, event(connector, "AvailabilityState", "Occupied", 2))
        await notify(charger, event(connector, "AvailabilityState", "Available", 1))  # it is late
        await notify(charger, event(connector, "AvailabilityState", "Dancing", 3))
        [shown] = await grid.connectors(charger)
        assert (shown["evse"], shown["ocpp_status"]) == (2, "Occupied")


async def test_of_each_variable_the_last_event_is_shown_and_no_password(grid: Grid) -> None:
    lock, security = {"name": "ConnectorPlugRetentionLock"}, {"name": "SecurityCtrlr"}
    async with grid.charger("ocpp2.1") as charger:
        await notify(charger, event(lock, "Problem", "true", 1), event(lock, "Problem", "false", 2))
        await notify(charger, event(security, "BasicAuthPassword", STATION_PASSWORD, 3))
        shown = await announcements(grid, charger, topic="event")
        assert [(each["key"], each["status"]) for each in shown] == [
            ("ConnectorPlugRetentionLock.Problem", "false"),
            ("SecurityCtrlr.BasicAuthPassword", "***"),
        ]
        assert STATION_PASSWORD not in str(shown)


async def test_monitors_are_shown_one_by_one(grid: Grid) -> None:
    monitor = {
        "component": {"name": "EVSE", "evse": {"id": 1}},
        "variable": {"name": "Power"},
        "variableMonitoring": [
            {"id": number, "transaction": False, "value": 1, "type": kind, "severity": 4}
            for number, kind in ((11, "UpperThreshold"), (12, "Periodic"))
        ],
    }
    said = {"requestId": 1, "seqNo": 0, "generatedAt": at(0), "monitor": [monitor]}
    async with grid.charger("ocpp2.0.1") as charger:
        await charger.tell("NotifyMonitoringReport", said)
        shown = await announcements(grid, charger, topic="monitor")
        assert [(each["key"], each["status"], each["evse"]) for each in shown] == [
            ("11", "UpperThreshold", 1),
            ("12", "Periodic", 1),
        ]
        assert shown[0]["detail"]["variableMonitoring"]["id"] == 11
