"""Everything that a station can say is valid; `central` checks each frame against its schema."""

import pytest

from sigec_sandbox import Metering, ScriptClock, StationSpec
from sigec_sandbox.metering import CURRENT_OFFERED, EVERYTHING, INTERVAL
from sigec_sandbox.stations.spec import outlets
from sigec_sandbox.versions import STATIONS
from tests.integration.sandbox.central_system import CentralSystem, Payload
from tests.integration.sandbox.orders import FIRMWARE, LOG, NOON, ORDERS, POWER, TOKEN, profile2

TALKATIVE = Metering(
    measurands=(*EVERYTHING, INTERVAL, CURRENT_OFFERED), per_phase=True, transaction_data=True
)
VARIANTS = [
    Metering(),
    TALKATIVE,
    Metering(energy_unit="kWh"),
    Metering(measurands=("Energy.Active.Import.Register",), measurand_named=False),
]

SAID_16 = {
    "Authorize",
    "BootNotification",
    "DiagnosticsStatusNotification",
    "FirmwareStatusNotification",
    "Heartbeat",
    "LogStatusNotification",
    "MeterValues",
    "SecurityEventNotification",
    "SignCertificate",
    "SignedFirmwareStatusNotification",
    "StartTransaction",
    "StatusNotification",
    "StopTransaction",
}
SAID_201 = {
    "Authorize",
    "BootNotification",
    "FirmwareStatusNotification",
    "Heartbeat",
    "LogStatusNotification",
    "MeterValues",
    "NotifyCustomerInformation",
    "NotifyDisplayMessages",
    "NotifyEvent",
    "NotifyMonitoringReport",
    "NotifyReport",
    "PublishFirmwareStatusNotification",
    "ReportChargingProfiles",
    "ReservationStatusUpdate",
    "SecurityEventNotification",
    "SignCertificate",
    "StatusNotification",
    "TransactionEvent",
}
SAID_21 = SAID_201 | {
    "BatterySwap",
    "ClosePeriodicEventStream",
    "NotifyPeriodicEventStream",
    "OpenPeriodicEventStream",
    "ReportDERControl",
}
SAID = {"1.6": SAID_16, "2.0.1": SAID_201, "2.1": SAID_21}


@pytest.mark.parametrize("metering", VARIANTS)
@pytest.mark.parametrize("version", sorted(SAID))
async def test_a_whole_life_is_valid(
    central: CentralSystem, version: str, metering: Metering
) -> None:
    spec = StationSpec(
        outlets=outlets(2, phases=3),
        metering=metering,
        repeats_evse=True,
        announces_station=True,
        swaps_batteries=True,
    )
    clock = ScriptClock(NOON)
    async with STATIONS[version](central.url, "CP-1", spec=spec, clock=clock) as one:
        await one.heartbeat()
        await one.sample()
        await one.plug()
        await one.tap("04A1B2C3")
        await one.charge(4_321, minutes=7)
        await one.fail(2)
        await one.repair(2)
        await one.reboot(resumes=True)
        await one.stop(token="04A1B2C3")
        await one.unplug()
        for command, payload in _commands(version):
            await central.ask("CP-1", command, payload)
            await one.settle()
            await one.wait(minutes=5)
    assert set(central.actions) == SAID[version]


def _commands(version: str) -> list[tuple[str, Payload]]:
    if version == "1.6":
        return [
            ("TriggerMessage", {"requestedMessage": "DiagnosticsStatusNotification"}),
            ("TriggerMessage", {"requestedMessage": "FirmwareStatusNotification"}),
            ("ExtendedTriggerMessage", {"requestedMessage": "SignChargePointCertificate"}),
            ("ExtendedTriggerMessage", {"requestedMessage": "LogStatusNotification"}),
            ("ExtendedTriggerMessage", {"requestedMessage": "FirmwareStatusNotification"}),
            ("SignedUpdateFirmware", ORDERS["1.6"]["SignedUpdateFirmware"]),
        ]
    common: list[tuple[str, Payload]] = [
        ("TriggerMessage", {"requestedMessage": "SignChargingStationCertificate"}),
        ("TriggerMessage", {"requestedMessage": "PublishFirmwareStatusNotification"}),
        ("GetLog", {"logType": "DiagnosticsLog", "requestId": 3, "log": LOG}),
        ("UpdateFirmware", {"requestId": 4, "firmware": FIRMWARE}),
        ("SetDisplayMessage", ORDERS["2.1"]["SetDisplayMessage"]),
        ("GetDisplayMessages", {"requestId": 5}),
        ("CustomerInformation", ORDERS["2.1"]["CustomerInformation"]),
        ("GetBaseReport", {"requestId": 1, "reportBase": "FullInventory"}),
        ("SetChargingProfile", {"evseId": 0, "chargingProfile": profile2()}),
        ("GetChargingProfiles", {"requestId": 2, "chargingProfile": {}}),
        ("SetVariableMonitoring", ORDERS["2.1"]["SetVariableMonitoring"]),
        ("GetMonitoringReport", {"requestId": 6}),
        ("ReserveNow", {"id": 1, "expiryDateTime": "2026-01-05T12:00:00Z", "idToken": TOKEN}),
    ]
    if version == "2.0.1":
        return common
    streamed: Payload = {**POWER, "type": "Periodic", "value": 60, "severity": 4}
    return [
        *common,
        ("SetDERControl", ORDERS["2.1"]["SetDERControl"]),
        ("GetDERControl", {"requestId": 7}),
        ("RequestBatterySwap", ORDERS["2.1"]["RequestBatterySwap"]),
        (
            "SetVariableMonitoring",
            {"setMonitoringData": [{**streamed, "periodicEventStream": {"interval": 60}}]},
        ),
        ("ClearVariableMonitoring", {"id": [2]}),
    ]
