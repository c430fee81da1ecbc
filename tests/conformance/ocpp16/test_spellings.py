"""What 1.6 stations write where their schema says otherwise."""

from typing import Any

import pytest

from tests.conformance.charger import Charger, Json
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16.words import BOOT, STATUS, meter, start, status, wh


@pytest.mark.parametrize(
    "boot",
    [
        {"chargePointVendor": "", "chargePointModel": ""},
        BOOT | {"chargePointSerialNumber": "S" * 33, "chargePointModel": "M" * 23},
        BOOT | {"firmwareVersion": None, "iccid": "null", "imsi": ""},
        BOOT | {"firmwareVersion": 12, "meterType": 1.5},
        BOOT | {"vendorKey": {"a": [1]}, "chargingStation": {}},
        {"chargePointVendor": "V\0", "chargePointModel": "M\0\0"},
        {"chargePointVendor": "Ä€🚗", "chargePointModel": "M"},
    ],
)
async def test_a_boot_is_accepted(grid: Grid, charger: Charger, boot: Json) -> None:
    assert (await charger.tell("BootNotification", boot))["status"] == "Accepted"
    station = await grid.station(charger)
    assert station["vendor"] == boot["chargePointVendor"].replace("\0", "")


@pytest.mark.parametrize(
    ("told", "stored"),
    [
        ({"errorCode": "Error"}, "OtherError"),
        ({"errorCode": ""}, None),
        ({"errorCode": "NO_ERROR"}, None),
        ({"errorCode": None}, None),
        ({"errorCode": "noerror"}, None),
        ({"errorCode": "GroundFailure", "status": "Faulted"}, "GroundFailure"),
        ({"errorCode": "Overheated"}, "Overheated"),
        ({"vendorErrorCode": 17, "info": None, "vendorId": ""}, None),
    ],
)
async def test_error_codes(grid: Grid, charger: Charger, told: Json, stored: str | None) -> None:
    await charger.tell("StatusNotification", STATUS | told)
    [connector] = await grid.connectors(charger)
    assert connector["error_code"] == stored


async def test_connector_0_is_the_station(grid: Grid, charger: Charger) -> None:
    await charger.tell("StatusNotification", status("Unavailable", connectorId=0))
    assert await grid.connectors(charger) == []
    assert (await grid.station(charger))["ocpp_status"] == "Unavailable"


SAMPLES: list[tuple[Any, int]] = [
    ({"value": 1500}, 500),
    ({"value": "1500"}, 500),
    ({"value": "1.5", "unit": "kWh"}, 500),
    ({"value": "1,5", "unit": "kWh"}, 500),
    ({"value": "1500", "measurand": "energy.active.import.register"}, 500),
    ({"value": "1500", "measurand": "", "unit": "", "context": "", "format": ""}, 500),
    ({"value": "1500", "measurand": None, "phase": None, "location": None}, 500),
    ({"value": "1500", "context": "Sample.Odd", "unit": "wh"}, 500),
    ({"value": "1500", "format": "Raw", "location": "Outlet", "vendor": 1}, 500),
]


@pytest.mark.parametrize(("sampled", "energy_wh"), SAMPLES)
async def test_a_register_sample(
    grid: Grid, charger: Charger, sampled: Any, energy_wh: int
) -> None:
    await charger.tell("StartTransaction", start())
    assert await charger.tell("MeterValues", meter(10, sampled)) == {}
    assert (await grid.session(charger))["energy_wh"] == energy_wh


@pytest.mark.parametrize(
    "sampled",
    [
        {"value": "50.01", "measurand": "Frequency", "unit": "Hz"},
        {"value": "31", "measurand": "Temperature", "unit": "Celcius"},
        {"value": "31", "measurand": "Temperature", "unit": "Celsius"},
        {"value": "7", "measurand": "Vendor.Measurand", "phase": "L7", "unit": "furlong"},
        {"value": "OCMF|{}", "format": "SignedData"},
        {"value": ""},
        {"value": "NaN"},
        {"value": "-"},
        {"value": "-5"},
        {"value": "1e400"},
    ],
)
async def test_a_sample_that_tells_no_register_spoils_nothing(
    grid: Grid, charger: Charger, sampled: Json
) -> None:
    await charger.tell("StartTransaction", start())
    assert await charger.tell("MeterValues", meter(10, wh(1500), sampled)) == {}
    assert (await grid.session(charger))["energy_wh"] == 500


async def test_a_meter_value_need_not_be_a_list(grid: Grid, charger: Charger) -> None:
    await charger.tell("StartTransaction", start())
    value = {"timestamp": start(9)["timestamp"], "sampledValue": wh(1500)}
    assert await charger.tell("MeterValues", {"connectorId": "1", "meterValue": value}) == {}
    assert (await grid.session(charger))["energy_wh"] == 500


async def test_power_is_shown_whatever_its_unit(grid: Grid, charger: Charger) -> None:
    await charger.tell("StartTransaction", start())
    for sampled, power_w in [
        ({"value": "7.4", "measurand": "Power.Active.Import", "unit": "kW"}, 7400),
        ({"value": "3000", "measurand": "Power.Active.Import", "unit": "Wh"}, 3000),
    ]:
        await charger.tell("MeterValues", meter(20_000 / power_w, sampled))
        assert (await grid.session(charger))["power_w"] == power_w


async def test_a_register_per_phase_is_summed(grid: Grid, charger: Charger) -> None:
    await charger.tell("StartTransaction", start(meterStart=3000))
    phases = [wh(value, phase=f"L{line}") for line, value in enumerate((1100, 1200, 1300), 1)]
    await charger.tell("MeterValues", meter(10, *phases))
    assert (await grid.session(charger))["energy_wh"] == 600


@pytest.mark.parametrize("vendor", ["anybody", ""])
async def test_an_unknown_vendor_is_a_result(charger: Charger, vendor: str) -> None:
    data = {"vendorId": vendor, "messageId": "m", "data": "x" * 10_000}
    assert await charger.tell("DataTransfer", data) == {"status": "UnknownVendorId"}


KEPT: list[tuple[str, Json, Json]] = [
    ("DiagnosticsStatusNotification", {"status": "Uploaded"}, {}),
    ("FirmwareStatusNotification", {"status": "Installed"}, {}),
    ("LogStatusNotification", {"status": "Uploaded", "requestId": 1}, {}),
    (
        "SecurityEventNotification",
        {"type": "StartupOfTheDevice", "timestamp": "2026-03-01T10:00:00Z"},
        {},
    ),
    ("SignedFirmwareStatusNotification", {"status": "Installed", "requestId": 1}, {}),
    ("SignCertificate", {"csr": "-----BEGIN"}, {"status": "Rejected"}),
]


@pytest.mark.parametrize(("action", "payload", "answer"), KEPT)
async def test_a_message_that_is_kept(
    grid: Grid, charger: Charger, action: str, payload: Json, answer: Json
) -> None:
    assert await charger.tell(action, payload) == answer
    station = await grid.station(charger)
    messages = (await grid.admin.get(f"/stations/{station['id']}/messages"))["items"]
    assert action in {message["action"] for message in messages}
