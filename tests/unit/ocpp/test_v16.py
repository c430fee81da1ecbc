"""What 1.6 stations say and are answered, handler by handler."""

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from sigec.drivers.model import AuthorizationStatus, IdTokenKind, TokenInfo, TokenRef
from sigec.ocpp.frames import OcppVersion
from sigec.ocpp.messages import v16
from sigec.ocpp.v16.translate import translate
from sigec.sessions.model import Flag, ReportKind
from sigec.stations.model import ConnectorStatus, Deviation, Registration
from tests.unit.ocpp.platform import NOW, FakePlatform
from tests.unit.ocpp.schema import problems

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
BOOT = {"chargePointVendor": "", "chargePointModel": "M", "firmwareVersion": "1.2"}
START = {"connectorId": 2, "idTag": "A1", "meterStart": 1000, "timestamp": "2026-03-01T09:30:00Z"}
STOP = {"transactionId": 7, "meterStop": 2500, "timestamp": "2026-03-01T09:30:00Z"}
STATUS = {"connectorId": 2, "status": "Charging", "errorCode": "NoError"}
SAMPLE = {
    "timestamp": "2026-03-01T09:30:00Z",
    "sampledValue": [
        {"value": "6.1", "unit": "kWh"},
        {"value": "7400", "measurand": "Power.Active.Import", "unit": "W"},
    ],
}
KEPT: dict[str, dict[str, Any]] = {
    "DataTransfer": {"vendorId": "V"},
    "DiagnosticsStatusNotification": {"status": "Idle"},
    "FirmwareStatusNotification": {"status": "Idle"},
    "LogStatusNotification": {"status": "Idle"},
    "SecurityEventNotification": {"type": "T", "timestamp": "2026-03-01T09:30:00Z"},
    "SignCertificate": {"csr": "CSR"},
    "SignedFirmwareStatusNotification": {"status": "Idle"},
}


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform(OcppVersion.V16)


async def test_a_boot_is_stored_and_told_the_time_in_whole_seconds(platform: FakePlatform) -> None:
    answer = await platform.tell("BootNotification", BOOT)
    expected = {"status": "Accepted", "currentTime": "2026-03-01T10:00:00Z", "interval": 300}
    assert answer == expected
    [boot] = platform.stations.boots
    assert (boot.vendor, boot.model, boot.firmware_version) == ("", "M", "1.2")


async def test_a_heartbeat_stores_nothing(platform: FakePlatform) -> None:
    answer = await platform.tell("Heartbeat", {})
    assert answer == {"currentTime": "2026-03-01T10:00:00Z"}
    assert not platform.stations.facts


async def test_a_status_is_of_a_connector_or_of_the_station(platform: FakePlatform) -> None:
    await platform.tell("StatusNotification", STATUS)
    await platform.tell("StatusNotification", STATUS | {"connectorId": 0, "errorCode": "Error"})
    of_connector, of_station = platform.stations.statuses
    assert (of_connector.evse, of_connector.connector) == (2, 2)
    assert of_connector.status is ConnectorStatus.CHARGING
    assert (of_station.evse, of_station.connector) == (None, None)
    assert of_station.error_code == "Error"


@pytest.mark.parametrize("timestamp", ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00+02:00", ""])
async def test_an_impossible_instant_is_none(platform: FakePlatform, timestamp: str) -> None:
    await platform.tell("StatusNotification", STATUS | {"timestamp": timestamp})
    assert platform.stations.statuses[0].at is None


@pytest.mark.parametrize("connector", [-1, 40_000])
async def test_a_connector_that_cannot_be_is_refused(
    platform: FakePlatform, connector: int
) -> None:
    answer = await platform.ask("StatusNotification", STATUS | {"connectorId": connector})
    assert answer[2] == "PropertyConstraintViolation"


async def test_a_start_gets_a_number_and_a_decision(platform: FakePlatform) -> None:
    answer = await platform.tell("StartTransaction", START | {"reservationId": 0})
    assert answer == {"transactionId": 7, "idTagInfo": {"status": "Accepted"}}
    report = platform.report
    assert report.kind is ReportKind.STARTED
    assert (report.at, report.received_at) == (AT, NOW)
    assert (report.evse, report.connector) == (2, 2)
    assert report.id_token == TokenRef(value="A1", kind=IdTokenKind.ISO14443)
    assert (report.register_wh, report.external_id, report.reservation_id) == (1000, None, None)


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        (AuthorizationStatus.BLOCKED, "Blocked"),
        (AuthorizationStatus.CONCURRENT_TX, "ConcurrentTx"),
        (AuthorizationStatus.NO_CREDIT, "Invalid"),
        (AuthorizationStatus.UNKNOWN, "Invalid"),
    ],
)
async def test_a_refused_start_gets_its_number_all_the_same(
    platform: FakePlatform, decided: AuthorizationStatus, told: str
) -> None:
    platform.sessions.decision = TokenInfo(status=decided)
    answer = await platform.tell("StartTransaction", START)
    assert answer == {"transactionId": 7, "idTagInfo": {"status": told}}


async def test_an_empty_tag_is_free_vending(platform: FakePlatform) -> None:
    await platform.tell("StartTransaction", START | {"idTag": ""})
    assert platform.report.id_token == TokenRef(value="", kind=IdTokenKind.NO_AUTHORIZATION)


async def test_a_group_and_an_expiry_are_told(platform: FakePlatform) -> None:
    group = TokenRef(value="FAMILY", kind=IdTokenKind.CENTRAL)
    platform.sessions.decision = TokenInfo(
        status=AuthorizationStatus.ACCEPTED, expires_at=NOW, group=group
    )
    answer = await platform.tell("Authorize", {"idTag": "A1"})
    info = {"status": "Accepted", "parentIdTag": "FAMILY", "expiryDate": "2026-03-01T10:00:00Z"}
    assert answer == {"idTagInfo": info}
    assert not problems("v16", "AuthorizeResponse", answer)
    assert platform.sessions.shown[0].answer is not None


async def test_a_stop_is_acknowledged_with_what_was_decided_of_its_tag(
    platform: FakePlatform,
) -> None:
    assert await platform.tell("StopTransaction", STOP) == {}
    answer = await platform.tell("StopTransaction", STOP | {"idTag": "A1", "reason": "Remote"})
    assert answer == {"idTagInfo": {"status": "Accepted"}}
    report = platform.report
    assert (report.kind, report.external_id) == (ReportKind.ENDED, "7")
    assert (report.register_wh, report.stop_reason) == (2500, "Remote")


@pytest.mark.parametrize("transaction_id", [0, -1, 2**63 - 1])
async def test_ids_that_we_never_gave_are_none(platform: FakePlatform, transaction_id: int) -> None:
    assert await platform.tell("StopTransaction", STOP | {"transactionId": transaction_id}) == {}
    assert platform.report.external_id is None
    values = {"connectorId": 1, "transactionId": transaction_id, "meterValue": [SAMPLE]}
    assert await platform.tell("MeterValues", values) == {}
    assert platform.report.external_id is None


async def test_a_stop_may_lack_its_register_and_its_time(platform: FakePlatform) -> None:
    assert await platform.tell("StopTransaction", {"transactionId": 7, "reason": "Odd"}) == {}
    report = platform.report
    assert (report.register_wh, report.at, report.stop_reason) == (None, None, "Odd")
    assert report.happened_at == NOW
    assert report.is_time_assumed


async def test_a_stop_may_carry_the_whole_curve(platform: FakePlatform) -> None:
    await platform.tell("StopTransaction", STOP | {"transactionData": [SAMPLE]})
    [sample] = platform.report.samples
    assert (sample.energy_wh, sample.power_w) == (6_100, 7_400)


async def test_meter_values_carry_the_last_of_their_instants(platform: FakePlatform) -> None:
    later = SAMPLE | {"timestamp": "2026-03-01T09:45:00+00:00"}
    values = {"connectorId": 1, "transactionId": 7, "meterValue": [later, SAMPLE]}
    assert await platform.tell("MeterValues", values) == {}
    report = platform.report
    assert (report.kind, report.external_id, report.evse) == (ReportKind.UPDATED, "7", 1)
    assert report.at == datetime(2026, 3, 1, 9, 45, tzinfo=UTC)
    assert [sample.energy_wh for sample in report.samples] == [6_100, 6_100]


async def test_signed_values_are_left_to_others(platform: FakePlatform) -> None:
    signed = {"value": "AAEC", "format": "SignedData"}
    sample = SAMPLE | {"sampledValue": [signed, {"value": "5"}]}
    await platform.tell("MeterValues", {"connectorId": 1, "meterValue": [sample]})
    assert not platform.report.samples[0].flags


async def test_how_a_message_was_written_is_remarked(platform: FakePlatform) -> None:
    odd = START | {"meterStart": 10.5, "timestamp": "2026-03-01T09:30:00"}
    await platform.tell("StartTransaction", odd)
    assert platform.report.flags == {Flag.ZONE_ASSUMED, Flag.REGISTER_ROUNDED}
    assert (platform.report.register_wh, platform.report.at) == (11, AT)


async def test_a_row_of_the_journal_gives_the_same_report(platform: FakePlatform) -> None:
    await platform.tell("StartTransaction", START | {"meterStart": "1000.5"})
    await platform.tell("StopTransaction", STOP | {"transactionData": [SAMPLE]})
    await platform.tell("MeterValues", {"connectorId": 2, "meterValue": SAMPLE})
    reports = [translate(entry) for entry in platform.sessions.entries]
    assert reports == platform.sessions.reports


async def test_rows_that_report_no_charge_are_passed_over(platform: FakePlatform) -> None:
    await platform.tell("StartTransaction", START)
    [entry] = platform.sessions.entries
    refused = '[4,"m","InternalError","",{}]'
    others = (
        replace(entry, action="Heartbeat"),
        replace(entry, direction="out"),
        replace(entry, answer=refused),
        replace(entry, request='{"connectorId":"x"}'),
    )
    assert [translate(other) for other in others] == [None] * len(others)


@pytest.mark.parametrize("action", KEPT)
async def test_other_messages_are_kept_and_answered(platform: FakePlatform, action: str) -> None:
    answer = await platform.tell(action, KEPT[action])
    assert not problems("v16", f"{action}Response", answer)
    assert platform.stations.facts[0].action == action


def test_every_message_of_a_station_has_a_test_here() -> None:
    tested = {"Authorize", "BootNotification", "Heartbeat", "MeterValues", "StatusNotification"}
    tested |= {"StartTransaction", "StopTransaction", *KEPT}
    assert tested == {name for name, action in v16.ACTIONS.items() if action.from_station}


async def test_an_unknown_vendor_is_a_result(platform: FakePlatform) -> None:
    answer = await platform.tell("DataTransfer", {"vendorId": "V"})
    assert answer == {"status": "UnknownVendorId"}


@pytest.mark.parametrize("registration", [Registration.PENDING, Registration.REJECTED])
async def test_a_station_not_accepted_is_heard_only_where_a_charge_is_at_stake(
    platform: FakePlatform, registration: Registration
) -> None:
    platform.stations.registration = registration
    boot = await platform.tell("BootNotification", BOOT)
    assert boot["status"] == registration.value.capitalize()
    assert (await platform.tell("StartTransaction", START))["transactionId"] == 7
    assert await platform.tell("StopTransaction", STOP) == {}
    for action, payload in (("Heartbeat", {}), ("StatusNotification", STATUS)):
        assert (await platform.ask(action, payload))[2] == "SecurityError"
    assert [note.action for note in platform.stations.notes] == ["Heartbeat", "StatusNotification"]


async def test_how_a_message_leaves_the_schema_is_counted(platform: FakePlatform) -> None:
    await platform.tell("Heartbeat", {})
    assert platform.stations.deviations == set()

    await platform.tell(
        "StatusNotification",
        {"connectorId": "1", "errorCode": "NoError", "status": "available", "colour": "red"},
    )
    assert platform.stations.deviations == {
        Deviation.NUMBER_AS_TEXT,
        Deviation.ENUM_SPELLING,
        Deviation.UNKNOWN_FIELD,
    }
