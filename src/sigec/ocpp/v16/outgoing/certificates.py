"""Certificates as the security extension of 1.6 tells of them."""

from msgspec import Struct

from sigec.ocpp.messages import v16
from sigec.stations.model import (
    DeleteCertificate,
    DeliverCertificate,
    InstallCertificate,
    InstalledKind,
    ListCertificates,
)

STATION_CERTIFICATE = "ChargingStationCertificate"
_KINDS = {
    InstalledKind.CSMS_ROOT: v16.CertificateUseEnumType.CENTRAL_SYSTEM_ROOT_CERTIFICATE,
    InstalledKind.MANUFACTURER_ROOT: v16.CertificateUseEnumType.MANUFACTURER_ROOT_CERTIFICATE,
}


def deliver(command: DeliverCertificate) -> tuple[str, Struct] | None:
    """Say that a request was signed; only the key that proves the station is known to 1.6."""
    if command.use != STATION_CERTIFICATE:
        return None
    request = v16.CertificateSignedRequest(certificate_chain=command.chain)
    return "CertificateSigned", request


def install(command: InstallCertificate) -> tuple[str, Struct] | None:
    """Say whom to believe, if the version knows that kind."""
    if command.kind not in _KINDS:
        return None
    return "InstallCertificate", v16.InstallCertificateRequest(
        certificate_type=_KINDS[command.kind], certificate=command.certificate
    )


def delete(command: DeleteCertificate) -> tuple[str, Struct]:
    """Say which certificate to forget."""
    named = command.certificate
    deleted = v16.CertificateHashDataType(
        hash_algorithm=v16.HashAlgorithmEnumType(named.algorithm),
        issuer_name_hash=named.issuer_name_hash,
        issuer_key_hash=named.issuer_key_hash,
        serial_number=named.serial_number,
    )
    return "DeleteCertificate", v16.DeleteCertificateRequest(certificate_hash_data=deleted)


def list_installed(command: ListCertificates) -> tuple[str, Struct] | None:
    """Ask which certificates there are, of a kind that the version knows."""
    kind = _KINDS.get(command.kind or InstalledKind.CSMS_ROOT)
    if kind is None:
        return None
    return "GetInstalledCertificateIds", v16.GetInstalledCertificateIdsRequest(
        certificate_type=kind
    )
