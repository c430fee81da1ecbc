"""A notice on its way by one channel, and each attempt to bring it there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sigec.kit.ids import NoticeDeliveryId, NoticeId, RecipientId, SessionId, TenantId
from sigec.kit.money import Money
from sigec.notifications.model.kinds import RULES, Kind
from sigec.notifications.model.messages import Channel

WAITS_S = (5, 20, 60, 180, 600, 1_800)
"""Between attempts; the last one repeats."""
ATTEMPTS_BEFORE_FALLBACK = 3
"""Then the recipient's next channel has its turn, if there is one."""
LEASE = timedelta(seconds=90)
"""How long an attempt belongs to whoever began it; well above any carrier's time-out."""
ERROR_LENGTH_MAX = 500


class DeliveryState(StrEnum):
    """What became of a notice on one channel."""

    WAITING = "waiting"
    SENT = "sent"
    """The provider took it."""
    DELIVERED = "delivered"
    READ = "read"
    REFUSED = "refused"
    """The provider will never take it: no such number, or nothing goes out there."""
    UNCERTAIN = "uncertain"
    """The provider's answer was lost; it is not sent again by itself."""
    EXPIRED = "expired"
    """It was no news any more before it could be sent."""
    DEAD = "dead"
    """Tried until it made no sense; a person may send it again."""


class Outcome(StrEnum):
    """What came of one attempt."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_TAKEN = "not_taken"
    CHANNEL_CLOSED = "channel_closed"
    ANSWER_LOST = "answer_lost"


RESENDABLE = frozenset(
    {
        DeliveryState.REFUSED,
        DeliveryState.UNCERTAIN,
        DeliveryState.EXPIRED,
        DeliveryState.DEAD,
    }
)
SENT_AGAIN = frozenset({Kind.FAULT, Kind.ADMIN_ALERT})
"""What is better told twice than perhaps not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A notice by one channel; ``to_hint`` shows where it goes without saying it all.

    ``was_begun`` says that an earlier attempt never told what came of it: its process is gone.
    """

    id: NoticeDeliveryId
    tenant_id: TenantId
    notice_id: NoticeId
    kind: Kind
    recipient_id: RecipientId
    session_id: SessionId | None
    channel: Channel
    is_urgent: bool
    state: DeliveryState
    attempts: int
    at: datetime
    created_at: datetime
    next_at: datetime
    expires_at: datetime
    provider: str | None = None
    provider_id: str | None = None
    to_hint: str | None = None
    error: str | None = None
    cost: Money | None = None
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    read_at: datetime | None = None
    was_begun: bool = False

    @property
    def can_resend(self) -> bool:
        """Whether it did not arrive, as far as anybody knows, and nobody tries any more."""
        return self.state in RESENDABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What one attempt met."""

    at: datetime
    took_ms: int
    outcome: Outcome
    error: str | None = None
    retry_after_s: int | None = None
    provider_id: str | None = None
    cost: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a delivery after an attempt; ``falls_back`` gives the next channel its turn.

    ``is_counted`` is false for an attempt that says nothing of the message.
    """

    state: DeliveryState
    next_at: datetime
    falls_back: bool = False
    is_counted: bool = True


def judge(
    delivery: Delivery, attempt: Attempt, *, has_next: bool, dedupes: bool, now: datetime
) -> Verdict:
    """Say what becomes of a delivery (`domain.md` §6)."""
    match attempt.outcome:
        case Outcome.ACCEPTED:
            return Verdict(state=DeliveryState.SENT, next_at=now)
        case Outcome.REFUSED:
            return Verdict(state=DeliveryState.REFUSED, next_at=now, falls_back=has_next)
        case Outcome.CHANNEL_CLOSED if has_next:
            return Verdict(state=DeliveryState.REFUSED, next_at=now, falls_back=True)
        case Outcome.CHANNEL_CLOSED:
            return Verdict(state=DeliveryState.WAITING, next_at=now, is_counted=False)
        case Outcome.ANSWER_LOST if not (dedupes or delivery.kind in SENT_AGAIN):
            return Verdict(state=DeliveryState.UNCERTAIN, next_at=now)
        case _:
            return _try_again(delivery, attempt, has_next=has_next, now=now)


def _try_again(delivery: Delivery, attempt: Attempt, *, has_next: bool, now: datetime) -> Verdict:
    next_at = now + wait_after(delivery.attempts, attempt.retry_after_s)
    is_too_late = next_at >= delivery.expires_at
    if is_too_late or (has_next and delivery.attempts >= ATTEMPTS_BEFORE_FALLBACK):
        return Verdict(
            state=DeliveryState.DEAD, next_at=now, falls_back=has_next and now < delivery.expires_at
        )
    return Verdict(state=DeliveryState.WAITING, next_at=next_at)


def wait_after(attempts: int, retry_after_s: int | None) -> timedelta:
    """Return how long to wait after so many attempts; a provider's own wish is honoured."""
    wait_s = WAITS_S[min(max(attempts, 1), len(WAITS_S)) - 1]
    return timedelta(seconds=max(wait_s, retry_after_s or 0))


def is_news_until(kind: Kind, at: datetime) -> datetime:
    """Return until when a kind that happened at an instant is worth sending."""
    return at + RULES[kind].kept_for


class Receipt(StrEnum):
    """What a provider tells of a message later."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


_RANKS = {
    DeliveryState.UNCERTAIN: 0,
    DeliveryState.SENT: 1,
    DeliveryState.DELIVERED: 2,
    DeliveryState.READ: 3,
}
_STATES: Mapping[Receipt, DeliveryState] = {
    Receipt.SENT: DeliveryState.SENT,
    Receipt.DELIVERED: DeliveryState.DELIVERED,
    Receipt.READ: DeliveryState.READ,
}


def state_after(state: DeliveryState, receipt: Receipt) -> DeliveryState | None:
    """Return the state that a receipt leads to, ``None`` when it changes nothing.

    Receipts come in any order: what was read is not merely delivered any more.
    """
    if receipt is Receipt.FAILED:
        is_open = state in (DeliveryState.SENT, DeliveryState.UNCERTAIN)
        return DeliveryState.REFUSED if is_open else None
    told = _STATES[receipt]
    return told if state in _RANKS and _RANKS[told] > _RANKS[state] else None


def hint_of(channel: Channel, to: str) -> str | None:
    """Show enough of an address for a person to know it: ``+55…1234``, ``a…@example.com``."""
    match channel:
        case Channel.WHATSAPP | Channel.SMS:
            return f"{to[:3]}…{to[-4:]}"
        case Channel.EMAIL:
            name, _, domain = to.partition("@")
            return f"{name[:1]}…@{domain}"
        case Channel.WEB_PUSH | Channel.IN_APP:
            return None
