"""The SQL of what tenants chose: settings and templates; who chose nothing has no row."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.tenancy import visible
from sigec.db.upserts import insert_into
from sigec.kit.actor import PLATFORM, Scope
from sigec.kit.ids import TenantId
from sigec.notifications._store.tables import settings, templates
from sigec.notifications.model import Kind, KindSettings, Template
from sigec.tenants.model import Language

Chosen = Mapping[tuple[TenantId, Kind], KindSettings]
Worded = Mapping[tuple[TenantId, Kind, Language], Template]


async def load_settings(connection: AsyncConnection, tenant_ids: Collection[TenantId]) -> Chosen:
    """Return what these tenants chose."""
    statement = select(settings).where(settings.c.tenant_id.in_(tenant_ids))
    rows = (await connection.execute(statement)).mappings()
    found = map(_settings, rows)
    return {(each.tenant_id, each.kind): each for each in found}


async def save_settings(connection: AsyncConnection, chosen: KindSettings) -> bool:
    """Store what a tenant chose; ``False`` when somebody else was faster."""
    values = _columns(chosen) | {"kind": chosen.kind.value}
    return await _save(connection, settings, ["tenant_id", "kind"], values)


async def load_templates(
    connection: AsyncConnection, tenant_ids: Collection[TenantId], scope: Scope = PLATFORM
) -> Worded:
    """Return the templates that these tenants wrote."""
    statement = select(templates).where(
        visible(templates, scope), templates.c.tenant_id.in_(tenant_ids)
    )
    found = map(_template, (await connection.execute(statement)).mappings())
    return {(each.tenant_id, each.kind, each.language): each for each in found if each.tenant_id}


async def save_template(connection: AsyncConnection, template: Template) -> bool:
    """Store a tenant's template; ``False`` when somebody else was faster."""
    values = _columns(template) | {
        "kind": template.kind.value,
        "language": template.language.value,
    }
    return await _save(connection, templates, ["tenant_id", "kind", "language"], values)


async def remove_template(
    connection: AsyncConnection, tenant_id: TenantId, kind: Kind, language: Language
) -> None:
    """Let ours be used again."""
    await connection.execute(
        delete(templates).where(
            templates.c.tenant_id == tenant_id,
            templates.c.kind == kind.value,
            templates.c.language == language.value,
        )
    )


async def _save(
    connection: AsyncConnection, table: Any, key: Sequence[str], values: Mapping[str, Any]
) -> bool:
    insertion = insert_into(table, connection.dialect.name).values(**values)
    upsert = insertion.on_conflict_do_update(
        index_elements=list(key),
        set_={name: insertion.excluded[name] for name in values if name not in key},
        where=table.c.version == values["version"] - 1,
    ).returning(table.c.version)
    return (await connection.execute(upsert)).first() is not None


def _columns(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _settings(row: RowMapping) -> KindSettings:
    return KindSettings(**{**row, "kind": Kind(row["kind"])})


def _template(row: RowMapping) -> Template:
    return Template(**{**row, "kind": Kind(row["kind"]), "language": Language(row["language"])})
