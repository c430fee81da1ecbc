"""What webhooks need from outside: somebody who brings a message."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a receiver answered; ``text`` is the beginning of it."""

    status: int
    text: str
    retry_after_s: int | None


class Unreachable(Exception):
    """The receiver gave no answer; the text says why, in English, for the log of attempts."""


class AddressRefused(Unreachable):
    """The address leads to where messages must not go, such as a private network."""


class WebhookSender(Protocol):
    """Brings one message to an address outside."""

    async def send(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Answer:
        """POST once, follow no redirect, and wait for the answer at most `ATTEMPT_TIMEOUT_S`.

        :raises Unreachable: when there is no answer in time.
        :raises AddressRefused: when the address is none that messages may go to.
        """
        ...
