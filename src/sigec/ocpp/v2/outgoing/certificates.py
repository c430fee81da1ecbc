"""Certificates as 2.x is told of them (OCPP 2.0.1 blocks A and M)."""

from msgspec import Struct

from sigec.ocpp.messages import v201
from sigec.stations.model import (
    DeleteCertificate,
    DeliverCertificate,
    InstallCertificate,
    ListCertificates,
)


def deliver(command: DeliverCertificate) -> tuple[str, Struct] | None:
    """Say that a request was signed; 2.0.1 has no request ids and no ISO 15118-20."""
    if command.use not in set(v201.CertificateSigningUseEnumType):
        return None
    return "CertificateSigned", v201.CertificateSignedRequest(
        certificate_chain=command.chain,
        certificate_type=v201.CertificateSigningUseEnumType(command.use),
    )


def install(command: InstallCertificate) -> tuple[str, Struct] | None:
    """Say whom to believe, if the version knows that kind."""
    if command.kind.value not in set(v201.InstallCertificateUseEnumType):
        return None
    return "InstallCertificate", v201.InstallCertificateRequest(
        certificate_type=v201.InstallCertificateUseEnumType(command.kind.value),
        certificate=command.certificate,
    )


def delete(command: DeleteCertificate) -> tuple[str, Struct]:
    """Say which certificate to forget."""
    named = command.certificate
    deleted = v201.CertificateHashDataType(
        hash_algorithm=v201.HashAlgorithmEnumType(named.algorithm),
        issuer_name_hash=named.issuer_name_hash,
        issuer_key_hash=named.issuer_key_hash,
        serial_number=named.serial_number,
    )
    return "DeleteCertificate", v201.DeleteCertificateRequest(certificate_hash_data=deleted)


def list_installed(command: ListCertificates) -> tuple[str, Struct] | None:
    """Ask which certificates there are, of a kind that the version knows."""
    kinds = v201.GetCertificateIdUseEnumType
    if command.kind is not None and command.kind.value not in set(kinds):
        return None
    wanted = None if command.kind is None else [kinds(command.kind.value)]
    return "GetInstalledCertificateIds", v201.GetInstalledCertificateIdsRequest(
        certificate_type=wanted
    )
