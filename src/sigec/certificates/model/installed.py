"""The certificates in a station: how OCPP names them, and which it says that it has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sigec.stations.model import CertificateHash, InstalledKind

HASH = "SHA256"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledCertificate:
    """A certificate that a station says it has."""

    kind: InstalledKind
    hash: CertificateHash


def hash_of(root: x509.Certificate) -> CertificateHash:
    """Name a certificate that signs itself as OCPP does (RFC 6960)."""
    return CertificateHash(
        algorithm=HASH,
        issuer_name_hash=sha256(root.issuer.public_bytes()).hexdigest(),
        issuer_key_hash=sha256(_key_bits(root)).hexdigest(),
        serial_number=f"{root.serial_number:x}",
    )


def is_same(one: CertificateHash, other: CertificateHash) -> bool:
    """Compare names: stations write hex in any case, and zeros before a number."""
    return _plain(one) == _plain(other)


def read_installed(
    answer: Mapping[str, Any], asked: InstalledKind | None
) -> Iterator[InstalledCertificate]:
    """Read the answer to GetInstalledCertificateIds; 1.6 names no kind, so it is the asked one."""
    for each in answer.get("certificateHashDataChain") or ():
        kind = each.get("certificateType")
        if kind in set(InstalledKind):
            yield _read(each.get("certificateHashData"), InstalledKind(kind))
    for each in answer.get("certificateHashData") or ():
        yield _read(each, asked or InstalledKind.CSMS_ROOT)


def _read(said: Any, kind: InstalledKind) -> InstalledCertificate:
    told = said if isinstance(said, dict) else {}
    return InstalledCertificate(
        kind=kind,
        hash=CertificateHash(
            algorithm=str(told.get("hashAlgorithm", ""))[:10],
            issuer_name_hash=str(told.get("issuerNameHash", ""))[:128],
            issuer_key_hash=str(told.get("issuerKeyHash", ""))[:128],
            serial_number=str(told.get("serialNumber", ""))[:40],
        ),
    )


def _plain(named: CertificateHash) -> tuple[str, ...]:
    return (
        named.algorithm.casefold(),
        named.issuer_name_hash.casefold(),
        named.issuer_key_hash.casefold(),
        named.serial_number.casefold().lstrip("0"),
    )


def _key_bits(certificate: x509.Certificate) -> bytes:
    """Return the content of the key's BIT STRING, which is what is hashed."""
    key = certificate.public_key()
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    if isinstance(key, rsa.RSAPublicKey):
        return key.public_bytes(Encoding.DER, PublicFormat.PKCS1)
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
