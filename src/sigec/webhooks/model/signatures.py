"""How a receiver knows that a message is ours: Standard Webhooks, and VETRIC's older header."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

PREFIX = "whsec_"
SECRET_BYTES = 32


def make_secret() -> str:
    """Make a secret as receivers store it: ``whsec_`` and base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def sign(keys: Sequence[str], *, message_id: str, at: datetime, body: bytes) -> Mapping[str, str]:
    """Return the headers that prove where a message comes from.

    ``keys`` are the secrets in force, the newest first: while one is being replaced both sign.
    ``webhook-signature`` follows Standard Webhooks; ``X-Vetric-Signature`` is the hex HMAC-SHA256
    of the raw body with the newest secret as a text (``domain.md`` §10).
    """
    timestamp = str(int(at.timestamp()))
    signed = b".".join((message_id.encode(), timestamp.encode(), body))
    signatures = (
        base64.b64encode(hmac.digest(_key(each), signed, hashlib.sha256)).decode() for each in keys
    )
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
        "X-Vetric-Signature": hmac.digest(keys[0].encode(), body, hashlib.sha256).hex(),
    }


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(PREFIX))
