"""Edit a tenant's calendar: days of its own, and national ones on which it works."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Conflict, NotFound
from sigec.kit.ids import HolidayId, TenantId, new_id
from sigec.kit.ports import Clock
from sigec.tenants._store import holidays as store
from sigec.tenants.model import (
    NATIONAL_HOLIDAYS,
    Holiday,
    HolidayEdit,
    list_days,
    observed_days,
)


class HolidayNotFound(NotFound):
    """The actor's tenant said nothing of that day."""

    code = "not_found.holiday"


class HolidayTaken(Conflict):
    """Somebody else said something of the day at the same moment."""

    code = "conflict.holiday_taken"


class HolidayService:
    """The use cases of holidays; they change prices, and ask for the permission of those."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list_holidays(self, actor: Actor, year: int) -> Sequence[Holiday]:
        """Return a year's days: the national ones, and those of the actor's tenant if it has one.

        A national day on which the tenant works is listed as not observed.
        """
        actor.require(Permission.READ_TARIFFS)
        if actor.tenant_id is None:
            return list_days(year, ())
        async with self._database.read(actor.scope) as connection:
            edits = await store.fetch_edits(connection, store.select_edits(actor.scope))
        return list_days(year, edits)

    async def put_holiday(
        self, actor: Actor, day: date, *, name: str | None = None, is_observed: bool = True
    ) -> Holiday:
        """Say whether a day is a holiday of the tenant, in place of what it said before.

        :raises HolidayTaken: when somebody else said something of it at the same moment.
        """
        actor.require(Permission.WRITE_TARIFFS)
        tenant_id = actor.require_tenant()
        edit = HolidayEdit(id=HolidayId(new_id()), date=day, name=name, is_observed=is_observed)
        try:
            async with self._database.transaction(actor.scope) as connection:
                await store.put_edit(connection, tenant_id, edit)
                await self._note(connection, actor, "holiday.edited", None, edit)
        except IntegrityError as error:
            raise HolidayTaken from error
        return Holiday(
            date=day,
            national=NATIONAL_HOLIDAYS.get(day),
            name=name,
            is_observed=is_observed,
            id=edit.id,
        )

    async def delete_holiday(self, actor: Actor, holiday_id: HolidayId) -> None:
        """Take back what the tenant said of a day: the national calendar counts again.

        :raises HolidayNotFound: when it said nothing.
        """
        actor.require(Permission.WRITE_TARIFFS)
        statement = store.select_edits(actor.scope).where(store.holidays.c.id == holiday_id)
        async with self._database.transaction(actor.scope) as connection:
            found = await store.fetch_edits(connection, statement)
            if not found:
                raise HolidayNotFound
            await store.remove_edit(connection, holiday_id)
            await self._note(connection, actor, "holiday.deleted", found[0], None)

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: HolidayEdit | None,
        after: HolidayEdit | None,
    ) -> None:
        edit = after or before
        assert edit is not None
        subject = Subject(kind="holiday", id=edit.id)
        at = self._clock.now()
        await audit.record(connection, actor, action, subject, at=at, before=before, after=after)


async def load_holidays(connection: AsyncConnection, tenant_id: TenantId) -> frozenset[date]:
    """Return all holidays of a tenant; for the slices above, inside their transaction."""
    statement = store.select_edits(Scope(tenant_id=tenant_id))
    return observed_days(await store.fetch_edits(connection, statement))
