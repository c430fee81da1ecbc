"""``python -m benchmarks.rush``: ten thousand charges end in a minute; how soon is a fault told?

Three endpoints are told everything: one answers at once, one after a second, one never. Delays
count from the instant at which a fact was recorded, which its id tells, to the first attempt.
"""

import argparse
import asyncio
import json
import os
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from statistics import median
from uuid import UUID

from benchmarks import report
from benchmarks.fleet import Fleet
from benchmarks.messages import Script, faults_16, short_charges_16
from benchmarks.targets import Target, new_place, platform, run_beside
from sigec.kit.ids import created_at

SECONDS = 60.0
CHARGES = 10_000
MESSAGES_EACH = 2
STATIONS = 200
FAULT_EVERY_S = 4.0
WAITS_S: Mapping[str, float | None] = {"at once": 0.0, "after 1 s": 1.0, "never": None}
SETTLED_S = 10.0
"""How long the last faults may take to be told, after the rush."""


@dataclass
class Receiver:
    """Another program: takes what it is told, notes how late it was, and answers in its time."""

    wait_s: float | None
    delays_s: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    seen: set[str] = field(default_factory=set)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        async with server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
                self._note(json.loads(await reader.readexactly(length)))
                if self.wait_s is None:
                    await reader.read()  # until the other side gives up
                    break
                if self.wait_s:
                    await asyncio.sleep(self.wait_s)
                writer.write(b"HTTP/1.1 204 Taken\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _note(self, said: Mapping[str, str]) -> None:
        if said["id"] in self.seen:
            return
        self.seen.add(said["id"])
        late = datetime.now(UTC) - created_at(UUID(said["id"]))
        self.delays_s[said["type"]].append(late.total_seconds())


async def measure(name: str, target: Target) -> list[str]:
    """Let them all end, and return lines of the table."""
    receivers = {what: Receiver(wait_s) for what, wait_s in WAITS_S.items()}
    async with AsyncExitStack() as stack:
        for receiver in receivers.values():
            url = await stack.enter_async_context(receiver.open())
            await target.post("/webhooks", {"url": url})
        crowd: list[Script] = [short_charges_16() for _ in range(STATIONS)]
        fleet = await stack.enter_async_context(
            Fleet.connected(target.url, "1.6", crowd, prefix="Rush")
        )
        broken = await stack.enter_async_context(
            Fleet.connected(target.url, "1.6", [faults_16()], prefix="Broken")
        )
        took_s, _ = await asyncio.gather(
            fleet.keep_pace(CHARGES * MESSAGES_EACH / SECONDS, SECONDS, Random(1)),
            broken.keep_pace(1 / FAULT_EVERY_S, SECONDS, Random(2)),
        )
        await asyncio.sleep(SETTLED_S)
    charged = len(fleet.tally.latencies_s) // MESSAGES_EACH
    return [
        f"| {name} | {charged:,} in {took_s:.0f} s | {what} | {len(receiver.seen):,}"
        f" | {_late(receiver.delays_s['session.ended'])}"
        f" | {len(faults)} | {_late(faults)} |"
        for what, receiver in receivers.items()
        for faults in [receiver.delays_s["incident.opened"]]
    ]


def _late(delays_s: list[float]) -> str:
    if not delays_s:
        return "– | –"
    return f"{median(delays_s):.2f} | {max(delays_s):.2f}"


async def run(names: list[str]) -> None:
    print(report.machine(), f"load average {os.getloadavg()[0]:.1f}", sep="\n")
    lines: list[str] = []
    for name in names:
        async with new_place(name) as (folder, url), platform(folder, url) as target:
            lines += await measure(name, target)
    print("| server | charges | endpoint answers | events told | ends p50 s | max s", end="")
    print(" | faults told | p50 s | max s |")
    print("|---|---|---|---|---|---|---|---|---|")
    print("\n".join(lines), f"load average {os.getloadavg()[0]:.1f}", sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rush", description=__doc__)
    parser.add_argument("--targets", default="sqlite,postgresql", help="which servers, by commas")
    run_beside(run(parser.parse_args().targets.split(",")))


if __name__ == "__main__":
    main()
