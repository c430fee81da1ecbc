from copy import deepcopy
from typing import Any

import pytest

from sigec_sandbox.stations.quirks import Quirk, bent

BOOT_16: dict[str, Any] = {
    "chargePointVendor": "Acme",
    "chargePointModel": "One",
    "chargePointSerialNumber": "7",
}
BOOT_2: dict[str, Any] = {
    "reason": "PowerUp",
    "chargingStation": {"vendorName": "Acme", "model": "One", "serialNumber": "7"},
}
METER: dict[str, Any] = {
    "connectorId": 1,
    "meterValue": [
        {
            "timestamp": "2026-01-05T12:00:00Z",
            "sampledValue": [
                {"value": "1000", "context": "Sample.Periodic", "unit": "Wh"},
                {"value": "7360", "measurand": "Power.Active.Import", "unit": "W"},
            ],
        }
    ],
}
STOP: dict[str, Any] = {"transactionId": 7, "meterStop": 1000, "idTag": "04AA"}


def one(quirk: Quirk, action: str, payload: dict[str, Any]) -> dict[str, Any]:
    return bent(action, payload, frozenset({quirk}))


@pytest.mark.parametrize("payload", [BOOT_16, BOOT_2, METER, STOP])
@pytest.mark.parametrize("quirk", list(Quirk))
def test_the_original_stays_as_it_is(quirk: Quirk, payload: dict[str, Any]) -> None:
    before = deepcopy(payload)
    for action in ("BootNotification", "MeterValues", "StopTransaction", "TransactionEvent"):
        one(quirk, action, payload)
    assert payload == before


def test_without_quirks_nothing_is_copied() -> None:
    assert bent("StopTransaction", STOP, frozenset()) is STOP


def test_numbers_are_texts() -> None:
    told = one(Quirk.NUMBERS_AS_TEXT, "StopTransaction", {**STOP, "flag": True, "list": [1.5]})
    assert told == {
        "transactionId": "7",
        "meterStop": "1000",
        "idTag": "04AA",
        "flag": True,
        "list": ["1.5"],
    }


def test_meter_values_are_odd() -> None:
    values = one(Quirk.SAMPLES_AS_NUMBERS, "MeterValues", METER)["meterValue"][0]["sampledValue"]
    assert values[0]["value"] == 1000.0
    assert one(Quirk.SINGLE_METER_VALUE, "MeterValues", METER)["meterValue"]["sampledValue"]
    both = frozenset({Quirk.SINGLE_METER_VALUE, Quirk.UNKNOWN_CONTEXT})
    single = bent("MeterValues", METER, both)["meterValue"]
    assert single["sampledValue"][0]["context"] == "Sample.Vendor"
    units = one(Quirk.WRONG_POWER_UNIT, "MeterValues", METER)["meterValue"][0]["sampledValue"]
    assert units[1]["unit"] == "Wh"
    phases = one(Quirk.PHASED_REGISTER, "MeterValues", METER)["meterValue"][0]["sampledValue"]
    assert [value.get("phase") for value in phases] == ["L1", None]
    assert one(Quirk.FRACTIONAL_REGISTERS, "StopTransaction", STOP)["meterStop"] == 1000.4


def test_a_power_unit_of_2x_is_wrong_too() -> None:
    sample = {"value": 1, "measurand": "Power.Active.Import", "unitOfMeasure": {"unit": "W"}}
    event = {"meterValue": [{"sampledValue": [sample]}]}
    told = one(Quirk.WRONG_POWER_UNIT, "TransactionEvent", event)
    assert told["meterValue"][0]["sampledValue"][0]["unitOfMeasure"] == {"unit": "Wh"}


@pytest.mark.parametrize(
    ("quirk", "action", "payload", "changed"),
    [
        (Quirk.EXTRA_FIELDS, "StopTransaction", STOP, {"connectorId": 1, "vendorState": "ok"}),
        (Quirk.NULLS, "StopTransaction", STOP, {"reason": None, "idTag": "04AA"}),
        (Quirk.EMPTY_TEXTS, "StopTransaction", STOP, {"reason": "", "idTag": "04AA"}),
        (Quirk.EMPTY_TOKEN, "StopTransaction", STOP, {"idTag": ""}),
        (Quirk.LONG_TOKEN, "StopTransaction", STOP, {"idTag": "04AA" + "F" * 20}),
        (Quirk.RESERVATION_ZERO, "StartTransaction", {}, {"reservationId": 0}),
        (Quirk.EMPTY_VENDOR, "BootNotification", BOOT_16, {"chargePointVendor": ""}),
        (Quirk.NUL_BYTES, "BootNotification", BOOT_16, {"chargePointModel": "On\0"}),
        (
            Quirk.UNSPELT_ERROR,
            "StatusNotification",
            {"errorCode": "GroundFailure"},
            {"errorCode": "Error"},
        ),
        (
            Quirk.UNSPELT_ERROR,
            "StatusNotification",
            {"errorCode": "NoError"},
            {"errorCode": "NoError"},
        ),
        (
            Quirk.NO_CONNECTOR_ID,
            "TransactionEvent",
            {"evse": {"id": 1, "connectorId": 1}},
            {"evse": {"id": 1}},
        ),
    ],
)
def test_fields_are_odd(
    quirk: Quirk, action: str, payload: dict[str, Any], changed: dict[str, Any]
) -> None:
    told = one(quirk, action, payload)
    assert {key: told[key] for key in changed} == changed


def test_devices_of_2x_are_odd_too() -> None:
    device = one(Quirk.EMPTY_VENDOR, "BootNotification", BOOT_2)["chargingStation"]
    assert device["vendorName"] == ""
    device = one(Quirk.LONG_FIELDS, "BootNotification", BOOT_2)["chargingStation"]
    assert len(device["serialNumber"]) == 33
    reasonless = one(Quirk.NO_TRIGGER_REASON, "TransactionEvent", {"triggerReason": "Trigger"})
    assert reasonless == {}
