"""Firmware updates and uploads of logs, step by step."""

import pytest

from sigec_sandbox import ScriptClock
from sigec_sandbox.versions import STATIONS
from tests.integration.sandbox.central_system import CentralSystem, Payload
from tests.integration.sandbox.orders import FIRMWARE, LOG, NOON, ROOT

VERSIONS = ["1.6", "2.0.1", "2.1"]
SIGNED = {**FIRMWARE, "signingCertificate": ROOT, "signature": "c2ln"}


def statuses(central: CentralSystem, action: str) -> list[str]:
    return [payload["status"] for payload in central.of(action)]


async def test_a_plain_update_fetches_installs_and_boots(central: CentralSystem) -> None:
    async with STATIONS["1.6"](central.url, "CP-1", clock=ScriptClock(NOON)) as station:
        order = {"location": "ftp://host/fw-2.1.0.bin", "retrieveDate": "2026-01-05T11:00:00Z"}
        assert await central.ask("CP-1", "UpdateFirmware", order) == {}
        await station.settle()
    assert statuses(central, "FirmwareStatusNotification") == [
        "Downloading",
        "Downloaded",
        "Installing",
        "Installed",
    ]
    boots = central.of("BootNotification")
    assert [boot["firmwareVersion"] for boot in boots] == ["1.0.0", "2.1.0"]


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_signed_update_is_verified_first(central: CentralSystem, version: str) -> None:
    action = "SignedUpdateFirmware" if version == "1.6" else "UpdateFirmware"
    notice = (
        "SignedFirmwareStatusNotification" if version == "1.6" else "FirmwareStatusNotification"
    )
    async with STATIONS[version](central.url, "CP-1", clock=ScriptClock(NOON)) as station:
        order: Payload = {"requestId": 9, "firmware": SIGNED}
        assert await central.ask("CP-1", action, order) == {"status": "Accepted"}
        await station.settle()
    assert statuses(central, notice) == [
        "DownloadScheduled",
        "Downloading",
        "Downloaded",
        "SignatureVerified",
        "Installing",
        "InstallRebooting",
        "Installed",
    ]
    assert {payload["requestId"] for payload in central.of(notice)} == {9}
    assert central.of("SecurityEventNotification")[0]["type"] == "FirmwareUpdated"


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("missing.bin", "DownloadFailed"),
        ("forged.bin", "InvalidSignature"),
        ("broken.bin", "InstallationFailed"),
    ],
)
async def test_an_update_can_fail_at_each_step(
    central: CentralSystem, name: str, last: str
) -> None:
    async with STATIONS["2.0.1"](central.url, "CP-1", clock=ScriptClock(NOON)) as station:
        firmware = {**SIGNED, "location": f"ftp://host/{name}"}
        await central.ask("CP-1", "UpdateFirmware", {"requestId": 1, "firmware": firmware})
        await station.settle()
        assert station.spec.firmware_version == "1.0.0"
    assert statuses(central, "FirmwareStatusNotification")[-1] == last
    assert len(central.of("BootNotification")) == 1


async def test_a_certificate_that_is_none_is_refused(central: CentralSystem) -> None:
    async with STATIONS["2.1"](central.url, "CP-1", clock=ScriptClock(NOON)):
        firmware = {**SIGNED, "signingCertificate": "none"}
        order: Payload = {"requestId": 1, "firmware": firmware}
        answer = await central.ask("CP-1", "UpdateFirmware", order)
        assert answer == {"status": "InvalidCertificate"}


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_log_is_uploaded(central: CentralSystem, version: str) -> None:
    async with STATIONS[version](central.url, "CP-1", clock=ScriptClock(NOON)) as station:
        order: Payload = {"logType": "SecurityLog", "requestId": 3, "log": LOG}
        answer = await central.ask("CP-1", "GetLog", order)
        await station.settle()
        missing = {**order, "log": {"remoteLocation": "sftp://host/missing"}}
        await central.ask("CP-1", "GetLog", missing)
        await station.settle()
    assert answer == {"status": "Accepted", "filename": "CP-1-SecurityLog.log"}
    assert statuses(central, "LogStatusNotification") == [
        "Uploading",
        "Uploaded",
        "Uploading",
        "UploadFailure",
    ]


async def test_diagnostics_are_uploaded(central: CentralSystem) -> None:
    async with STATIONS["1.6"](central.url, "CP-1", clock=ScriptClock(NOON)) as station:
        answer = await central.ask("CP-1", "GetDiagnostics", {"location": "ftp://host/missing"})
        await station.settle()
    assert answer == {"fileName": "CP-1-diagnostics.zip"}
    assert statuses(central, "DiagnosticsStatusNotification") == ["Uploading", "UploadFailed"]


async def test_a_published_firmware_is_unpublished_once(central: CentralSystem) -> None:
    async with STATIONS["2.0.1"](central.url, "CP-1", clock=ScriptClock(NOON)) as station:
        order = {"location": "sftp://host/fw", "checksum": "ab", "requestId": 1}
        await central.ask("CP-1", "PublishFirmware", order)
        await station.settle()
        for expected in ("Unpublished", "NoFirmware"):
            answer = await central.ask("CP-1", "UnpublishFirmware", {"checksum": "ab"})
            assert answer == {"status": expected}
        missing = {**order, "location": "sftp://host/missing"}
        await central.ask("CP-1", "PublishFirmware", missing)
        await station.settle()
    published = central.of("PublishFirmwareStatusNotification")
    assert published[3]["location"] == ["http://CP-1.local/firmware/ab"]
    assert published[-1]["status"] == "DownloadFailed"


async def test_one_evse_is_reset_without_the_other(central: CentralSystem) -> None:
    async with STATIONS["2.0.1"](central.url, "CP-1", clock=ScriptClock(NOON)) as station:
        await station.plug()
        await station.tap("AA")
        reset: Payload = {"type": "OnIdle", "evseId": 1}
        assert await central.ask("CP-1", "Reset", reset) == {"status": "Scheduled"}
        reset = {"type": "Immediate", "evseId": 1}
        assert await central.ask("CP-1", "Reset", reset) == {"status": "Accepted"}
        await station.settle()
        unknown = await central.ask("CP-1", "Reset", {**reset, "evseId": 7})
        assert unknown["status"] == "Rejected"
        await station.unplug()
    ended = central.of("TransactionEvent")[-1]
    assert ended["transactionInfo"]["stoppedReason"] == "ImmediateReset"
    words = [status["connectorStatus"] for status in central.of("StatusNotification")]
    assert words == ["Available", "Occupied", "Unavailable", "Occupied", "Available"]
    assert len(central.of("BootNotification")) == 1


async def test_an_evse_that_is_busy_is_reset_later(central: CentralSystem) -> None:
    async with STATIONS["2.0.1"](central.url, "CP-1", clock=ScriptClock(NOON)) as station:
        await station.plug()
        await station.tap("AA")
        await central.ask("CP-1", "Reset", {"type": "OnIdle", "evseId": 1})
        await station.stop()
        await station.unplug()
        await station.wait(minutes=1)
    words = [status["connectorStatus"] for status in central.of("StatusNotification")]
    assert words == ["Available", "Occupied", "Available", "Unavailable", "Available"]


async def test_a_reset_can_resume(central: CentralSystem) -> None:
    async with STATIONS["2.1"](central.url, "CP-1", clock=ScriptClock(NOON)) as station:
        await station.plug()
        await station.tap("AA")
        await central.ask("CP-1", "Reset", {"type": "ImmediateAndResume"})
        await station.settle()
        assert station.transaction().charging_state == "Charging"
    assert len(central.of("BootNotification")) == 2
