"""One message to one address of one person, and what its carrier says of it."""

from dataclasses import dataclass
from enum import StrEnum

from sigec.kit.money import Money


class Channel(StrEnum):
    """The ways to a person."""

    WHATSAPP = "whatsapp"
    EMAIL = "email"
    SMS = "sms"
    WEB_PUSH = "web_push"
    IN_APP = "in_app"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a carrier brings to ``to``: a phone (E.164), an e-mail address, or a push subscription.

    ``key`` stays the same over all attempts, so that a receiver that dedupes takes it once.
    ``html`` is for e-mail only, ``link`` is an address within the web app.
    """

    key: str
    to: str
    subject: str
    text: str
    html: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """The provider took a message; ``provider_id`` is its name for it in later callbacks."""

    provider_id: str | None = None
    cost: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelHealth:
    """Whether messages can go out now, and if not, why (for the log and for the síndico)."""

    is_ready: bool
    detail: str | None = None
