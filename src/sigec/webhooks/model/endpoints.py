"""An address of another program, what it wants to hear, and how it has been doing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from sigec.kit.errors import FieldError
from sigec.kit.ids import TenantId, WebhookId
from sigec.webhooks.model.deliveries import Attempt

URL_LENGTH_MAX = 2_000
TOPICS_MAX = 100
ENDPOINTS_MAX = 20
"""Of one tenant."""
FAILURES_UNTIL_BLOCKED = 5
"""In a row; then the endpoint is asked less and less often, whatever waits for it."""
BLOCK_FIRST = timedelta(seconds=10)
BLOCK_MAX = timedelta(minutes=30)
FAILING_UNTIL_PAUSED = timedelta(hours=24)
"""Without one success; then a person has to look."""
SUCCESS_NOTED_EVERY = timedelta(minutes=1)
"""A busy endpoint's row is not written for every message."""
SECRET_OVERLAP = timedelta(hours=24)
"""How long the old secret still signs beside the new one."""


class EndpointState(StrEnum):
    """Whether deliveries are attempted; while it is paused they wait until they expire."""

    ACTIVE = "active"
    PAUSED = "paused"


class PauseReason(StrEnum):
    """Why an endpoint is paused."""

    BY_HAND = "by_hand"
    FAILING = "failing"
    GONE = "gone"
    """It answered 410."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What the last attempts say of an endpoint."""

    failures: int = 0
    failing_since: datetime | None = None
    blocked_until: datetime | None = None
    last_success_at: datetime | None = None

    def succeeded(self, at: datetime) -> "Health":
        """Return the health after an attempt that was taken."""
        return Health(last_success_at=at)

    def failed(self, at: datetime) -> "Health":
        """Return the health after an attempt that was not taken."""
        failures = self.failures + 1
        doublings = failures - FAILURES_UNTIL_BLOCKED
        block = min(BLOCK_FIRST * 2 ** min(doublings, 16), BLOCK_MAX) if doublings >= 0 else None
        return Health(
            failures=failures,
            failing_since=self.failing_since or at,
            blocked_until=at + block if block else None,
            last_success_at=self.last_success_at,
        )

    def is_fresh(self, at: datetime) -> bool:
        """Say whether a success need not be noted: all is well, and it was a moment ago."""
        last = self.last_success_at
        return self.failures == 0 and last is not None and at - last < SUCCESS_NOTED_EVERY

    def is_dead(self, at: datetime) -> bool:
        """Say whether it has failed for so long that trying on makes no sense."""
        since = self.failing_since
        return since is not None and at - since >= FAILING_UNTIL_PAUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where events of a tenant go; ``topics`` of none means all."""

    id: WebhookId
    tenant_id: TenantId
    url: str
    description: str
    topics: tuple[str, ...]
    state: EndpointState
    pause_reason: PauseReason | None
    health: Health
    created_at: datetime
    version: int

    @property
    def is_active(self) -> bool:
        """Whether deliveries are attempted."""
        return self.state is EndpointState.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointDraft:
    """What a new endpoint is made of."""

    url: str
    description: str = ""
    topics: tuple[str, ...] = ()


def pause_after(attempt: Attempt, health: Health, at: datetime) -> PauseReason | None:
    """Return why an endpoint is paused after an attempt that was not taken, or ``None``."""
    if attempt.is_gone:
        return PauseReason.GONE
    return PauseReason.FAILING if health.is_dead(at) else None


def faults_of(url: str) -> list[FieldError]:
    """Return what is wrong with an address as a text; where it leads is checked when it is used."""
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return [FieldError(field="url", code="field.webhook_url")]
    is_plain = parts.scheme in {"http", "https"} and bool(parts.hostname) and has_port
    is_safe = parts.username is None and not parts.fragment
    if is_plain and is_safe and len(url) <= URL_LENGTH_MAX and url.isascii() and url.isprintable():
        return []
    return [FieldError(field="url", code="field.webhook_url")]
