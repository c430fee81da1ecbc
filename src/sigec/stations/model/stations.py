"""A station, its connectors and its refused handshakes, as people see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypedDict
from uuid import UUID

from sigec.kit.errors import FieldError, Invalid
from sigec.kit.ids import CommandId, ConnectorId, SiteId, StationId, TenantId, UserId
from sigec.stations.model.admission import PROFILE_MAX, RefusalReason, is_valid_identity
from sigec.stations.model.commands import CommandKind, CommandStatus
from sigec.stations.model.passwords import PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN
from sigec.stations.model.reports import Registration
from sigec.stations.model.status import ConnectorStatus, Label, is_fault, label_of

SILENT_INTERVALS_MAX = 3
"""How many heartbeats may be missed before a connected station counts as offline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A station with what it last said of itself; ``version`` counts the edits by people."""

    id: StationId
    tenant_id: TenantId
    site_id: SiteId | None
    name: str
    ocpp_identity: str
    registration: Registration
    security_profile: int
    has_password: bool
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
    is_online: bool
    last_seen_at: datetime | None

    @property
    def is_faulted(self) -> bool:
        """Whether the connector reports a fault, online or not."""
        return is_fault(self.connector.status, self.connector.error_code)

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
    actor_kind: str
    user_id: UserId | None
    requested_at: datetime
    answered_at: datetime | None


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
class NewStation:
    """What is needed to register a station; without a profile a password makes it profile 1."""

    name: str
    ocpp_identity: str
    site_id: SiteId | None = None
    registration: Registration = Registration.ACCEPTED
    security_profile: int | None = None
    password: str | None = None

    @property
    def effective_profile(self) -> int:
        """The profile that was asked for, else what the password implies."""
        if self.security_profile is not None:
            return self.security_profile
        return 1 if self.password else 0


class StationChanges(TypedDict, total=False):
    """What may be edited; an absent key leaves the value as it is."""

    name: str
    site_id: SiteId | None
    ocpp_identity: str
    registration: Registration
    security_profile: int
    password: str | None


def is_within_reach(
    *, is_connected: bool, last_seen_at: datetime | None, at: datetime, heartbeat_s: int
) -> bool:
    """Say whether a station is online: it has a socket, and was heard on it lately."""
    silence_max = timedelta(seconds=heartbeat_s * SILENT_INTERVALS_MAX)
    return is_connected and last_seen_at is not None and at - last_seen_at <= silence_max


def check_station(
    *, ocpp_identity: str, security_profile: int, password: str | None, has_password: bool
) -> None:
    """Pass, or name every field that breaks a rule.

    :raises Invalid: when one does.
    """
    errors = []
    if not is_valid_identity(ocpp_identity):
        errors.append(FieldError(field="ocpp_identity", code="field.ocpp_identity"))
    if not 0 <= security_profile <= PROFILE_MAX:
        errors.append(FieldError(field="security_profile", code="field.security_profile"))
    if password is not None and not PASSWORD_LENGTH_MIN <= len(password) <= PASSWORD_LENGTH_MAX:
        errors.append(FieldError(field="password", code="field.station_password"))
    if security_profile in (1, 2) and not has_password:
        errors.append(FieldError(field="password", code="field.password_required"))
    if errors:
        raise Invalid(*errors)
