"""One event on its way to one endpoint, and each attempt to bring it there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sigec.kit.ids import DeliveryId, EventId, TenantId, WebhookId

KEPT_TRYING = timedelta(days=3)
"""After the event; then a delivery is dead, and a person may send it again."""
WAITS_S = (5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800)
"""Between attempts; the last one repeats."""
ATTEMPT_TIMEOUT_S = 5.0
ANSWER_LENGTH_MAX = 2_000
"""Of what is kept of an answer."""
LEASE = timedelta(seconds=60)
"""How long an attempt belongs to whoever began it; well above its time-out."""


class DeliveryStatus(StrEnum):
    """What became of a delivery."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An event for an endpoint; ``body`` is the exact text that is signed and sent.

    Deliveries of the same ``subject`` (a session, else a station) go out one after another, in
    the order of their events; those of different ones do not wait for each other. Urgent ones do
    not wait for others at all.
    """

    id: DeliveryId
    tenant_id: TenantId
    webhook_id: WebhookId
    event_id: EventId
    topic: str
    subject: str
    is_urgent: bool
    body: str
    at: datetime
    status: DeliveryStatus
    attempts: int
    next_at: datetime
    expires_at: datetime
    delivered_at: datetime | None
    last_status: int | None
    last_error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What was sent once, and what came back; a failure has no ``status`` or one above 299.

    ``url`` is where the endpoint was then; attempts from before it was kept have none.
    """

    at: datetime
    url: str | None
    took_ms: int
    status: int | None
    error: str | None
    answer: str | None
    retry_after_s: int | None = None

    @property
    def is_accepted(self) -> bool:
        """Whether the receiver took it."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004 - HTTP's own

    @property
    def is_gone(self) -> bool:
        """Whether the receiver says that it will never take anything again."""
        return self.status == 410  # noqa: PLR2004 - HTTP's own


def wait_after(attempts: int, retry_after_s: int | None) -> timedelta:
    """Return how long to wait after so many attempts; a receiver's own wish is honoured, to 8 h."""
    wait_s = WAITS_S[min(attempts, len(WAITS_S)) - 1]
    return timedelta(seconds=max(wait_s, min(retry_after_s or 0, WAITS_S[-1])))
