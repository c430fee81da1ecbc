"""A platform of several processes with everything around it, whose parts fail one at a time."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx2
import nats
from nats.js.api import AckPolicy, ConsumerConfig
from websockets.asyncio.client import connect

from tests.faults.clients import PAUSE_S, TOPICS, PatientApi, Viewer
from tests.faults.machine import Machine
from tests.faults.servers import Server, own_nats, own_postgres, own_redis
from tests.journeys.api import NO_TLS, Json
from tests.journeys.condominium import Condominium
from tests.journeys.eventually import PATIENCE, eventually
from tests.journeys.fleet import Fleet
from tests.journeys.installation import Installation
from tests.journeys.network_line import NetworkLine
from tests.journeys.process import Process
from tests.journeys.receiver import Receiver
from tests.services import postgres
from tests.services.run import join_run

HEALTH_S = 120.0
TOLD_S = 120.0
SILENCE_S = 5.0 * PATIENCE
"""How long a station waits for an answer before it hangs up."""
DATABASE_S = str(4.0 * PATIENCE)
STREAM = "SIGEC"
STREAM_S = 30.0 * PATIENCE
MORE = 4
"""Events that were told before, perhaps, and come late."""
TOLD_ONCE = ("session.started", "session.ended", "session.rated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One process, the machine it believes to run on, and its line to the database."""

    role: str
    process: Process
    machine: Machine
    line: NetworkLine | None = None


@dataclass(frozen=True, kw_only=True)
class Around:
    """What the processes share; on SQLite nothing."""

    postgres: Server
    nats: Server
    redis: Server


@dataclass(kw_only=True)
class World:
    """All of it, with one address for stations and one for people and programs."""

    nodes: Sequence[Node]
    disk: Machine
    """The machine on which the database is kept."""
    around: Around | None
    installation: Installation

    def of(self, *roles: str) -> Sequence[Node]:
        """Return the nodes that play a role; one that plays all plays each."""
        return [node for node in self.nodes if node.role in {*roles, "all"}]

    async def health(self) -> Json | None:
        """Return what the platform says of itself, if anybody answers."""
        with suppress(httpx2.TransportError):
            async with httpx2.AsyncClient(
                base_url=self.installation.http_url, verify=NO_TLS, timeout=10
            ) as client:
                health: Json = (await client.get("/health")).json()
                return health
        return None

    async def says(self, fits: Callable[[Json], bool]) -> None:
        """Wait until `/health` says something."""
        last: Json | None = None

        async def look() -> bool:
            nonlocal last
            last = await self.health()
            return last is not None and fits(last)

        try:
            await eventually(look, within_s=HEALTH_S)
        except AssertionError as late:
            raise AssertionError(f"{late}: {last}") from late

    async def is_well(self) -> None:
        """Wait until `/health` has nothing to complain of."""
        await self.says(lambda health: health["status"] == "ok")


@dataclass(kw_only=True)
class Trial:
    """A condominium that charges meanwhile, everybody who listens, and who checks their books."""

    world: World
    house: Condominium
    fleet: Fleet
    receiver: Receiver
    viewer: Viewer
    charges: int = 0
    """How many there were, at the end."""

    @classmethod
    @asynccontextmanager
    async def in_world(cls, world: World, *, seed: int) -> AsyncIterator["Trial"]:
        """Let stations charge for as long as the context lasts, then compare all books."""
        async with AsyncExitStack() as stack:
            enter = stack.enter_async_context
            receiver = await enter(Receiver.listening())
            house = await enter(Condominium.moved_in(world.installation, f"predio-{seed}"))
            await house.admin.create("/webhooks", url=receiver.url)
            viewer = Viewer(world.installation.http_url, house.admin)
            watching = asyncio.create_task(viewer.watch())
            stack.callback(watching.cancel)
            await _is_listening(viewer, house)
            async with Fleet.at_work(house, seed=seed, silence_s=SILENCE_S) as fleet:
                trial = cls(world=world, house=house, fleet=fleet, receiver=receiver, viewer=viewer)
                yield trial
            await trial.look_at_the_end()

    async def sees_what_happens(self) -> None:
        """Wait until somebody who watches saw something that happens from now on."""
        seen = len(self.viewer.seen)

        async def look() -> bool:
            return len(self.viewer.seen) > seen + MORE

        await eventually(look, within_s=HEALTH_S)

    @asynccontextmanager
    async def deaf_browser(self) -> AsyncIterator[None]:
        """Open a browser that watches everything and reads nothing."""
        address = f"{self.world.installation.http_url.replace('http', 'ws', 1)}/api/v1/live"
        async with connect(address, proxy=None, compression=None, max_queue=1) as socket:
            await socket.send(json.dumps({"token": self.house.admin.token}))
            await socket.send(json.dumps({"subscribe": TOPICS}))
            yield

    async def look_at_the_end(self) -> None:
        """Assert that each charge was billed and told once, whoever listened."""
        sessions = await self.fleet.look_at_the_end()
        self.charges = len(sessions)
        charged = sorted(session["id"] for session in sessions)

        def listeners() -> Iterator[tuple[str, Sequence[str]]]:
            heard = _by_id(self.receiver.bodies)
            for kind in TOLD_ONCE:
                yield f"{kind} by webhook", _sessions_of(heard, kind)
                yield f"{kind} live", self.viewer.of(kind)

        async def is_all_told() -> bool:
            return all(sorted(told) == charged for _, told in listeners())

        with suppress(AssertionError):  # said better below
            await eventually(is_all_told, within_s=TOLD_S)
        for what, told in listeners():
            assert sorted(told) == charged, what
        if self.world.around is not None:
            await self._look_at_the_stream(self.world.around.nats.url, charged)

    async def _look_at_the_stream(self, url: str, charged: Sequence[str]) -> None:
        await self.world.says(
            lambda health: not any(each["oldest_age_s"] for each in health["event_brokers"])
        )
        told = await _streamed(url, self.house.tenant["id"])
        assert len(_by_id(told)) == len(told), "an event is in the stream twice"
        for kind in TOLD_ONCE:
            assert sorted(_sessions_of(_by_id(told), kind)) == charged, f"{kind} by JetStream"


async def _is_listening(viewer: Viewer, house: Condominium) -> None:
    """Let something happen until the viewer sees it: only who heard something can go on from it."""

    async def look() -> bool:
        await house.register(house.new_identity())
        await asyncio.sleep(PAUSE_S)
        return bool(viewer.seen)

    await eventually(look, within_s=HEALTH_S)


def _by_id(told: Sequence[Json]) -> Mapping[str, Json]:
    return {each["id"]: each for each in told}


def _sessions_of(told: Mapping[str, Json], kind: str) -> Sequence[str]:
    return [each["data"]["session_id"] for each in told.values() if each["type"] == kind]


async def _streamed(url: str, tenant_id: str) -> Sequence[Json]:
    """Return all that the stream holds of a tenant."""
    client = await nats.connect(url)
    try:
        stream = client.jetstream(timeout=STREAM_S)
        # What is not acknowledged would come again after half a minute.
        reading = ConsumerConfig(ack_policy=AckPolicy.NONE)
        found = await stream.subscribe(f"{STREAM}.{tenant_id}.>", config=reading)
        state = await found.consumer_info()
        there = (state.num_pending or 0) + (state.delivered.consumer_seq if state.delivered else 0)
        messages = [await found.next_msg(timeout=STREAM_S) for _ in range(there)]
        return [json.loads(message.data) for message in messages]
    finally:
        await client.close()


@asynccontextmanager
async def cluster(
    folder: Path, *, ocpp: int = 2, api: int = 1, worker: int = 1
) -> AsyncIterator[World]:
    """Let so many processes of each role work side by side over PostgreSQL, NATS and Redis."""
    place = join_run().folder / f"faults-{secrets.token_hex(4)}"
    place.mkdir(mode=0o711)
    async with AsyncExitStack() as stack:
        disk = Machine(place, disk="/base/")
        around = Around(
            postgres=await stack.enter_async_context(
                own_postgres(place / "postgres", inherits=disk.environment)
            ),
            nats=await stack.enter_async_context(own_nats(place / "nats")),
            redis=await stack.enter_async_context(own_redis(place / "redis")),
        )
        url = await postgres.create_database(around.postgres.url, "sigec", is_durable=True)
        nodes: list[Node] = []
        for role in ["api"] * api + ["worker"] * worker + ["ocpp"] * ocpp:
            home = folder / f"{role}-{len(nodes)}"
            home.mkdir()
            machine = Machine(home, disk=str(home))
            line = await stack.enter_async_context(NetworkLine.to(url))
            serving = Process.serving(
                home,
                roles=role,
                inherits=machine.environment,
                database_url=postgres.at_port(url, line.port),
                database_timeout_s=DATABASE_S,
                nats_url=around.nats.url,
                nats_stream=STREAM,
                redis_url=around.redis.url,
            )
            process = await stack.enter_async_context(serving)
            nodes.append(Node(role=role, process=process, machine=machine, line=line))
        yield await stack.enter_async_context(_at_work(nodes, disk=disk, around=around))


@asynccontextmanager
async def alone(folder: Path, database_url: str) -> AsyncIterator[World]:
    """Let one process do everything on a SQLite file."""
    machine = Machine(folder, disk="sqlite")
    async with AsyncExitStack() as stack:
        serving = Process.serving(folder, database_url=database_url, inherits=machine.environment)
        process = await stack.enter_async_context(serving)
        nodes = [Node(role="all", process=process, machine=machine)]
        yield await stack.enter_async_context(_at_work(nodes, disk=machine, around=None))


@asynccontextmanager
async def _at_work(
    nodes: Sequence[Node], *, disk: Machine, around: Around | None
) -> AsyncIterator[World]:
    """Spread stations and programs over the nodes."""
    doors = [each.process.http_url for each in nodes if each.role in {"api", "all"}]
    pegs = [each.process.ocpp_url for each in nodes if each.role in {"ocpp", "all"}]
    async with (
        NetworkLine.to(*doors) as door,
        NetworkLine.to(*pegs) as peg,
        Installation.reached(
            door.url, f"{peg.url.replace('http', 'ws')}/ocpp", client=PatientApi
        ) as installation,
    ):
        yield World(nodes=nodes, disk=disk, around=around, installation=installation)
