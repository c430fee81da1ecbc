"""Gather what is known of those whom a list of residents may mean."""

from collections.abc import Sequence

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.drivers._store import people as store
from sigec.drivers._store import tokens
from sigec.drivers.model import Column, ImportRow, Register, TokenRef, canonical_contact, fold
from sigec.drivers.service.people import with_residences
from sigec.drivers.service.settling import local_day
from sigec.kit.actor import Scope
from sigec.kit.ids import SiteId, TenantId
from sigec.kit.ports import Clock
from sigec.sites.service import find_units
from sigec.tenants.service import get_plan_of


async def gather_register(
    connection: AsyncConnection,
    tenant_id: TenantId,
    site_id: SiteId,
    rows: Sequence[ImportRow],
    clock: Clock,
) -> Register:
    """Read the units of the site, and the people and cards that the rows may mean."""
    scope = Scope(tenant_id=tenant_id)
    today = await local_day(connection, tenant_id, clock)
    units = await find_units(connection, scope, site_id=site_id)
    canonicals = {TokenRef(value=row.cell(Column.CARD)).canonical for row in rows}
    cards = await tokens.fetch_cards(connection, scope, sorted(canonicals))
    holders = {card.person_id for card in cards if card.person_id is not None}
    names = {fold(row.cell(Column.NAME)) for row in rows}
    cpfs = {canonical_contact({"cpf": row.cell(Column.CPF).zfill(11)})["cpf"] for row in rows}
    cpfs |= {canonical_contact({"cpf": row.cell(Column.CPF)})["cpf"] for row in rows}
    statement = store.select_people(scope).where(
        or_(
            store.people.c.name_folded.in_(sorted(names)),
            store.people.c.cpf.in_(sorted(filter(None, cpfs))),
            store.people.c.id.in_(sorted(holders)),
        )
    )
    found = (await connection.execute(statement.order_by(store.people.c.id))).mappings()
    people = await with_residences(connection, scope, [store.to_person(row) for row in found])
    plan = await get_plan_of(connection, tenant_id)
    count = await store.count_residents(connection, tenant_id, day=today)
    return Register(
        today=today,
        units=list(units.values()),
        people=people,
        cards=cards,
        room=None if plan.residents_max is None else max(0, plan.residents_max - count),
    )
