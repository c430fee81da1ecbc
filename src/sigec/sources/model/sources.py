"""A source: an account in another cloud, how it is asked, and how that goes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import available_timezones

from sigec.kit.errors import FieldError
from sigec.kit.ids import SiteId, SourceId, TenantId
from sigec.sources.model.addresses import faults_of_address

POLL_INTERVAL_DEFAULT_S = 10
POLL_INTERVAL_MIN_S = 5
POLL_INTERVAL_MAX_S = 300
BLIND_AFTER = timedelta(seconds=50)
"""How old the last answer may be before nobody says "ok" any more: health is true in a minute."""
INTERVALS_MAX = 3
EXTRA_HEADERS_MAX = 10
_HEADER_NAME = re.compile(r"[A-Za-z0-9-]{1,64}")
_OFFSET = re.compile(r"[+-]?\d{1,2}(:\d{2})?")


class SourceKind(StrEnum):
    """Which cloud."""

    CVEPRO = "cvepro"


class SourceState(StrEnum):
    """How asking goes."""

    NEW = "new"
    """Nobody has asked yet."""
    OK = "ok"
    FAILING = "failing"
    """It does not answer, or not what we understand; we try again for ever."""
    RATE_LIMITED = "rate_limited"
    """It told us to wait; nobody asks until then."""
    AUTH_FAILED = "auth_failed"
    """It does not let the account in; somebody has to look at key, e-mail and password."""
    INACTIVE = "inactive"
    """Switched off by the tenant."""

    @property
    def is_trouble(self) -> bool:
        """Whether facts do not come although they should."""
        return self in (self.FAILING, self.RATE_LIMITED, self.AUTH_FAILED)


class SourceFreshness(StrEnum):
    """Whether what we know of the source's chargers is of now."""

    LIVE = "live"
    STALE = "stale"
    NEVER = "never"


class AuthScheme(StrEnum):
    """How the token is written into ``Authorization``."""

    RAW = "raw"
    BEARER = "bearer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    """What is sent beside the token; accounts of different kinds want different ones.

    ``timezone_offset`` is honoured for accounts of the dashboard and refused for those of the API.
    """

    auth_scheme: AuthScheme = AuthScheme.RAW
    platform: str | None = None
    timezone_offset: str | None = None
    extra_headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What signs in: never shown, never logged, encrypted where it is stored."""

    api_key: str = field(repr=False)
    email: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What went wrong: a code of the catalogues with what fills its sentence, never a secret."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDraft:
    """What a new source is made of. ``timezone`` is that of the instants in its transactions."""

    name: str
    base_url: str
    account: Account
    kind: SourceKind = SourceKind.CVEPRO
    timezone: str = "UTC"
    poll_interval_s: int = POLL_INTERVAL_DEFAULT_S
    site_id: SiteId | None = None
    headers: Headers = field(default_factory=Headers)
    unverified_commands: bool = False
    live_updates: bool = True
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(SourceDraft):
    """A source as it is stored; ``version`` counts the edits by people.

    ``interval_s`` is how often it is asked now: more rarely than ``poll_interval_s`` after it
    complained. Nobody asks before ``not_before_at``. ``known_to_at`` is up to when nothing of its
    transactions was missed; ``sync_from_at`` asks for those since an instant, once.
    ``unreadable`` counts what it told and we did not understand.
    """

    id: SourceId
    tenant_id: TenantId
    state: SourceState = SourceState.NEW
    trouble: Trouble | None = None
    failing_since_at: datetime | None = None
    failures: int = 0
    last_attempt_at: datetime | None = None
    last_success_at: datetime | None = None
    known_to_at: datetime | None = None
    swept_at: datetime | None = None
    sync_from_at: datetime | None = None
    not_before_at: datetime | None = None
    interval_s: float = POLL_INTERVAL_DEFAULT_S
    calls: int = 0
    unreadable: int = 0
    unreadable_note: str | None = None
    created_at: datetime
    version: int = 1

    def freshness(self, at: datetime) -> SourceFreshness:
        """Say whether what we know is of now, at an instant."""
        if self.last_success_at is None:
            return SourceFreshness.NEVER
        limit = max(BLIND_AFTER, timedelta(seconds=INTERVALS_MAX * self.poll_interval_s))
        return SourceFreshness.LIVE if at - self.last_success_at <= limit else SourceFreshness.STALE

    def is_connected(self, at: datetime) -> bool:
        """Say whether it answers: what health shows, and never a guess."""
        return self.state is SourceState.OK and self.freshness(at) is SourceFreshness.LIVE

    def calls_per_minute(self) -> float:
        """Return how many calls are made now: two in every cycle."""
        return round(120 / self.interval_s, 1)


def faults_of(draft: SourceDraft, *, is_local: bool) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule; ``is_local`` lets addresses of this machine pass."""
    headers = draft.headers
    offset = headers.timezone_offset
    rules = (
        ("timezone", draft.timezone in available_timezones(), "field.timezone"),
        (
            "poll_interval_s",
            POLL_INTERVAL_MIN_S <= draft.poll_interval_s <= POLL_INTERVAL_MAX_S,
            "field.poll_interval",
        ),
        ("timezone_offset", offset is None or _OFFSET.fullmatch(offset), "field.timezone_offset"),
        ("extra_headers", are_headers(headers.extra_headers), "field.extra_headers"),
    )
    faults = [FieldError(field=name, code=code) for name, holds, code in rules if not holds]
    return (*faults_of_address(draft.base_url, is_local=is_local), *faults)


def are_headers(extra: Mapping[str, str]) -> bool:
    """Say whether texts may be sent as headers: few, named well, without line breaks."""
    return len(extra) <= EXTRA_HEADERS_MAX and all(
        _HEADER_NAME.fullmatch(name) and value.isascii() and value.isprintable()
        for name, value in extra.items()
    )
