"""What befalls a platform, one thing at a time: each begins, lasts for some work, and ends."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from random import Random

from tests.faults.world import Node, Trial
from tests.journeys.api import Json

ANSWERS = (3, 20)
"""How much is answered between one fault and the next, and while one lasts that lets work go on."""
DISK_DELAY_MS = (20, 300)
CLOCK_JUMPS_S = (-7_200, -90, 90, 7_200)

Fault = Callable[[Trial, Random], Awaitable[None]]


async def kill(trial: Trial, chance: Random, *, role: str) -> None:
    """Kill a process as a power cut does; others go on, where there are others."""
    nodes = trial.world.of(role)
    node = chance.choice(nodes)
    await node.process.kill()
    if role != "ocpp" or len(nodes) > 1:
        await _some_work(trial, chance)
    await node.process.start()


async def restart(trial: Trial, chance: Random) -> None:
    """Stop one process after the other as an update does, and let each end well."""
    for node in trial.world.nodes:
        assert await node.process.stop() == 0
        await node.process.start()
    await _some_work(trial, chance)


async def stop_postgres(trial: Trial, chance: Random) -> None:
    """Stop the database, by order or by a crash, until the platform says that it is away."""
    assert trial.world.around is not None
    server = trial.world.around.postgres
    await server.stop(chance.choice((signal.SIGINT, signal.SIGQUIT)))
    await trial.world.says(lambda health: health["status"] == "down")
    await server.start()


async def stop_nats(trial: Trial, chance: Random) -> None:
    """Take the broker away: charges go on, and whoever watches sees them."""
    assert trial.world.around is not None
    server = trial.world.around.nats
    await server.stop(chance.choice((signal.SIGINT, signal.SIGKILL)))
    await trial.world.says(lambda health: health["broker"] == "down")
    await trial.sees_what_happens()
    await server.start()
    await trial.world.says(lambda health: health["broker"] == "connected")


async def stop_redis(trial: Trial, chance: Random) -> None:
    """Take the cache away."""
    assert trial.world.around is not None
    server = trial.world.around.redis
    await server.stop(chance.choice((signal.SIGINT, signal.SIGKILL)))
    await trial.world.says(lambda health: health["cache"] == "down")
    await _some_work(trial, chance)
    await server.start()


async def fill_disk(trial: Trial, chance: Random) -> None:
    """Let the database's files not grow any more until the platform complains."""
    trial.world.disk.fill_disk(is_full=True)
    try:
        await trial.world.says(_complains_of_the_database)
    finally:
        trial.world.disk.fill_disk(is_full=False)
    await _some_work(trial, chance)


async def slow_disk(trial: Trial, chance: Random) -> None:
    """Let what is forced onto the disk take its time."""
    trial.world.disk.slow_disk(chance.randint(*DISK_DELAY_MS))
    try:
        await _some_work(trial, chance)
    finally:
        trial.world.disk.slow_disk(0)


async def jump_clock(trial: Trial, chance: Random) -> None:
    """Set the clock of one process wrong, and right again after some work."""
    node = chance.choice(trial.world.nodes)
    node.machine.set_clock(chance.choice(CLOCK_JUMPS_S))
    try:
        await _some_work(trial, chance)
        if trial.world.around is not None:  # SQLite has the clock of its process
            await trial.world.says(_complains_of_a_clock)
    finally:
        node.machine.set_clock(0)


async def cut_line(trial: Trial, chance: Random) -> None:
    """Cut one process off the database: by a reset, or by a route that is silent for ever."""
    node = chance.choice(trial.world.nodes)
    assert node.line is not None
    if chance.random() < 0.5:
        await node.line.cut()
        await _pass_over(trial, chance, node)
        await node.line.mend()
    else:
        node.line.fall_silent()
        await _pass_over(trial, chance, node)
        node.line.find_route()


async def watch_without_reading(trial: Trial, chance: Random) -> None:
    """Let a browser watch everything and read nothing."""
    async with trial.deaf_browser():
        await _some_work(trial, chance)


async def _pass_over(trial: Trial, chance: Random, node: Node) -> None:
    """Wait for what the others do meanwhile, or for the platform to complain."""
    if len(trial.world.of(node.role)) > 1:
        await _some_work(trial, chance)
    elif node.role in {"api", "all"}:
        await trial.world.says(lambda health: health["status"] == "down")
    else:
        await asyncio.sleep(chance.random())


async def _some_work(trial: Trial, chance: Random) -> None:
    await trial.fleet.has_worked(chance.randint(*ANSWERS))


def _complains_of_the_database(health: Json) -> bool:
    """Say whether any process tells why its database fails."""
    told = [health["database"], *health["nodes"]]
    return any(each["trouble"] for each in told)


def _complains_of_a_clock(health: Json) -> bool:
    return any("clock" in (each["trouble"] or "") for each in health["nodes"])


ON_ANY: Mapping[str, Fault] = {
    "kill-ocpp": partial(kill, role="ocpp"),
    "disk-full": fill_disk,
    "disk-slow": slow_disk,
    "clock-jump": jump_clock,
    "deaf-browser": watch_without_reading,
}
ON_POSTGRESQL: Mapping[str, Fault] = {
    **ON_ANY,
    "kill-worker": partial(kill, role="worker"),
    "kill-api": partial(kill, role="api"),
    "rolling-restart": restart,
    "postgresql-stopped": stop_postgres,
    "nats-stopped": stop_nats,
    "redis-stopped": stop_redis,
    "line-cut": cut_line,
}
