"""Firmware updates and logs, from the first profile and from the security extension."""

from datetime import datetime

from sigec_sandbox.frames import Json
from sigec_sandbox.stations import maintenance
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.stores.certificates import read_chain
from sigec_sandbox.stations.stores.firmware import FirmwareOrder
from sigec_sandbox.stations.stores.uploads import Tell


def update_firmware(station: Station, payload: Json) -> Reply:
    """Fetch and install without a signature; the answer says nothing."""
    order = FirmwareOrder(
        location=payload["location"],
        retrieve_at=datetime.fromisoformat(payload["retrieveDate"]),
    )
    station.firmware.take(order)

    async def tell(status: str) -> None:
        await station.mention("FirmwareStatusNotification", {"status": status})

    return Reply({}, lambda: maintenance.update_firmware(station, order, tell, schedules=False))


def signed_update_firmware(station: Station, payload: Json) -> Reply:
    """Fetch, verify and install."""
    firmware, request_id = payload["firmware"], payload["requestId"]
    if not read_chain(firmware["signingCertificate"]):
        return Reply({"status": "InvalidCertificate"})
    install_at = firmware.get("installDateTime")
    order = FirmwareOrder(
        location=firmware["location"],
        retrieve_at=datetime.fromisoformat(firmware["retrieveDateTime"]),
        install_at=datetime.fromisoformat(install_at) if install_at else None,
        request_id=request_id,
        signed=True,
        signature=firmware["signature"],
        certificate=firmware["signingCertificate"],
    )
    replaced = station.firmware.take(order)

    async def tell(status: str) -> None:
        await station.mention(
            "SignedFirmwareStatusNotification", {"status": status, "requestId": request_id}
        )

    return Reply(
        {"status": "AcceptedCanceled" if replaced else "Accepted"},
        lambda: maintenance.update_firmware(station, order, tell, schedules=True),
    )


def get_diagnostics(station: Station, payload: Json) -> Reply:
    """Name the file and report its upload."""
    location = payload["location"]
    station.uploads.take(location)

    async def tell(status: str) -> None:
        await station.mention("DiagnosticsStatusNotification", {"status": status})

    name = f"{station.identity}-diagnostics.zip"[:255]
    return Reply(
        {"fileName": name},
        lambda: maintenance.upload_log(station, location, name, tell, failed="UploadFailed"),
    )


def get_log(station: Station, payload: Json) -> Reply:
    """Name the file and report its upload."""
    location, request_id = payload["log"]["remoteLocation"], payload["requestId"]
    replaced = station.uploads.take(location, request_id)
    tell = _log_teller(station, request_id)
    name = f"{station.identity}-{payload['logType']}.log"[:255]
    return Reply(
        {"status": "AcceptedCanceled" if replaced else "Accepted", "filename": name},
        lambda: maintenance.upload_log(station, location, name, tell, failed="UploadFailure"),
    )


def _log_teller(station: Station, request_id: int) -> Tell:
    async def tell(status: str) -> None:
        await station.mention("LogStatusNotification", {"status": status, "requestId": request_id})

    return tell
