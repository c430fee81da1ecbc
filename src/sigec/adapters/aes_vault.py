"""Secrets in the database, readable only with the key of this installation."""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
NONCE_BYTES = 12


class AesVault:
    """Seals texts by AES-256-GCM with a key derived from ``SIGEC_SECRET_KEY``.

    ``purpose`` keeps keys apart: what was sealed for one cannot be opened for another.
    """

    def __init__(self, secret_key: str, *, purpose: str) -> None:
        derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"sigec.{purpose}".encode())
        self._cipher = AESGCM(derive.derive(secret_key.encode()))

    def seal(self, plain: str) -> bytes:
        """Return the sealed text; the same text is sealed differently each time."""
        nonce = os.urandom(NONCE_BYTES)
        return VERSION + nonce + self._cipher.encrypt(nonce, plain.encode(), VERSION)

    def open(self, sealed: bytes) -> str:
        """Return the text.

        :raises cryptography.exceptions.InvalidTag: when it was sealed with another key.
        """
        version, nonce = sealed[:1], sealed[1 : 1 + NONCE_BYTES]
        return self._cipher.decrypt(nonce, sealed[1 + NONCE_BYTES :], version).decode()
