"""Stations: register them, see how they are, what they said and what they were told."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from sigec.kit.actor import Actor
from sigec.kit.ids import ConnectorId, StationId
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.names import load_names
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, Omittable, Patch, PriceGroup, example
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.rest.station_filters import CommandFilterDep, MessageFilterDep, StationFilterDep
from sigec.rest.station_views import (
    CommandPage,
    CommandView,
    ConnectorPage,
    ConnectorView,
    MessagePage,
    MessageView,
    StationPage,
    StationStatusView,
    StationView,
)
from sigec.sessions.service import SessionFilter
from sigec.stations.model import (
    ConnectorCard,
    Registration,
    Station,
    StationDraft,
    count_labels,
)

router = APIRouter(prefix="/stations", tags=["stations"])

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Identity = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100),
    Field(
        description=(
            "The last segment of the address it connects to; unique in this installation and"
            " compared exactly."
        ),
        examples=["CP-0001"],
    ),
]
Password = Annotated[
    str,
    Field(
        min_length=8,
        max_length=100,
        json_schema_extra={"writeOnly": True},
        description="For HTTP Basic. As the hex of 16 to 20 bytes it is matched in both forms.",
    ),
]
Profile = Annotated[
    int,
    Field(ge=0, le=3, description="0 none, 1 password, 2 password over TLS, 3 client certificate."),
]

Subject = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        description=(
            "The name in its client certificate (profile 3), where that is neither its identity"
            " nor its serial number."
        ),
    ),
]
Bay = Annotated[
    str,
    Field(
        min_length=1,
        max_length=50,
        description="The parking space it serves, as people call it.",
        examples=["G1-12"],
    ),
]
PlanPosition = Annotated[
    float,
    Field(
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="On the plan of its site: 0 is the left or upper edge, 1 the other one.",
    ),
]


class NewStation(Body):
    """What a new station is made of."""

    name: Name
    ocpp_identity: Identity
    site_id: UUID | None = None
    price_group: PriceGroup | None = None
    bay: Bay | None = None
    plan_x: PlanPosition | None = None
    plan_y: PlanPosition | None = None
    registration: Registration = Registration.ACCEPTED
    security_profile: Profile | None = Field(
        default=None, description="Left out it is 1 with a password, else 0."
    )
    password: Password | None = None
    certificate_subject: Subject | None = None

    model_config = example(
        name="Garagem 1, vaga 12",
        ocpp_identity="CP-0001",
        security_profile=1,
        password="8f1c2d3e4a5b60718293a4b5c6d7e8f9",  # noqa: S106 - an example
    )


class StationChanges(Patch):
    """The fields to change; what is left out stays. A `password` of null takes it away."""

    nullable = frozenset(
        {
            "site_id",
            "price_group",
            "bay",
            "plan_x",
            "plan_y",
            "password",
            "certificate_subject",
        }
    )

    name: Omittable[Name] = None
    ocpp_identity: Omittable[Identity] = None
    site_id: UUID | None = None
    price_group: PriceGroup | None = None
    bay: Bay | None = None
    plan_x: PlanPosition | None = None
    plan_y: PlanPosition | None = None
    registration: Omittable[Registration] = None
    security_profile: Omittable[Profile] = None
    password: Password | None = None
    certificate_subject: Subject | None = None

    model_config = example(name="Garagem 1, vaga 13", registration="accepted")


class ConnectorChanges(Patch):
    """What a station does not tell of its connector."""

    nullable = frozenset({"type", "power_max_w"})

    type: Annotated[str, Field(max_length=50, examples=["cType2"])] | None = None
    power_max_w: Annotated[int, Field(ge=0, le=1_000_000)] | None = None

    model_config = example(type="cType2", power_max_w=7_400)


@router.get("")
async def list_stations(
    services: ServicesDep, actor: ActorDep, page: PageDep, wanted: StationFilterDep
) -> StationPage:
    """List the stations, oldest first."""
    found = await services.inventory.list_stations(actor, page, wanted)
    items = await _show(services, actor, found.items)
    return StationPage(items=items, next_cursor=found.next_cursor)


@router.post("", status_code=201)
async def create_station(
    services: ServicesDep, actor: ActorDep, body: NewStation, response: Response
) -> StationView:
    """Register a station; it may connect at once."""
    station = await services.inventory.create_station(actor, StationDraft(**body.model_dump()))
    return await show_station(services, actor, station, response)


@router.get("/{station_id}")
async def get_station(
    services: ServicesDep, actor: ActorDep, station_id: UUID, response: Response
) -> StationView:
    """Show one station."""
    station = await services.inventory.get_station(actor, StationId(station_id))
    return await show_station(services, actor, station, response)


@router.patch("/{station_id}")
async def edit_station(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: StationChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> StationView:
    """Change a station; its next handshake is judged by it."""
    station = await services.inventory.edit_station(
        actor, StationId(station_id), body.changes(), expected_version=expected_version
    )
    return await show_station(services, actor, station, response)


@router.delete("/{station_id}", status_code=204)
async def delete_station(services: ServicesDep, actor: ActorDep, station_id: UUID) -> None:
    """Remove a station; what was charged on it stays."""
    await services.inventory.delete_station(actor, StationId(station_id))


@router.get("/{station_id}/connectors")
async def list_connectors(
    services: ServicesDep, actor: ActorDep, station_id: UUID
) -> ConnectorPage:
    """List the connectors; they are learnt from what the station reports."""
    return ConnectorPage(items=await _connectors(services, actor, StationId(station_id)))


@router.patch("/{station_id}/connectors/{connector_id}")
async def edit_connector(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    connector_id: UUID,
    body: ConnectorChanges,
) -> ConnectorView:
    """Say what plug a connector has and how much it can give."""
    card = await services.inventory.edit_connector(
        actor, StationId(station_id), ConnectorId(connector_id), body.changes()
    )
    return ConnectorView.of(card)


@router.get("/{station_id}/status")
async def get_station_status(
    services: ServicesDep, actor: ActorDep, station_id: UUID
) -> StationStatusView:
    """Show whether a station can be reached, and how its connectors are."""
    station = await services.inventory.get_station(actor, StationId(station_id))
    connectors = await _connectors(services, actor, station.id)
    names = await load_names(services, actor, source_ids=[station.source_id])
    return StationStatusView(
        station_id=station.id,
        at=services.clock.now(),
        source=names.source(station.source_id),
        online=station.is_online,
        registration=station.registration,
        ocpp_version=station.protocol,
        ocpp_status=station.status,
        error_code=station.error_code,
        status_at=station.status_at,
        last_boot_at=station.last_boot_at,
        last_seen_at=station.last_seen_at,
        counters=count_labels(connector.state for connector in connectors),
        connectors=connectors,
    )


@router.get("/{station_id}/messages")
async def list_messages(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    wanted: MessageFilterDep,
    station_id: UUID,
) -> MessagePage:
    """List what the station and the platform said to each other, the latest first.

    `from` and `to` bound when it was received.
    """
    found = await services.history.list_messages(actor, StationId(station_id), page, wanted)
    items = [MessageView.of(row) for row in found.items]
    return MessagePage(items=items, next_cursor=found.next_cursor)


@router.get("/{station_id}/commands")
async def list_commands(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    wanted: CommandFilterDep,
    station_id: UUID,
) -> CommandPage:
    """List what people told the station to do, who and why, the latest first."""
    found = await services.history.list_commands(actor, StationId(station_id), page, wanted)
    names = await services.audit_trail.find_names(actor, {each.user_id for each in found.items})
    items = [CommandView.of(each, names) for each in found.items]
    return CommandPage(items=items, next_cursor=found.next_cursor)


async def show_station(
    services: Services, actor: Actor, station: Station, response: Response
) -> StationView:
    """Show one station, with its version for who wants to edit it."""
    set_etag(response, station.version)
    [view] = await _show(services, actor, [station])
    return view


async def _show(services: Services, actor: Actor, stations: Sequence[Station]) -> list[StationView]:
    names = await load_names(
        services,
        actor,
        tenant_ids=[station.tenant_id for station in stations],
        site_ids=[station.site_id for station in stations],
        source_ids=[station.source_id for station in stations],
    )
    return [StationView.of(station, names) for station in stations]


async def _connectors(
    services: Services, actor: Actor, station_id: StationId
) -> list[ConnectorView]:
    """Show the connectors, those that only say ``Occupied`` by their open sessions."""
    cards: Sequence[ConnectorCard] = await services.inventory.list_connectors(
        actor, station_id=station_id
    )
    views = await services.session_queries.list_open(actor, SessionFilter(station_id=station_id))
    states = {view.session.connector_id: view.session.status for view in reversed(views)}
    ghosts = await services.session_queries.find_ghosts(actor, cards)
    return [
        ConnectorView.of(card, states.get(card.connector.id), ghost=card.connector.id in ghosts)
        for card in cards
    ]
