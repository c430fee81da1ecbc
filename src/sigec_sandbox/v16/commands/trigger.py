"""Messages sent because the central system asks for them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.v16.commands import security

Send: TypeAlias = Callable[[], Awaitable[object]]


def trigger_message(station: Station, payload: Json) -> Reply:
    """Accept what the station can send now, then send it."""
    return _triggered(station, payload, _messages)


def extended_trigger_message(station: Station, payload: Json) -> Reply:
    """Do the same for the messages of the security extension."""
    return _triggered(station, payload, _extended_messages)


def _triggered(
    station: Station,
    payload: Json,
    messages: Callable[[Station, list[int]], Mapping[str, Send]],
) -> Reply:
    number = payload.get("connectorId")
    if number is not None and number not in {0, *station.connectors}:
        return Reply({"status": "Rejected"})
    numbers = [number] if number else list(station.connectors)
    send = messages(station, numbers).get(payload["requestedMessage"])
    if send is None:
        return Reply({"status": "NotImplemented"})
    return Reply({"status": "Accepted"}, send)


def _messages(station: Station, numbers: list[int]) -> Mapping[str, Send]:
    async def statuses() -> None:
        for each in numbers:
            await station.report_status(each)

    async def readings() -> None:
        for each in numbers:
            await station.take_sample(station.connectors[each], "Trigger")

    def status_of(action: str, status: str) -> Send:
        return lambda: station.call(action, {"status": status})

    uploading = {"UploadFailure": "UploadFailed"}.get(station.uploads.status)
    return {
        "BootNotification": lambda: station.dialect.send_boot("Triggered"),
        "DiagnosticsStatusNotification": status_of(
            "DiagnosticsStatusNotification", uploading or station.uploads.status
        ),
        "FirmwareStatusNotification": status_of(
            "FirmwareStatusNotification", _PLAIN.get(station.firmware.status, "Idle")
        ),
        "Heartbeat": station.heartbeat,
        "MeterValues": readings,
        "StatusNotification": statuses,
    }


def _extended_messages(station: Station, numbers: list[int]) -> Mapping[str, Send]:
    def status_of(action: str, status: str, request_id: int | None) -> Send:
        payload: Json = {"status": status}
        return lambda: station.call(
            action, payload if request_id is None else payload | {"requestId": request_id}
        )

    firmware, uploads = station.firmware, station.uploads
    plain = dict(_messages(station, numbers))
    del plain["DiagnosticsStatusNotification"]
    return plain | {
        "FirmwareStatusNotification": status_of(
            "SignedFirmwareStatusNotification", firmware.status, firmware.request_id
        ),
        "LogStatusNotification": status_of(
            "LogStatusNotification", uploads.status, uploads.request_id
        ),
        "SignChargePointCertificate": lambda: security.request_certificate(station),
    }


_PLAIN = {
    status: status
    for status in (
        "Downloading",
        "Downloaded",
        "DownloadFailed",
        "Installing",
        "InstallationFailed",
        "Installed",
    )
}
"""What FirmwareStatusNotification can say; the signed one says more."""
