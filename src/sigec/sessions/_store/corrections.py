"""What people changed of a session, and why; never edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.actor import Actor
from sigec.kit.ids import SessionId, UserId, new_id
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What somebody changed of a session; ``before`` and ``after`` are its facts by name."""

    at: datetime
    user_id: UserId | None
    reason: str
    before: dict[str, Any]
    after: dict[str, Any]


async def load(connection: AsyncConnection, session_id: SessionId) -> Sequence[Correction]:
    """Return the corrections of a session, the earliest first; there are never many."""
    columns = corrections.c
    statement = (
        select(columns.at, columns.user_id, columns.reason, columns.before, columns.after)
        .where(columns.session_id == session_id)
        .order_by(columns.id)
    )
    rows = (await connection.execute(statement)).mappings()
    return [Correction(**row) for row in rows]


def _facts(session: Session) -> Any:
    return msgspec.to_builtins(
        {
            "ended_at": session.ended_at,
            "stop_reason": session.stop_reason,
            "energy_wh": session.energy.energy_wh,
        }
    )
