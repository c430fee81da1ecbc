"""Webhooks and JetStream while the platform is killed, and the receiver fails as receivers do.

It waits for real leases and real waits between attempts, minutes in all: a campaign. Chance and a
clock that is turned by hand do the same within seconds in ``integration/webhooks/test_chance.py``.
"""

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nats
import pytest

from tests.journeys.blackout import Blackout
from tests.journeys.condominium import Condominium
from tests.journeys.eventually import eventually
from tests.journeys.installation import Installation
from tests.journeys.process import Process

pytestmark = pytest.mark.campaign

KILLS = 4
WITHIN_S = 900.0
SLOW_S = 6.0
"""Longer than an attempt may take."""


@dataclass
class Receiver:
    """Another program: tells repeats by their id, and is not always well."""

    chance: random.Random
    accepted: list[dict[str, Any]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    repeats: int = 0
    is_well: bool = False

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        async with server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
                body = await reader.readexactly(length)
                if not await self._answer(body, writer):
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, body: bytes, writer: asyncio.StreamWriter) -> bool:
        what = 1.0 if self.is_well else self.chance.random()
        if what < 0.08:
            writer.write(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
            return True
        if what < 0.12:
            writer.write(b"HTTP/1.1 429 Slow down\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n")
            return True
        self._accept(json.loads(body))
        if what < 0.16:
            return False  # it was taken, and nobody hears of it
        if what < 0.18:
            await asyncio.sleep(SLOW_S)
        writer.write(b"HTTP/1.1 204 Taken\r\n\r\n")
        return True

    def _accept(self, said: dict[str, Any]) -> None:
        if said["id"] in self.seen:
            self.repeats += 1
        else:
            self.seen.add(said["id"])
            self.accepted.append(said)


async def test_whatever_dies(
    tmp_path: Path, postgres_url: str, nats_url: str, service_prefix: str
) -> None:
    stream = f"{service_prefix}_campaign"
    receiver = Receiver(random.Random(1))
    async with (
        receiver.open() as url,
        Process.serving(
            tmp_path, database_url=postgres_url, nats_url=nats_url, nats_stream=stream
        ) as process,
        Installation.reached(process.http_url, process.ocpp_url) as installation,
        Condominium.moved_in(installation, "tudo") as house,
    ):
        webhook = await house.admin.create("/webhooks", url=url)
        async with Blackout.over(house, process, seed=1) as blackout:
            for _ in range(KILLS):
                await blackout.strike()
        charges = len(await blackout.fleet.look_at_the_end())
        receiver.is_well = True

        async def is_all_delivered() -> bool:
            path = f"/webhooks/{webhook['id']}/deliveries"
            waiting = await house.admin.get(path, status="waiting", limit=1)
            health = await installation.health()
            ages = [health["outbox"], *health["event_brokers"]]
            return not waiting["items"] and not any(each["oldest_age_s"] for each in ages)

        await eventually(is_all_delivered, within_s=WITHIN_S)
        dead = await house.admin.get(f"/webhooks/{webhook['id']}/deliveries", status="dead")
        assert dead["items"] == []

    told = await streamed(nats_url, stream, house.tenant["id"])
    assert len({each["id"] for each in told}) == len(told), "an event is in the stream twice"
    since = min(each["id"] for each in receiver.accepted)
    assert {each["id"] for each in told if each["id"] >= since} == receiver.seen
    for kind in ("session.started", "session.ended"):
        of_each = Counter(
            each["data"]["session_id"] for each in receiver.accepted if each["type"] == kind
        )
        assert (len(of_each), set(of_each.values())) == (charges, {1})
    assert receiver.repeats > 0, "nothing was ever told twice"


async def streamed(url: str, stream: str, tenant_id: str) -> list[dict[str, Any]]:
    """Return all that the stream holds of a tenant."""
    client = await nats.connect(url)
    try:
        found = await client.jetstream().subscribe(f"{stream}.{tenant_id}.>")
        told = []
        while (await found.consumer_info()).num_pending or found.pending_msgs:
            message = await found.next_msg(timeout=5)
            told.append(json.loads(message.data))
        return told
    finally:
        await client.close()
