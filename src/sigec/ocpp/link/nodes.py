"""Reaches stations that are connected to another node, by request and reply over the bus."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from hashlib import blake2b
from typing import Any, get_args

import msgspec
import structlog
from msgspec import Struct

from sigec.kit.errors import Unavailable
from sigec.kit.ids import CommandId, StationId
from sigec.kit.ports import Bus, BusMessage, BusUnavailable, NobodyAnswered
from sigec.ocpp.frames import OcppVersion
from sigec.ocpp.link.dialects import DIALECTS
from sigec.ocpp.link.link import OcppLink
from sigec.stations.model import (
    NO_LIMIT,
    Command,
    CommandAnswer,
    NeutralCommand,
    RawAction,
    RequestLimit,
    SocketOwner,
)
from sigec.stations.ports import StationOffline, StationSilent, WhenLate

ERRANDS_MAX = 1_000
"""Of other nodes, under way at a time in this process; more are not taken."""
ANSWER_WAIT_S = 120.0
"""Longer than any command takes that the owner itself gives up in time."""
RETRY_S = 2.0

_COMMANDS = {kind.__name__: kind for kind in (*get_args(NeutralCommand), RawAction)}
_log = structlog.get_logger(__name__)

FindOwner = Callable[[StationId], Awaitable[SocketOwner | None]]
TakeLate = Callable[[CommandId, CommandAnswer], Awaitable[None]]


class NodeUnreachable(Unavailable):
    """The station is connected to a node that cannot be asked now; nothing was sent."""

    code = "unavailable.node"


class Errand(Struct, frozen=True):
    """A command on its way to the node that has the station's socket."""

    station_id: StationId
    command_id: CommandId
    kind: str
    command: dict[str, Any]
    limit: RequestLimit


class Report(Struct, frozen=True):
    """What came of an errand: the answer, or why there is none."""

    answer: CommandAnswer | None = None
    is_silent: bool = False


class NodeLink:
    """Sends over the station's own socket, wherever that is (`sigec.stations.ports.StationLink`).

    Who has the socket is asked of the database only when this process does not have it.
    """

    def __init__(self, *, here: OcppLink, bus: Bus, find_owner: FindOwner) -> None:
        self._here = here
        self._bus = bus
        self._find_owner = find_owner

    async def check(self, station_id: StationId, command: Command) -> None:
        """Refuse an action that the station's version does not know, or whose payload is wrong.

        :raises ActionUnknown: when the version has no such action.
        :raises Invalid: when the payload breaks the action's schema.
        """
        if self._here.has(station_id) or not isinstance(command, RawAction):
            await self._here.check(station_id, command)
            return
        owner = await self._find_owner(station_id)
        if owner is not None and owner.protocol in set(OcppVersion):
            DIALECTS[OcppVersion(owner.protocol)].check(command)

    async def send(
        self,
        station_id: StationId,
        command: Command,
        *,
        command_id: CommandId,
        limit: RequestLimit = NO_LIMIT,
        when_late: WhenLate | None = None,
    ) -> CommandAnswer:
        """Send a command and wait for its answer; the owner hears an answer that comes late.

        :raises StationOffline: when no node has the station's socket, or it was lost.
        :raises StationSilent: when no answer came in time.
        :raises NodeUnreachable: when another node has it and cannot be asked.
        """
        if self._here.has(station_id):
            return await self._here.send(
                station_id, command, command_id=command_id, limit=limit, when_late=when_late
            )
        owner = await self._find_owner(station_id)
        if owner is None:
            raise StationOffline(station_id=station_id)
        errand = Errand(
            station_id=station_id,
            command_id=command_id,
            kind=type(command).__name__,
            command=msgspec.to_builtins(command),
            limit=limit,
        )
        try:
            told = await self._bus.request(
                _topic(owner.node), msgspec.json.encode(errand), timeout_s=ANSWER_WAIT_S
            )
        except NobodyAnswered:
            raise StationSilent(station_id=station_id) from None
        except BusUnavailable as error:
            raise NodeUnreachable(station_id=station_id) from error
        report = msgspec.json.decode(told, type=Report)
        if report.answer is None:
            raise (StationSilent if report.is_silent else StationOffline)(station_id=station_id)
        return report.answer


class NodeDesk:
    """Runs the errands of other nodes over the sockets of this one."""

    def __init__(self, *, here: OcppLink, bus: Bus, node: str, take_late: TakeLate) -> None:
        self._here = here
        self._bus = bus
        self.node = node
        self._topic = _topic(node)
        self._take_late = take_late
        self._under_way: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Take errands until cancelled; while the bus is away it is tried again."""
        while True:
            try:
                async with self._bus.subscribe(self._topic) as messages:
                    async for message in messages:
                        self._take(message)
            except BusUnavailable:
                _log.warning("nodes.bus.unavailable")
            await asyncio.sleep(RETRY_S)

    def _take(self, message: BusMessage) -> None:
        if len(self._under_way) >= ERRANDS_MAX:
            return
        task = asyncio.create_task(self._do(message))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _do(self, message: BusMessage) -> None:
        try:
            errand = msgspec.json.decode(message.payload, type=Errand)
            report = await self._send(errand)
            await self._bus.reply(message, msgspec.json.encode(report))
        except Exception:  # noqa: BLE001 - the next errand must be done whatever this one does
            _log.exception("nodes.errand.failed")

    async def _send(self, errand: Errand) -> Report:
        try:
            answer = await self._here.send(
                errand.station_id,
                msgspec.convert(errand.command, _COMMANDS[errand.kind]),
                command_id=errand.command_id,
                limit=errand.limit,
                when_late=partial(self._take_late, errand.command_id),
            )
        except StationOffline:
            return Report()
        except StationSilent:
            return Report(is_silent=True)
        return Report(answer=answer)


def _topic(node: str) -> str:
    """Name a node's errands; what a host is called may mean something to a broker."""
    return f"nodes.{blake2b(node.encode(), digest_size=12).hexdigest()}"
