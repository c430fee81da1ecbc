"""Whom a station believes: roots that are wanted in it, and what it says that it has."""

from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from sigec.certificates.model import InstalledCertificate
from sigec.kit.ids import StationId
from sigec.rest.commands import CommandResultView
from sigec.rest.desires import DesireView
from sigec.rest.schemas import Body, PageView, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.stations.model import CertificateHash, InstalledKind

router = APIRouter(prefix="/stations/{station_id}", tags=["certificates"])

Hex = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[0-9A-Fa-f]+$")]


class WantedRoot(Body):
    """An authority that a station is to believe from now on."""

    kind: InstalledKind = Field(description="What for, as OCPP 2.x spells it.")
    certificate: Annotated[str, StringConstraints(min_length=1, max_length=5_500)] = Field(
        description="PEM of one certificate, that of an authority."
    )

    model_config = example(kind="CSMSRootCertificate", certificate="-----BEGIN CERTIFICATE-----…")


class NamedCertificate(Body):
    """A certificate as OCPP names it, hashes in hex."""

    algorithm: Annotated[str, StringConstraints(pattern=r"^SHA(256|384|512)$")] = "SHA256"
    issuer_name_hash: Hex
    issuer_key_hash: Hex
    serial_number: Annotated[Hex, StringConstraints(max_length=40)]

    model_config = example(
        algorithm="SHA256",
        issuer_name_hash="9f86d081884c7d65",
        issuer_key_hash="2c26b46b68ffc68f",
        serial_number="4d2",
    )


class InstalledCertificateView(View):
    """A certificate that a station says it has."""

    kind: InstalledKind
    algorithm: str = Field(examples=["SHA256"])
    issuer_name_hash: str
    issuer_key_hash: str
    serial_number: str

    @classmethod
    def of(cls, installed: InstalledCertificate) -> Self:
        """Show a certificate."""
        named = installed.hash
        return cls(
            kind=installed.kind,
            algorithm=named.algorithm,
            issuer_name_hash=named.issuer_name_hash,
            issuer_key_hash=named.issuer_key_hash,
            serial_number=named.serial_number,
        )


class InstalledCertificatePage(PageView[InstalledCertificateView]):
    """All that it says; there is one page."""


@router.post("/root-certificates")
async def want_root_certificate(
    services: ServicesDep, actor: ActorDep, station_id: UUID, body: WantedRoot
) -> DesireView:
    """Want a station to believe an authority; it is installed until the station lists it.

    Wanted no longer: `DELETE /stations/{station_id}/desires/{desire_id}`; what is installed stays.
    """
    desire = await services.certificates.roots.want_root(
        actor, StationId(station_id), body.kind, body.certificate
    )
    return DesireView.of(desire)


@router.post("/installed-certificates/read")
async def read_installed_certificates(
    services: ServicesDep, actor: ActorDep, station_id: UUID
) -> InstalledCertificatePage:
    """Ask a station which certificates it has; 409 while it is offline, 504 when it is silent."""
    found = await services.certificates.roots.list_installed(actor, StationId(station_id))
    return InstalledCertificatePage(items=[InstalledCertificateView.of(each) for each in found])


@router.post("/installed-certificates/delete")
async def delete_installed_certificate(
    services: ServicesDep, actor: ActorDep, station_id: UUID, body: NamedCertificate
) -> CommandResultView:
    """Let a station forget a certificate; one that is still wanted is installed again."""
    named = CertificateHash(
        algorithm=body.algorithm,
        issuer_name_hash=body.issuer_name_hash,
        issuer_key_hash=body.issuer_key_hash,
        serial_number=body.serial_number,
    )
    result = await services.certificates.roots.delete_installed(actor, StationId(station_id), named)
    return CommandResultView(
        command_id=result.command_id, status=result.status, answer=dict(result.answer or {})
    )
