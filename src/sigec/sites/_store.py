"""The tables of sites, and the one way to select from them."""

from sqlalchemy import Column, ColumnElement, String, Table, true

from sigec.db import metadata
from sigec.db.types import Id, UtcDateTime
from sigec.kit.actor import Scope

sites = Table(
    "sites",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("name", String(200), nullable=False),
    Column("street", String(200)),
    Column("district", String(100)),
    Column("city", String(100)),
    Column("state", String(50)),
    Column("postal_code", String(20)),
    Column("country", String(2), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
units = Table(
    "units",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("site_id", Id, nullable=False),
    Column("tower", String(50), nullable=False),
    Column("number", String(50), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)


def visible(table: Table, scope: Scope) -> ColumnElement[bool]:
    """Restrict a query to the rows of the scope; every query of a tenant's data has it."""
    return true() if scope.tenant_id is None else table.c.tenant_id == scope.tenant_id
