"""Files over HTTP, as stations fetch and bring them; other addresses are only played."""

import base64
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum

import httpx2
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

TRIES = 3
"""A download that breaks goes on where it stopped, so many times in all."""
TIMEOUT_S = 30.0
CHUNK_BYTES = 64 * 1024


class UploadManner(StrEnum):
    """How a station brings a file: makers differ."""

    PUT = "put"
    POST = "post"
    FORM = "form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What is known of a file that came."""

    size_bytes: int
    sha256: bytes
    md5: str


def is_http(location: str) -> bool:
    """Say whether a location is really fetched from or brought to."""
    return location.startswith(("http://", "https://"))


async def fetch(location: str) -> Fetched | None:
    """Fetch a file, in parts if the line breaks; `None` when it cannot be had."""
    place, sha256, md5 = 0, hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    async with httpx2.AsyncClient(timeout=TIMEOUT_S) as client:
        for _ in range(TRIES):
            headers = {"Range": f"bytes={place}-"} if place else {}
            try:
                async with client.stream("GET", location, headers=headers) as answer:
                    if answer.status_code not in (200, 206):
                        return None
                    async for part in answer.aiter_bytes(CHUNK_BYTES):
                        place += len(part)
                        sha256.update(part)
                        md5.update(part)
            except httpx2.TransportError:
                continue
            return Fetched(size_bytes=place, sha256=sha256.digest(), md5=md5.hexdigest())
    return None


async def bring(location: str, name: str, content: bytes, manner: UploadManner) -> bool:
    """Bring a file; return whether it was taken."""
    async with httpx2.AsyncClient(timeout=TIMEOUT_S) as client:
        try:
            match manner:
                case UploadManner.PUT:
                    answer = await client.put(f"{location}/{name}", content=_parts(content))
                case UploadManner.POST:
                    answer = await client.post(location, content=content)
                case UploadManner.FORM:
                    answer = await client.post(location, files={"file": (name, content)})
        except httpx2.TransportError:
            return False
    return answer.is_success


def is_signed_by(chain: str, signature: str, digest: bytes) -> bool:
    """Say whether a signature over a digest is that of the first certificate's key."""
    key = x509.load_pem_x509_certificates(chain.encode())[0].public_key()
    hashed = Prehashed(SHA256())
    try:
        signed = base64.b64decode(signature)
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signed, digest, ec.ECDSA(hashed))
        elif isinstance(key, rsa.RSAPublicKey):
            pss = padding.PSS(mgf=padding.MGF1(SHA256()), salt_length=padding.PSS.AUTO)
            key.verify(signed, digest, pss, hashed)
        else:
            return False
    except (InvalidSignature, ValueError):
        return False
    return True


async def _parts(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), CHUNK_BYTES):
        yield content[start : start + CHUNK_BYTES]
