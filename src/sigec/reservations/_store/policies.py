"""The SQL of the sites' rules."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.upserts import insert_into
from sigec.kit.ids import SiteId
from sigec.reservations._store.tables import policies
from sigec.reservations.model import Policy


async def find_policy(
    connection: AsyncConnection, site_id: SiteId, *, is_locked: bool = False
) -> Policy | None:
    """Return the rule of a site, ``None`` while nobody made one.

    Locked, it lets one resident of the site reserve at a time, so that nobody gets past their
    share at two stations at once.
    """
    statement = select(*policies.c).where(policies.c.site_id == site_id)
    if is_locked:
        statement = statement.with_for_update()
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else Policy(**row)


async def save_policy(connection: AsyncConnection, policy: Policy) -> None:
    """Store a site's rule."""
    values = asdict(policy)
    statement = insert_into(policies, connection.dialect.name).values(values)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=[policies.c.site_id],
            set_={name: statement.excluded[name] for name in values if name != "site_id"},
        )
    )
