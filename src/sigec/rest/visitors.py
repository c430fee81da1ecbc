"""Guests of units, who may charge for a while."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, Field

from sigec.drivers.model import PersonDraft, Visit, VisitDraft
from sigec.kit.ids import PersonId, UnitId, VisitId
from sigec.rest.id_tokens import Value
from sigec.rest.paging import PageDep
from sigec.rest.people import Email, Name, Phone
from sigec.rest.schemas import Body, Omittable, PageView, Patch, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep

router = APIRouter(prefix="/visitors", tags=["people"])


class VisitView(View):
    """That somebody is, was or will be a guest of a unit."""

    id: UUID
    tenant_id: UUID
    person_id: UUID
    name: str
    unit_id: UUID
    unit: str = Field(description="Tower and number.", examples=["A 42"])
    valid_from: datetime
    valid_to: datetime = Field(description="Not included.")

    @classmethod
    def of(cls, visit: Visit) -> Self:
        """Show a visit with who comes and where."""
        return cls(
            id=visit.id,
            tenant_id=visit.tenant_id,
            person_id=visit.person_id,
            name=visit.person_name,
            unit_id=visit.unit.id,
            unit=visit.unit.label,
            valid_from=visit.valid_from,
            valid_to=visit.valid_to,
        )


class VisitPage(PageView[VisitView]):
    """A page of visits."""


class NewVisitor(Body):
    """A guest, whose they are, and for how long; the card counts as long as the visit."""

    name: Name
    phone: Phone | None = None
    email: Email | None = None
    unit_id: UUID
    valid_from: AwareDatetime
    valid_to: AwareDatetime = Field(description="Not included; at most 366 days later.")
    card: Value | None = None

    model_config = example(
        name="Rui Castro",
        unit_id="01a0b1c2-0000-7000-8000-000000000001",
        valid_from="2026-12-24T12:00:00Z",
        valid_to="2026-12-27T12:00:00Z",
    )


class VisitChanges(Patch):
    """The fields to change; the card that counted as long follows."""

    valid_from: Omittable[AwareDatetime] = None
    valid_to: Omittable[AwareDatetime] = None

    model_config = example(valid_to="2026-11-24T12:00:00Z")


@router.get("")
async def list_visitors(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    person_id: UUID | None = None,
    current: Annotated[bool | None, Query(description="Those that are not over.")] = None,
) -> VisitPage:
    """List the visits, oldest first."""
    guest = PersonId(person_id) if person_id else None
    found = await services.visits.list_visits(actor, page, person_id=guest, is_current=current)
    items = [VisitView.of(visit) for visit in found.items]
    return VisitPage(items=items, next_cursor=found.next_cursor)


@router.post("", status_code=201)
async def create_visitor(services: ServicesDep, actor: ActorDep, body: NewVisitor) -> VisitView:
    """Register a guest of a unit, with a card that counts as long as the visit."""
    guest = PersonDraft(name=body.name, phone=body.phone, email=body.email)
    draft = VisitDraft(
        unit_id=UnitId(body.unit_id), valid_from=body.valid_from, valid_to=body.valid_to
    )
    return VisitView.of(await services.visits.invite(actor, guest, draft, card=body.card))


@router.patch("/{visit_id}")
async def edit_visit(
    services: ServicesDep, actor: ActorDep, visit_id: UUID, body: VisitChanges
) -> VisitView:
    """Change when a guest comes and goes."""
    return VisitView.of(await services.visits.edit_visit(actor, VisitId(visit_id), body.changes()))


@router.delete("/{visit_id}", status_code=204)
async def delete_visit(services: ServicesDep, actor: ActorDep, visit_id: UUID) -> None:
    """Remove a visit; its card counts no more, the person stays."""
    await services.visits.remove_visit(actor, VisitId(visit_id))
