"""A push service with devices, which read what only they can read (RFC 8291, RFC 8292)."""

import base64
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sigec_sandbox.answers import as_json
from sigec_sandbox.providers.inbox import Inbox
from sigec_sandbox.providers.serving import moody

_SALT, _SIZE, _POINT = 16, 4, 65
_HEAD = _SALT + _SIZE + 1 + _POINT


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A browser that agreed to be shown notices."""

    name: str
    private: ec.EllipticCurvePrivateKey
    secret: bytes

    @property
    def point(self) -> bytes:
        """Its public key."""
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def read(self, record: bytes) -> bytes:
        """Decrypt what was pushed.

        :raises ValueError: when it is not for this device.
        """
        salt, sender = record[:_SALT], record[_SALT + _SIZE + 1 : _HEAD]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        about = b"WebPush: info\0" + self.point + sender
        shared = _derive(self.private.exchange(ec.ECDH(), theirs), self.secret, about, 32)
        key = _derive(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derive(shared, salt, b"Content-Encoding: nonce\0", 12)
        padded = AESGCM(key).decrypt(nonce, record[_HEAD:], None)
        return padded.rstrip(b"\0").removesuffix(b"\x02")


class Push:
    """Takes notices for its devices; strangers are devices whose owner agreed no more.

    ``contacts`` is who proved to have sent, one for each push.
    """

    name = "Web Push"

    def __init__(self) -> None:
        self.inbox = Inbox()
        self.devices: dict[str, Device] = {}
        self.contacts: list[str] = []

    def subscribe(self, base_url: str, name: str = "celular") -> dict[str, Any]:
        """Return what ``PushSubscription.toJSON()`` would give."""
        device = Device(
            name=name, private=ec.generate_private_key(ec.SECP256R1()), secret=os.urandom(16)
        )
        self.devices[name] = device
        keys = {"p256dh": _text(device.point), "auth": _text(device.secret)}
        return {"endpoint": f"{base_url}/push/{name}", "expirationTime": None, "keys": keys}

    def routes(self) -> Sequence[Route]:
        """Return what it answers to."""
        return [
            Route("/push/{device}", moody(self.inbox, self._push), methods=["POST"]),
            Route("/subscribe/{device}", self._subscribe),
        ]

    async def _subscribe(self, request: Request) -> Response:
        base_url = str(request.base_url).rstrip("/")
        return as_json(self.subscribe(base_url, request.path_params["device"]))

    async def _push(self, request: Request) -> Response:
        name = request.path_params["device"]
        device = self.devices.get(name)
        if device is None or name in self.inbox.habits.strangers:
            return as_json({"reason": "gone"}, status=410)
        contact = _proved(request)
        if contact is None or not self.inbox.habits.knows_sender:
            return as_json({"reason": "BadJwtToken"}, status=403)
        if request.headers.get("content-encoding") != "aes128gcm" or "ttl" not in request.headers:
            return as_json({"reason": "BadRequest"}, status=400)
        shown = msgspec.json.decode(device.read(await request.body()), type=dict[str, str])
        self.contacts.append(contact)
        taken = self._show(name, shown)
        return Response(status_code=201, headers={"Location": f"/message/{taken}"})

    def _show(self, name: str, shown: dict[str, str]) -> str:
        """Show a notice, in the place of an earlier one of the same tag."""
        about = (("tag", shown["tag"]), ("link", shown["link"]))
        for earlier in list(self.inbox.received):
            if earlier.to == name and about[0] in earlier.about:
                self.inbox.received.remove(earlier)
        taken = self.inbox.take(name, shown["body"], subject=shown["title"], about=about)
        return taken.id


def _proved(request: Request) -> str | None:
    """Return whom the sender's signature names, ``None`` when it does not hold."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    parts = dict(each.strip().split("=", 1) for each in rest.split(",") if "=" in each)
    if scheme != "vapid" or "t" not in parts or "k" not in parts:
        return None
    point = base64.urlsafe_b64decode(parts["k"] + "=" * (-len(parts["k"]) % 4))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    audience = f"{request.url.scheme}://{request.url.netloc}"
    try:
        claims = jwt.decode(parts["t"], key, algorithms=["ES256"], audience=audience)
    except jwt.InvalidTokenError:
        return None
    return str(claims["sub"])


def _derive(secret: bytes, salt: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=purpose).derive(secret)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
