"""Prices are versions: none is edited, each takes over from its date."""

from dataclasses import fields
from datetime import time, timedelta
from decimal import Decimal

import pytest

from sigec.db import Database
from sigec.kit.actor import Actor, Role
from sigec.kit.clock import ManualClock
from sigec.kit.errors import Forbidden, Invalid, NotFound, PreconditionFailed
from sigec.kit.ids import SiteId, new_id
from sigec.kit.pages import PageRequest
from sigec.tariffs.model import Audience, PricedWindow, Tax, VersionDraft, Window
from sigec.tariffs.service import NoPriceThen, TariffNotFound, TariffService
from tests.integration.actors import NOON, create_tenant, somebody


def draft(price: str, *, days: int = 0, **said: object) -> VersionDraft:
    return VersionDraft(
        valid_from=NOON + timedelta(days=days),
        currency="BRL",
        price_per_kwh=Decimal(price),
        **said,  # type: ignore[arg-type]  # what a test adds
    )


@pytest.fixture
def tariffs(database: Database) -> TariffService:
    return TariffService(database, ManualClock(NOON))


@pytest.fixture
async def admin(database: Database) -> Actor:
    return somebody(Role.TENANT_ADMIN, await create_tenant(database))


async def test_what_is_written_is_read(tariffs: TariffService, admin: Actor) -> None:
    peak = PricedWindow(
        name="peak",
        window=Window(
            weekdays=frozenset({1, 2, 3, 4, 5}),
            from_time=time(17, 30),
            to_time=time(20, 30),
            on_holidays=False,
        ),
        price_per_kwh=Decimal("3.08"),
    )
    first = draft(
        "0.53",
        price_per_minute=Decimal("0.000001"),
        price_per_session=Decimal("1.5"),
        price_per_reservation=Decimal(4),
        price_per_idle_minute=Decimal("0.5"),
        idle_grace_minutes=0,
        amount_min=Decimal("2.5"),
        amount_max=Decimal(50),
        taxes=(Tax(name="ISS", percent=Decimal("2.5"), is_included=False),),
        windows=(peak,),
    )
    audience = Audience(station_group="fast", person_group="staff")
    made = await tariffs.create_tariff(admin, name="Condominium", first=first, audience=audience)
    assert await tariffs.get_tariff(admin, made.id) == made
    [version] = made.versions
    said = {field.name: getattr(version, field.name) for field in fields(VersionDraft)}
    assert VersionDraft(**said) == first
    assert made.audience == audience


async def test_a_new_version_ends_the_one_before(tariffs: TariffService, admin: Actor) -> None:
    made = await tariffs.create_tariff(admin, name="Flat", first=draft("1.00"))
    await tariffs.add_version(admin, made.id, draft("3.00", days=20))
    after = await tariffs.add_version(admin, made.id, draft("2.00", days=10))
    spans = [(str(one.price_per_kwh), one.valid_from, one.valid_to) for one in after.versions]
    assert spans == [
        ("1", NOON, NOON + timedelta(days=10)),
        ("2", NOON + timedelta(days=10), NOON + timedelta(days=20)),
        ("3", NOON + timedelta(days=20), None),
    ]


async def test_bad_prices_name_their_field(tariffs: TariffService, admin: Actor) -> None:
    bad = draft("-1")
    with pytest.raises(Invalid) as raised:
        await tariffs.create_tariff(admin, name="Bad", first=bad)
    assert [error.field for error in raised.value.errors] == ["price_per_kwh"]
    page = await tariffs.list_tariffs(admin, PageRequest())
    assert page.items == []


async def test_a_tariff_is_edited_only_by_who_has_seen_it(
    tariffs: TariffService, admin: Actor
) -> None:
    made = await tariffs.create_tariff(admin, name="Flat", first=draft("1.00"))
    edited = await tariffs.edit_tariff(admin, made.id, {"name": "Even"}, expected_version=1)
    assert (edited.name, edited.version) == ("Even", 2)
    with pytest.raises(PreconditionFailed):
        await tariffs.edit_tariff(admin, made.id, {"name": "Odd"}, expected_version=1)
    with pytest.raises(NotFound):
        await tariffs.edit_tariff(admin, made.id, {"site_id": SiteId(new_id())})


async def test_tenants_and_roles_are_kept_apart(
    database: Database, tariffs: TariffService, admin: Actor
) -> None:
    made = await tariffs.create_tariff(admin, name="Flat", first=draft("1.00"))
    tenant = await create_tenant(database, "other")
    with pytest.raises(TariffNotFound):
        await tariffs.get_tariff(somebody(Role.TENANT_ADMIN, tenant), made.id)
    with pytest.raises(Forbidden):
        await tariffs.create_tariff(
            somebody(Role.OPERATOR, tenant), name="Mine", first=draft("0.01")
        )


async def test_a_removed_tariff_is_off_the_list(tariffs: TariffService, admin: Actor) -> None:
    made = await tariffs.create_tariff(admin, name="Flat", first=draft("1.00"))
    await tariffs.delete_tariff(admin, made.id)
    with pytest.raises(TariffNotFound):
        await tariffs.get_tariff(admin, made.id)


async def test_a_version_is_found_by_the_instant_of_a_start(
    tariffs: TariffService, admin: Actor
) -> None:
    made = await tariffs.create_tariff(admin, name="Flat", first=draft("1.00"))
    [version] = made.versions
    assert await tariffs.get_version(admin, made.id, NOON) == version
    with pytest.raises(NoPriceThen):
        await tariffs.get_version(admin, made.id, NOON - timedelta(seconds=1))
