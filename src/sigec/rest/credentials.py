"""What stations prove themselves by: a new password, a higher security profile."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, status
from pydantic import Field

from sigec.kit.ids import StationId
from sigec.rest.desires import DesireView
from sigec.rest.schemas import Body, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.stations.model import DesireKind

router = APIRouter(prefix="/stations/{station_id}", tags=["stations"])


class HigherProfile(Body):
    """Which security profile the station should come by; it is never lowered this way."""

    profile: Annotated[
        int,
        Field(ge=1, le=3, description="1 password, 2 password over TLS, 3 client certificate."),
    ]

    model_config = example(profile=2)


@router.post("/password/change")
async def change_station_password(
    services: ServicesDep, actor: ActorDep, station_id: UUID
) -> DesireView:
    """Give a station a new password that nobody reads.

    The present one works until the station comes back with the new one, and ends then.
    """
    return DesireView.of(
        await services.certificates.credentials.change_password(actor, StationId(station_id))
    )


@router.delete("/password/change", status_code=status.HTTP_204_NO_CONTENT)
async def keep_station_password(services: ServicesDep, actor: ActorDep, station_id: UUID) -> None:
    """Forget a new password that the station did not come with yet; the present one stays."""
    await services.certificates.credentials.give_up(
        actor, StationId(station_id), DesireKind.PASSWORD
    )


@router.post("/security-profile/raise")
async def raise_security_profile(
    services: ServicesDep, actor: ActorDep, station_id: UUID, body: HigherProfile
) -> DesireView:
    """Let a station come by a higher security profile.

    It may come by the present one until it has come by the new one, and then no more. 409 when the
    profile is not higher, when TLS is missing, or a password; 404 when profile 3 is wanted and the
    station has taken no certificate yet.
    """
    desire = await services.certificates.desk.raise_profile(
        actor, StationId(station_id), body.profile
    )
    return DesireView.of(desire)


@router.delete("/security-profile/raise", status_code=status.HTTP_204_NO_CONTENT)
async def keep_security_profile(services: ServicesDep, actor: ActorDep, station_id: UUID) -> None:
    """Want a higher profile no longer; the present one stays."""
    await services.certificates.credentials.give_up(
        actor, StationId(station_id), DesireKind.SECURITY_PROFILE
    )
