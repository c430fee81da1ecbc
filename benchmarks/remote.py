"""``python -m benchmarks.remote``: how long a remote start takes, there and back, under load.

A fleet offers a steady load; meanwhile a program starts charges by HTTP at other stations, which
accept at once. Measured is the request, as the program sees it.
"""

import argparse
import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from itertools import cycle
from random import Random
from time import perf_counter

from benchmarks import report
from benchmarks.fleet import Fleet, Tally
from benchmarks.messages import SCRIPTS, TOKEN, waits_16
from benchmarks.targets import Target, new_place, platform, run_beside

STATIONS, TOLD = 200, 50
PAUSE_S = 0.05


async def measure(name: str, *, rate: float, seconds: float) -> Tally:
    """Return how long the starts took on SQLite or PostgreSQL."""
    async with AsyncExitStack() as stack:
        folder, url = await stack.enter_async_context(new_place(name))
        target = await stack.enter_async_context(platform(folder, url))
        told = [waits_16() for _ in range(TOLD)]
        await stack.enter_async_context(
            Fleet.connected(target.url, "1.6", told, prefix="Told", says=2)
        )
        station_ids = await _station_ids(target)
        busy = [SCRIPTS["1.6"]() for _ in range(STATIONS)]
        fleet = await stack.enter_async_context(
            Fleet.connected(target.url, "1.6", busy, prefix="Busy")
        )
        tally = Tally()
        starts = asyncio.create_task(_start(target, station_ids, tally))
        await fleet.keep_pace(rate, seconds, Random(1))
        starts.cancel()
        await asyncio.wait([starts])
        return tally


async def _start(target: Target, station_ids: Sequence[str], tally: Tally) -> None:
    """Start a charge at one station after the other until cancelled."""
    for station_id in cycle(station_ids):
        before = perf_counter()
        body = {"evse": 1, "connector": 1, "id_token": TOKEN}
        answer = await target.post(f"/stations/{station_id}/commands/start", body)
        tally.latencies_s.append(perf_counter() - before)
        assert answer["status"] == "accepted"
        await asyncio.sleep(PAUSE_S)


async def _station_ids(target: Target) -> Sequence[str]:
    assert target.client is not None
    answer = await target.client.get("/api/v1/stations?limit=100", headers=target.headers)
    return [station["id"] for station in answer.raise_for_status().json()["items"]]


async def _measure_all(given: argparse.Namespace) -> Sequence[str]:
    lines = ["| server | starts | p50 ms | p99 ms |", "| --- | --- | --- | --- |"]
    for name in given.targets.split(","):
        tally = await measure(name, rate=given.rate, seconds=given.seconds)
        p50, p99 = tally.percentile_ms(50), tally.percentile_ms(99)
        lines.append(f"| {name} | {len(tally.latencies_s)} | {p50:.1f} | {p99:.1f} |")
    return lines


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.remote", description=__doc__)
    parser.add_argument("--targets", default="sqlite,postgresql", help="which servers, by commas")
    parser.add_argument("--rate", type=float, default=1_000, help="offered messages a second")
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    lines = run_beside(_measure_all(given))
    print(report.machine(), "\n".join(lines), sep="\n\n")


if __name__ == "__main__":
    main()
