import pytest

from sigec.db import Database
from sigec.kit.actor import Role
from sigec.kit.clock import ManualClock
from sigec.kit.errors import Forbidden, Invalid, PreconditionFailed
from sigec.kit.ids import SiteId, new_id
from sigec.kit.pages import PageRequest
from sigec.sites.model import Address, SiteDraft, UnitDraft
from sigec.sites.service import (
    SiteInUse,
    SiteNotFound,
    SiteService,
    UnitNotFound,
    UnitService,
    UnitTaken,
)
from tests.integration.actors import NOON, create_tenant, somebody


@pytest.fixture
def sites(database: Database) -> SiteService:
    return SiteService(database, ManualClock(NOON))


@pytest.fixture
def units(database: Database) -> UnitService:
    return UnitService(database, ManualClock(NOON))


async def test_a_site_has_its_tenants_zone_unless_it_says_otherwise(
    database: Database, sites: SiteService
) -> None:
    admin = somebody(Role.TENANT_ADMIN, await create_tenant(database))

    site = await sites.create_site(admin, SiteDraft(name="Garagem"))
    moved = await sites.edit_site(admin, site.id, {"timezone": "America/Manaus"})

    assert site.timezone == "America/Sao_Paulo"
    assert (await sites.get_site(admin, site.id)) == moved
    assert moved.version == site.version + 1


async def test_a_zone_that_does_not_exist_is_refused(
    database: Database, sites: SiteService
) -> None:
    admin = somebody(Role.TENANT_ADMIN, await create_tenant(database))

    with pytest.raises(Invalid) as refusal:
        await sites.create_site(
            admin,
            SiteDraft(name="Marte", timezone="Mars/Olympus", address=Address(country="brasil")),
        )

    assert [error.field for error in refusal.value.errors] == ["timezone", "address.country"]
    assert not (await sites.list_sites(admin, PageRequest())).items


async def test_sites_come_in_pages_and_only_those_of_the_tenant(
    database: Database, sites: SiteService
) -> None:
    mine = somebody(Role.TENANT_ADMIN, await create_tenant(database, "mine"))
    theirs = somebody(Role.TENANT_ADMIN, await create_tenant(database, "theirs"))
    made = [await sites.create_site(mine, SiteDraft(name=f"Site {n}")) for n in range(3)]
    foreign = await sites.create_site(theirs, SiteDraft(name="Outro"))

    first = await sites.list_sites(mine, PageRequest(limit=2))
    second = await sites.list_sites(mine, PageRequest(limit=2, cursor=first.next_cursor))

    assert [*first.items, *second.items] == made
    assert second.next_cursor is None
    with pytest.raises(SiteNotFound):
        await sites.get_site(mine, foreign.id)


async def test_who_may_not_write_sites_is_refused(database: Database, sites: SiteService) -> None:
    viewer = somebody(Role.VIEWER, await create_tenant(database))

    with pytest.raises(Forbidden):
        await sites.create_site(viewer, SiteDraft(name="Garagem"))


async def test_an_edit_of_an_older_version_is_refused(
    database: Database, sites: SiteService
) -> None:
    admin = somebody(Role.TENANT_ADMIN, await create_tenant(database))
    site = await sites.create_site(admin, SiteDraft(name="Garagem"))
    await sites.edit_site(admin, site.id, {"name": "Garagem 1"})

    with pytest.raises(PreconditionFailed):
        await sites.edit_site(admin, site.id, {"name": "G2"}, expected_version=site.version)


async def test_a_unit_is_unique_by_tower_and_number(
    database: Database, sites: SiteService, units: UnitService
) -> None:
    admin = somebody(Role.TENANT_ADMIN, await create_tenant(database))
    site = await sites.create_site(admin, SiteDraft(name="Garagem"))
    await units.create_unit(admin, UnitDraft(site_id=site.id, tower="A", number="101"))
    await units.create_unit(admin, UnitDraft(site_id=site.id, number="101"))

    for tower in ("A", None):
        with pytest.raises(UnitTaken):
            await units.create_unit(admin, UnitDraft(site_id=site.id, tower=tower, number="101"))

    page = await units.list_units(admin, PageRequest(), site_id=site.id)
    assert [(unit.tower, unit.number) for unit in page.items] == [("A", "101"), (None, "101")]


async def test_a_site_with_units_stays(
    database: Database, sites: SiteService, units: UnitService
) -> None:
    admin = somebody(Role.TENANT_ADMIN, await create_tenant(database))
    site = await sites.create_site(admin, SiteDraft(name="Garagem"))
    unit = await units.create_unit(admin, UnitDraft(site_id=site.id, number="101"))

    with pytest.raises(SiteInUse):
        await sites.delete_site(admin, site.id)

    await units.delete_unit(admin, unit.id)
    await sites.delete_site(admin, site.id)
    with pytest.raises(UnitNotFound):
        await units.get_unit(admin, unit.id)


async def test_a_unit_of_a_site_that_is_not_ours_is_refused(
    database: Database, sites: SiteService, units: UnitService
) -> None:
    mine = somebody(Role.TENANT_ADMIN, await create_tenant(database, "mine"))
    theirs = somebody(Role.TENANT_ADMIN, await create_tenant(database, "theirs"))
    foreign = await sites.create_site(theirs, SiteDraft(name="Outro"))

    for site_id in (foreign.id, SiteId(new_id())):
        with pytest.raises(SiteNotFound):
            await units.create_unit(mine, UnitDraft(site_id=site_id, number="101"))
