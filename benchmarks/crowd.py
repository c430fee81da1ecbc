"""``python -m benchmarks.crowd``: many stations on one process, and all of them at once again.

They come for the first time and are learnt; the server starts again, and all of them connect, boot
and tell their status as fast as they can; then they live for some minutes: a heartbeat every 300 s
each, a fifth of them charging with meter values every 60 s.

A process may open only so many files: ``ulimit -n`` bounds both sides.
"""

import argparse
import json
import resource
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks import report
from benchmarks.fleet import Fleet
from benchmarks.messages import goes_on_16, waits_16
from benchmarks.targets import new_place, platform, run_beside

HEARTBEAT_S, METER_S = 300.0, 60.0
CHARGING_EACH = 5
"""Every fifth charges."""
ARRIVAL_MESSAGES = 2
"""The boot and the status."""
CONNECTING_MAX = 500
FILES_KEPT = 200
"""What a process opens besides its stations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was measured on one server."""

    target: str
    stations: int
    storm: int
    second_start_s: float
    storm_s: float
    minutes: float
    messages: int
    p50_ms: float
    p99_ms: float
    dropped: int
    cpu_percent: float
    kib_each: float


async def measure(name: str, *, stations: int, storm: int, minutes: float) -> Result:
    """Measure one server, SQLite or PostgreSQL."""
    async with new_place(name) as (folder, url):
        async with platform(folder, url) as target, _come(target.url, stations):
            await target.drain()
        before = perf_counter()
        async with platform(folder, url, is_new=False) as target:
            second_start_s = perf_counter() - before
            alone_bytes, before = target.rss_bytes, perf_counter()
            async with _come(target.url, storm):
                storm_s = perf_counter() - before
            await target.drain()
            async with _come(target.url, stations) as fleet:
                cpu_s = target.cpu_s
                took_s = await fleet.live(_periods_s(stations), minutes * 60, Random(1))
                return Result(
                    target=name,
                    stations=stations,
                    storm=storm,
                    second_start_s=second_start_s,
                    storm_s=storm_s,
                    minutes=took_s / 60,
                    messages=len(fleet.tally.latencies_s),
                    p50_ms=fleet.tally.percentile_ms(50),
                    p99_ms=fleet.tally.percentile_ms(99),
                    dropped=fleet.tally.dropped,
                    cpu_percent=(target.cpu_s - cpu_s) / took_s * 100,
                    kib_each=(target.rss_bytes - alone_bytes) / stations / 1_024,
                )


def _come(url: str, stations: int) -> AbstractAsyncContextManager[Fleet]:
    """Let stations connect all at once, boot and tell their status."""
    scripts = [goes_on_16() if _charges(number) else waits_16() for number in range(stations)]
    return Fleet.connected(
        url, "1.6", scripts, prefix="C", connecting_max=CONNECTING_MAX, says=ARRIVAL_MESSAGES
    )


def _charges(number: int) -> bool:
    return number % CHARGING_EACH == 0


def _periods_s(stations: int) -> Sequence[float]:
    return [METER_S if _charges(number) else HEARTBEAT_S for number in range(stations)]


def _table(results: Sequence[Result]) -> str:
    head = ("server", "stations", "2nd start s", "storm", "storm s", "minutes", "messages")
    more = ("p50 ms", "p99 ms", "dropped", "CPU %", "KiB each")
    rows = [
        (
            result.target,
            f"{result.stations:,}",
            f"{result.second_start_s:.1f}",
            f"{result.storm:,}",
            f"{result.storm_s:.1f}",
            f"{result.minutes:.1f}",
            f"{result.messages:,}",
            f"{result.p50_ms:.1f}",
            f"{result.p99_ms:.1f}",
            str(result.dropped),
            f"{result.cpu_percent:.0f}",
            f"{result.kib_each:.1f}",
        )
        for result in results
    ]
    lines = [(*head, *more), tuple("---" for _ in (*head, *more)), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


async def _measure_all(given: argparse.Namespace) -> Sequence[Result]:
    return [
        await measure(
            name,
            stations=given.stations,
            storm=min(given.storm, given.stations),
            minutes=given.minutes,
        )
        for name in given.targets.split(",")
    ]


def main() -> None:
    """Measure and print a table."""
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crowd", description=__doc__)
    parser.add_argument("--targets", default="sqlite,postgresql", help="which servers, by commas")
    parser.add_argument("--stations", type=int, default=min(100_000, limit - FILES_KEPT))
    parser.add_argument("--storm", type=int, default=10_000, help="how many come back at once")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--json", type=Path, help="file to write the results to")
    given = parser.parse_args()
    results = run_beside(_measure_all(given))
    print(report.machine(), _table(results), sep="\n\n")
    if given.json is not None:
        given.json.write_text(json.dumps([asdict(result) for result in results], indent=2) + "\n")


if __name__ == "__main__":
    main()
