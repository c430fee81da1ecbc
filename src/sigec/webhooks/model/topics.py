"""What an endpoint may ask to hear: each event by its name, and VETRIC's names for some."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sigec.events import Event, public_events
from sigec.events.incidents import IncidentOpened
from sigec.events.sessions import SessionEnded, SessionStarted
from sigec.events.telling import write_message
from sigec.kit.ids import EventId, WebhookId

TEST_TOPIC = "webhook.test"
_SUBJECTS = ("incident_id", "session_id", "station_id")
"""By what deliveries keep their order, the first that an event has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A name that an endpoint may ask for, and which events it stands for."""

    name: str
    event: type[Event]
    applies: Callable[[Event], bool] = lambda _event: True


def _incident_of(kind: str) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, IncidentOpened) and event.kind == kind


def _topics() -> Mapping[str, Topic]:
    vetric = [
        Topic(name="carregamento.iniciado", event=SessionStarted),
        Topic(name="carregamento.finalizado", event=SessionEnded),
        Topic(
            name="carregamento.erro",
            event=IncidentOpened,
            applies=_incident_of("connector_fault"),
        ),
        Topic(
            name="carregador.offline",
            event=IncidentOpened,
            applies=_incident_of("station_offline"),
        ),
    ]
    own = [Topic(name=kind.name, event=kind) for kind in public_events()]
    return {each.name: each for each in (*vetric, *own)}


TOPICS: Mapping[str, Topic] = _topics()
"""By name; where two stand for the same event VETRIC's comes first."""


def topic_of(event: Event, wanted: Collection[str]) -> str | None:
    """Return the name under which an endpoint hears of an event, or ``None`` if it does not.

    ``wanted`` of none means every event, by its own name.
    """
    if not wanted:
        return event.name if event.is_public else None
    for topic in TOPICS.values():
        if topic.name in wanted and isinstance(event, topic.event) and topic.applies(event):
            return topic.name
    return None


def subject_of(event: Event) -> str:
    """Return what the event is about, so that what happens to one thing is told in order."""
    for name in _SUBJECTS:
        value = getattr(event, name, None)
        if isinstance(value, UUID):
            return str(value)
    return event.name


def body_of(event: Event, event_id: EventId, topic: str) -> str:
    """Write the JSON that is signed and sent."""
    return write_message(
        topic, at=event.at, data=event, event_id=event_id, version=event.version
    ).decode()


def test_body(event_id: EventId, webhook_id: WebhookId, at: datetime) -> str:
    """Write the JSON of a message that only tries an endpoint out."""
    data = {"webhook_id": webhook_id}
    return write_message(TEST_TOPIC, at=at, data=data, event_id=event_id).decode()
