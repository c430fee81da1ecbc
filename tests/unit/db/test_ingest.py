"""Group commit, with a database that only counts: how facts share a transaction and its fate."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast
from uuid import UUID

import pytest

from sigec.db import Database, Ingest, StorageUnavailable
from sigec.db.ingest import POSTED_BYTES_MAX, POSTED_ITEMS_MAX
from sigec.db.lane import BATCH_BYTES_MAX, BATCH_ITEMS_MAX, IngestClosed
from sigec.kit.ids import StreamId

KEY = UUID(int=0)


class CountingDatabase:
    """Remembers what each committed transaction stored, and can be made to wait or to fail."""

    def __init__(self) -> None:
        self.committed: list[list[object]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.fail_commit: Callable[[list[object]], Exception | None] = lambda _: None
        self.begun = 0
        self.entered = asyncio.Event()

    @asynccontextmanager
    async def transaction(self, _scope: object) -> AsyncIterator[list[object]]:
        self.begun += 1
        self.entered.set()
        await self.open.wait()
        stored: list[object] = []
        yield stored
        if (error := self.fail_commit(stored)) is not None:
            raise error
        self.committed.append(stored)


async def double(connection: Any, _stream: StreamId, items: Sequence[int]) -> Sequence[int]:
    connection.extend(items)
    if any(item < 0 for item in items):
        raise ValueError("poison")
    return [item * 2 for item in items]


async def shout(connection: Any, _stream: StreamId, items: Sequence[str]) -> Sequence[str]:
    connection.extend(items)
    return [item.upper() for item in items]


@pytest.fixture
async def database() -> CountingDatabase:
    return CountingDatabase()


def lanes(database: CountingDatabase, count: int = 1) -> Ingest:
    return Ingest(cast("Database", database), [StreamId(number) for number in range(1, count + 1)])


async def test_an_idle_lane_commits_one_fact_at_once(database: CountingDatabase) -> None:
    assert await lanes(database).submit(KEY, double, 21) == 42
    assert database.committed == [[21]]


async def test_what_queued_while_the_last_batch_committed_is_the_next_one(
    database: CountingDatabase,
) -> None:
    ingest = lanes(database)
    database.open.clear()
    first = asyncio.create_task(ingest.submit(KEY, double, 1))
    await database.entered.wait()
    others = [asyncio.create_task(ingest.submit(KEY, double, item)) for item in (2, 3, 4)]
    await asyncio.sleep(0)
    assert ingest.backlog == 3
    database.open.set()

    assert await asyncio.gather(first, *others) == [2, 4, 6, 8]
    assert database.committed == [[1], [2, 3, 4]]
    assert ingest.backlog == 0


async def test_a_batch_has_a_bound_on_its_items(database: CountingDatabase) -> None:
    await submit_all(lanes(database), range(2 * BATCH_ITEMS_MAX + 1))

    assert [len(batch) for batch in database.committed] == [BATCH_ITEMS_MAX, BATCH_ITEMS_MAX, 1]


async def test_a_batch_has_a_bound_on_its_bytes(database: CountingDatabase) -> None:
    await submit_all(lanes(database), range(5), size_bytes=BATCH_BYTES_MAX // 2)

    assert database.committed == [[0, 1], [2, 3], [4]]


async def test_a_fact_larger_than_a_batch_goes_alone(database: CountingDatabase) -> None:
    await submit_all(lanes(database), range(2), size_bytes=BATCH_BYTES_MAX + 1)

    assert database.committed == [[0], [1]]


async def test_different_kinds_of_facts_share_one_transaction(database: CountingDatabase) -> None:
    ingest = lanes(database)

    number, word = await asyncio.gather(
        ingest.submit(KEY, double, 1), ingest.submit(UUID(int=2), shout, "a")
    )

    assert (number, word) == (2, "A")
    assert database.committed == [[1, "a"]]


async def test_one_poisonous_fact_fails_alone_and_the_others_keep_their_order(
    database: CountingDatabase,
) -> None:
    results = await submit_all(lanes(database), [1, 2, -3, 4])

    assert [str(result) for result in results] == ["2", "4", "poison", "8"]
    assert database.committed == [[1], [2], [4]]


async def test_a_single_poisonous_fact_is_tried_once(database: CountingDatabase) -> None:
    with pytest.raises(ValueError, match="poison"):
        await lanes(database).submit(KEY, double, -1)

    assert database.begun == 1


async def test_wrong_results_count_as_poison(database: CountingDatabase) -> None:
    async def forget(_c: Any, _s: StreamId, items: Sequence[int]) -> Sequence[int]:
        return items[1:]

    with pytest.raises(ValueError, match="zip"):
        await lanes(database).submit(KEY, forget, 1)
    assert database.committed == []


async def test_a_lost_connection_fails_everyone_and_is_not_tried_again(
    database: CountingDatabase,
) -> None:
    database.fail_commit = lambda _: StorageUnavailable()

    results = await submit_all(lanes(database), [1, 2, 3])

    assert [type(result) for result in results] == [StorageUnavailable] * 3
    assert database.begun == 1


async def test_a_connection_lost_between_the_single_tries_fails_the_rest_at_once(
    database: CountingDatabase,
) -> None:
    database.fail_commit = lambda stored: StorageUnavailable() if stored == [2] else None

    results = await submit_all(lanes(database), [1, 2, 3, -4])

    assert results[0] == 2
    assert [type(result) for result in results[1:]] == [StorageUnavailable] * 3
    assert database.committed == [[1]]
    assert database.begun == 3


async def test_a_lane_goes_on_after_a_failure(database: CountingDatabase) -> None:
    ingest = lanes(database)
    database.fail_commit = lambda _: StorageUnavailable()
    with pytest.raises(StorageUnavailable):
        await ingest.submit(KEY, double, 1)
    database.fail_commit = lambda _: None

    assert await ingest.submit(KEY, double, 2) == 4


async def test_a_cancelled_caller_cancels_neither_its_fact_nor_the_batch(
    database: CountingDatabase,
) -> None:
    ingest = lanes(database)
    database.open.clear()
    callers = [asyncio.create_task(ingest.submit(KEY, double, item)) for item in (1, 2, 3)]
    await database.entered.wait()
    callers[1].cancel()
    await asyncio.sleep(0)
    database.open.set()

    assert await callers[0] == 2
    assert await callers[2] == 6
    assert callers[1].cancelled()
    assert database.committed == [[1, 2, 3]]


async def test_a_failure_that_nobody_waits_for_any_more_is_not_reported_as_forgotten(
    database: CountingDatabase,
) -> None:
    ingest = lanes(database)
    database.open.clear()
    caller = asyncio.create_task(ingest.submit(KEY, double, -1))
    await database.entered.wait()
    caller.cancel()
    await asyncio.gather(caller, return_exceptions=True)
    database.open.set()

    await ingest.close()
    assert database.committed == []


async def test_facts_of_one_key_keep_their_order(database: CountingDatabase) -> None:
    ingest = lanes(database, count=3)
    keys = [UUID(int=number) for number in range(7)]

    await asyncio.gather(
        *(ingest.submit(key, shout, f"{key.int}:{step:03}") for step in range(200) for key in keys)
    )

    stored = [str(item) for batch in database.committed for item in batch]
    for key in keys:
        mine = [item for item in stored if item.startswith(f"{key.int}:")]
        assert mine == sorted(mine)
        assert len(mine) == 200


async def test_facts_of_one_key_keep_their_order_across_kinds(database: CountingDatabase) -> None:
    ingest = lanes(database)
    station, other = UUID(int=1), UUID(int=2)

    await asyncio.gather(
        ingest.submit(other, shout, "other"),
        ingest.submit(station, double, 1),
        ingest.submit(station, shout, "two"),
        ingest.submit(station, double, 3),
        ingest.submit(other, double, 9),
    )

    [batch] = database.committed
    assert [item for item in batch if item in (1, "two", 3)] == [1, "two", 3]
    assert batch.index("other") < batch.index(9)


async def test_closing_stores_what_waits_and_then_refuses(database: CountingDatabase) -> None:
    ingest = lanes(database, count=2)
    waiting = [
        asyncio.create_task(ingest.submit(UUID(int=item), double, item)) for item in range(300)
    ]
    await asyncio.sleep(0)
    await ingest.close()

    assert await asyncio.gather(*waiting) == [item * 2 for item in range(300)]
    with pytest.raises(IngestClosed):
        await ingest.submit(KEY, double, 1)
    await ingest.close()


async def test_what_is_posted_is_stored_without_anyone_waiting(database: CountingDatabase) -> None:
    ingest = lanes(database)
    ingest.post(KEY, double, 1)
    ingest.post(KEY, shout, "a")
    await ingest.close()

    assert database.committed == [[1, "a"]]
    assert ingest.lost == 0


async def test_posted_facts_have_a_bound_and_what_is_beyond_it_is_counted(
    database: CountingDatabase,
) -> None:
    ingest = lanes(database)
    database.open.clear()
    for item in range(POSTED_ITEMS_MAX + 5):
        ingest.post(KEY, double, item)

    assert ingest.backlog == POSTED_ITEMS_MAX
    assert ingest.lost == 5
    waited_for = asyncio.create_task(ingest.submit(KEY, double, 1))
    database.open.set()
    assert await waited_for == 2
    await ingest.close()
    assert sum(map(len, database.committed)) == POSTED_ITEMS_MAX + 1


async def test_posted_facts_have_a_bound_on_their_bytes(database: CountingDatabase) -> None:
    ingest = lanes(database)
    database.open.clear()
    for item in range(10):
        ingest.post(KEY, double, item, size_bytes=POSTED_BYTES_MAX // 4)

    assert ingest.backlog == 4
    assert ingest.lost == 6
    database.open.set()
    await ingest.close()
    ingest = lanes(database)
    ingest.post(KEY, double, 1, size_bytes=POSTED_BYTES_MAX // 4)
    assert ingest.lost == 0
    await ingest.close()


async def test_a_posted_fact_that_could_not_be_stored_is_counted(
    database: CountingDatabase,
) -> None:
    ingest = lanes(database)
    database.fail_commit = lambda _: StorageUnavailable()
    ingest.post(KEY, double, 1)
    await ingest.close()
    ingest.post(KEY, double, 2)
    await asyncio.sleep(0)

    assert ingest.lost == 2


async def submit_all(
    ingest: Ingest, items: Sequence[int], *, size_bytes: int = 0
) -> list[int | BaseException]:
    return await asyncio.gather(
        *(ingest.submit(KEY, double, item, size_bytes=size_bytes) for item in items),
        return_exceptions=True,
    )
