"""kill -9: what was answered is in the journal, once and in order."""

import subprocess
import sys
from collections import Counter
from itertools import pairwise

from sqlalchemy import select

from sigec.db import Database
from sigec.journal._store import journal
from sigec.kit.actor import PLATFORM

ROUNDS = 3
ANSWERS_BEFORE_THE_END = 200
STATIONS = 20

WRITER = """
import asyncio, itertools, sys
from datetime import UTC, datetime
from sigec import journal
from sigec.db import Database, Ingest
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import new_id

async def store(connection, stream, entries):
    await journal.append(connection, stream, entries)
    return [entry.message_id for entry in entries]

async def main(url, round_, stations):
    database = Database(url)
    async with database.transaction(PLATFORM) as connection:
        now = datetime.now(UTC)
        streams = [await journal.open_stream(connection, node=round_, at=now) for _ in range(2)]
    ingest = Ingest(database, streams)

    async def station(number):
        station_id = new_id()
        for step in itertools.count():
            now = datetime.now(UTC)
            entry = journal.Entry(
                tenant_id=station_id, station_id=station_id, protocol="ocpp1.6", direction="in",
                action="MeterValues", message_id=f"{round_}:{number}:{step}", request="{}",
                at=now, received_at=now,
            )
            print(await ingest.submit(station_id, store, entry), flush=True)

    await asyncio.gather(*(station(number) for number in range(stations)))

asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
"""


def answers_of_a_writer_that_is_killed(url: str, round_: int) -> list[str]:
    command = [sys.executable, "-c", WRITER, url, str(round_), str(STATIONS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        answers = [writer.stdout.readline() for _ in range(ANSWERS_BEFORE_THE_END)]
        writer.kill()
        answers += writer.stdout.readlines()
    return [answer.strip() for answer in answers if answer.endswith("\n")]


async def test_what_was_answered_survives_the_process(database_url: str) -> None:
    answered: list[str] = []
    for round_ in range(ROUNDS):
        answered += answers_of_a_writer_that_is_killed(database_url, round_)

    database = Database(database_url)
    async with database.read(PLATFORM) as connection:
        statement = select(journal.c.message_id, journal.c.stream, journal.c.position)
        rows = (await connection.execute(statement.order_by("stream", "position"))).all()
    await database.close()

    times = Counter(message_id for message_id, _, _ in rows)
    assert set(times.values()) == {1}
    assert set(answered) <= set(times)
    for (_, stream, position), (_, next_stream, next_position) in pairwise(rows):
        assert next_position == (position + 1 if stream == next_stream else 1)
    steps: dict[str, int] = {}
    for message_id, _, _ in rows:
        station, _, step = message_id.rpartition(":")
        assert int(step) == steps.get(station, -1) + 1
        steps[station] = int(step)
