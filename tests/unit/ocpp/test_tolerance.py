"""What real chargers send is understood if a person would understand it."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from sigec.ocpp.frames import ErrorCode
from sigec.ocpp.messages import v16, v201
from sigec.ocpp.router import Deviation, Refused, understand

START = {
    "connectorId": 1,
    "idTag": "A1",
    "meterStart": 100,
    "timestamp": "2026-03-01T10:00:00Z",
}
STATUS = {"connectorId": 1, "status": "Available", "errorCode": "NoError"}


def read(kind: type[Any], payload: dict[str, Any]) -> tuple[Any, frozenset[Deviation]]:
    return understand(kind, msgspec.json.encode(payload))


def refusal(kind: type[Any], payload: dict[str, Any]) -> ErrorCode:
    with pytest.raises(Refused) as caught:
        read(kind, payload)
    return caught.value.code


def test_what_the_schema_allows_is_no_deviation() -> None:
    start, found = read(v16.StartTransactionRequest, START)
    assert start == msgspec.convert(START, v16.StartTransactionRequest)
    assert not found


@pytest.mark.parametrize(
    ("field", "value", "read_as", "deviation"),
    [
        ("connectorId", " 1 ", 1, Deviation.NUMBER_AS_TEXT),
        ("connectorId", 1.0, 1, None),
        ("meterStart", 100.5, 101, Deviation.FRACTION),
        ("meterStart", "100.50", 101, Deviation.FRACTION),
        ("idTag", 1234, "1234", Deviation.TEXT_AS_NUMBER),
        ("idTag", "a\0b", "ab", Deviation.NUL_BYTE),
        ("idTag", "x" * 40, "x" * 40, Deviation.OVER_LONG),
        ("idTag", "", "", None),
        ("reservationId", None, None, Deviation.EMPTY_VALUE),
        ("reservationId", "", None, Deviation.EMPTY_VALUE),
        ("reservationId", "null", None, Deviation.EMPTY_VALUE),
        ("vendorKey", 1, None, Deviation.UNKNOWN_FIELD),
    ],
)
def test_values_are_normalised(
    field: str, value: Any, read_as: Any, deviation: Deviation | None
) -> None:
    start, found = read(v16.StartTransactionRequest, START | {field: value})
    name = {"connectorId": "connector_id", "meterStart": "meter_start", "idTag": "id_tag"}
    assert getattr(start, name.get(field, "reservation_id")) == read_as
    assert deviation is None or deviation in found


@pytest.mark.parametrize(
    ("text", "deviation"),
    [
        ("2026-03-01T10:00:00", Deviation.TIME_WITHOUT_ZONE),
        ("2026-03-01 10:00:00", Deviation.TIME_WITHOUT_ZONE),
        ("2026-03-01T12:00:00+02", Deviation.TIME_SPELLING),
        ("2026-3-1T10:00:00Z", Deviation.TIME_SPELLING),
        ("2026-03-01T10:00:00,000Z", Deviation.TIME_SPELLING),
        ("2026-03-01T10:00Z", Deviation.TIME_SPELLING),
    ],
)
def test_instants_are_read_as_stations_write_them(text: str, deviation: Deviation) -> None:
    start, found = read(v16.StartTransactionRequest, START | {"timestamp": text})
    assert start.timestamp == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert found == {deviation}


@pytest.mark.parametrize("empty", ["", "null", None])
def test_an_empty_instant_is_left_to_the_receipt(empty: str | None) -> None:
    start, _ = read(v16.StartTransactionRequest, START | {"timestamp": empty})
    assert start.timestamp is None


def test_a_single_meter_value_needs_no_list() -> None:
    value = {"timestamp": "2026-03-01T10:00:00Z", "sampledValue": {"value": 12.5}}
    values, found = read(v16.MeterValuesRequest, {"connectorId": 1, "meterValue": value})
    assert values.meter_value[0].sampled_value[0].value == "12.5"
    assert found == {Deviation.NOT_A_LIST, Deviation.TEXT_AS_NUMBER}


def test_unknown_values_that_only_describe_are_kept_as_text() -> None:
    status, found = read(v16.StatusNotificationRequest, STATUS | {"errorCode": "Error"})
    assert status.error_code == "Error"
    assert found == {Deviation.UNKNOWN_ENUM_VALUE}


def test_the_spelling_of_a_known_value_does_not_matter() -> None:
    status, _ = read(v16.StatusNotificationRequest, STATUS | {"status": "available"})
    assert status.status is v16.ChargePointStatus.AVAILABLE


def test_no_error_may_be_said_by_nothing() -> None:
    status, _ = read(v16.StatusNotificationRequest, STATUS | {"errorCode": None})
    assert status.error_code is None


def test_a_stop_without_its_register_is_worth_more_than_its_refusal() -> None:
    stop, found = read(v16.StopTransactionRequest, {"transactionId": 5})
    assert (stop.meter_stop, stop.timestamp) == (None, None)
    assert found == {Deviation.MISSING_FIELD}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"connectorId": "one"}, ErrorCode.TYPE_CONSTRAINT_VIOLATION),
        ({"connectorId": True}, ErrorCode.TYPE_CONSTRAINT_VIOLATION),
        ({"connectorId": {}}, ErrorCode.TYPE_CONSTRAINT_VIOLATION),
        ({"idTag": ["A1"]}, ErrorCode.TYPE_CONSTRAINT_VIOLATION),
        ({"timestamp": 17}, ErrorCode.TYPE_CONSTRAINT_VIOLATION),
        ({"timestamp": "yesterday"}, ErrorCode.PROPERTY_CONSTRAINT_VIOLATION),
        ({"meterStart": 2**70}, ErrorCode.PROPERTY_CONSTRAINT_VIOLATION),
    ],
)
def test_what_nobody_understands_is_refused(changes: dict[str, Any], code: ErrorCode) -> None:
    assert refusal(v16.StartTransactionRequest, START | changes) is code


@pytest.mark.parametrize("field", START)
def test_a_missing_field_violates_the_occurrence(field: str) -> None:
    payload = {key: value for key, value in START.items() if key != field}
    code = refusal(v16.StartTransactionRequest, payload)
    assert code is ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION


def test_a_value_that_decides_must_be_known() -> None:
    code = refusal(v16.StatusNotificationRequest, STATUS | {"status": "Sleeping"})
    assert code is ErrorCode.PROPERTY_CONSTRAINT_VIOLATION


def test_a_message_of_16_is_not_one_of_201() -> None:
    payload = {"chargePointModel": "M", "chargePointVendor": "V"}
    assert refusal(v201.BootNotificationRequest, payload) is ErrorCode.FORMAT_VIOLATION


def test_numbers_beyond_any_meter_are_refused() -> None:
    payload = b'{"transactionId":1,"meterStop":1e999}'
    with pytest.raises(Refused):
        understand(v16.StopTransactionRequest, payload)
