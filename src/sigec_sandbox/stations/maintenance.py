"""Firmware updates and signed certificates, for every version."""

from dataclasses import replace

from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.stores.firmware import FirmwareOrder
from sigec_sandbox.stations.stores.uploads import Parcel, Tell


async def update_firmware(
    station: Station, order: FirmwareOrder, tell: Tell, *, schedules: bool
) -> None:
    """Fetch and install a firmware, restart, and report every step.

    With `schedules` the version has words for what waits and what reboots.
    """
    firmware = station.firmware
    if not await firmware.update(order, station.clock, tell, schedules=schedules):
        if firmware.status == "InvalidSignature":
            await tell_security_event(station, "InvalidFirmwareSignature")
        return
    if schedules:
        await firmware.report("InstallRebooting", tell)
    station.spec = replace(station.spec, firmware_version=order.version)
    await station.restart("Reboot", boot_reason="FirmwareUpdate")
    await firmware.finish(tell)
    if schedules:
        await tell_security_event(station, "FirmwareUpdated")


async def upload_log(
    station: Station, location: str, name: str, tell: Tell, *, failed: str
) -> None:
    """Bring a log that tells what the station is and when it was asked."""
    spec = station.spec
    about = f"{spec.vendor} {spec.model} {spec.firmware_version}"
    parcel = Parcel(
        location=location,
        name=name,
        content=f"{about}\n{station.stamp()} log asked for\n".encode(),
        manner=spec.upload_manner,
    )
    await station.uploads.upload(parcel, station.clock, tell, failed=failed)


async def tell_security_event(station: Station, kind: str) -> None:
    """Report something that concerns security."""
    await station.mention("SecurityEventNotification", {"type": kind, "timestamp": station.stamp()})


def accept_certificate(station: Station, purpose: str, chain: str) -> str:
    """Take a signed certificate; return `Accepted` or `Rejected`.

    The connection that stands keeps the old one; the next shows the new one.
    """
    if not station.certificates.accept(purpose, chain, station.clock.now()):
        return "Rejected"
    if station.endpoint.tls is not None:
        station.certificates.load_into(station.endpoint.tls, purpose)
    return "Accepted"
