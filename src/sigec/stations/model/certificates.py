"""What a station is told about certificates, whatever version it speaks."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class InstalledKind(StrEnum):
    """What a certificate in a station is for, as OCPP 2.x spells it."""

    CSMS_ROOT = "CSMSRootCertificate"
    """Whom the station believes that it speaks with us."""
    MANUFACTURER_ROOT = "ManufacturerRootCertificate"
    """Whose firmware it installs."""
    V2G_ROOT = "V2GRootCertificate"
    MO_ROOT = "MORootCertificate"
    """Whose contracts cars pay by."""
    OEM_ROOT = "OEMRootCertificate"
    V2G_CHAIN = "V2GCertificateChain"
    """The station's own, for cars; it is told of and not installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateHash:
    """How OCPP names a certificate without showing it; hashes in hex."""

    algorithm: str
    issuer_name_hash: str
    issuer_key_hash: str
    serial_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverCertificate:
    """Give a station what was signed for its key (CertificateSigned).

    ``chain`` is PEM, the leaf first; ``use`` is spelled as OCPP 2.x does; ``signing_request_id`` is
    that of the request it answers (2.1).
    """

    chain: str
    use: str
    signing_request_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallCertificate:
    """Let a station believe an authority (InstallCertificate)."""

    kind: InstalledKind
    certificate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteCertificate:
    """Let a station forget a certificate (DeleteCertificate)."""

    certificate: CertificateHash


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCertificates:
    """Ask which certificates a station has; 1.6 must be asked kind by kind."""

    kind: InstalledKind | None = None


CertificateCommand: TypeAlias = (
    DeliverCertificate | InstallCertificate | DeleteCertificate | ListCertificates
)
