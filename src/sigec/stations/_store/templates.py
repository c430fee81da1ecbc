"""The SQL of templates, and of the stations that they may be for."""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, RowMapping, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import StationId, TemplateId, TenantId
from sigec.stations._store.tables import desires, stations, templates
from sigec.stations.model import (
    Candidate,
    Registration,
    Template,
    TemplateDraft,
    TemplateTarget,
    WantedValue,
)


def select_templates(scope: Scope) -> Select[Any]:
    """Begin every query of templates here."""
    return select(*templates.c).where(visible(templates, scope))


async def find_template(
    connection: AsyncConnection, scope: Scope, template_id: TemplateId
) -> Template | None:
    """Return one template, ``None`` when there is none."""
    statement = select_templates(scope).where(templates.c.id == template_id)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_template(row)


async def load_all(connection: AsyncConnection, tenant_id: TenantId) -> Sequence[Template]:
    """Return all templates of a tenant."""
    statement = select(*templates.c).where(templates.c.tenant_id == tenant_id)
    return [to_template(row) for row in (await connection.execute(statement)).mappings()]


async def count(connection: AsyncConnection, tenant_id: TenantId) -> int:
    """Count the templates of a tenant."""
    statement = select(func.count()).where(templates.c.tenant_id == tenant_id)
    return (await connection.execute(statement)).scalar_one()


async def add(connection: AsyncConnection, template: Template) -> None:
    """Store a new template."""
    await connection.execute(insert(templates).values(_values(template)))


async def save(connection: AsyncConnection, template: Template, *, expected: int) -> bool:
    """Store a template that was edited; ``False`` when it is not at ``expected`` any more."""
    statement = update(templates).where(
        templates.c.id == template.id, templates.c.version == expected
    )
    return (await connection.execute(statement.values(_values(template)))).rowcount == 1


async def remove(connection: AsyncConnection, template_id: TemplateId) -> None:
    """Forget a template; what it wanted of stations is withdrawn by who calls."""
    await connection.execute(delete(templates).where(templates.c.id == template_id))


def select_candidates(scope: Scope, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Begin every query of the stations that a template may be for here."""
    named = (
        stations.c.id,
        stations.c.tenant_id,
        stations.c.name,
        stations.c.vendor,
        stations.c.model,
        stations.c.firmware_version,
        stations.c.protocol,
        stations.c.site_id,
    )
    return select(*named).where(
        visible(stations, scope),
        stations.c.removed_at.is_(None),
        stations.c.source_id.is_(None),
        stations.c.registration == Registration.ACCEPTED.value,
        *conditions,
    )


async def load_candidates(
    connection: AsyncConnection, scope: Scope, ids: Collection[StationId] | None = None
) -> Sequence[Candidate]:
    """Return the stations that templates may be for: these, or all."""
    conditions = () if ids is None else (stations.c.id.in_(ids),)
    statement = select_candidates(scope, *conditions).order_by(stations.c.id)
    return [to_candidate(row) for row in (await connection.execute(statement)).mappings()]


async def count_applied(
    connection: AsyncConnection, ids: Collection[TemplateId]
) -> dict[TemplateId, int]:
    """Count the stations of which templates want something, by template."""
    statement = (
        select(desires.c.template_id, func.count(desires.c.station_id.distinct()))
        .where(desires.c.template_id.in_(ids))
        .group_by(desires.c.template_id)
    )
    return {row[0]: row[1] for row in await connection.execute(statement)}


def to_candidate(row: RowMapping) -> Candidate:
    """Read a row of `select_candidates`."""
    return Candidate(
        station_id=row["id"],
        tenant_id=row["tenant_id"],
        name=row["name"],
        vendor=row["vendor"],
        model=row["model"],
        firmware=row["firmware_version"],
        protocol=row["protocol"],
        site_id=row["site_id"],
    )


def to_template(row: RowMapping) -> Template:
    """Read a row of `select_templates`."""
    target = TemplateTarget(
        vendor=row["vendor"],
        model=row["model"],
        firmware=row["firmware"],
        protocol=row["protocol"],
        site_id=row["site_id"],
    )
    draft = TemplateDraft(
        name=row["name"],
        target=target,
        is_automatic=row["is_automatic"],
        may_reboot=row["may_reboot"],
        values=msgspec.convert(row["wanted"], list[WantedValue]),
    )
    return Template(
        id=row["id"],
        tenant_id=row["tenant_id"],
        draft=draft,
        created_at=row["created_at"],
        version=row["version"],
    )


def _values(template: Template) -> dict[str, Any]:
    draft, target = template.draft, template.draft.target
    return {
        "id": template.id,
        "tenant_id": template.tenant_id,
        "name": draft.name,
        "vendor": target.vendor,
        "model": target.model,
        "firmware": target.firmware,
        "protocol": target.protocol,
        "site_id": target.site_id,
        "is_automatic": draft.is_automatic,
        "may_reboot": draft.may_reboot,
        "wanted": msgspec.to_builtins(list(draft.values)),
        "created_at": template.created_at,
        "version": template.version,
    }
