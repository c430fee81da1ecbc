"""What a station asks us to sign, and what must be right about it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from sigec.certificates.model.records import CertificateUse

REQUEST_LENGTH_MAX = 5_500
"""What OCPP allows."""
NAME_LENGTH_MAX = 64
"""Of X.520."""
RSA_BITS = range(2_048, 4_097)
_CURVES = {
    CertificateUse.STATION: frozenset({"secp256r1", "secp384r1", "secp521r1"}),
    CertificateUse.V2G: frozenset({"secp256r1"}),
    CertificateUse.V2G20: frozenset({"secp521r1"}),
}
_WEAK = (hashes.MD5, hashes.SHA1)


class RequestFault(StrEnum):
    """What is wrong with a request; people read it."""

    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    SIGNATURE = "signature"
    """It is not signed by the key that it asks to sign, or by a broken algorithm."""
    KEY = "key"
    """The key is too weak, or of a kind that its use does not allow."""
    SUBJECT = "subject"
    """It is in the name of another station."""
    ORGANIZATION = "organization"
    """It is in the name of another operator."""
    NO_AUTHORITY = "no_authority"
    """There is nobody here to sign it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRequest:
    """A request that could be read: whose, and for which key."""

    common_name: str
    organization: str
    key_digest: str
    request: x509.CertificateSigningRequest


def read_request(pem: str) -> ReadRequest | RequestFault:
    """Read a request to sign, PEM or base64 of the binary form."""
    if len(pem) > REQUEST_LENGTH_MAX:
        return RequestFault.TOO_LONG
    try:
        request = x509.load_pem_x509_csr(_armoured(pem).encode())
        key = request.public_key()
        read = ReadRequest(
            common_name=_one(request, NameOID.COMMON_NAME),
            organization=_one(request, NameOID.ORGANIZATION_NAME),
            key_digest=key_digest(key),
            request=request,
        )
    except (ValueError, UnsupportedAlgorithm):
        return RequestFault.UNREADABLE
    return read


def fault_of_request(
    read: ReadRequest,
    use: CertificateUse,
    *,
    subjects: Collection[str],
    operators: Collection[str],
) -> RequestFault | None:
    """Say why a request is not signed, ``None`` when nothing is wrong with it.

    ``subjects`` are the names of the station, ``operators`` those of whose it is. What proves the
    station to cars has a name of the station's choice (its SECC id).
    """
    return next(_faults(read, use, subjects, operators), None)


def key_digest(key: CertificatePublicKeyTypes) -> str:
    """Return what tells a key from any other."""
    encoded = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return sha256(encoded).hexdigest()


def _faults(
    read: ReadRequest,
    use: CertificateUse,
    subjects: Collection[str],
    operators: Collection[str],
) -> Iterator[RequestFault]:
    if not _is_signed_well(read.request):
        yield RequestFault.SIGNATURE
    if not _is_good_key(read.request.public_key(), use):
        yield RequestFault.KEY
    name = read.common_name
    is_named = name in subjects if use is CertificateUse.STATION else bool(name.strip())
    if not is_named or len(name) > NAME_LENGTH_MAX:
        yield RequestFault.SUBJECT
    if _folded(read.organization) not in {_folded(each) for each in operators}:
        yield RequestFault.ORGANIZATION


def _is_signed_well(request: x509.CertificateSigningRequest) -> bool:
    try:
        algorithm = request.signature_hash_algorithm
        return request.is_signature_valid and not isinstance(algorithm, _WEAK)
    except (ValueError, UnsupportedAlgorithm):
        return False


def _is_good_key(key: object, use: CertificateUse) -> bool:
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.curve.name in _CURVES[use]
    if isinstance(key, ed448.Ed448PublicKey):
        return use is not CertificateUse.V2G
    if use is not CertificateUse.STATION:
        return False
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size in RSA_BITS
    return isinstance(key, ed25519.Ed25519PublicKey)


def _armoured(text: str) -> str:
    """Give a request that came bare the lines that PEM has around it."""
    if "-----BEGIN" in text:
        return text
    kind = "CERTIFICATE REQUEST"
    return f"-----BEGIN {kind}-----\n{text.strip()}\n-----END {kind}-----\n"


def _one(request: x509.CertificateSigningRequest, oid: x509.ObjectIdentifier) -> str:
    """Return the one value that the subject has, an empty text without it or with several."""
    values = [str(each.value) for each in request.subject.get_attributes_for_oid(oid)]
    return values[0] if len(values) == 1 else ""


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
