"""How stations, their connectors, their messages and who was refused look from outside."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from pydantic import Field

from sigec.journal import Row
from sigec.kit.ids import UserId
from sigec.rest.names import Names
from sigec.rest.schemas import PageView, View
from sigec.rest.source_ages import SourceAge
from sigec.stations.model import (
    CommandKind,
    CommandStatus,
    ConnectorCard,
    ConnectorStatus,
    GivenCommand,
    Label,
    RefusalReason,
    Registration,
    Station,
)


class StationView(View):
    """A charging station: what people decided about it, and what it last said of itself."""

    id: UUID
    tenant_id: UUID
    name: str
    site_id: UUID | None
    site_name: str | None
    source: SourceAge | None = Field(description="Read through it; null: it speaks for itself.")
    price_group: str | None = Field(description="A tariff may have prices for it.")
    bay: str | None = Field(description="The parking space it serves.", examples=["G1-12"])
    plan_x: float | None = Field(description="On the plan of its site, from 0 (left) to 1.")
    plan_y: float | None = Field(description="On the plan of its site, from 0 (top) to 1.")
    timezone: str = Field(
        description="That of its site, else the tenant's.", examples=["America/Sao_Paulo"]
    )
    ocpp_identity: str
    registration: Registration
    security_profile: int
    wanted_profile: int | None = Field(
        description="The higher profile that it is wanted to come by; null: none is."
    )
    has_password: bool
    password_changing: bool = Field(
        description="It is given a new password, and did not come with it yet."
    )
    certificate_subject: str | None = Field(
        description="The name in its client certificate; null: its identity or serial number."
    )
    online: bool = Field(description="Connected, and heard of within three heartbeats.")
    ocpp_version: str | None = Field(
        description="What it spoke on its last connection.", examples=["ocpp1.6", "ocpp2.0.1"]
    )
    vendor: str | None
    model: str | None
    serial_number: str | None
    firmware_version: str | None
    ocpp_status: ConnectorStatus | None = Field(description="Of the station as a whole.")
    error_code: str | None
    status_at: datetime | None = Field(description="Since when, by the station's clock.")
    last_boot_at: datetime | None
    last_seen_at: datetime | None
    connected_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, station: Station, names: Names) -> Self:
        """Show a station with the name of its site."""
        site = names.site(station.site_id)
        return cls(
            id=station.id,
            tenant_id=station.tenant_id,
            name=station.name,
            site_id=station.site_id,
            site_name=site.name if site else None,
            source=names.source(station.source_id),
            price_group=station.price_group,
            bay=station.bay,
            plan_x=station.plan_x,
            plan_y=station.plan_y,
            timezone=names.timezone(station.tenant_id, station.site_id),
            ocpp_identity=station.ocpp_identity,
            registration=station.registration,
            security_profile=station.security_profile,
            wanted_profile=station.wanted_profile,
            has_password=station.has_password,
            password_changing=station.is_password_changing,
            certificate_subject=station.certificate_subject,
            online=station.is_online,
            ocpp_version=station.protocol,
            vendor=station.vendor,
            model=station.model,
            serial_number=station.serial_number,
            firmware_version=station.firmware_version,
            ocpp_status=station.status,
            error_code=station.error_code,
            status_at=station.status_at,
            last_boot_at=station.last_boot_at,
            last_seen_at=station.last_seen_at,
            connected_at=station.connected_at,
            created_at=station.created_at,
        )


class StationPage(PageView[StationView]):
    """A page of stations."""


class ConnectorView(View):
    """Where one car at a time charges. `evse` and `connector` are OCPP's numbers."""

    id: UUID
    station_id: UUID
    evse: int
    connector: int
    state: Label = Field(description="What a person should read.")
    ocpp_status: ConnectorStatus | None = Field(description="What the station said.")
    error_code: str | None
    vendor_error_code: str | None
    detail: str | None
    status_at: datetime | None = Field(description="Since when, by the station's clock.")
    last_seen_at: datetime | None = Field(description="When the station was last heard of.")
    ghost: bool = Field(description="It says for ten minutes that it charges; no session tells so.")
    type: str | None = Field(description="Of the plug.", examples=["cType2"])
    power_max_w: int | None

    @classmethod
    def of(
        cls, card: ConnectorCard, session_state: str | None = None, *, ghost: bool = False
    ) -> Self:
        """Show a connector; ``session_state`` is that of its open session."""
        connector = card.connector
        return cls(
            id=connector.id,
            station_id=connector.station_id,
            evse=connector.evse,
            connector=connector.number,
            state=card.label(session_state),
            ocpp_status=connector.status,
            error_code=connector.error_code,
            vendor_error_code=connector.vendor_error_code,
            detail=connector.detail,
            status_at=connector.status_at,
            last_seen_at=card.last_seen_at,
            ghost=ghost,
            type=connector.type,
            power_max_w=connector.power_max_w,
        )


class ConnectorPage(PageView[ConnectorView]):
    """All connectors of a station; there is one page."""


class StationStatusView(View):
    """A station as it is now, with its connectors and their counters from one look."""

    station_id: UUID
    at: datetime
    source: SourceAge | None = Field(description="Read through it; null: it speaks for itself.")
    online: bool
    registration: Registration
    ocpp_version: str | None
    ocpp_status: ConnectorStatus | None = Field(description="Of the station as a whole.")
    error_code: str | None
    status_at: datetime | None = Field(description="Since when, by the station's clock.")
    last_boot_at: datetime | None
    last_seen_at: datetime | None
    counters: dict[Label, int]
    connectors: list[ConnectorView]


class Direction(StrEnum):
    """Who said it: ``in`` is the station, ``out`` the platform."""

    IN = "in"
    OUT = "out"


class MessageView(View):
    """A message and its answer, as they were sent, secrets masked."""

    id: str
    direction: Direction
    protocol: str = Field(examples=["ocpp2.0.1"])
    action: str = Field(examples=["StatusNotification"])
    message_id: str
    request: str = Field(description="The payload, JSON as text.")
    answer: str | None = Field(description="The answer's payload or its error, JSON as text.")
    session_id: UUID | None
    at: datetime = Field(description="By the station's clock, where the message has an instant.")
    received_at: datetime

    @classmethod
    def of(cls, row: Row) -> Self:
        """Show a row of the journal."""
        entry = row.entry
        return cls(
            id=f"{row.stream}-{row.position}",
            direction=Direction(entry.direction),
            protocol=entry.protocol,
            action=entry.action,
            message_id=entry.message_id,
            request=entry.request,
            answer=entry.answer,
            session_id=entry.session_id,
            at=entry.at,
            received_at=entry.received_at,
        )


class MessagePage(PageView[MessageView]):
    """A page of messages of both directions, the latest first."""


class CommandView(View):
    """A command that somebody gave, and what became of it."""

    id: UUID
    station_id: UUID
    kind: CommandKind
    payload: dict[str, Any]
    status: CommandStatus
    answer: dict[str, Any] | None
    reason: str | None = Field(description="Why, as who gave it says.")
    user_id: UUID | None = Field(description="Null when the platform gave it by itself.")
    user_name: str | None = Field(description="Null when the user is gone.")
    requested_at: datetime
    answered_at: datetime | None

    @classmethod
    def of(cls, command: GivenCommand, names: Mapping[UserId | None, str]) -> Self:
        """Show a command with the present name of who gave it."""
        said = {name: getattr(command, name, None) for name in cls.model_fields}
        return cls.model_validate(said | {"user_name": names.get(command.user_id)})


class CommandPage(PageView[CommandView]):
    """A page of commands, the latest first."""


class HandshakeView(View):
    """A connection that was refused, counted by identity, address and reason."""

    id: UUID
    tenant_id: UUID | None = Field(description="Null while nobody knows whose it might be.")
    identity: str
    address: str
    reason: RefusalReason
    count: int
    first_at: datetime
    last_at: datetime


class HandshakePage(PageView[HandshakeView]):
    """A page of refused connections, the latest first."""
