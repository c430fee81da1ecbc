"""A station's certificates: roots that were installed, its own key and what was signed for it."""

import hashlib
import ssl
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from sigec_sandbox.frames import Json

MOST_CERTIFICATES = 40


@dataclass(frozen=True, slots=True)
class Installed:
    """A chain under the type that its version of OCPP has for it, the leaf first."""

    kind: str
    chain: tuple[x509.Certificate, ...]


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A private key of the station and, once it is signed, its certificate chain as PEM."""

    key: ec.EllipticCurvePrivateKey
    chain: str = ""

    @property
    def pem(self) -> bytes:
        """The key and the chain, as `SSLContext.load_cert_chain` reads them."""
        secret = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return secret + self.chain.encode()


class Certificates:
    """All certificates of one station; its own by what they are for (`ChargingStation…`, `V2G…`).

    A new key replaces the old one only when its certificate has arrived.
    """

    def __init__(self) -> None:
        self.installed: list[Installed] = []
        self.own: dict[str, KeyPair] = {}
        self._awaited: dict[str, KeyPair] = {}

    def request(self, purpose: str, identity: str, organization: str) -> str:
        """Make a key and return the request to sign it, as PEM."""
        pair = KeyPair(ec.generate_private_key(ec.SECP256R1()))
        self._awaited[purpose] = pair
        name = x509.Name(
            [
                x509.NameAttribute(x509.NameOID.COMMON_NAME, identity),
                x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, organization),
            ]
        )
        request = x509.CertificateSigningRequestBuilder().subject_name(name)
        return request.sign(pair.key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()

    def accept(self, purpose: str, chain_pem: str, now: datetime) -> bool:
        """Take a signed chain if it is for the key that waits, valid now, and in order."""
        pair = self._awaited.get(purpose)
        chain = read_chain(chain_pem)
        if pair is None or not chain:
            return False
        leaf = chain[0]
        if (
            _public_bytes(leaf) != _bytes_of(pair.key.public_key())
            or not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc
            or not _is_in_order(chain)
        ):
            return False
        del self._awaited[purpose]
        self.own[purpose] = KeyPair(pair.key, chain_pem)
        return True

    def load_into(self, context: ssl.SSLContext, purpose: str) -> None:
        """Show the station's own certificate in the handshakes to come (security profile 3)."""
        with tempfile.NamedTemporaryFile() as file:
            file.write(self.own[purpose].pem)
            file.flush()
            context.load_cert_chain(file.name)

    def install(self, kind: str, pem: str) -> str:
        """Keep a root; return `Accepted`, `Rejected` (no certificate) or `Failed` (no room)."""
        chain = read_chain(pem)
        if not chain:
            return "Rejected"
        if len(self.installed) >= MOST_CERTIFICATES:
            return "Failed"
        entry = Installed(kind, tuple(chain))
        self.installed = [each for each in self.installed if each != entry] + [entry]
        return "Accepted"

    def of(self, kinds: Iterable[str] | None) -> list[Installed]:
        """Return what is installed of some types, or of all."""
        wanted = None if kinds is None else set(kinds)
        return [each for each in self.installed if wanted is None or each.kind in wanted]

    def delete(self, hash_data: Json) -> str:
        """Forget a certificate; return `Accepted` or `NotFound`."""
        algorithm = hash_data["hashAlgorithm"]
        kept = [
            each
            for each in self.installed
            if not _same(hash_data_of(each.chain, algorithm), hash_data)
        ]
        found = len(kept) < len(self.installed)
        self.installed = kept
        return "Accepted" if found else "NotFound"


def read_chain(pem: str) -> list[x509.Certificate]:
    """Return the certificates in a PEM text, none when it is not one."""
    try:
        return x509.load_pem_x509_certificates(pem.encode())
    except ValueError:
        return []


def hash_data_of(chain: tuple[x509.Certificate, ...], algorithm: str = "SHA256") -> Json:
    """Return how OCPP names the first certificate of a chain."""
    digest = getattr(hashlib, algorithm.lower())
    certificate = chain[0]
    issuer = chain[1] if len(chain) > 1 else certificate
    return {
        "hashAlgorithm": algorithm,
        "issuerNameHash": digest(certificate.issuer.public_bytes()).hexdigest(),
        "issuerKeyHash": digest(_key_bits(issuer)).hexdigest(),
        "serialNumber": f"{certificate.serial_number:x}",
    }


def _same(own: Json, asked: Json) -> bool:
    return all(str(own[key]).casefold() == str(asked[key]).casefold() for key in own)


def _is_in_order(chain: list[x509.Certificate]) -> bool:
    try:
        for certificate, issuer in pairwise(chain):
            certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True


def _public_bytes(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _bytes_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _key_bits(certificate: x509.Certificate) -> bytes:
    """Return the key without its algorithm, which is what `issuerKeyHash` is made of."""
    match certificate.public_key():
        case ec.EllipticCurvePublicKey() as key:
            return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        case rsa.RSAPublicKey() as key:
            return key.public_bytes(Encoding.DER, PublicFormat.PKCS1)
        case key:
            return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
