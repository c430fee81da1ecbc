"""Commands for stations of another node: what comes back, and what when nobody is there."""

import asyncio
from collections.abc import AsyncIterator
from typing import cast

import pytest

from sigec.adapters.memory_bus import MemoryBus
from sigec.kit.ids import CommandId, StationId, new_id
from sigec.ocpp.link import NodeDesk, NodeLink, OcppLink
from sigec.ocpp.link import nodes as module
from sigec.ocpp.link.nodes import NodeUnreachable
from sigec.stations.model import (
    Command,
    CommandAnswer,
    CommandStatus,
    GetVariables,
    RawAction,
    RequestLimit,
    SocketOwner,
    Unlock,
    Variable,
    VariableName,
)
from sigec.stations.ports import ActionUnknown, StationOffline, StationSilent, WhenLate

STATION, COMMAND = StationId(new_id()), CommandId(new_id())
ANSWER = CommandAnswer(
    status=CommandStatus.ACCEPTED,
    payload={"status": "Accepted", "list": [1, None]},
    variables=[Variable(name=VariableName(variable="HeartbeatInterval"), value="60")],
)


class Sockets:
    """The sockets of one process; those of the other node answer as they are told to."""

    def __init__(self, outcome: CommandAnswer | Exception | None = None) -> None:
        self.outcome = outcome
        self.told: list[tuple[StationId, Command, CommandId, RequestLimit]] = []
        self.when_late: WhenLate | None = None

    def has(self, _station_id: StationId) -> bool:
        return False

    async def send(
        self,
        station_id: StationId,
        command: Command,
        *,
        command_id: CommandId,
        limit: RequestLimit,
        when_late: WhenLate,
    ) -> CommandAnswer:
        self.told.append((station_id, command, command_id, limit))
        self.when_late = when_late
        if self.outcome is None:
            await asyncio.Event().wait()
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return cast("CommandAnswer", self.outcome)


class Nodes:
    """A node that asks, and one that has the station, on one bus."""

    def __init__(self) -> None:
        self.bus = MemoryBus()
        self.there = Sockets()
        self.owner: SocketOwner | None = SocketOwner(node="garagem.local:9000", protocol="ocpp1.6")
        self.late: list[tuple[CommandId, CommandAnswer]] = []
        self.link = NodeLink(
            here=cast("OcppLink", Sockets()), bus=self.bus, find_owner=self.find_owner
        )
        self.desk = NodeDesk(
            here=cast("OcppLink", self.there),
            bus=self.bus,
            node="garagem.local:9000",
            take_late=self.take_late,
        )

    async def find_owner(self, _station_id: StationId) -> SocketOwner | None:
        return self.owner

    async def take_late(self, command_id: CommandId, answer: CommandAnswer) -> None:
        self.late.append((command_id, answer))

    async def send(self, command: Command, limit: RequestLimit) -> CommandAnswer:
        return await self.link.send(STATION, command, command_id=COMMAND, limit=limit)


@pytest.fixture
async def nodes() -> AsyncIterator[Nodes]:
    nodes = Nodes()
    running = asyncio.create_task(nodes.desk.run())
    await asyncio.sleep(0)
    yield nodes
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize(
    "command",
    [
        Unlock(evse=1, connector=2),
        RawAction(action="DataTransfer", payload={"vendorId": "x", "data": None}),
        GetVariables(names=[VariableName(component="EVSE", variable="Power", evse=1)]),
    ],
)
async def test_a_command_arrives_as_it_was_given_and_its_answer_too(
    nodes: Nodes, command: Command
) -> None:
    nodes.there.outcome = ANSWER
    limit = RequestLimit(items_max=3)
    answer = await nodes.send(command, limit)
    assert answer.status is ANSWER.status
    assert (answer.payload, list(answer.variables)) == (ANSWER.payload, list(ANSWER.variables))
    assert nodes.there.told == [(STATION, command, COMMAND, limit)]


@pytest.mark.parametrize("failure", [StationOffline, StationSilent])
async def test_a_station_that_fails_there_fails_here(
    nodes: Nodes, failure: type[StationOffline | StationSilent]
) -> None:
    nodes.there.outcome = failure()
    with pytest.raises(failure):
        await nodes.send(Unlock(evse=1, connector=1), RequestLimit())


async def test_a_station_that_no_node_has_is_offline(nodes: Nodes) -> None:
    nodes.owner = None
    with pytest.raises(StationOffline):
        await nodes.send(Unlock(evse=1, connector=1), RequestLimit())
    assert nodes.there.told == []


async def test_a_node_that_is_gone_is_out_of_reach(nodes: Nodes) -> None:
    nodes.owner = SocketOwner(node="gone:9000", protocol="ocpp1.6")
    with pytest.raises(NodeUnreachable):
        await nodes.send(Unlock(evse=1, connector=1), RequestLimit())


async def test_a_node_that_dies_meanwhile_leaves_the_outcome_unknown(
    nodes: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ANSWER_WAIT_S", 0.05)
    with pytest.raises(StationSilent):
        await nodes.send(Unlock(evse=1, connector=1), RequestLimit())


async def test_an_answer_that_comes_late_completes_the_command(nodes: Nodes) -> None:
    nodes.there.outcome = StationSilent()
    with pytest.raises(StationSilent):
        await nodes.send(Unlock(evse=1, connector=1), RequestLimit())
    assert nodes.there.when_late is not None
    await nodes.there.when_late(ANSWER)
    assert nodes.late == [(COMMAND, ANSWER)]


async def test_own_words_are_checked_by_the_version_that_is_spoken_there(nodes: Nodes) -> None:
    with pytest.raises(ActionUnknown):
        await nodes.link.check(STATION, RawAction(action="GetVariables", payload={}))
    nodes.owner = SocketOwner(node="garagem.local:9000", protocol="cvepro")
    await nodes.link.check(STATION, RawAction(action="GetVariables", payload={}))


async def test_nonsense_on_the_bus_is_survived(nodes: Nodes) -> None:
    topic = module._topic("garagem.local:9000")
    await nodes.bus.publish(topic, b"{")
    nodes.there.outcome = ANSWER
    assert await nodes.send(Unlock(evse=1, connector=1), RequestLimit()) == ANSWER
