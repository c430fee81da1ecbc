"""What the servicers may call; `sigec.serving` supplies it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from sigec.accounts.service import AuditTrail, CallerService
from sigec.kit.actor import Actor
from sigec.kit.ids import EventId
from sigec.sessions.service import SessionQueries, SessionService
from sigec.stations.service import StationInventory, StationService
from sigec.tenants.service import TenantService


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RpcServices:
    """The same use cases as REST's."""

    callers: CallerService
    tenants: TenantService
    audit_trail: AuditTrail
    inventory: StationInventory
    stations: StationService
    sessions: SessionService
    session_queries: SessionQueries
    events: Events
