"""The SQL of the links by which stations fetch and bring files."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.maintenance._store.tables import links
from sigec.maintenance.model import Link, LinkPurpose


async def add(connection: AsyncConnection, link: Link) -> None:
    """Let a link open something."""
    await connection.execute(
        insert(links).values(
            digest=link.digest,
            tenant_id=link.tenant_id,
            purpose=link.purpose.value,
            subject_id=link.subject_id,
            expires_at=link.expires_at,
        )
    )


async def find(
    connection: AsyncConnection, digest: bytes, purpose: LinkPurpose, *, at: datetime
) -> Link | None:
    """Return the link that opens something now; platform scope: the token is all that is known."""
    statement = select(*links.c).where(
        links.c.digest == digest, links.c.purpose == purpose.value, links.c.expires_at > at
    )
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else Link(**{**row, "purpose": purpose})


async def revoke(connection: AsyncConnection, subject_id: UUID) -> None:
    """Let no link open a thing any more."""
    await connection.execute(delete(links).where(links.c.subject_id == subject_id))


async def forget(connection: AsyncConnection, *, before: datetime) -> None:
    """Forget links that expired before an instant."""
    await connection.execute(delete(links).where(links.c.expires_at < before))
