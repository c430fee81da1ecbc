"""What was decided about a token at a station, as it is kept and shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sigec.access.model.places import Intent
from sigec.drivers.model import AuthorizationStatus, DecisionReason, IdTokenKind
from sigec.kit.ids import IdTokenId, PersonId, SessionId, SiteId, StationId, TenantId


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision; ``at`` is when it was asked by the source's clock, ``decided_at`` by ours.

    ``value`` is the token's spelling of then; ``message_id`` names the row of the journal.
    ``is_offline`` says that the station had decided already, and asked us afterwards.
    """

    id: UUID
    tenant_id: TenantId
    station_id: StationId
    site_id: SiteId | None
    evse: int | None
    purpose: Intent
    value: str
    kind: IdTokenKind
    id_token_id: IdTokenId | None
    person_id: PersonId | None
    status: AuthorizationStatus
    reason: DecisionReason
    details: Mapping[str, str] = field(default_factory=dict)
    at: datetime
    decided_at: datetime
    session_id: SessionId | None = None
    message_id: str | None = None
    is_offline: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether energy may not flow."""
        return self.status is not AuthorizationStatus.ACCEPTED
