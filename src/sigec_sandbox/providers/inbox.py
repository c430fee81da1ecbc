"""What a provider was given, and how it behaves now."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

KEPT_MAX = 500


class Fault(StrEnum):
    """What the next message meets."""

    TOO_MANY = "too_many"
    """429 with ``Retry-After``, by SMTP 451."""
    UNAVAILABLE = "unavailable"
    """503, by SMTP 421."""
    BAD_GATEWAY = "bad_gateway"
    """502 as HTML, of a proxy before it; the message is taken all the same."""
    CUT = "cut"
    """It is taken, and the connection is gone before that is said."""


@dataclass(slots=True, kw_only=True)
class Habits:
    """How a provider behaves; change the fields at any time."""

    faults: list[Fault] = field(default_factory=list)
    """What the next messages meet, one each."""
    slow_s: float = 0.0
    retry_after_s: int = 7
    strangers: set[str] = field(default_factory=set)
    """To whom it never brings anything: numbers without WhatsApp, devices that are gone."""
    knows_sender: bool = True
    """Whether keys, tokens and senders are taken."""
    is_connected: bool = True
    """Whether the phone is still signed in to WhatsApp; of Evolution only."""
    version: str = "v2"
    """How texts are wanted; of Evolution only."""
    is_within_day: bool = True
    """Whether the person wrote within 24 hours; of Meta and Twilio only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One message that was taken."""

    id: str
    at: datetime
    to: str
    text: str
    subject: str = ""
    html: str = ""
    about: tuple[tuple[str, str], ...] = ()
    """What else was said with it, such as the name of a template."""


class Inbox:
    """The messages of one provider, the latest `KEPT_MAX`, with its habits."""

    def __init__(self, habits: Habits | None = None) -> None:
        self.habits = habits or Habits()
        self.received: deque[Received] = deque(maxlen=KEPT_MAX)
        self._count = 0

    def take(
        self,
        to: str,
        text: str,
        *,
        prefix: str = "",
        subject: str = "",
        html: str = "",
        about: Iterable[tuple[str, str]] = (),
    ) -> Received:
        """Keep a message and name it."""
        self._count += 1
        received = Received(
            id=f"{prefix}{self._count:032x}",
            at=datetime.now(UTC),
            to=to,
            text=text,
            subject=subject,
            html=html,
            about=tuple(about),
        )
        self.received.append(received)
        return received

    def next_fault(self) -> Fault | None:
        """Return what the next message meets, once."""
        return self.habits.faults.pop(0) if self.habits.faults else None
