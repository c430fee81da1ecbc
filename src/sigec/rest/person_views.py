"""How people and their homes look from outside."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from sigec.drivers.model import Dweller, Person, Residence, ResidenceRole
from sigec.rest.schemas import PageView, View
from sigec.rest.services import Services


class ResidenceView(View):
    """Where somebody lives, or lived; `to_date` is not included."""

    id: UUID
    unit_id: UUID
    site_id: UUID
    tower: str | None
    number: str
    role: ResidenceRole
    from_date: date
    to_date: date | None

    @classmethod
    def of(cls, residence: Residence) -> Self:
        """Show a residence with its unit."""
        return cls(
            id=residence.id,
            unit_id=residence.unit.id,
            site_id=residence.unit.site_id,
            tower=residence.unit.tower,
            number=residence.unit.number,
            role=residence.role,
            from_date=residence.from_date,
            to_date=residence.to_date,
        )


class PersonView(View):
    """Whoever charges."""

    id: UUID
    tenant_id: UUID
    name: str
    phone: str | None = Field(description="E.164.", examples=["+5548999990000"])
    email: str | None
    cpf: str | None
    price_group: str | None = Field(description="A tariff may have prices for it.")
    unit: str | None = Field(description="Where they live today.", examples=["A 42"])
    residences: list[ResidenceView]
    created_at: datetime

    @classmethod
    def of(cls, person: Person, services: Services) -> Self:
        """Show a person with their homes."""
        today = services.clock.now().date()
        homes = [home.unit.label for home in person.residences if home.includes(today)]
        return cls(
            id=person.id,
            tenant_id=person.tenant_id,
            name=person.name,
            phone=person.phone,
            email=person.email,
            cpf=person.cpf,
            price_group=person.price_group,
            unit=", ".join(homes) or None,
            residences=[ResidenceView.of(home) for home in person.residences],
            created_at=person.created_at,
        )


class DwellerView(ResidenceView):
    """Somebody who lives, or lived, in a unit."""

    person_id: UUID
    name: str
    is_removed: bool = Field(description="The person was removed since.")

    @classmethod
    def of_dweller(cls, dweller: Dweller) -> Self:
        """Show a residence with whose it is."""
        home = ResidenceView.of(dweller.residence)
        return cls(
            **home.model_dump(),
            person_id=dweller.residence.person_id,
            name=dweller.name,
            is_removed=dweller.is_removed,
        )


class DwellerList(View):
    """Who lives and lived in a unit, the latest first."""

    items: list[DwellerView]


class MissingCounts(View):
    """Of how many residents each thing is not known."""

    phone: int
    email: int
    cpf: int
    card: int
    vehicle: int


class CompletenessView(View):
    """How complete the record of the residents is."""

    residents: int
    missing: MissingCounts
    can_send_email: bool = Field(description="Whether links can be sent, else they are copied.")


class PersonPage(PageView[PersonView]):
    """A page of people."""
