"""People and residents: who charges, and where they live. A resident is a person with a home."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field, StringConstraints

from sigec.drivers.model import (
    IdTokenDraft,
    Missing,
    PersonDraft,
    ResidenceDraft,
    ResidenceRole,
)
from sigec.drivers.service import PeopleSearch
from sigec.kit.ids import PersonId, ResidenceId, SiteId, UnitId
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.paging import PageDep
from sigec.rest.person_views import (
    CompletenessView,
    DwellerList,
    DwellerView,
    MissingCounts,
    PersonPage,
    PersonView,
    ResidenceView,
)
from sigec.rest.schemas import Body, Omittable, Patch, PriceGroup, example
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep

router = APIRouter(tags=["people"])

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Phone = Annotated[
    str,
    Field(max_length=40, description="Without a country code it is Brazilian; shown as E.164."),
]
Email = Annotated[str, Field(max_length=254)]
Card = Annotated[str, StringConstraints(min_length=1, max_length=255)]
Cpf = Annotated[str, Field(max_length=20, description="With or without mask.")]
Search = Annotated[
    str | None, Query(max_length=200, description="Part of the name or of the unit (`A 42`).")
]


class NewPerson(Body):
    """What a new person is made of; with a unit they live there from today."""

    name: Name
    phone: Phone | None = None
    email: Email | None = None
    cpf: Cpf | None = None
    price_group: PriceGroup | None = None
    unit_id: UUID | None = Field(default=None, description="Makes the person a resident.")
    role: ResidenceRole = Field(default=ResidenceRole.OWNER, description="Of the residence.")
    card: Card | None = Field(
        default=None, description="Registered with the person, or nobody is: an RFID card's number."
    )

    model_config = example(
        name="Ana Souza",
        phone="(48) 99999-0000",
        email="ana@example.com",
        cpf="529.982.247-25",
    )


class NewResident(NewPerson):
    """What a new resident is made of."""

    unit_id: UUID

    model_config = example(
        name="Ana Souza",
        phone="(48) 99999-0000",
        unit_id="01a0b1c2-0000-7000-8000-000000000001",
    )


class PersonChanges(Patch):
    """The fields to change; what is left out stays."""

    nullable = frozenset({"phone", "email", "cpf", "price_group"})

    name: Omittable[Name] = None
    phone: Phone | None = None
    email: Email | None = None
    cpf: Cpf | None = None
    price_group: PriceGroup | None = None

    model_config = example(phone="+55 48 99999-0001")


class NewResidence(Body):
    """Where a person lives, from today unless `from_date` says otherwise."""

    unit_id: UUID
    role: ResidenceRole = ResidenceRole.OWNER
    from_date: date | None = None
    to_date: date | None = Field(default=None, description="Not included.")

    model_config = example(unit_id="01a0b1c2-0000-7000-8000-000000000001", role="tenant")


class ResidenceChanges(Patch):
    """The fields to change; a `to_date` ends the residence."""

    nullable = frozenset({"to_date"})

    role: Omittable[ResidenceRole] = None
    from_date: Omittable[date] = None
    to_date: date | None = None

    model_config = example(to_date="2036-12-31")


@router.get("/people")
async def list_people(
    services: ServicesDep, actor: ActorDep, page: PageDep, search: Search = None
) -> PersonPage:
    """List the people, oldest first."""
    return await _list(services, actor, page, PeopleSearch(text=search))


@router.get("/residents")
async def list_residents(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    search: Search = None,
    site_id: UUID | None = None,
    unit_id: UUID | None = None,
    missing: Annotated[
        Missing | None, Query(description="Those of whom this is not known.")
    ] = None,
) -> PersonPage:
    """List the people who live somewhere today, oldest first."""
    wanted = PeopleSearch(
        text=search,
        site_id=SiteId(site_id) if site_id else None,
        unit_id=UnitId(unit_id) if unit_id else None,
        residents_only=True,
        missing=missing,
    )
    return await _list(services, actor, page, wanted)


@router.get("/residents/completeness")
async def get_completeness(services: ServicesDep, actor: ActorDep) -> CompletenessView:
    """Say of how many residents each thing is not known."""
    found = await services.people.count_missing(actor)
    return CompletenessView(
        residents=found.residents,
        missing=MissingCounts(**{each.value: count for each, count in found.missing.items()}),
        can_send_email=services.profile_links.can_send,
    )


@router.post("/people", status_code=201)
async def create_person(
    services: ServicesDep, actor: ActorDep, body: NewPerson, response: Response
) -> PersonView:
    """Create a person."""
    return await _create(services, actor, body, response)


@router.post("/residents", status_code=201)
async def create_resident(
    services: ServicesDep, actor: ActorDep, body: NewResident, response: Response
) -> PersonView:
    """Create a person who lives in a unit."""
    return await _create(services, actor, body, response)


@router.get("/people/{person_id}")
async def get_person(
    services: ServicesDep, actor: ActorDep, person_id: UUID, response: Response
) -> PersonView:
    """Show one person."""
    person = await services.people.get_person(actor, PersonId(person_id))
    set_etag(response, person.version)
    return PersonView.of(person, services)


@router.patch("/people/{person_id}")
async def edit_person(
    services: ServicesDep,
    actor: ActorDep,
    person_id: UUID,
    body: PersonChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> PersonView:
    """Change a person."""
    person = await services.people.edit_person(
        actor, PersonId(person_id), body.changes(), expected_version=expected_version
    )
    set_etag(response, person.version)
    return PersonView.of(person, services)


@router.delete("/people/{person_id}", status_code=204)
async def delete_person(services: ServicesDep, actor: ActorDep, person_id: UUID) -> None:
    """Remove a person: they live nowhere, their tokens are blocked, their charges stay."""
    await services.people.delete_person(actor, PersonId(person_id))


@router.post("/people/{person_id}/residences", status_code=201)
async def create_residence(
    services: ServicesDep, actor: ActorDep, person_id: UUID, body: NewResidence
) -> ResidenceView:
    """Move a person into a unit."""
    draft = ResidenceDraft(
        unit_id=UnitId(body.unit_id),
        role=body.role,
        from_date=body.from_date,
        to_date=body.to_date,
    )
    residence = await services.residences.add_residence(actor, PersonId(person_id), draft)
    return ResidenceView.of(residence)


@router.get("/units/{unit_id}/residences")
async def list_unit_residences(
    services: ServicesDep, actor: ActorDep, unit_id: UUID
) -> DwellerList:
    """List who lives and lived in a unit, the latest first."""
    found = await services.residences.list_dwellers(actor, UnitId(unit_id))
    return DwellerList(items=[DwellerView.of_dweller(each) for each in found])


@router.patch("/people/{person_id}/residences/{residence_id}")
async def edit_residence(
    services: ServicesDep,
    actor: ActorDep,
    person_id: UUID,
    residence_id: UUID,
    body: ResidenceChanges,
) -> ResidenceView:
    """Change a residence, or end it."""
    residence = await services.residences.edit_residence(
        actor, PersonId(person_id), ResidenceId(residence_id), body.changes()
    )
    return ResidenceView.of(residence)


@router.delete("/people/{person_id}/residences/{residence_id}", status_code=204)
async def delete_residence(
    services: ServicesDep, actor: ActorDep, person_id: UUID, residence_id: UUID
) -> None:
    """Remove a residence that never was; end one that is over by its `to_date`."""
    await services.residences.remove_residence(
        actor, PersonId(person_id), ResidenceId(residence_id)
    )


async def _list(
    services: Services, actor: ActorDep, page: PageDep, wanted: PeopleSearch
) -> PersonPage:
    found = await services.people.list_people(actor, page, wanted)
    items = [PersonView.of(person, services) for person in found.items]
    return PersonPage(items=items, next_cursor=found.next_cursor)


async def _create(
    services: Services, actor: ActorDep, body: NewPerson, response: Response
) -> PersonView:
    said: dict[str, Any] = body.model_dump(exclude={"unit_id", "role", "card"})
    home = (
        None
        if body.unit_id is None
        else ResidenceDraft(unit_id=UnitId(body.unit_id), role=body.role)
    )
    card = None if body.card is None else IdTokenDraft(value=body.card)
    person = await services.people.create_person(actor, PersonDraft(**said), home, card)
    set_etag(response, person.version)
    return PersonView.of(person, services)
