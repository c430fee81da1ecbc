"""What notices need from outside: somebody who carries a message by one channel."""

from typing import Protocol

from sigec.notifications.model import Acceptance, ChannelHealth, Message


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
