"""Certificates: the station's own, and the roots that it trusts."""

from sigec_sandbox.frames import Json
from sigec_sandbox.stations import maintenance
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.stores.certificates import Installed, hash_data_of

STATION = "ChargingStationCertificate"
V2G = "V2GCertificate"
V2G20 = "V2G20Certificate"


def certificate_signed(station: Station, payload: Json) -> Reply:
    """Take the certificate for the key that waits for it."""
    purpose = payload.get("certificateType", STATION)
    status = maintenance.accept_certificate(station, purpose, payload["certificateChain"])
    return Reply({"status": status})


def install_certificate(station: Station, payload: Json) -> Reply:
    """Keep a root."""
    status = station.certificates.install(payload["certificateType"], payload["certificate"])
    return Reply({"status": status})


def delete_certificate(station: Station, payload: Json) -> Reply:
    """Forget a root."""
    return Reply({"status": station.certificates.delete(payload["certificateHashData"])})


def get_installed_certificate_ids(station: Station, payload: Json) -> Reply:
    """Return the hashes of what is installed, by type."""
    installed = station.certificates.of(payload.get("certificateType"))
    if not installed:
        return Reply({"status": "NotFound"})
    chains = [_chain_data(each) for each in installed]
    return Reply({"status": "Accepted", "certificateHashDataChain": chains})


async def request_certificate(station: Station, purpose: str) -> None:
    """Make a key and have it signed."""
    request = station.certificates.request(purpose, station.identity, station.organization)
    await station.mention("SignCertificate", {"csr": request, "certificateType": purpose})


def _chain_data(installed: Installed) -> Json:
    data: Json = {
        "certificateType": installed.kind,
        "certificateHashData": hash_data_of(installed.chain),
    }
    children = [hash_data_of(installed.chain[start:]) for start in range(1, len(installed.chain))]
    return data | ({"childCertificateHashData": children[:4]} if children else {})
