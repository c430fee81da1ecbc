"""The board: every connector as it is now, with who charges there, and the counters of the same."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from sigec.kit.actor import Actor
from sigec.kit.ids import ConnectorId, SiteId
from sigec.reservations.model import Reservation, ReservationStatus
from sigec.rest.names import Names, PersonName, load_names
from sigec.rest.schemas import View
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.rest.session_views import SessionItem
from sigec.rest.sessions import show_sessions
from sigec.rest.source_ages import SourceAge
from sigec.sessions.service import SessionFilter
from sigec.stations.model import ConnectorCard, ConnectorStatus, Label, count_labels

router = APIRouter(tags=["board"])


class BoardReservation(View):
    """For whom a connector is kept, and from when to when."""

    id: UUID
    person: PersonName | None
    starts_at: datetime
    expires_at: datetime
    status: ReservationStatus


class BoardConnector(View):
    """A connector and the session that is open there."""

    tenant_id: UUID
    connector_id: UUID
    evse: int
    connector: int
    station_id: UUID
    station_name: str
    site_id: UUID | None
    site_name: str | None
    source: SourceAge | None = Field(description="Read through it; null: it speaks for itself.")
    timezone: str
    state: Label
    ocpp_status: ConnectorStatus | None
    error_code: str | None
    status_at: datetime | None
    last_seen_at: datetime | None = Field(description="When the station was last heard of.")
    online: bool = Field(description="Whether the station can be reached.")
    reserved: list[BoardReservation] = Field(
        description="What is kept there now, or will be; those of any connector stand at all."
    )
    ghost: bool = Field(description="It says for ten minutes that it charges; no session tells so.")
    session: SessionItem | None

    @classmethod
    def of(
        cls,
        card: ConnectorCard,
        session: SessionItem | None,
        names: Names,
        *,
        ghost: bool,
        reserved: list[BoardReservation],
    ) -> Self:
        """Show a connector."""
        connector, site = card.connector, names.site(card.site_id)
        return cls(
            tenant_id=connector.tenant_id,
            connector_id=connector.id,
            evse=connector.evse,
            connector=connector.number,
            station_id=connector.station_id,
            station_name=card.station_name,
            site_id=card.site_id,
            site_name=site.name if site else None,
            source=names.source(card.source_id),
            timezone=names.timezone(connector.tenant_id, card.site_id),
            state=card.label(session.status if session else None),
            ocpp_status=connector.status,
            error_code=connector.error_code,
            status_at=connector.status_at,
            last_seen_at=card.last_seen_at,
            online=card.is_online,
            reserved=reserved,
            ghost=ghost,
            session=session,
        )


class Board(View):
    """All connectors, in the order of their stations, and how many there are of each state."""

    at: datetime
    counters: dict[Label, int]
    connectors: list[BoardConnector]


@router.get("/board")
async def get_board(services: ServicesDep, actor: ActorDep, site_id: UUID | None = None) -> Board:
    """Show the garage as it is now."""
    site = SiteId(site_id) if site_id else None
    cards = await services.inventory.list_connectors(actor, site_id=site)
    kept = await services.reservations.list_open(actor)
    names = await load_names(
        services,
        actor,
        person_ids=[each.bearer.person_id for each in kept],
        tenant_ids=[card.connector.tenant_id for card in cards],
        site_ids=[card.site_id for card in cards],
        source_ids=[card.source_id for card in cards],
    )
    open_here = await _open_sessions(services, actor, site)
    ghosts = await services.session_queries.find_ghosts(actor, cards)
    connectors = [
        BoardConnector.of(
            card,
            open_here.get(card.connector.id),
            names,
            ghost=card.connector.id in ghosts,
            reserved=_reserved(services, card, kept, names),
        )
        for card in cards
    ]
    return Board(
        at=services.clock.now(),
        counters=count_labels(connector.state for connector in connectors),
        connectors=connectors,
    )


async def _open_sessions(
    services: Services, actor: Actor, site_id: SiteId | None
) -> dict[ConnectorId, SessionItem]:
    """Return the open session of each connector: the latest, should there be two."""
    views = await services.session_queries.list_open(actor, SessionFilter(site_id=site_id))
    items = await show_sessions(services, actor, views)
    return {ConnectorId(item.connector_id): item for item in reversed(items) if item.connector_id}


def _reserved(
    services: Services, card: ConnectorCard, kept: Sequence[Reservation], names: Names
) -> list[BoardReservation]:
    """Return what is kept at a connector, the earliest first."""
    here = card.connector
    return [
        BoardReservation(
            id=each.id,
            person=names.person(each.bearer.person_id, services),
            starts_at=each.span.starts_at,
            expires_at=each.span.expires_at,
            status=each.status,
        )
        for each in kept
        if each.station_id == here.station_id and each.place.evse in (None, here.evse)
    ]
