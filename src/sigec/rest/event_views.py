"""The catalogue of events: what may be told, in words, as a schema and by an example."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from pydantic import Field

from sigec.events import Event, public_events
from sigec.events.descriptions import example_of, schema_of
from sigec.events.telling import watched_topic
from sigec.rest.schemas import PageView, View
from sigec.rest.texts import Language, Text, catalogue
from sigec.sessions.ports import SessionProgress
from sigec.webhooks.model import TOPICS

EXAMPLE_ID = "01996f1e-5a00-7000-8000-000000000001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One kind of thing that is told, of which ``data`` says what."""

    name: str
    version: int
    data: type
    is_kept: bool

    @classmethod
    def of(cls, event: type[Event]) -> Self:
        """Return an event of the outbox."""
        return cls(name=event.name, version=event.version, data=event, is_kept=True)

    @property
    def webhook_topics(self) -> Sequence[str]:
        """The names under which webhooks may ask for it."""
        return [topic.name for topic in TOPICS.values() if topic.event is self.data]

    def text(self, language: Language) -> Text:
        """Return what has happened when it is told, in words."""
        return catalogue()[f"event.{self.name}"][language]

    def example(self, type_: str | None = None) -> dict[str, Any]:
        """Return a whole message, under another name if need be."""
        data = example_of(self.data)
        return {
            "id": EXAMPLE_ID if self.is_kept else None,
            "type": type_ or self.name,
            "version": self.version,
            "at": data["at"],
            "data": data,
        }


def everything_told() -> Sequence[Told]:
    """Return all there is, in the order of the names."""
    progress = Told(name="session.progress", version=1, data=SessionProgress, is_kept=False)
    return sorted([progress, *map(Told.of, public_events())], key=lambda each: each.name)


class EventKindView(View):
    """A kind of event."""

    name: str = Field(examples=["session.started"])
    version: int = Field(description="Fields are only added; this goes up if one changes meaning.")
    title: str
    description: str = Field(description="What has happened; both in the caller's language.")
    topic: str | None = Field(description="Watched live under it; null: it is not shown there.")
    webhook_topics: list[str] = Field(description="Names that a webhook may ask for it by.")
    kept: bool = Field(description="Whether it has an id and can be asked for again.")
    data_schema: dict[str, Any] = Field(description="JSON Schema of `data`.")
    example: dict[str, Any] = Field(description="A whole message.")

    @classmethod
    def of(cls, told: Told, language: Language) -> Self:
        """Show a kind of event."""
        text = told.text(language)
        return cls(
            name=told.name,
            version=told.version,
            title=text.title,
            description=text.detail,
            topic=watched_topic(told.name),
            webhook_topics=list(told.webhook_topics),
            kept=told.is_kept,
            data_schema=schema_of(told.data),
            example=told.example(),
        )


class EventCatalogue(PageView[EventKindView]):
    """All kinds of events; there is one page."""
