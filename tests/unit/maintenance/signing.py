"""Keys and certificates of makers, made when they are needed."""

import base64
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


def certificate(key: Key, *, at: datetime, days: int = 30, begins: int = -1) -> str:
    """Return a certificate of a maker's key in PEM, valid around an instant."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Maker of chargers")])
    algorithm = None if isinstance(key, ed25519.Ed25519PrivateKey) else SHA256()
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at + timedelta(days=begins))
        .not_valid_after(at + timedelta(days=days))
        .sign(key, algorithm)
    )
    return built.public_bytes(Encoding.PEM).decode()


def signature(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, content: bytes) -> str:
    """Sign a file as OCPP wants it."""
    if isinstance(key, rsa.RSAPrivateKey):
        pss = padding.PSS(mgf=padding.MGF1(SHA256()), salt_length=32)
        return base64.b64encode(key.sign(content, pss, SHA256())).decode()
    return base64.b64encode(key.sign(content, ec.ECDSA(SHA256()))).decode()
