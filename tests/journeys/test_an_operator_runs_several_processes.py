"""Stations, people and work are served by processes of their own, as in a large installation."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest_asyncio

from sigec.serving import Role, Running, running
from sigec_sandbox import HandshakeRefused, Station
from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import Condominium, bill
from tests.journeys.eventually import eventually
from tests.journeys.installation import Installation, settings_for
from tests.journeys.network_line import NetworkLine


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Two nodes for stations, which all knock at one address; one API, one worker."""

    house: Condominium
    first: Running
    second: Running
    line: NetworkLine
    stack: AsyncExitStack
    """Stops the first node."""

    @property
    def url_of_second(self) -> str:
        return url_of(self.second)


def url_of(node: Running) -> str:
    return f"http://127.0.0.1:{node.ocpp_port}"


@pytest_asyncio.fixture(loop_scope="session")
async def cluster(
    tmp_path: Path, postgres_url: str, nats_url: str, redis_url: str, _quick_passwords: None
) -> AsyncIterator[Cluster]:
    settings = settings_for(postgres_url, tmp_path, nats_url=nats_url, redis_url=redis_url)
    async with AsyncExitStack() as whole, AsyncExitStack() as stopping:
        api = await whole.enter_async_context(running(settings, roles=frozenset({Role.API})))
        await whole.enter_async_context(running(settings, roles=frozenset({Role.WORKER})))
        ocpp = frozenset({Role.OCPP})
        second = await whole.enter_async_context(running(settings, roles=ocpp))
        first = await stopping.enter_async_context(running(settings, roles=ocpp))
        line = await whole.enter_async_context(NetworkLine.to(url_of(first)))
        reached = Installation.reached(
            f"http://127.0.0.1:{api.http_port}", f"{line.url.replace('http', 'ws')}/ocpp"
        )
        installation = await whole.enter_async_context(reached)
        house = await whole.enter_async_context(Condominium.moved_in(installation, "predio"))
        yield Cluster(house=house, first=first, second=second, line=line, stack=stopping)


@asynccontextmanager
async def connected(house: Condominium) -> AsyncIterator[Station]:
    """Register a station with one process and let it knock at another, which may hear later."""
    station = await house.station()

    async def knock() -> bool:
        try:
            await station.connect()
        except HandshakeRefused:
            return False
        return True

    await eventually(knock)
    try:
        yield station
    finally:
        await station.close()


async def test_and_a_charge_outlives_its_node(cluster: Cluster) -> None:
    house = cluster.house
    async with connected(house) as station, house.watching("sessions") as live:
        address = f"/stations/{await house.station_id(station)}"
        path = f"{address}/commands"
        # What is asked in the station's own words is checked before it is sent to its node.
        raw = f"{address}/ocpp"
        asked = await house.admin.post(f"{raw}/GetConfiguration", key=["HeartbeatInterval"])
        assert asked["outcome"] == "result"
        assert (await house.admin.refusal("POST", f"{raw}/ChangeConfiguration", key=5))[0] == 422
        assert (await house.admin.refusal("POST", f"{raw}/Dance"))[0] == 404

        await station.plug()
        started = await house.admin.post(f"{path}/start", connector=1, id_token=RFID_TOKEN)
        assert started["status"] == "accepted"
        await live.next("session.started")
        await station.settle()
        await station.charge(1_000, minutes=30)

        await cluster.stack.aclose()  # a rolling update: it says goodbye and is gone
        await cluster.line.lead_to(cluster.url_of_second)
        await station.hung_up()
        refused = await house.admin.refusal("POST", f"{path}/unlock", evse=1, connector=1)
        assert refused == (409, "conflict.station_offline")

        await station.reconnect()
        await station.charge(3_000, minutes=30)
        session = await house.open_session()
        stopped = await house.admin.post(f"{path}/stop", session_id=session["id"])
        assert stopped["status"] == "accepted"
        await station.settle()
        await live.next("session.rated")
        given = await house.admin.items(path)
    assert bill(await house.the_session()) == {
        "started_at": "2025-11-25T19:18:00Z",
        "ended_at": "2025-11-25T20:18:00Z",
        "stop_reason": "Remote",
        "energy_wh": 4_000,
        "energy": "register, exact",
        "cost": "2.12",
        "flags": [],
    }
    assert [(each["kind"], each["status"]) for each in given] == [
        ("stop", "accepted"),
        ("unlock", "offline"),
        ("start", "accepted"),
        ("ocpp", "accepted"),
    ]
