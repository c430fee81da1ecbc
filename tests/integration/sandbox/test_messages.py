"""Everything that a station can say is valid; `central` checks each frame against its schema."""

import pytest

from sigec_sandbox import Metering, ScriptClock, Station, Station16, Station201, StationSpec
from sigec_sandbox.metering import CURRENT_OFFERED, EVERYTHING, INTERVAL
from sigec_sandbox.stations.spec import outlets
from tests.integration.sandbox.central_system import CentralSystem, Payload

TALKATIVE = Metering(
    measurands=(*EVERYTHING, INTERVAL, CURRENT_OFFERED), per_phase=True, transaction_data=True
)
VARIANTS = [
    Metering(),
    TALKATIVE,
    Metering(energy_unit="kWh"),
    Metering(measurands=("Energy.Active.Import.Register",), measurand_named=False),
]

SAID: dict[type[Station], set[str]] = {
    Station16: {
        "Authorize",
        "BootNotification",
        "DiagnosticsStatusNotification",
        "FirmwareStatusNotification",
        "Heartbeat",
        "MeterValues",
        "StartTransaction",
        "StatusNotification",
        "StopTransaction",
    },
    Station201: {
        "Authorize",
        "BootNotification",
        "FirmwareStatusNotification",
        "Heartbeat",
        "LogStatusNotification",
        "MeterValues",
        "NotifyEvent",
        "NotifyReport",
        "ReportChargingProfiles",
        "ReservationStatusUpdate",
        "StatusNotification",
        "TransactionEvent",
    },
}


@pytest.mark.parametrize("metering", VARIANTS)
@pytest.mark.parametrize("version", [Station16, Station201])
async def test_a_whole_life_is_valid(
    central: CentralSystem, version: type[Station], metering: Metering
) -> None:
    spec = StationSpec(outlets=outlets(2, phases=3), metering=metering, repeats_evse=True)
    async with version(central.url, "CP-1", spec=spec, clock=ScriptClock()) as one:
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
        await one.wait(minutes=10)
    assert set(central.actions) == SAID[version]


def _commands(version: type[Station]) -> list[tuple[str, Payload]]:
    if version is Station16:
        return [
            ("TriggerMessage", {"requestedMessage": message})
            for message in ("DiagnosticsStatusNotification", "FirmwareStatusNotification")
        ]
    profile = {
        "id": 1,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Absolute",
        "chargingSchedule": [
            {
                "id": 1,
                "chargingRateUnit": "W",
                "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 11000}],
            }
        ],
    }
    token = {"idToken": "VIP", "type": "Central"}
    return [
        ("TriggerMessage", {"requestedMessage": "LogStatusNotification"}),
        ("TriggerMessage", {"requestedMessage": "FirmwareStatusNotification"}),
        ("GetBaseReport", {"requestId": 1, "reportBase": "FullInventory"}),
        ("SetChargingProfile", {"evseId": 0, "chargingProfile": profile}),
        ("GetChargingProfiles", {"requestId": 2, "chargingProfile": {}}),
        ("ReserveNow", {"id": 1, "expiryDateTime": "2026-01-01T00:00:00Z", "idToken": token}),
    ]
