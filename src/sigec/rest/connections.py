"""Where a station connects: what somebody types into it."""

from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field

from sigec.kit.ids import StationId
from sigec.rest.schemas import View
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep

router = APIRouter(prefix="/stations/{station_id}/connection", tags=["stations"])

PROFILE_TLS = 2
"""From this security profile on only TLS will do."""


class ConnectionView(View):
    """What a station is set to so that it connects here."""

    urls: list[str] = Field(
        description="Whole addresses, the safest first; none while TLS is needed and not set up.",
        examples=[["ws://sigec.example:9000/ocpp/ipes/CP-0001"]],
    )
    base_urls: list[str] = Field(
        description="The same without the identity, which most stations append by themselves."
    )
    identity: str = Field(description="Also the user name of HTTP Basic.")
    subprotocols: list[str] = Field(examples=[["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]])


@router.get("")
async def get_connection(
    services: ServicesDep, actor: ActorDep, request: Request, station_id: UUID
) -> ConnectionView:
    """Show where the station connects; the host is the one that this request came to."""
    station = await services.inventory.get_station(actor, StationId(station_id))
    tenant = await services.tenants.resolve(str(station.tenant_id))
    doors = services.doors.urls(
        request.url.hostname or "localhost",
        is_tls_required=station.security_profile >= PROFILE_TLS,
    )
    bases = [f"{door}/ocpp/{tenant.slug}" for door in doors]
    identity = quote(station.ocpp_identity, safe="")
    return ConnectionView(
        urls=[f"{base}/{identity}" for base in bases],
        base_urls=bases,
        identity=station.ocpp_identity,
        subprotocols=list(services.vocabulary.versions),
    )
