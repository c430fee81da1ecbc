"""Handshakes: stations that knocked and were not let in, and how they become ours."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from sigec.kit.ids import SiteId
from sigec.rest.paging import PageDep
from sigec.rest.periods import PeriodDep
from sigec.rest.schemas import Body, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.station_views import HandshakePage, StationView
from sigec.rest.stations import Name, Password, Profile, show_station
from sigec.stations.model import RefusalReason
from sigec.stations.service import Adoption, HandshakeFilter

router = APIRouter(prefix="/handshakes", tags=["stations"])


class AdoptionBody(Body):
    """How a refused identity becomes a station of ours."""

    name: Name | None = Field(default=None, description="Left out it is the identity.")
    site_id: UUID | None = None
    security_profile: Profile | None = None
    password: Password | None = None

    model_config = example(name="Garagem 1, vaga 14")


@router.get("")
async def list_handshakes(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    knocked: PeriodDep,
    identity: Annotated[str | None, Query(max_length=200)] = None,
    address: Annotated[str | None, Query(max_length=100, examples=["192.0.2.1"])] = None,
    reason: RefusalReason | None = None,
) -> HandshakePage:
    """List who was refused and why, the latest first; `from` and `to` bound the last time."""
    wanted = HandshakeFilter(identity=identity, address=address, reason=reason, knocked=knocked)
    return HandshakePage.of(await services.handshakes.list_handshakes(actor, page, wanted))


@router.post("/{handshake_id}/adopt", status_code=201)
async def adopt_handshake(
    services: ServicesDep,
    actor: ActorDep,
    handshake_id: UUID,
    body: AdoptionBody,
    response: Response,
) -> StationView:
    """Register the identity that knocked, or accept the station that waits in quarantine."""
    adoption = Adoption(
        name=body.name,
        site_id=SiteId(body.site_id) if body.site_id else None,
        security_profile=body.security_profile,
        password=body.password,
    )
    station = await services.handshakes.adopt(actor, handshake_id, adoption)
    return await show_station(services, actor, station, response)


@router.delete("/{handshake_id}", status_code=204)
async def dismiss_handshake(services: ServicesDep, actor: ActorDep, handshake_id: UUID) -> None:
    """Take an identity off the list; it is listed anew when it comes again."""
    await services.handshakes.dismiss(actor, handshake_id)
