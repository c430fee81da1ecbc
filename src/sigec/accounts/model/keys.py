"""API keys: how a program shows who it is, what it may ask for, and how often."""

import hmac
import secrets
import string
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from re import compile as pattern

from sigec.kit.actor import Permission
from sigec.kit.ids import ApiKeyId, TenantId, UserId

KEY_PREFIX = "sgk_"
"""What every key begins with, so that scanners of leaked secrets and our own log know one."""
KEYS_MAX = 100
"""Keys of one tenant that are good at once; more are forgotten ones."""
OVERLAP_MAX_S = 30 * 24 * 3_600
"""A rotation that nobody finished in a month is none."""
REQUESTS_PER_MIN = 100
REQUESTS_PER_MIN_MAX = 6_000
"""A hundred a second, a tenth of what one process answers."""
WINDOW_S = 60

_ALPHABET = string.ascii_letters + string.digits
_NAME_LENGTH = 12
_SECRET_LENGTH = 40
_FORM = pattern(rf"({KEY_PREFIX}[A-Za-z0-9]{{{_NAME_LENGTH}}})_[A-Za-z0-9]{{{_SECRET_LENGTH}}}")


class KeyScope(StrEnum):
    """What a key may be allowed, each the right to one permission and no more."""

    READ_SITES = "read:sites"
    WRITE_SITES = "write:sites"
    READ_RESIDENTS = "read:residents"
    WRITE_RESIDENTS = "write:residents"
    READ_ID_TOKENS = "read:id_tokens"
    WRITE_ID_TOKENS = "write:id_tokens"
    READ_STATIONS = "read:stations"
    WRITE_STATIONS = "write:stations"
    COMMAND_STATIONS = "command:stations"
    READ_SESSIONS = "read:sessions"
    WRITE_SESSIONS = "write:sessions"
    READ_TARIFFS = "read:tariffs"
    WRITE_TARIFFS = "write:tariffs"
    READ_STATEMENTS = "read:statements"
    WRITE_STATEMENTS = "write:statements"
    READ_SOURCES = "read:sources"
    WRITE_SOURCES = "write:sources"
    READ_WEBHOOKS = "read:webhooks"
    WRITE_WEBHOOKS = "write:webhooks"
    READ_NOTICES = "read:notices"
    WRITE_NOTICES = "write:notices"
    READ_SETTINGS = "read:settings"
    WRITE_SETTINGS = "write:settings"
    READ_AUDIT = "read:audit"


_OTHERWISE_NAMED = {
    KeyScope.READ_RESIDENTS: Permission.READ_PEOPLE,
    KeyScope.WRITE_RESIDENTS: Permission.WRITE_PEOPLE,
    KeyScope.READ_SETTINGS: Permission.READ_TENANTS,
}


class KeyState(StrEnum):
    """Whether a key is good, and why not."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDraft:
    """What a new key is made of; without ``expires_at`` it is good until it is revoked."""

    name: str
    scopes: frozenset[KeyScope]
    expires_at: datetime | None = None
    requests_per_min: int = REQUESTS_PER_MIN


@dataclass(frozen=True, slots=True, kw_only=True)
class OldSecret:
    """The secret before the last rotation, while it is still good."""

    prefix: str
    valid_until: datetime
    last_used_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key of a tenant, which outlives whoever made it; ``prefix`` is the part that may be shown.

    ``last_used_at`` is of the present secret; ``version`` counts edits.
    """

    id: ApiKeyId
    tenant_id: TenantId
    name: str
    scopes: frozenset[KeyScope]
    prefix: str
    requests_per_min: int
    created_at: datetime
    created_by: UserId | None
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None
    old: OldSecret | None = None
    version: int = 1

    def state(self, at: datetime) -> KeyState:
        """Say whether the key is good at an instant."""
        if self.revoked_at is not None:
            return KeyState.REVOKED
        if self.expires_at is not None and self.expires_at <= at:
            return KeyState.EXPIRED
        return KeyState.ACTIVE

    def accepts(self, prefix: str, at: datetime) -> bool:
        """Say whether the secret of this prefix is good at an instant."""
        if self.state(at) is not KeyState.ACTIVE:
            return False
        if prefix == self.prefix:
            return True
        return self.old is not None and self.old.prefix == prefix and at < self.old.valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySecret:
    """What a program shows, ``sgk_<name>_<secret>``, known to us only while it is made."""

    prefix: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How much of a key's requests is left in the running minute."""

    limit: int
    used: int
    resets_at: datetime
    reset_s: int

    @property
    def remaining(self) -> int:
        """How many more requests are answered."""
        return max(0, self.limit - self.used)

    @property
    def is_exceeded(self) -> bool:
        """Whether this request is one too many."""
        return self.used > self.limit


def make_secret() -> KeySecret:
    """Make a new key, of letters and digits alone: a double click takes all of it."""
    name, secret = (
        "".join(secrets.choice(_ALPHABET) for _ in range(length))
        for length in (_NAME_LENGTH, _SECRET_LENGTH)
    )
    prefix = KEY_PREFIX + name
    return KeySecret(prefix=prefix, text=f"{prefix}_{secret}")


def prefix_of(text: str) -> str | None:
    """Return the part of a key that identifies it, ``None`` for what is no key."""
    found = _FORM.fullmatch(text)
    return None if found is None else found[1]


def derive_key(secret_key: str) -> bytes:
    """Make the key of the digests from the installation's secret key."""
    return hmac.digest(secret_key.encode(), b"sigec api keys", sha256)


def digest_of(key: bytes, text: str) -> bytes:
    """Return what is stored of a key: it is random and long, so a fast hash is enough."""
    return hmac.digest(key, text.encode(), sha256)


def permissions_of(scopes: Iterable[KeyScope]) -> frozenset[Permission]:
    """Return what these scopes allow."""
    return frozenset(_OTHERWISE_NAMED.get(scope) or Permission(scope.value) for scope in scopes)


def window_at(at: datetime) -> int:
    """Return the number of the minute in which requests are counted together."""
    return int(at.timestamp()) // WINDOW_S


def allowance_of(key: ApiKey, *, used: int, at: datetime) -> Allowance:
    """Return what is left after ``used`` requests in the minute of an instant."""
    whole = at.replace(second=0, microsecond=0)
    resets_at = whole + timedelta(seconds=WINDOW_S)
    left_s = (resets_at - at).total_seconds()
    return Allowance(
        limit=key.requests_per_min, used=used, resets_at=resets_at, reset_s=-int(-left_s // 1)
    )
