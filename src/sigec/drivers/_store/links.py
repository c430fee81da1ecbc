"""The table of the links by which people fill in their own record."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Column, LargeBinary, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import metadata
from sigec.db.types import Id, UtcDateTime
from sigec.drivers.model import ProfileLink
from sigec.kit.ids import PersonId, ProfileLinkId

profile_links = Table(
    "profile_links",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)


async def put_link(connection: AsyncConnection, link: ProfileLink) -> None:
    """Store the only link of a person: those before it open nothing any more."""
    await remove_links_of(connection, link.person_id)
    await connection.execute(insert(profile_links).values(asdict(link)))


async def find_link(connection: AsyncConnection, link_id: ProfileLinkId) -> ProfileLink | None:
    """Return a link of any tenant: whoever opens it has no account that would say of which."""
    statement = select(profile_links).where(profile_links.c.id == link_id)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else ProfileLink(**dict(row))


async def use_link(connection: AsyncConnection, link_id: ProfileLinkId, *, at: datetime) -> bool:
    """Note that a link was used; ``False`` when it was used before."""
    statement = (
        update(profile_links)
        .where(profile_links.c.id == link_id, profile_links.c.used_at.is_(None))
        .values(used_at=at)
    )
    return (await connection.execute(statement)).rowcount == 1


async def remove_links_of(connection: AsyncConnection, person_id: PersonId) -> None:
    """Delete all links of a person."""
    await connection.execute(delete(profile_links).where(profile_links.c.person_id == person_id))
