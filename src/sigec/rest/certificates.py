"""Certificates: who signs the keys of stations, which stations have which, and what is revoked."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, status
from pydantic import Field

from sigec.certificates.model import CertificateUse, RevocationReason
from sigec.kit.ids import AuthorityId, CertificateId, StationId
from sigec.rest.certificate_views import (
    AuthorityPage,
    AuthorityView,
    RevocationListView,
    StationCertificatePage,
    StationCertificateView,
)
from sigec.rest.commands import CommandResultView, Reasoned
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep

router = APIRouter(tags=["certificates"])


class Renewal(Reasoned):
    """Which key the station should make anew, and why."""

    use: CertificateUse = CertificateUse.STATION

    model_config = example(use="ChargingStationCertificate", reason="Chave trocada pelo fabricante")


class RevocationOrder(Body):
    """Why a certificate is believed no more."""

    reason: Annotated[RevocationReason, Field(description="As revocation lists say it.")] = (
        RevocationReason.UNSPECIFIED
    )

    model_config = example(reason="key_compromise")


@router.get("/certificate-authorities")
async def list_authorities(services: ServicesDep, actor: ActorDep) -> AuthorityPage:
    """List who signs, or signed, the keys of stations."""
    found = await services.certificates.authorities.list_authorities(actor)
    return AuthorityPage(items=[AuthorityView.of(each) for each in found])


@router.post("/certificate-authorities", status_code=status.HTTP_201_CREATED)
async def create_authority(services: ServicesDep, actor: ActorDep) -> AuthorityView:
    """Make an authority that signs from now on.

    The one before retires: what it signed is good until the stations, which are asked for new keys
    at once, have something newer.
    """
    return AuthorityView.of(await services.certificates.authorities.create_authority(actor))


@router.post("/certificate-authorities/{authority_id}/withdraw")
async def withdraw_authority(
    services: ServicesDep, actor: ActorDep, authority_id: UUID
) -> AuthorityView:
    """Believe nothing any more that a retired authority signed; 409 while it signs."""
    withdrawn = await services.certificates.authorities.withdraw_authority(
        actor, AuthorityId(authority_id)
    )
    return AuthorityView.of(withdrawn)


@router.get("/certificate-authorities/{authority_id}/revocation-list")
async def get_revocation_list(
    services: ServicesDep, actor: ActorDep, authority_id: UUID
) -> RevocationListView:
    """Sign the list of what an authority revoked, for proxies before the station ports."""
    found = await services.certificates.authorities.list_revoked(actor, AuthorityId(authority_id))
    return RevocationListView(name=found.name, pem=found.pem)


@router.get("/stations/{station_id}/certificates")
async def list_station_certificates(
    services: ServicesDep, actor: ActorDep, page: PageDep, station_id: UUID
) -> StationCertificatePage:
    """List the keys that a station asked us to sign, the latest first."""
    found = await services.certificates.desk.list_certificates(actor, page, StationId(station_id))
    items = [StationCertificateView.of(each) for each in found.items]
    return StationCertificatePage(items=items, next_cursor=found.next_cursor)


@router.post("/stations/{station_id}/certificates/renew")
async def renew_station_certificate(
    services: ServicesDep, actor: ActorDep, station_id: UUID, body: Renewal
) -> CommandResultView:
    """Ask a station to make a new key now; what becomes of it is in the list.

    409 when there is no authority, or the station is offline; 504 when it stays silent.
    """
    result = await services.certificates.desk.renew(
        actor, StationId(station_id), body.use, reason=body.reason
    )
    return CommandResultView(
        command_id=result.command_id, status=result.status, answer=dict(result.answer or {})
    )


@router.post("/stations/{station_id}/certificates/{certificate_id}/revoke")
async def revoke_station_certificate(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    certificate_id: UUID,
    body: RevocationOrder,
) -> StationCertificateView:
    """Believe a certificate no more; a connection that it opened is closed."""
    revoked = await services.certificates.desk.revoke(
        actor, StationId(station_id), CertificateId(certificate_id), body.reason
    )
    return StationCertificateView.of(revoked)
