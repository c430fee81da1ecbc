"""What watchers are sent: one JSON text for each thing that happened, and whose business it is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sigec.events import event_names
from sigec.events.reservations import ReservationEvent
from sigec.events.sessions import SessionEvent
from sigec.events.telling import watched_topic, write_message
from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import EventId, PersonId, RecipientId, TenantId
from sigec.outbox import Envelope

ROOT = "live"
NOBODY = "-"

_PERMISSIONS = {
    "stations": Permission.READ_STATIONS,
    "sessions": Permission.READ_SESSIONS,
    "incidents": Permission.READ_STATIONS,
    "sources": Permission.READ_SOURCES,
}
NOTICES = "notices"
"""What somebody was told: nobody's business but their own, whatever their role."""
TOPICS = frozenset({*_PERMISSIONS, NOTICES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One thing that happened, as `write_message` writes it.

    ``id`` is the event's, ``None`` for progress, which no one can ask for again.
    """

    tenant: str
    topic: str
    person: str | None
    id: str | None
    body: bytes

    @property
    def address(self) -> str:
        """Where it goes on the bus, so that rights can be told without reading it."""
        words = (ROOT, self.tenant, self.topic, self.person or NOBODY, self.id or NOBODY)
        return ".".join(words)

    @classmethod
    def arrived(cls, address: str, body: bytes) -> Self:
        """Read a frame back from the bus."""
        _, tenant, topic, person, event_id = address.split(".")
        return cls(
            tenant=tenant,
            topic=topic,
            person=None if person == NOBODY else person,
            id=None if event_id == NOBODY else event_id,
            body=body,
        )

    def may_be_seen_by(self, actor: Actor) -> bool:
        """Say whether it is the actor's business: their tenant's, and for residents their own."""
        if actor.tenant_id is None:
            if not actor.is_platform:
                return False
        elif self.tenant != str(actor.tenant_id):
            return False
        if self.topic == NOTICES:
            own_ids = {str(each) for each in (actor.person_id, actor.user_id) if each}
            return self.person in own_ids and actor.may(Permission.RECEIVE_NOTICES)
        if actor.may(_PERMISSIONS[self.topic]):
            return True
        is_own = actor.person_id is not None and self.person == str(actor.person_id)
        return is_own and self.topic == "sessions" and actor.may(Permission.READ_OWN)


def frame(
    *,
    type_: str,
    tenant_id: TenantId | None,
    person_id: PersonId | RecipientId | None,
    at: datetime,
    data: object,
    event_id: EventId | None = None,
    version: int = 1,
) -> Frame | None:
    """Make a frame; ``None`` for what no topic shows."""
    topic = watched_topic(type_)
    if topic is None or tenant_id is None:
        return None
    return Frame(
        tenant=str(tenant_id),
        topic=topic,
        person=None if person_id is None else str(person_id),
        id=None if event_id is None else str(event_id),
        body=write_message(type_, at=at, data=data, event_id=event_id, version=version),
    )


def frame_of(envelope: Envelope) -> Frame | None:
    """Make the frame of a committed event; ``None`` for what no topic shows."""
    event = envelope.event
    return frame(
        type_=event.name,
        tenant_id=event.tenant_id,
        person_id=event.person_id if isinstance(event, SessionEvent | ReservationEvent) else None,
        at=event.at,
        data=event,
        event_id=envelope.id,
        version=event.version,
    )


def names_of(topics: Collection[str]) -> list[str]:
    """Return the names of the events that these topics show."""
    return [name for name in event_names() if watched_topic(name) in topics]


def visible_topics(actor: Actor, wanted: Collection[str]) -> frozenset[str]:
    """Return those of the topics that the actor may see something of.

    :raises PermissionDenied: when there is none.
    """
    known = _PERMISSIONS | {NOTICES: Permission.RECEIVE_NOTICES}
    granted = {topic for topic in TOPICS & set(wanted) if actor.may(known[topic])}
    if "sessions" in wanted and actor.may(Permission.READ_OWN):
        granted.add("sessions")
    if not granted:
        actor.require(Permission.READ_SESSIONS)
    return frozenset(granted)
