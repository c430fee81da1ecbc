"""What 2.0.1 stations say and are answered, handler by handler."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sigec.drivers.model import AuthorizationStatus, IdTokenKind, TokenInfo, TokenRef
from sigec.ocpp.frames import OcppVersion
from sigec.ocpp.messages import v201
from sigec.ocpp.v2.translate import translate_201 as translate
from sigec.sessions.model import ChargingState, ReportKind
from sigec.stations.model import ConnectorStatus, Registration
from tests.unit.ocpp.platform import NOW, FakePlatform
from tests.unit.ocpp.schema import problems

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
TIME = "2026-03-01T09:30:00Z"
BOOT = {"reason": "PowerUp", "chargingStation": {"vendorName": "V", "model": "M"}}
TOKEN = {"idToken": "A1", "type": "ISO14443"}
EVENT = {
    "eventType": "Updated",
    "timestamp": TIME,
    "triggerReason": "MeterValuePeriodic",
    "seqNo": 3,
    "transactionInfo": {"transactionId": "tx-1", "chargingState": "Charging"},
    "evse": {"id": 2, "connectorId": 1},
}
METER = {
    "timestamp": TIME,
    "sampledValue": [
        {"value": 6.1, "unitOfMeasure": {"unit": "Wh", "multiplier": 3}},
        {"value": 7.4, "measurand": "Power.Active.Import", "unitOfMeasure": {"unit": "kW"}},
    ],
}
STATUS = {"timestamp": TIME, "connectorStatus": "Occupied", "evseId": 2, "connectorId": 1}
KEPT: dict[str, dict[str, Any]] = {
    "ClearedChargingLimit": {"chargingLimitSource": "EMS"},
    "DataTransfer": {"vendorId": "V"},
    "FirmwareStatusNotification": {"status": "Idle"},
    "Get15118EVCertificate": {
        "iso15118SchemaVersion": "v",
        "action": "Install",
        "exiRequest": "e",
    },
    "GetCertificateStatus": {
        "ocspRequestData": {
            "hashAlgorithm": "SHA256",
            "issuerNameHash": "n",
            "issuerKeyHash": "k",
            "serialNumber": "1",
            "responderURL": "u",
        }
    },
    "LogStatusNotification": {"status": "Idle"},
    "NotifyChargingLimit": {"chargingLimit": {"chargingLimitSource": "EMS"}},
    "NotifyCustomerInformation": {"data": "d", "seqNo": 0, "generatedAt": TIME, "requestId": 1},
    "NotifyDisplayMessages": {"requestId": 1},
    "NotifyEVChargingNeeds": {
        "evseId": 1,
        "chargingNeeds": {"requestedEnergyTransfer": "AC_three_phase"},
    },
    "NotifyEVChargingSchedule": {
        "timeBase": TIME,
        "evseId": 1,
        "chargingSchedule": {
            "id": 1,
            "chargingRateUnit": "A",
            "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 16.0}],
        },
    },
    "NotifyEvent": {
        "generatedAt": TIME,
        "seqNo": 0,
        "eventData": [
            {
                "eventId": 1,
                "timestamp": TIME,
                "trigger": "Alerting",
                "actualValue": "1",
                "eventNotificationType": "HardWiredNotification",
                "component": {"name": "Connector"},
                "variable": {"name": "Problem"},
            }
        ],
    },
    "NotifyMonitoringReport": {"requestId": 1, "seqNo": 0, "generatedAt": TIME},
    "NotifyReport": {"requestId": 1, "seqNo": 0, "generatedAt": TIME},
    "PublishFirmwareStatusNotification": {"status": "Idle"},
    "ReportChargingProfiles": {
        "requestId": 1,
        "chargingLimitSource": "CSO",
        "evseId": 1,
        "chargingProfile": [
            {
                "id": 1,
                "stackLevel": 0,
                "chargingProfilePurpose": "TxDefaultProfile",
                "chargingProfileKind": "Relative",
                "chargingSchedule": [
                    {
                        "id": 1,
                        "chargingRateUnit": "A",
                        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 16.0}],
                    }
                ],
            }
        ],
    },
    "ReservationStatusUpdate": {"reservationId": 1, "reservationUpdateStatus": "Expired"},
    "SecurityEventNotification": {"type": "T", "timestamp": TIME},
    "SignCertificate": {"csr": "CSR"},
}


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform(OcppVersion.V201)


async def test_a_boot_is_stored_and_told_the_time(platform: FakePlatform) -> None:
    answer = await platform.tell("BootNotification", BOOT)
    expected = {"status": "Accepted", "currentTime": "2026-03-01T10:00:00Z", "interval": 300}
    assert answer == expected
    assert platform.stations.boots[0].reason == "PowerUp"


async def test_a_heartbeat_is_told_the_time(platform: FakePlatform) -> None:
    assert await platform.tell("Heartbeat", {}) == {"currentTime": "2026-03-01T10:00:00Z"}


@pytest.mark.parametrize(
    ("evse", "connector", "place"), [(2, 1, (2, 1)), (0, 0, (None, None)), (1, 0, (None, None))]
)
async def test_a_status_is_of_a_connector_or_of_the_station(
    platform: FakePlatform, evse: int, connector: int, place: tuple[int | None, int | None]
) -> None:
    payload = STATUS | {"evseId": evse, "connectorId": connector}
    assert await platform.tell("StatusNotification", payload) == {}
    [status] = platform.stations.statuses
    assert (status.evse, status.connector) == place
    assert (status.status, status.at) == (ConnectorStatus.OCCUPIED, AT)


async def test_the_decision_is_told_exactly_when_a_token_was_shown(platform: FakePlatform) -> None:
    assert await platform.tell("TransactionEvent", EVENT) == {}
    platform.sessions.decision = TokenInfo(status=AuthorizationStatus.NO_CREDIT)
    answer = await platform.tell("TransactionEvent", EVENT | {"idToken": TOKEN})
    assert answer == {"idTokenInfo": {"status": "NoCredit"}}
    platform.sessions.decision = None
    answer = await platform.tell("TransactionEvent", EVENT | {"idToken": TOKEN})
    assert answer == {"idTokenInfo": {"status": "Unknown"}}


async def test_a_transaction_event_is_a_report(platform: FakePlatform) -> None:
    info = {"transactionId": "tx-1", "stoppedReason": "EVDisconnected", "remoteStartId": 9}
    ended = EVENT | {"eventType": "Ended", "transactionInfo": info, "offline": True}
    await platform.tell("TransactionEvent", ended | {"idToken": TOKEN, "meterValue": [METER]})
    report = platform.report
    assert (report.kind, report.external_id, report.seq) == (ReportKind.ENDED, "tx-1", 3)
    assert (report.at, report.received_at, report.offline) == (AT, NOW, True)
    assert (report.evse, report.connector, report.remote_start_id) == (2, 1, 9)
    assert (report.stop_reason, report.charging_state) == ("EVDisconnected", None)
    assert report.id_token == TokenRef(value="A1", kind=IdTokenKind.ISO14443)
    [sample] = report.samples
    assert (sample.energy_wh, sample.energy_step_wh, sample.power_w) == (6_100, 100, 7_400)


async def test_the_charging_state_is_taken_over(platform: FakePlatform) -> None:
    await platform.tell("TransactionEvent", EVENT)
    assert platform.report.charging_state is ChargingState.CHARGING


async def test_a_missing_trigger_is_forgiven(platform: FakePlatform) -> None:
    event = {key: value for key, value in EVENT.items() if key != "triggerReason"}
    assert await platform.tell("TransactionEvent", event) == {}


async def test_no_authorization_has_an_empty_token(platform: FakePlatform) -> None:
    token = {"idToken": "", "type": "NoAuthorization"}
    await platform.tell("TransactionEvent", EVENT | {"idToken": token})
    assert platform.report.id_token == TokenRef(value="", kind=IdTokenKind.NO_AUTHORIZATION)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"eventType": "Paused"}, "PropertyConstraintViolation"),
        ({"seqNo": -1}, "PropertyConstraintViolation"),
        ({"seqNo": "three"}, "TypeConstraintViolation"),
        ({"meterValue": [METER | {"sampledValue": []}]}, "OccurrenceConstraintViolation"),
        ({"transactionInfo": {}}, "OccurrenceConstraintViolation"),
    ],
)
async def test_what_nobody_understands_is_refused(
    platform: FakePlatform, changes: dict[str, Any], code: str
) -> None:
    answer = await platform.ask("TransactionEvent", EVENT | changes)
    assert answer[2] == code
    assert platform.stations.notes[0].action == "TransactionEvent"


async def test_a_message_shaped_like_16_is_a_format_violation(platform: FakePlatform) -> None:
    payload = {"chargePointVendor": "V", "chargePointModel": "M"}
    assert (await platform.ask("BootNotification", payload))[2] == "FormatViolation"
    assert (await platform.ask("StartTransaction", {}))[2] == "NotImplemented"


async def test_meter_values_outside_a_transaction_are_of_an_evse(platform: FakePlatform) -> None:
    assert await platform.tell("MeterValues", {"evseId": 2, "meterValue": [METER]}) == {}
    assert (platform.report.evse, platform.report.external_id) == (2, None)
    assert platform.report.kind is ReportKind.UPDATED


async def test_a_token_is_authorised(platform: FakePlatform) -> None:
    answer = await platform.tell("Authorize", {"idToken": TOKEN})
    assert answer == {"idTokenInfo": {"status": "Accepted"}}
    assert not problems("v201", "AuthorizeResponse", answer)


async def test_a_group_is_told(platform: FakePlatform) -> None:
    group = TokenRef(value="FAMILY", kind=IdTokenKind.CENTRAL)
    platform.sessions.decision = TokenInfo(
        status=AuthorizationStatus.ACCEPTED, expires_at=NOW, group=group
    )
    answer = await platform.tell("Authorize", {"idToken": TOKEN})
    assert answer["idTokenInfo"]["groupIdToken"] == {"idToken": "FAMILY", "type": "Central"}
    assert not problems("v201", "AuthorizeResponse", answer)


async def test_a_row_of_the_journal_gives_the_same_report(platform: FakePlatform) -> None:
    await platform.tell("TransactionEvent", EVENT | {"idToken": TOKEN, "meterValue": [METER]})
    await platform.tell("TransactionEvent", EVENT | {"seqNo": "4", "meterValue": METER})
    await platform.tell("MeterValues", {"evseId": 2, "meterValue": [METER]})
    reports = [translate(entry) for entry in platform.sessions.entries]
    assert reports == platform.sessions.reports


@pytest.mark.parametrize("action", KEPT)
async def test_other_messages_are_kept_and_answered(platform: FakePlatform, action: str) -> None:
    assert not problems("v201", f"{action}Request", KEPT[action])
    answer = await platform.tell(action, KEPT[action])
    assert not problems("v201", f"{action}Response", answer)
    assert platform.stations.facts[0].action == action


def test_every_message_of_a_station_has_a_test_here() -> None:
    tested = {"Authorize", "BootNotification", "Heartbeat", "MeterValues", "StatusNotification"}
    tested |= {"TransactionEvent", *KEPT}
    assert tested == {name for name, action in v201.ACTIONS.items() if action.from_station}


async def test_a_station_not_accepted_is_heard_only_when_it_boots(platform: FakePlatform) -> None:
    platform.stations.registration = Registration.PENDING
    assert (await platform.tell("BootNotification", BOOT))["status"] == "Pending"
    for action, payload in (("Heartbeat", {}), ("TransactionEvent", EVENT)):
        assert (await platform.ask(action, payload))[2] == "SecurityError"
    assert len(platform.stations.notes) == 2
