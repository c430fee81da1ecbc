"""A station, its connectors and its refused handshakes, as people see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sigec.kit.errors import FieldError
from sigec.kit.ids import (
    CommandId,
    ConnectorId,
    SiteId,
    SourceId,
    StationId,
    TenantId,
    UserId,
)
from sigec.stations.model.admission import PROFILE_MAX, RefusalReason, is_valid_identity
from sigec.stations.model.commands import CommandKind, CommandStatus
from sigec.stations.model.passwords import PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN
from sigec.stations.model.reports import Registration
from sigec.stations.model.status import ConnectorStatus, Label, label_of
from sigec.stations.model.variables import Variable

SILENT_INTERVALS_MAX = 3
"""How many heartbeats may be missed before a connected station counts as offline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A station with what it last said of itself; ``version`` counts the edits by people.

    ``plan_x`` and ``plan_y`` say where it stands on the plan of its site, each from 0 to 1.
    ``source_id`` is the source that it is read through: it has no socket here then, is connected
    while its own cloud says so, and its identity is the one that it has there.
    """

    id: StationId
    tenant_id: TenantId
    site_id: SiteId | None
    source_id: SourceId | None
    price_group: str | None
    bay: str | None
    plan_x: float | None
    plan_y: float | None
    name: str
    ocpp_identity: str
    registration: Registration
    security_profile: int
    has_password: bool
    is_password_changing: bool
    wanted_profile: int | None
    certificate_subject: str | None
    vendor: str | None
    model: str | None
    serial_number: str | None
    firmware_version: str | None
    boot_reason: str | None
    last_boot_at: datetime | None
    last_seen_at: datetime | None
    status: ConnectorStatus | None
    error_code: str | None
    status_at: datetime | None
    is_connected: bool
    protocol: str | None
    address: str | None
    connected_at: datetime | None
    created_at: datetime
    version: int
    is_online: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """A connector, with the numbers OCPP knows it by."""

    id: ConnectorId
    tenant_id: TenantId
    station_id: StationId
    evse: int
    number: int
    status: ConnectorStatus | None
    error_code: str | None
    vendor_error_code: str | None
    detail: str | None
    status_at: datetime | None
    type: str | None
    power_max_w: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectorCard:
    """A connector as the board shows it: with its station and whether that can be reached."""

    connector: Connector
    station_name: str
    site_id: SiteId | None
    source_id: SourceId | None
    is_online: bool
    last_seen_at: datetime | None

    def is_charging_since(self, at: datetime) -> bool:
        """Whether the connector has been saying, at least since ``at``, that it charges."""
        since = self.connector.status_at
        is_charging = self.connector.status is ConnectorStatus.CHARGING
        return self.is_online and is_charging and since is not None and since <= at

    def label(self, session_state: str | None = None) -> Label:
        """Choose the label; ``session_state`` is that of the connector's open session."""
        return label_of(
            self.connector.status,
            error_code=self.connector.error_code,
            is_online=self.is_online,
            session_state=session_state,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenCommand:
    """A command that somebody gave, and what became of it."""

    id: CommandId
    station_id: StationId
    kind: CommandKind
    payload: Mapping[str, Any]
    status: CommandStatus
    answer: Mapping[str, Any] | None
    reason: str | None
    actor_kind: str
    user_id: UserId | None
    requested_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVariable:
    """A variable of a station, and when it last said so."""

    id: UUID
    variable: Variable
    reported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Handshake:
    """A connection that was refused, counted by identity, address and reason."""

    id: UUID
    tenant_id: TenantId | None
    identity: str
    address: str
    reason: RefusalReason
    count: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StationDraft:
    """What a new station is made of; without a profile a password makes it profile 1."""

    name: str
    ocpp_identity: str
    site_id: SiteId | None = None
    source_id: SourceId | None = None
    price_group: str | None = None
    bay: str | None = None
    plan_x: float | None = None
    plan_y: float | None = None
    registration: Registration = Registration.ACCEPTED
    security_profile: int | None = None
    password: str | None = None
    certificate_subject: str | None = None

    @property
    def effective_profile(self) -> int:
        """The profile that was asked for, else what the password implies."""
        if self.security_profile is not None:
            return self.security_profile
        return 1 if self.password else 0


def is_within_reach(
    *, is_connected: bool, last_seen_at: datetime | None, at: datetime, heartbeat_s: int
) -> bool:
    """Say whether a station is online: it has a socket, and was heard on it lately."""
    heard_since = reached_since(at, heartbeat_s=heartbeat_s)
    return is_connected and last_seen_at is not None and last_seen_at >= heard_since


def reached_since(at: datetime, *, heartbeat_s: int) -> datetime:
    """Return when a station must have been heard at the earliest to be online."""
    return at - timedelta(seconds=heartbeat_s * SILENT_INTERVALS_MAX)


def faults_of(
    *, ocpp_identity: str, security_profile: int, password: str | None, has_password: bool
) -> tuple[FieldError, ...]:
    """Name every field of a station that breaks a rule; ``password`` is the new one, if any."""
    has_good_length = (
        password is None or PASSWORD_LENGTH_MIN <= len(password) <= PASSWORD_LENGTH_MAX
    )
    rules = (
        ("ocpp_identity", is_valid_identity(ocpp_identity), "field.ocpp_identity"),
        ("security_profile", 0 <= security_profile <= PROFILE_MAX, "field.security_profile"),
        ("password", has_good_length, "field.station_password"),
        ("password", has_password or security_profile not in (1, 2), "field.password_required"),
    )
    return tuple(FieldError(field=name, code=code) for name, holds, code in rules if not holds)
