"""Links by which stations fetch a firmware or bring a log: for one thing, one way, for a while."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sigec.kit.ids import TenantId

_SECRET_BYTES = 24
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
NAME_LENGTH_MAX = 100


class LinkPurpose(StrEnum):
    """What a link is for; it opens nothing else."""

    FETCH_FIRMWARE = "fetch_firmware"
    BRING_LOG = "bring_log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as it is kept: ``subject_id`` is the update or the log; its token is known to nobody.

    ``digest`` finds it. A token is as random as a key, so that a plain hash is enough.
    """

    digest: bytes
    tenant_id: TenantId
    purpose: LinkPurpose
    subject_id: UUID
    expires_at: datetime


def make_token() -> str:
    """Make what nobody can guess."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def digest_of(token: str) -> bytes | None:
    """Return by what a token is found, ``None`` for what is none of ours."""
    if _TOKEN.fullmatch(token) is None:
        return None
    return hashlib.sha256(b"station file:" + token.encode()).digest()


def safe_name(name: str, *, default: str) -> str:
    """Return a file's name without its folders, and without what an address or disk minds."""
    bare = re.split(r"[/\\]", name)[-1]
    clean = _UNSAFE.sub("-", bare).strip(".-")[-NAME_LENGTH_MAX:]
    return clean.strip(".-") or default
