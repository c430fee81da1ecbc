"""Firmware for the station itself and for others, and logs."""

from datetime import datetime

from sigec_sandbox.frames import Json
from sigec_sandbox.stations import maintenance
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.stores.certificates import read_chain
from sigec_sandbox.stations.stores.firmware import FirmwareOrder
from sigec_sandbox.stations.stores.transfers import fetch, is_http
from sigec_sandbox.stations.stores.uploads import Tell


def update_firmware(station: Station, payload: Json) -> Reply:
    """Fetch, verify when it is signed, and install."""
    firmware, request_id = payload["firmware"], payload["requestId"]
    certificate, install_at = firmware.get("signingCertificate"), firmware.get("installDateTime")
    if certificate is not None and not read_chain(certificate):
        return Reply({"status": "InvalidCertificate"})
    order = FirmwareOrder(
        location=firmware["location"],
        retrieve_at=datetime.fromisoformat(firmware["retrieveDateTime"]),
        install_at=datetime.fromisoformat(install_at) if install_at else None,
        request_id=request_id,
        signed="signature" in firmware,
        signature=firmware.get("signature"),
        certificate=certificate,
    )
    replaced = station.firmware.take(order)
    tell = _teller(station, "FirmwareStatusNotification", request_id)
    return Reply(
        {"status": "AcceptedCanceled" if replaced else "Accepted"},
        lambda: maintenance.update_firmware(station, order, tell, schedules=True),
    )


def publish_firmware(station: Station, payload: Json) -> Reply:
    """Fetch a firmware and offer it to other stations."""
    location, request_id = payload["location"], payload["requestId"]
    tell = _teller(station, "PublishFirmwareStatusNotification", request_id)

    async def publish() -> None:
        await tell("Downloading")
        fetched = await fetch(location) if is_http(location) else None
        if "missing" in location or (fetched is None and is_http(location)):
            await tell("DownloadFailed")
            return
        await tell("Downloaded")
        if fetched is not None and fetched.md5 != payload["checksum"].lower():
            await tell("InvalidChecksum")
            return
        await tell("ChecksumVerified")
        station.published[payload["checksum"]] = location
        served = f"http://{station.identity}.local/firmware/{payload['checksum']}"
        await station.mention(
            "PublishFirmwareStatusNotification",
            {"status": "Published", "requestId": request_id, "location": [served]},
        )

    return Reply({"status": "Accepted"}, publish)


def unpublish_firmware(station: Station, payload: Json) -> Reply:
    """Stop offering a firmware."""
    known = station.published.pop(payload["checksum"], None) is not None
    return Reply({"status": "Unpublished" if known else "NoFirmware"})


def get_log(station: Station, payload: Json) -> Reply:
    """Name the file and report its upload."""
    location, request_id = payload["log"]["remoteLocation"], payload["requestId"]
    replaced = station.uploads.take(location, request_id)
    tell = _teller(station, "LogStatusNotification", request_id)
    name = f"{station.identity}-{payload['logType']}.log"[:255]
    return Reply(
        {"status": "AcceptedCanceled" if replaced else "Accepted", "filename": name},
        lambda: maintenance.upload_log(station, location, name, tell, failed="UploadFailure"),
    )


def _teller(station: Station, action: str, request_id: int) -> Tell:
    async def tell(status: str) -> None:
        await station.mention(action, {"status": status, "requestId": request_id})

    return tell
