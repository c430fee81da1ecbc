"""Cards that charge and are nobody's, to be given to somebody."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from sigec.drivers.model import IdTokenKind
from sigec.rest.names import load_names
from sigec.rest.schemas import View
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep

router = APIRouter(prefix="/id-tokens", tags=["id tokens"])


class UnknownCardView(View):
    """A card that is nobody's, and what was charged with it in the last 90 days."""

    tenant_id: UUID
    value: str
    type: IdTokenKind
    id_token_id: UUID | None = Field(description="Set when it is registered without an owner.")
    sessions: int
    energy_wh: int
    last_at: datetime
    last_station_id: UUID
    last_station_name: str


class UnknownCardList(View):
    """The latest used first, at most 200."""

    items: list[UnknownCardView]


@router.get("/unknown")
async def list_unknown_id_tokens(services: ServicesDep, actor: ActorDep) -> UnknownCardList:
    """List the cards that charged in the last 90 days and that nobody has.

    Register one with a `person_id` to give it to somebody: it is theirs from then on, and what
    was charged before stays as it is.
    """
    cards = await services.strangers.list_unknown_cards(actor)
    names = await load_names(services, actor, station_ids=[card.last_station_id for card in cards])
    return UnknownCardList(
        items=[
            UnknownCardView(
                tenant_id=card.tenant_id,
                value=card.ref.value,
                type=card.ref.kind,
                id_token_id=card.id_token_id,
                sessions=card.sessions,
                energy_wh=card.energy_wh,
                last_at=card.last_at,
                last_station_id=card.last_station_id,
                last_station_name=names.station(card.last_station_id),
            )
            for card in cards
        ]
    )
