"""What is decided about who may charge."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sigec.events.base import Event
from sigec.kit.ids import IdTokenId, PersonId, SessionId, StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPolicyChanged(Event):
    """Somebody said anew who may charge at a tenant, a site or a station."""

    name: ClassVar[str] = "access_policy.changed"
    kind: str
    place_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class IdTokenRefused(Event):
    """A token was not let in at a station; ``status`` is as OCPP spells it, ``reason`` is ours."""

    name: ClassVar[str] = "id_token.refused"
    station_id: StationId
    status: str
    reason: str
    id_token_id: IdTokenId | None = None
    person_id: PersonId | None = None
    session_id: SessionId | None = None
    evse: int | None = None
