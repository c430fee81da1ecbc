"""What people changed of a session, and why; never edited."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.actor import Actor
from sigec.kit.ids import PersonId, SessionId, UserId, new_id
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
    """Write down what a correction changes, with its author."""
    was, is_now = _facts(before), _facts(after)
    changed = [name for name in is_now if is_now[name] != was[name]]
    await connection.execute(
        insert(corrections).values(
            id=new_id(),
            tenant_id=after.tenant_id,
            session_id=after.id,
            at=at,
            user_id=actor.user_id,
            reason=reason,
            before={name: was[name] for name in changed},
            after={name: is_now[name] for name in changed},
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

    @property
    def person_ids(self) -> Collection[PersonId]:
        """Who charged by what was thought before, and after."""
        told = [facts.get("person_id") for facts in (self.before, self.after)]
        return {PersonId(UUID(person_id)) for person_id in told if person_id}


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


def _facts(session: Session) -> dict[str, Any]:
    facts: dict[str, Any] = msgspec.to_builtins(
        {
            "person_id": session.holder.person_id,
            "ended_at": session.ended_at,
            "stop_reason": session.stop_reason,
            "energy_wh": session.energy.energy_wh,
        }
    )
    return facts
