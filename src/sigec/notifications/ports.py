"""What notices need from outside: carriers, whoever makes them, and a bell that rings."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from sigec.notifications.model import (
    Acceptance,
    ChannelHealth,
    Message,
    Notice,
    OpenAccount,
    ProviderForm,
)


class NotCarried(Exception):
    """The message was surely not taken, and may be tried again; the text says why, in English."""

    def __init__(self, reason: str, *, retry_after_s: int | None = None) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s


class MessageRefused(NotCarried):
    """The provider will never take this message, such as for a number that has no WhatsApp."""


class ChannelClosed(NotCarried):
    """No message can go out by this channel until somebody acts, as after a logout."""


class AnswerLost(Exception):
    """The message may have been taken or not: the provider's answer never came."""


class Carrier(Protocol):
    """Brings messages by one channel through one provider's account."""

    @property
    def dedupes(self) -> bool:
        """Whether messages of the same key are taken once, so that a repeat is harmless."""
        ...

    async def carry(self, message: Message) -> Acceptance:
        """Try once to hand a message over, in bounded time.

        :raises MessageRefused: when trying again is of no use.
        :raises ChannelClosed: when nothing can go out by this channel.
        :raises NotCarried: when it was not taken this time.
        :raises AnswerLost: when nobody knows.
        """
        ...

    async def check(self) -> ChannelHealth:
        """Ask the provider whether it would take a message, without sending one."""
        ...


class Carriers(Protocol):
    """Knows the adapter of every provider."""

    def prepare(self, form: ProviderForm, settings: Mapping[str, str]) -> Mapping[str, str]:
        """Return what an account has that we make ourselves, such as a pair of keys, by name.

        Called once, when the account is new; what the form calls secret is kept as one.
        """
        ...

    def carrier_of(self, account: OpenAccount) -> Carrier:
        """Return who carries for an account; the same one while the account is the same."""
        ...


class Bell(Protocol):
    """Rings in the app of whoever watches now; what it misses is read later."""

    async def rang(self, notices: Sequence[Notice]) -> None:
        """Tell recipients that they have something new to read."""
        ...
