"""Units: the homes and offices of a site, each with its monthly statement."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from sigec.kit.ids import SiteId, UnitId
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, Omittable, PageView, Patch, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.sites.model import UnitDraft

router = APIRouter(prefix="/units", tags=["units"])

Number = Annotated[str, StringConstraints(min_length=1, max_length=50)]
Tower = Annotated[str, StringConstraints(max_length=50)]


class UnitView(View):
    """A unit; unique in its site by tower and number."""

    id: UUID
    tenant_id: UUID
    site_id: UUID
    tower: str | None
    number: str
    label: str = Field(description="Tower and number.", examples=["A 42"])
    created_at: datetime


class UnitPage(PageView[UnitView]):
    """A page of units."""


class NewUnit(Body):
    """What a new unit is made of."""

    site_id: UUID
    tower: Tower | None = None
    number: Number

    model_config = example(site_id="01a0b1c2-0000-7000-8000-000000000001", tower="A", number="42")


class UnitChanges(Patch):
    """The fields to change; what is left out stays."""

    nullable = frozenset({"tower"})

    tower: Tower | None = None
    number: Omittable[Number] = None

    model_config = example(tower="B", number="42")


@router.get("")
async def list_units(
    services: ServicesDep, actor: ActorDep, page: PageDep, site_id: UUID | None = None
) -> UnitPage:
    """List the units, oldest first."""
    of_site = SiteId(site_id) if site_id else None
    return UnitPage.of(await services.units.list_units(actor, page, site_id=of_site))


@router.post("", status_code=201)
async def create_unit(
    services: ServicesDep, actor: ActorDep, body: NewUnit, response: Response
) -> UnitView:
    """Create a unit of a site."""
    draft = UnitDraft(site_id=SiteId(body.site_id), number=body.number, tower=body.tower or None)
    unit = await services.units.create_unit(actor, draft)
    set_etag(response, unit.version)
    return UnitView.model_validate(unit)


@router.get("/{unit_id}")
async def get_unit(
    services: ServicesDep, actor: ActorDep, unit_id: UUID, response: Response
) -> UnitView:
    """Show one unit."""
    unit = await services.units.get_unit(actor, UnitId(unit_id))
    set_etag(response, unit.version)
    return UnitView.model_validate(unit)


@router.patch("/{unit_id}")
async def edit_unit(
    services: ServicesDep,
    actor: ActorDep,
    unit_id: UUID,
    body: UnitChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> UnitView:
    """Change a unit; it stays in its site."""
    unit = await services.units.edit_unit(
        actor, UnitId(unit_id), body.changes(), expected_version=expected_version
    )
    set_etag(response, unit.version)
    return UnitView.model_validate(unit)


@router.delete("/{unit_id}", status_code=204)
async def delete_unit(services: ServicesDep, actor: ActorDep, unit_id: UUID) -> None:
    """Remove a unit in which nobody ever lived."""
    await services.units.delete_unit(actor, UnitId(unit_id))
