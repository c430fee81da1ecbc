"""A notice to one recipient: what they read in the app, whatever other ways it takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sigec.kit.ids import (
    IncidentId,
    NoticeId,
    PersonId,
    RecipientId,
    SessionId,
    StationId,
    TenantId,
    UserId,
)
from sigec.notifications.model.kinds import Kind
from sigec.notifications.model.messages import Channel
from sigec.notifications.model.preferences import RecipientKind
from sigec.notifications.model.wording import Alert
from sigec.tenants.model import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A fact worth telling: a kind, what it is about, and what its texts may say.

    ``subject_id`` is what it is told of once: a session, an incident, a wish. ``person_id`` is
    whom it concerns, ``None`` for those who run the place. ``at`` is the source's instant.
    ``about`` are the plain values of its variables; those of an alert are made of ``alert``. With
    ``waits_for_cost`` it is held for a moment, until it is priced; ``without`` are channels of
    which it is itself the news.
    """

    kind: Kind
    tenant_id: TenantId
    subject_id: UUID
    at: datetime
    person_id: PersonId | None = None
    user_id: UserId | None = None
    session_id: SessionId | None = None
    station_id: StationId | None = None
    incident_id: IncidentId | None = None
    about: Mapping[str, Any] = field(default_factory=dict)
    alert: Alert | None = None
    waits_for_cost: bool = False
    without: frozenset[Channel] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one recipient is told; ``key`` is told once, and ``at`` is when it happened.

    ``route`` are the channels that it may take, in their order. ``is_shown`` says that the app
    lists it.
    """

    id: NoticeId
    tenant_id: TenantId
    key: str
    kind: Kind
    recipient_kind: RecipientKind
    recipient_id: RecipientId
    session_id: SessionId | None
    station_id: StationId | None
    incident_id: IncidentId | None
    at: datetime
    created_at: datetime
    expires_at: datetime
    language: Language
    subject: str
    text: str
    route: tuple[Channel, ...]
    is_shown: bool
    read_at: datetime | None = None

    def after(self, channel: Channel) -> Channel | None:
        """Return the channel that has its turn when one did not bring it."""
        if channel not in self.route:
            return None
        following = self.route[self.route.index(channel) + 1 :]
        return following[0] if following else None

    @property
    def link(self) -> str:
        """Where the app shows more, as a path within it."""
        if self.incident_id is not None:
            return "/incidents"
        if self.session_id is not None:
            return f"/sessions/{self.session_id}"
        return "/notices"


def key_of(kind: Kind, subject_id: UUID, recipient_id: UUID) -> str:
    """Return the name that a notice keeps over all attempts and channels."""
    return f"{kind}:{subject_id}:{recipient_id}"
