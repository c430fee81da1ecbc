"""Keep what was decided about tokens, and tell of refusals."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import outbox
from sigec.access._store import decisions as store
from sigec.access._store.decisions import EVERY_DECISION, DecisionFilter
from sigec.access.model import Decided
from sigec.db import Database
from sigec.db.forgetting import forget_before
from sigec.db.listing import page_by_id
from sigec.events.access import IdTokenRefused
from sigec.kit.actor import Actor, Permission
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock

KEPT = timedelta(days=400)
"""As long as the messages that asked for them."""


class DecisionService:
    """What was decided about tokens, newest first."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list_decisions(
        self, actor: Actor, request: PageRequest, wanted: DecisionFilter = EVERY_DECISION
    ) -> Page[Decided]:
        """List the decisions that the actor may see."""
        actor.require(Permission.READ_STATIONS)
        actor.require(Permission.READ_ID_TOKENS)
        statement = store.select_decisions(actor.scope, wanted)
        async with self._database.read(actor.scope) as connection:
            return await page_by_id(
                connection, statement, request, store.to_decided, newest_first=True
            )

    async def forget(self) -> None:
        """Remove what was decided more than `KEPT` ago."""
        await forget_before(self._database, store.remove_before, self._clock.now() - KEPT)


async def add_decisions(connection: AsyncConnection, made: Sequence[Decided]) -> None:
    """Keep decisions, and tell of refusals, inside the caller's transaction."""
    if not made:
        return
    await store.add(connection, made)
    await outbox.append(connection, [_refused(one) for one in made if one.is_refused])


def _refused(one: Decided) -> IdTokenRefused:
    return IdTokenRefused(
        tenant_id=one.tenant_id,
        at=one.at,
        station_id=one.station_id,
        status=one.status.value,
        reason=one.reason.value,
        id_token_id=one.id_token_id,
        person_id=one.person_id,
        session_id=one.session_id,
        evse=one.evse,
    )
