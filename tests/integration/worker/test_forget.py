"""Told events are forgotten in time, and those that wait never."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from sigec import outbox
from sigec.db import Database, forgetting
from sigec.events.stations import StationChanged
from sigec.kit.actor import PLATFORM
from sigec.kit.clock import ManualClock
from sigec.kit.ids import StationId, TenantId, new_id
from sigec.worker import forget

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def tell(database: Database, at: datetime, *, count: int) -> None:
    changed = StationChanged(tenant_id=TenantId(new_id()), at=at, station_id=StationId(new_id()))
    async with database.transaction(PLATFORM) as connection:
        await outbox.append(connection, [changed] * count)
        told = await outbox.claim(connection, at=at, limit=count, lease_s=1)
        await outbox.mark_relayed(connection, [one.id for one in told], at=at)


async def test_what_was_told_a_week_ago_is_forgotten(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "BATCH", 3)
    clock = ManualClock(NOW)
    await tell(database, clock.now(), count=7)
    await tell(database, clock.advance(hours=7 * 24), count=2)
    async with database.transaction(PLATFORM) as connection:
        waiting = StationChanged(tenant_id=None, at=NOW, station_id=StationId(new_id()))
        await outbox.append(connection, [waiting])
    clock.advance(seconds=1)
    await forget.forget_told_events(database, clock)
    async with database.read(PLATFORM) as connection:
        kept = (await connection.execute(text("SELECT count(*) FROM outbox"))).scalar_one()
    assert kept == 3
