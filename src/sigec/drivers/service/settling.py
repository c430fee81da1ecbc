"""Move somebody into a unit; shared by whoever creates a person or a residence."""

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.drivers._store import people as store
from sigec.drivers.model import Person, Residence, ResidenceDraft
from sigec.kit.actor import Scope
from sigec.kit.errors import Conflict, FieldError, Invalid
from sigec.kit.ids import ResidenceId, TenantId, new_id
from sigec.kit.ports import Clock
from sigec.sites.service import require_unit
from sigec.tenants.service import find_tenant, within_limit_of_residents


class ResidenceOverlaps(Conflict):
    """The person lives in the unit at that time already."""

    code = "conflict.residence_overlaps"


async def settle(
    connection: AsyncConnection, scope: Scope, person: Person, draft: ResidenceDraft, clock: Clock
) -> Residence:
    """Store that a person lives in a unit, from today unless the draft says otherwise.

    :raises UnitNotFound: when the scope has no such unit.
    :raises Invalid: when the days are reversed.
    :raises ResidenceOverlaps: when the person lives there then already.
    :raises ResidentLimitReached: when the tenant's plan has room for no more.
    """
    unit = await require_unit(connection, scope, draft.unit_id)
    day = await local_day(connection, person.tenant_id, clock)
    residence = Residence(
        id=ResidenceId(new_id()),
        tenant_id=person.tenant_id,
        person_id=person.id,
        unit=unit,
        role=draft.role,
        from_date=draft.from_date or day,
        to_date=draft.to_date,
    )
    await check_days(connection, residence)
    count = partial(store.count_residents, day=day)
    async with within_limit_of_residents(connection, person.tenant_id, count):
        await store.add_residences(connection, [residence])
    return residence


async def local_day(connection: AsyncConnection, tenant_id: TenantId | None, clock: Clock) -> date:
    """Return today's date where the tenant is; across tenants it is UTC's."""
    tenant = None if tenant_id is None else await find_tenant(connection, tenant_id)
    return clock.now().astimezone(ZoneInfo(tenant.timezone if tenant else "UTC")).date()


async def check_days(connection: AsyncConnection, residence: Residence) -> None:
    """Pass when a residence ends after it begins, and is the person's only one there then.

    :raises Invalid: when it ends before it begins.
    :raises ResidenceOverlaps: when the person lives in the unit then already.
    """
    if residence.to_date is not None and residence.to_date < residence.from_date:
        raise Invalid(FieldError(field="to_date", code="field.span_reversed"))
    scope = Scope(tenant_id=residence.tenant_id)
    rows = await store.fetch_residences(connection, scope, [residence.person_id])
    for row in rows:
        is_other = row["unit_id"] == residence.unit.id and row["id"] != residence.id
        if is_other and residence.overlaps(
            store.to_residence(row, {residence.unit.id: residence.unit})
        ):
            raise ResidenceOverlaps
