"""Puts what happens on the bus, addressed so that each watcher's rights can be told from it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from sigec.events import Event
from sigec.events.sessions import SessionEvent
from sigec.kit.ids import PersonId, TenantId
from sigec.kit.ports import Bus
from sigec.sessions.ports import SessionProgress

ROOT = "live"
EVERYONE = "-"

_TOPICS = {"station": "stations", "connector": "stations", "session": "sessions"}
"""The first word of an event's name → the topic that browsers subscribe to."""


class Feed:
    """Tells watchers of every process; what nobody watches now is gone."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def tell(self, event: Event) -> None:
        """Publish a committed event; events that no topic shows are passed over."""
        person_id = event.person_id if isinstance(event, SessionEvent) else None
        await self.publish(
            type_=event.name,
            tenant_id=event.tenant_id,
            person_id=person_id,
            at=event.at,
            data=event,
        )

    async def progressed(self, progress: Sequence[SessionProgress]) -> None:
        """Publish how sessions go on."""
        for each in progress:
            await self.publish(
                type_="session.progress",
                tenant_id=each.tenant_id,
                person_id=each.person_id,
                at=each.at,
                data=each,
            )

    async def publish(
        self,
        *,
        type_: str,
        tenant_id: TenantId | None,
        person_id: PersonId | None,
        at: datetime,
        data: object,
    ) -> None:
        """Publish one frame ``{"type", "at", "data"}``; ``person_id`` is whose business it is."""
        topic = _TOPICS.get(type_.partition(".")[0])
        if topic is None or tenant_id is None:
            return
        address = f"{ROOT}.{tenant_id}.{topic}.{person_id or EVERYONE}"
        frame = msgspec.json.encode({"type": type_, "at": at, "data": data})
        await self._bus.publish(address, frame)
