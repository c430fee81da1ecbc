"""Events as an actor may hear them: what every door that tells them asks for."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from typing import Protocol

from sigec.kit.actor import Actor
from sigec.kit.ids import EventId


class Frame(Protocol):
    """One event as JSON; progress has no ``id``."""

    @property
    def id(self) -> str | None:
        """The event's id."""
        ...

    @property
    def body(self) -> bytes:
        """The event as JSON, without a line break."""
        ...


class Events(Protocol):
    """Follows events for one actor."""

    def follow(
        self,
        actor: Actor,
        *,
        topics: Collection[str],
        after: EventId | None,
        renew: Callable[[], Awaitable[Actor]],
    ) -> AsyncIterator[Frame | None]:
        """Yield frames as they come, ``None`` while there are none, until the right ends."""
        ...
