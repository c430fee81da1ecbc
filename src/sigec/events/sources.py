"""What happens to the sources of facts."""

from dataclasses import dataclass
from typing import ClassVar

from sigec.events.base import Event
from sigec.kit.ids import SourceId


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChanged(Event):
    """A source was created, edited or removed; what is remembered of it is stale."""

    name: ClassVar[str] = "source.changed"
    source_id: SourceId


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFailed(Event):
    """A source that answered does not any more; ``error`` is the sentence that people read."""

    name: ClassVar[str] = "source.failed"
    source_id: SourceId
    source_name: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecovered(Event):
    """A source that had failed answers again, or was removed."""

    name: ClassVar[str] = "source.recovered"
    source_id: SourceId
    source_name: str
