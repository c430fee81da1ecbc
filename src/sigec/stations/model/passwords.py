"""Passwords of stations: random and long, so a keyed fast hash keeps them.

A slow hash would cost minutes of CPU when thousands of stations reconnect at once.
"""

import hmac
from hashlib import sha256
from re import compile as pattern

PASSWORD_LENGTH_MIN = 8
PASSWORD_LENGTH_MAX = 100
_HEX_KEY = pattern(rb"(?:[0-9A-Fa-f]{2}){16,20}")
"""OCPP 1.6 sets an AuthorizationKey as the hex text of 16 to 20 bytes."""


def derive_key(secret: bytes) -> bytes:
    """Make the key of the digests from the installation's secret key."""
    return hmac.digest(secret, b"sigec station passwords", sha256)


def digest_of(key: bytes, password: bytes) -> bytes:
    """Return what is stored of a password; a hex key is stored by the bytes it stands for."""
    return hmac.digest(key, _decoded(password), sha256)


def is_password(key: bytes, password: bytes, digest: bytes) -> bool:
    """Compare in constant time; a hex key may come as its text or as its bytes."""
    as_text = hmac.compare_digest(digest_of(key, password), digest)
    as_bytes = hmac.compare_digest(hmac.digest(key, password, sha256), digest)
    return as_text | as_bytes


def _decoded(password: bytes) -> bytes:
    if _HEX_KEY.fullmatch(password):
        return bytes.fromhex(password.decode("ascii"))
    return password
