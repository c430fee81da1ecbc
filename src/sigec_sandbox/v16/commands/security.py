"""Certificates, from the security extension."""

from sigec_sandbox.frames import Json
from sigec_sandbox.stations import maintenance
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.stores.certificates import hash_data_of

PURPOSE = "ChargingStationCertificate"
"""1.6 knows one kind of certificate of the station's own."""


def certificate_signed(station: Station, payload: Json) -> Reply:
    """Take the certificate for the key that waits for it."""
    chain = payload["certificateChain"]
    return Reply({"status": maintenance.accept_certificate(station, PURPOSE, chain)})


def install_certificate(station: Station, payload: Json) -> Reply:
    """Keep a root."""
    status = station.certificates.install(payload["certificateType"], payload["certificate"])
    return Reply({"status": status})


def delete_certificate(station: Station, payload: Json) -> Reply:
    """Forget a root."""
    return Reply({"status": station.certificates.delete(payload["certificateHashData"])})


def get_installed_certificate_ids(station: Station, payload: Json) -> Reply:
    """Return the hashes of the roots of a type."""
    installed = station.certificates.of([payload["certificateType"]])
    if not installed:
        return Reply({"status": "NotFound"})
    hashes = [hash_data_of(each.chain) for each in installed]
    return Reply({"status": "Accepted", "certificateHashData": hashes})


async def request_certificate(station: Station) -> None:
    """Make a key and have it signed."""
    request = station.certificates.request(PURPOSE, station.identity, station.organization)
    await station.mention("SignCertificate", {"csr": request})
