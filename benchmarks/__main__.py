"""``python -m benchmarks`` (``make bench``): measure, print a table, write JSON."""

import argparse
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks import codec, report
from benchmarks.fleet import Fleet
from benchmarks.messages import BOOTS, SCRIPTS, idles
from benchmarks.report import Load, Memory, Results
from benchmarks.targets import (
    Target,
    new_place,
    platform,
    platform_apart,
    reference,
    run_beside,
)

WARM_UP_S = 1.0
TARGETS = ("reference", "sqlite", "postgresql", "postgresql-roles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much to measure."""

    targets: tuple[str, ...]
    versions: tuple[str, ...]
    rounds: int
    seconds: float
    stations: int
    rate: float
    idle_stations: int
    codec_calls: int


async def measure(plan: Plan) -> Results:
    """Measure everything, round by round, so that a noisy minute hits all alike."""
    results = Results(machine=report.machine())
    results.codec = codec.measure(calls=plan.codec_calls)
    for number in range(plan.rounds):
        for name in plan.targets:
            async with _open(name) as target:
                for version in plan.versions:
                    print(f"round {number + 1}: {name}, {version}", flush=True)
                    await _measure_load(results, plan, name, version, target)
    for name in plan.targets:
        async with _open(name) as target:
            print(f"idle: {name}", flush=True)
            results.memory.append(await _measure_memory(plan, name, target))
    return results


async def _measure_load(
    results: Results, plan: Plan, name: str, version: str, target: Target
) -> None:
    scripts = [SCRIPTS[version]() for _ in range(plan.stations)]
    async with Fleet.connected(target.url, version, scripts, prefix=f"B{version}") as fleet:

        async def run(mode: str, load: Callable[[], Awaitable[float]]) -> Load:
            before_s, before_whole_s = target.cpu_s, target.whole_cpu_s
            took_s = await load()
            answering_s = target.cpu_s - before_s
            await target.drain()
            whole_s = target.whole_cpu_s - before_whole_s
            return Load.of(name, version, mode, fleet.tally, took_s, answering_s, whole_s)

        def hurry() -> Awaitable[float]:
            return fleet.hurry(plan.seconds)

        def keep_pace() -> Awaitable[float]:
            return fleet.keep_pace(plan.rate, plan.seconds, Random(1))

        await fleet.hurry(WARM_UP_S)  # until caches, plans and connectors are there
        await target.drain()
        results.load += [await run("burst", hurry), await run("steady", keep_pace)]


async def _measure_memory(plan: Plan, name: str, target: Target) -> Memory:
    version = plan.versions[0]

    async def connect(amount: int, prefix: str) -> int:
        scripts = [idles(BOOTS[version]) for _ in range(amount)]
        async with Fleet.connected(target.url, version, scripts, prefix=prefix):
            await target.drain()
            return target.rss_bytes

    # The first ones pay for what the process makes once.
    before = await connect(min(100, plan.idle_stations), "Warm")
    after = await connect(plan.idle_stations, "Idle")
    return Memory(name, plan.idle_stations, (after - before) / plan.idle_stations / 1_024)


@asynccontextmanager
async def _open(name: str) -> AsyncIterator[Target]:
    if name == "reference":
        async with reference() as target:
            yield target
        return
    serve = platform_apart if name == "postgresql-roles" else platform
    async with new_place(name) as (folder, url), serve(folder, url) as target:
        yield target


def _read_arguments() -> tuple[Plan, Path | None]:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="a smoke test: the numbers mean little"
    )
    parser.add_argument("--targets", default=",".join(TARGETS), help="which servers, by commas")
    parser.add_argument("--versions", default="1.6,2.0.1", help="which OCPP versions, by commas")
    parser.add_argument("--rounds", type=int, help="how often each is measured")
    parser.add_argument("--seconds", type=float, help="how long each measurement lasts")
    parser.add_argument("--stations", type=int, default=200, help="stations of the fleet")
    parser.add_argument("--rate", type=float, default=1_000, help="offered messages a second")
    parser.add_argument("--json", type=Path, help="file to write the results to")
    given = parser.parse_args()
    plan = Plan(
        targets=tuple(given.targets.split(",")),
        versions=tuple(given.versions.split(",")),
        rounds=given.rounds or (1 if given.quick else 3),
        seconds=given.seconds or (1 if given.quick else 10),
        stations=20 if given.quick else given.stations,
        rate=100 if given.quick else given.rate,
        idle_stations=100 if given.quick else 2_000,
        codec_calls=100 if given.quick else codec.CALLS,
    )
    return plan, given.json


def main() -> None:
    plan, path = _read_arguments()
    results = run_beside(measure(plan))
    print(report.table(results))
    if path is not None:
        path.write_text(json.dumps(report.as_json(results), indent=2) + "\n")


if __name__ == "__main__":
    main()
