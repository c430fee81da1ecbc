"""Firmware that its maker signed: whether the certificate is usable, and the signature its own.

OCPP 2.0.1 L01.FR.11, OCPP 1.6 security whitepaper §4.3: SHA-256, by RSA-PSS or ECDSA.
"""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

CERTIFICATE_LENGTH_MAX = 5_500
SIGNATURE_LENGTH_MAX = 800
RSA_BITS_MIN = 2_048
EC_BITS_MIN = 224


def fault_of_certificate(pem: str, *, at: datetime) -> str | None:
    """Say what keeps a signing certificate from being used now, ``None`` when nothing does."""
    try:
        certificate = x509.load_pem_x509_certificates(pem.encode())[0]
    except ValueError:
        return "field.certificate"
    if at >= certificate.not_valid_after_utc:
        return "field.certificate_expired"
    if at < certificate.not_valid_before_utc:
        return "field.certificate_early"
    match certificate.public_key():
        case rsa.RSAPublicKey(key_size=bits) if bits >= RSA_BITS_MIN:
            return None
        case ec.EllipticCurvePublicKey(key_size=bits) if bits >= EC_BITS_MIN:
            return None
        case _:
            return "field.certificate_key"


def is_base64(text: str) -> bool:
    """Say whether a text is the Base64 of something."""
    try:
        return bool(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        return False


def is_signed_by(pem: str, signature: str, sha256: str) -> bool:
    """Say whether a signature over a file of this hash is that of the certificate's key."""
    key = x509.load_pem_x509_certificates(pem.encode())[0].public_key()
    signed, digest = base64.b64decode(signature), bytes.fromhex(sha256)
    hashed = Prehashed(SHA256())
    match key:
        case ec.EllipticCurvePublicKey():
            return _verifies(lambda: key.verify(signed, digest, ec.ECDSA(hashed)))
        case rsa.RSAPublicKey():
            pss = padding.PSS(mgf=padding.MGF1(SHA256()), salt_length=padding.PSS.AUTO)
            # Some makers sign as their other tools do; a station that minds says so.
            return any(
                _verifies(lambda how=how: key.verify(signed, digest, how, hashed))  # type: ignore[misc]  # mypy cannot type a lambda's default
                for how in (pss, padding.PKCS1v15())
            )
        case _:
            return False


def _verifies(check: Callable[[], None]) -> bool:
    try:
        check()
    except InvalidSignature:
        return False
    return True
