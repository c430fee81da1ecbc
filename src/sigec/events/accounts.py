"""What happens to those who sign in."""

from dataclasses import dataclass
from typing import ClassVar

from sigec.events.base import Event
from sigec.kit.ids import ApiKeyId


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyChanged(Event):
    """A key was made, edited, rotated or revoked; what is remembered of it is stale."""

    name: ClassVar[str] = "api_key.changed"
    is_public: ClassVar[bool] = False
    is_urgent: ClassVar[bool] = True
    """A revoked key may have been stolen."""
    api_key_id: ApiKeyId
