"""What people changed of a session, and why; never edited."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.actor import Actor
from sigec.kit.ids import new_id
from sigec.sessions._store.tables import corrections
from sigec.sessions.model import Session


async def add(
    connection: AsyncConnection,
    before: Session,
    after: Session,
    *,
    actor: Actor,
    reason: str,
    at: datetime,
) -> None:
    """Write down a correction with its author."""
    await connection.execute(
        insert(corrections).values(
            id=new_id(),
            tenant_id=after.tenant_id,
            session_id=after.id,
            at=at,
            user_id=actor.user_id,
            reason=reason,
            before=_facts(before),
            after=_facts(after),
        )
    )


def _facts(session: Session) -> Any:
    return msgspec.to_builtins(
        {
            "ended_at": session.ended_at,
            "stop_reason": session.stop_reason,
            "energy_wh": session.energy.energy_wh,
        }
    )
