"""Move somebody into a unit; shared by whoever creates a person or a residence."""

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.drivers._store import people as store
from sigec.drivers.model import Person, Residence, ResidenceDraft
from sigec.kit.actor import Scope
from sigec.kit.errors import FieldError, Invalid
from sigec.kit.ids import ResidenceId, TenantId, new_id
from sigec.kit.ports import Clock
from sigec.sites.service import require_unit
from sigec.tenants.service import find_tenant, within_limit_of_residents


async def settle(
    connection: AsyncConnection, scope: Scope, person: Person, draft: ResidenceDraft, clock: Clock
) -> Residence:
    """Store that a person lives in a unit, from today unless the draft says otherwise.

    :raises UnitNotFound: when the scope has no such unit.
    :raises Invalid: when the days are reversed.
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
    check_days(residence)
    count = partial(store.count_residents, day=day)
    async with within_limit_of_residents(connection, person.tenant_id, count):
        await store.add_residences(connection, [residence])
    return residence


async def local_day(connection: AsyncConnection, tenant_id: TenantId | None, clock: Clock) -> date:
    """Return today's date where the tenant is; across tenants it is UTC's."""
    tenant = None if tenant_id is None else await find_tenant(connection, tenant_id)
    return clock.now().astimezone(ZoneInfo(tenant.timezone if tenant else "UTC")).date()


def check_days(residence: Residence) -> None:
    """Pass when a residence does not end before it begins.

    :raises Invalid: when it does.
    """
    if residence.to_date is not None and residence.to_date < residence.from_date:
        raise Invalid(FieldError(field="to_date", code="field.span_reversed"))
