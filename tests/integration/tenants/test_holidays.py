"""A tenant's calendar is the national one with its own word on single days."""

from datetime import date

import pytest

from sigec.db import Database
from sigec.kit.actor import Actor, Role
from sigec.kit.clock import ManualClock
from sigec.kit.errors import Forbidden
from sigec.tenants.service import HolidayNotFound, HolidayService, load_holidays
from tests.integration.actors import NOON, create_tenant, somebody

CITY = date(2026, 3, 23)
ALL_SOULS = date(2026, 11, 2)


@pytest.fixture
def holidays(database: Database) -> HolidayService:
    return HolidayService(database, ManualClock(NOON))


@pytest.fixture
async def admin(database: Database) -> Actor:
    return somebody(Role.TENANT_ADMIN, await create_tenant(database))


async def observed(database: Database, actor: Actor) -> frozenset[date]:
    async with database.read(actor.scope) as connection:
        return await load_holidays(connection, actor.require_tenant())


async def test_the_last_word_on_a_day_counts(
    database: Database, holidays: HolidayService, admin: Actor
) -> None:
    await holidays.put_holiday(admin, CITY, name="Florianópolis")
    await holidays.put_holiday(admin, CITY, is_observed=False)
    await holidays.put_holiday(admin, ALL_SOULS, is_observed=False)
    again = await holidays.put_holiday(admin, CITY, name="Aniversário")
    assert CITY in await observed(database, admin)
    assert ALL_SOULS not in await observed(database, admin)
    listed = {day.date: day for day in await holidays.list_holidays(admin, 2026)}
    assert listed[CITY] == again


async def test_a_word_can_be_taken_back_once(
    database: Database, holidays: HolidayService, admin: Actor
) -> None:
    works = await holidays.put_holiday(admin, ALL_SOULS, is_observed=False)
    assert works.id is not None
    await holidays.delete_holiday(admin, works.id)
    assert ALL_SOULS in await observed(database, admin)
    with pytest.raises(HolidayNotFound):
        await holidays.delete_holiday(admin, works.id)


async def test_a_calendar_is_its_tenants_own(
    database: Database, holidays: HolidayService, admin: Actor
) -> None:
    other = await create_tenant(database, "other")
    made = await holidays.put_holiday(somebody(Role.TENANT_ADMIN, other), CITY)
    assert made.id is not None
    assert CITY not in await observed(database, admin)
    with pytest.raises(HolidayNotFound):
        await holidays.delete_holiday(admin, made.id)
    with pytest.raises(Forbidden):
        await holidays.put_holiday(somebody(Role.OPERATOR, other), CITY)
