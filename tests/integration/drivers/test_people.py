from datetime import date

import pytest

from sigec.db import Database
from sigec.drivers.model import (
    IdTokenDraft,
    PersonDraft,
    ResidenceDraft,
    ResidenceRole,
    TokenRef,
    TokenStatus,
)
from sigec.drivers.service import (
    CpfTaken,
    DriverService,
    IdTokenService,
    PeopleSearch,
    PeopleService,
    PersonNotFound,
    ResidenceService,
    TokenDirectory,
)
from sigec.kit.actor import Role
from sigec.kit.clock import ManualClock
from sigec.kit.errors import Forbidden, Invalid
from sigec.kit.ids import UnitId, new_id
from sigec.kit.pages import PageRequest
from sigec.sites.model import SiteDraft, Unit, UnitDraft
from sigec.sites.service import SiteService, UnitNotFound, UnitService
from sigec.tenants.model import Tenant
from tests.canaries import PHONE
from tests.integration.actors import NOON, create_tenant, somebody

CPF = "529.982.247-25"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def directory() -> TokenDirectory:
    return TokenDirectory()


@pytest.fixture
def people(database: Database, clock: ManualClock, directory: TokenDirectory) -> PeopleService:
    return PeopleService(database, clock, directory)


async def create_unit(database: Database, tenant: Tenant, number: str = "101") -> Unit:
    admin = somebody(Role.TENANT_ADMIN, tenant)
    site = await SiteService(database, ManualClock(NOON)).create_site(admin, SiteDraft(name="G"))
    units = UnitService(database, ManualClock(NOON))
    return await units.create_unit(admin, UnitDraft(site_id=site.id, tower="A", number=number))


async def test_a_person_is_stored_with_phone_and_cpf_in_one_form(
    database: Database, people: PeopleService
) -> None:
    admin = somebody(Role.TENANT_ADMIN, await create_tenant(database))

    person = await people.create_person(
        admin, PersonDraft(name="Júlia Prado", phone="(11) 98765-4321", cpf=CPF, email="")
    )

    assert (person.phone, person.cpf, person.email) == ("+5511987654321", "52998224725", None)
    assert await people.get_person(admin, person.id) == person


async def test_what_cannot_be_a_phone_or_a_cpf_is_refused(
    database: Database, people: PeopleService
) -> None:
    admin = somebody(Role.TENANT_ADMIN, await create_tenant(database))

    with pytest.raises(Invalid) as refusal:
        await people.create_person(
            admin, PersonDraft(name="X", phone="12", cpf="111.111.111-11", email="x")
        )

    assert [error.field for error in refusal.value.errors] == ["phone", "email", "cpf"]


async def test_a_cpf_belongs_to_one_person_of_a_tenant(
    database: Database, people: PeopleService
) -> None:
    mine = somebody(Role.TENANT_ADMIN, await create_tenant(database, "mine"))
    theirs = somebody(Role.TENANT_ADMIN, await create_tenant(database, "theirs"))
    first = await people.create_person(mine, PersonDraft(name="A", cpf=CPF))
    await people.create_person(theirs, PersonDraft(name="A", cpf=CPF))

    with pytest.raises(CpfTaken):
        await people.create_person(mine, PersonDraft(name="B", cpf=CPF))

    await people.delete_person(mine, first.id)
    await people.create_person(mine, PersonDraft(name="B", cpf=CPF))


async def test_people_are_found_without_case_and_accents(
    database: Database, people: PeopleService
) -> None:
    admin = somebody(Role.TENANT_ADMIN, await create_tenant(database))
    julia = await people.create_person(admin, PersonDraft(name="Júlia Prado"))
    await people.create_person(admin, PersonDraft(name="100%_Zé"))

    found = await people.list_people(admin, PageRequest(), PeopleSearch(text="JULIA"))
    escaped = await people.list_people(admin, PageRequest(), PeopleSearch(text="%_z"))

    assert list(found.items) == [julia]
    assert [person.name for person in escaped.items] == ["100%_Zé"]


async def test_a_resident_is_a_person_with_a_current_residence(
    database: Database, people: PeopleService, clock: ManualClock
) -> None:
    tenant = await create_tenant(database)
    admin = somebody(Role.TENANT_ADMIN, tenant)
    unit = await create_unit(database, tenant)
    resident = await people.create_person(
        admin, PersonDraft(name="Ana"), ResidenceDraft(unit_id=unit.id)
    )
    await people.create_person(admin, PersonDraft(name="Visitante"))
    residents = PeopleSearch(unit_id=unit.id)

    assert [home.unit.number for home in resident.residences] == ["101"]
    page = await people.list_people(admin, PageRequest(), residents)
    assert list(page.items) == [resident]

    await ResidenceService(database, clock).edit_residence(
        admin, resident.id, resident.residences[0].id, {"to_date": date(2026, 11, 21)}
    )
    assert not (await people.list_people(admin, PageRequest(), residents)).items
    by_site = PeopleSearch(site_id=unit.site_id)
    assert not (await people.list_people(admin, PageRequest(), by_site)).items
    [home] = (await people.get_person(admin, resident.id)).residences
    assert home.to_date == date(2026, 11, 21)


async def test_a_residence_begins_on_the_tenants_own_day(
    database: Database, people: PeopleService, clock: ManualClock
) -> None:
    tenant = await create_tenant(database)
    admin = somebody(Role.TENANT_ADMIN, tenant)
    unit = await create_unit(database, tenant)
    clock.advance(hours=11)  # 23:00 in São Paulo, already tomorrow in UTC

    person = await people.create_person(
        admin, PersonDraft(name="Ana"), ResidenceDraft(unit_id=unit.id, role=ResidenceRole.TENANT)
    )

    assert person.residences[0].from_date == date(2026, 11, 21)


async def test_nobody_moves_into_a_unit_that_is_not_there(
    database: Database, people: PeopleService
) -> None:
    admin = somebody(Role.TENANT_ADMIN, await create_tenant(database, "mine"))
    foreign = await create_unit(database, await create_tenant(database, "theirs"))

    for unit_id in (foreign.id, UnitId(new_id())):
        with pytest.raises(UnitNotFound):
            await people.create_person(
                admin, PersonDraft(name="Ana"), ResidenceDraft(unit_id=unit_id)
            )
    assert not (await people.list_people(admin, PageRequest(), PeopleSearch())).items


async def test_a_removed_person_charges_no_more(
    database: Database, people: PeopleService, clock: ManualClock, directory: TokenDirectory
) -> None:
    tenant = await create_tenant(database)
    admin = somebody(Role.TENANT_ADMIN, tenant)
    person = await people.create_person(admin, PersonDraft(name="Ana", phone=PHONE))
    tokens = IdTokenService(database, clock, directory)
    await tokens.create_token(admin, IdTokenDraft(value="ABC", person_id=person.id))

    await people.delete_person(admin, person.id)

    known = await DriverService(database, clock, directory).find_token(
        tenant.id, TokenRef(value="abc")
    )
    assert known is not None
    assert known.status is TokenStatus.BLOCKED
    with pytest.raises(PersonNotFound):
        await people.get_person(admin, person.id)


async def test_a_viewer_sees_no_people(database: Database, people: PeopleService) -> None:
    viewer = somebody(Role.VIEWER, await create_tenant(database))

    with pytest.raises(Forbidden):
        await people.list_people(viewer, PageRequest(), PeopleSearch())
