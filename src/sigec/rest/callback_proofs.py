"""How each provider proves that it is the one who calls back."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl

import msgspec
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

FIELDS_MAX = 100
Headers = Mapping[str, str]


class _WithKey(msgspec.Struct):
    """What Evolution sends with everything, where it can set no headers."""

    apikey: str = ""


def is_same(given: str, expected: str | None) -> bool:
    """Compare in constant time; what is not expected at all is never given."""
    return bool(expected) and hmac.compare_digest(given.encode(), str(expected).encode())


def is_from_twilio(token: str | None, url: str, body: bytes, headers: Headers) -> bool:
    """Check ``X-Twilio-Signature``: the address and the sorted fields, by HMAC-SHA1."""
    if not token:
        return False
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS_MAX)
    except ValueError:
        return False
    signed = url + "".join(name + value for name, value in sorted(set(fields)))
    digest = hmac.digest(token.encode(), signed.encode(), hashlib.sha1)
    return is_same(headers.get("x-twilio-signature", ""), base64.b64encode(digest).decode())


def is_from_meta(secret: str | None, body: bytes, headers: Headers) -> bool:
    """Check ``X-Hub-Signature-256``: the body, by HMAC-SHA256."""
    if not secret:
        return False
    digest = hmac.digest(secret.encode(), body, hashlib.sha256).hex()
    return is_same(headers.get("x-hub-signature-256", ""), f"sha256={digest}")


def is_from_evolution(token: str | None, body: bytes, headers: Headers) -> bool:
    """Check the password that the server was given: a bearer's, or ``apikey`` in the body."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return is_same(given, token)
    try:
        return is_same(msgspec.json.decode(body, type=_WithKey).apikey, token)
    except msgspec.MsgspecError:
        return False


def is_from_sendgrid(public_key: str | None, body: bytes, headers: Headers) -> bool:
    """Check SendGrid's signature of the timestamp and the body, by ECDSA."""
    timestamp = headers.get("x-twilio-email-event-webhook-timestamp", "")
    signature = headers.get("x-twilio-email-event-webhook-signature", "")
    try:
        key = load_der_public_key(base64.b64decode(public_key or "", validate=True))
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        given = base64.b64decode(signature, validate=True)
        key.verify(given, timestamp.encode() + body, ec.ECDSA(SHA256()))
    except (ValueError, UnsupportedAlgorithm, InvalidSignature):
        return False
    return True
