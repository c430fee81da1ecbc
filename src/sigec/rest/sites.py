"""Sites: where stations stand."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from sigec.kit.ids import SiteId
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, Omittable, PageView, Patch, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.sites.model import COUNTRY_DEFAULT, Address, SiteDraft

router = APIRouter(prefix="/sites", tags=["sites"])

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Line = Annotated[str, StringConstraints(max_length=200)]
Short = Annotated[str, StringConstraints(max_length=50)]
Timezone = Annotated[
    str, Field(max_length=64, description="IANA name.", examples=["America/Sao_Paulo"])
]


class AddressBody(Body):
    """Where a site is."""

    street: Line | None = Field(default=None, examples=["Rua das Acácias, 120"])
    district: Annotated[str, StringConstraints(max_length=100)] | None = None
    city: Annotated[str, StringConstraints(max_length=100)] | None = None
    state: Short | None = Field(default=None, examples=["SC"])
    postal_code: Annotated[str, StringConstraints(max_length=20)] | None = None
    country: Annotated[str, StringConstraints(to_upper=True, pattern=r"^[A-Za-z]{2}$")] = Field(
        default=COUNTRY_DEFAULT, description="ISO 3166 code."
    )


class AddressView(View):
    """Where a site is."""

    street: str | None
    district: str | None
    city: str | None
    state: str | None
    postal_code: str | None
    country: str


class SiteView(View):
    """One address with stations; a time zone and an electrical supply."""

    id: UUID
    tenant_id: UUID
    name: str
    address: AddressView
    timezone: Timezone
    created_at: datetime


class SitePage(PageView[SiteView]):
    """A page of sites."""


class NewSite(Body):
    """What a new site is made of."""

    name: Name
    address: AddressBody = AddressBody()
    timezone: Timezone | None = Field(default=None, description="IANA name; else the tenant's.")

    model_config = example(
        name="Garagem do bloco A",
        address={"street": "Rua das Acácias, 120", "city": "Florianópolis", "state": "SC"},
        timezone="America/Sao_Paulo",
    )


class SiteChanges(Patch):
    """The fields to change; what is left out stays. An address is replaced as a whole."""

    name: Omittable[Name] = None
    address: Omittable[AddressBody] = None
    timezone: Omittable[Timezone] = None

    model_config = example(name="Garagem 1")

    def changes(self) -> dict[str, Any]:
        """Return the fields that were sent, the address as the domain knows it."""
        changes = super().changes()
        if self.address is not None:
            changes["address"] = Address(**self.address.model_dump())
        return changes


@router.get("")
async def list_sites(services: ServicesDep, actor: ActorDep, page: PageDep) -> SitePage:
    """List the sites, oldest first."""
    return SitePage.of(await services.sites.list_sites(actor, page))


@router.post("", status_code=201)
async def create_site(
    services: ServicesDep, actor: ActorDep, body: NewSite, response: Response
) -> SiteView:
    """Create a site."""
    draft = SiteDraft(
        name=body.name, address=Address(**body.address.model_dump()), timezone=body.timezone
    )
    site = await services.sites.create_site(actor, draft)
    set_etag(response, site.version)
    return SiteView.model_validate(site)


@router.get("/{site_id}")
async def get_site(
    services: ServicesDep, actor: ActorDep, site_id: UUID, response: Response
) -> SiteView:
    """Show one site."""
    site = await services.sites.get_site(actor, SiteId(site_id))
    set_etag(response, site.version)
    return SiteView.model_validate(site)


@router.patch("/{site_id}")
async def edit_site(
    services: ServicesDep,
    actor: ActorDep,
    site_id: UUID,
    body: SiteChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> SiteView:
    """Change a site."""
    site = await services.sites.edit_site(
        actor, SiteId(site_id), body.changes(), expected_version=expected_version
    )
    set_etag(response, site.version)
    return SiteView.model_validate(site)


@router.delete("/{site_id}", status_code=204)
async def delete_site(services: ServicesDep, actor: ActorDep, site_id: UUID) -> None:
    """Remove a site that has neither units nor stations."""
    await services.sites.delete_site(actor, SiteId(site_id))
