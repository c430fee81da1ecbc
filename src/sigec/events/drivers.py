"""What happens to people and their id tokens."""

from dataclasses import dataclass
from typing import ClassVar

from sigec.events.base import Event
from sigec.kit.ids import IdTokenId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class IdTokenChanged(Event):
    """An id token was created, edited, moved or removed; what is remembered of it is stale."""

    name: ClassVar[str] = "id_token.changed"
    id_token_id: IdTokenId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChanged(Event):
    """A person was created, edited or removed."""

    name: ClassVar[str] = "person.changed"
    person_id: PersonId
