"""Web Push: notices on the devices where the app was installed (RFC 8030, 8188, 8291, 8292)."""

import base64
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self
from urllib.parse import urlsplit

import jwt
import msgspec
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sigec.adapters.provider_http import ProviderHttp, refusal, shortened
from sigec.notifications.model import Acceptance, ChannelHealth, Message
from sigec.notifications.ports import ChannelClosed, MessageRefused, NotCarried

TTL_S = 3_600
"""How long a push service keeps what a device that is off was to be shown."""
TOKEN_LIFE_S = 12 * 3_600
RECORD_BYTES = 4_096
TITLE_LENGTH_MAX = 200
TEXT_LENGTH_MAX = 800
"""In UTF-8 four bytes each at most: it fits a record with the rest."""
LINK_LENGTH_MAX = 300
_UNREADABLE = "the keys cannot be read"
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


class PushKeys(msgspec.Struct, frozen=True):
    """What a device encrypts with, base64url."""

    p256dh: str
    auth: str


class Subscription(msgspec.Struct, frozen=True):
    """What ``PushSubscription.toJSON()`` gives; fields that are not named here are ignored."""

    endpoint: str
    keys: PushKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class VapidKeys:
    """The pair that says who pushes; both base64url, the public one as browsers want it."""

    public_key: str
    private_key: str

    @classmethod
    def made(cls) -> Self:
        """Return a new pair."""
        private = ec.generate_private_key(ec.SECP256R1())
        number = private.private_numbers().private_value
        return cls(
            public_key=encoded(_point(private.public_key())),
            private_key=encoded(number.to_bytes(32, "big")),
        )


class WebPushCarrier:
    """Pushes as the owner of a pair of keys; ``contact`` is whom a push service may write to."""

    def __init__(self, http: ProviderHttp, *, keys: VapidKeys, contact: str) -> None:
        self._http = http
        self._keys = keys
        self._contact = contact if ":" in contact else f"mailto:{contact}"

    @property
    def dedupes(self) -> bool:
        """Notices of the same tag replace one another on the device."""
        return True

    async def carry(self, message: Message) -> Acceptance:
        """Push to the one device whose subscription ``to`` is, as JSON."""
        try:
            device = msgspec.json.decode(message.to, type=Subscription)
            body = encrypt(_shown(message), device.keys)
        except ValueError:
            raise MessageRefused("the device's subscription cannot be read") from None
        try:
            proof = self._proof(device.endpoint)
        except ValueError:
            raise ChannelClosed(_UNREADABLE) from None
        answer = await self._http.ask(
            "POST",
            device.endpoint,
            headers={
                "Authorization": proof,
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(TTL_S),
                "Topic": topic_of(message.key),
                "Urgency": "high",
            },
            content=body,
        )
        if answer.is_yes:
            return Acceptance(provider_id=answer.headers.get("location"))
        if answer.status in _GONE:
            raise MessageRefused("the device shows notices no more")
        if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            # Of this device's service only: the others may well take what comes from us.
            raise NotCarried(f"HTTP {answer.status}: the push service does not take our keys")
        raise refusal(answer, "")

    async def check(self) -> ChannelHealth:
        """Say whether the keys make a signature; there is nobody to be asked."""
        try:
            self._proof("https://push.example")
        except ValueError:
            return ChannelHealth(is_ready=False, detail=_UNREADABLE)
        return ChannelHealth(is_ready=True)

    def _proof(self, endpoint: str) -> str:
        """Sign who we are for a push service (RFC 8292)."""
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int(time.time()) + TOKEN_LIFE_S,
            "sub": self._contact,
        }
        number = int.from_bytes(decoded(self._keys.private_key), "big")
        token = jwt.encode(claims, ec.derive_private_key(number, ec.SECP256R1()), "ES256")
        return f"vapid t={token}, k={self._keys.public_key}"


def encrypt(
    plain: bytes,
    keys: PushKeys,
    *,
    private: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """Return one record that only the device can read (RFC 8291); it is another each time.

    ``private`` and ``salt`` are for comparing with examples.

    :raises ValueError: when the device's keys are none.
    """
    theirs, secret = decoded(keys.p256dh), decoded(keys.auth)
    device = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    private = private or ec.generate_private_key(ec.SECP256R1())
    salt = salt or os.urandom(16)
    ours = _point(private.public_key())
    shared = private.exchange(ec.ECDH(), device)
    material = _expand(_mac(secret, shared), b"WebPush: info\0" + theirs + ours, 32)
    root = _mac(salt, material)
    key = _expand(root, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _expand(root, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD_BYTES.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, plain + b"\x02", None)


def topic_of(key: str) -> str:
    """Return the name by which a push service replaces a notice that was not shown yet."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(key.encode())
    return encoded(digest.finalize())[:32]


def encoded(raw: bytes) -> str:
    """Write as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Read base64url, padded or not.

    :raises ValueError: when it is none.
    """
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _shown(message: Message) -> bytes:
    shown: Mapping[str, str] = {
        "tag": topic_of(message.key),
        "title": shortened(message.subject, TITLE_LENGTH_MAX),
        "body": shortened(message.text, TEXT_LENGTH_MAX),
        "link": (message.link or "/")[:LINK_LENGTH_MAX],
    }
    return msgspec.json.encode(shown)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _mac(key: bytes, message: bytes) -> bytes:
    mac = hmac.HMAC(key, hashes.SHA256())
    mac.update(message)
    return mac.finalize()


def _expand(key: bytes, purpose: bytes, length: int) -> bytes:
    return HKDFExpand(algorithm=hashes.SHA256(), length=length, info=purpose).derive(key)
