"""What workers ask again and again is answered by the index that was made for it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database
from sigec.kit.actor import PLATFORM, Scope
from sigec.kit.ids import TenantId, WebhookId, new_id
from sigec.sessions._store import listing
from sigec.sessions._store.sessions import find_unrated
from sigec.webhooks._store.deliveries import claim

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


async def ask_for_unrated(connection: AsyncConnection) -> None:
    await find_unrated(connection, limit=10)


async def ask_for_webhooks(connection: AsyncConnection) -> None:
    await claim(connection, WebhookId(new_id()), at=NOW, is_urgent=False, limit=4)


@pytest.mark.parametrize(
    ("ask", "indexes", "condition"),
    [
        (ask_for_unrated, {"ix_sessions_unrated"}, "rating = 'pending'"),
        (
            ask_for_webhooks,
            {"ix_webhook_deliveries_due", "ix_webhook_deliveries_first"},
            "status = 'waiting'",
        ),
    ],
)
async def test_its_index_is_used(
    sqlite_url: str,
    ask: Callable[[AsyncConnection], Awaitable[None]],
    indexes: set[str],
    condition: str,
) -> None:
    database = Database(sqlite_url)
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    async with database.transaction(PLATFORM) as connection:
        await ask(connection)
        statement, parameters = asked[-1]
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        steps = " ".join(row.detail for row in plan)
    await database.close()
    assert {index for index in indexes if index in steps} == indexes, steps
    # PostgreSQL plans a question that is asked often without its parameters: what the index is
    # for has to stand in the question itself.
    assert condition in statement


@pytest.mark.parametrize("where", ["sqlite", "postgres"])
async def test_a_card_is_found_by_its_index_within_a_tenant_too(
    request: pytest.FixtureRequest, where: str
) -> None:
    database = Database(request.getfixturevalue(f"{where}_url"))
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    scope = Scope(tenant_id=TenantId(new_id()))
    wanted = listing.SessionFilter(id_token=" 04A1B2 ")
    async with database.transaction(scope) as connection:
        if where == "postgres":  # nobody would use an index for no rows
            await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            await connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
        event.listen(database.engine.sync_engine, "before_cursor_execute", note)
        await listing.search(connection, scope, wanted, before=None, limit=10)
        statement, parameters = asked[-1]
        explain = "EXPLAIN" if where == "postgres" else "EXPLAIN QUERY PLAN"
        plan = await connection.exec_driver_sql(f"{explain} {statement}", parameters)
        steps = " ".join(str(row) for row in plan)
    await database.close()
    assert "ix_sessions_id_token_folded" in steps, steps
    assert "04a1b2" in parameters
