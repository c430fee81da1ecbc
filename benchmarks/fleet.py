"""A fleet of stations that costs little: one listener each, no tasks, one CALL outstanding."""

import asyncio
from array import array
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from heapq import heapify, heapreplace
from random import Random
from time import perf_counter

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from benchmarks.messages import SUBPROTOCOLS, Script

CONNECTING_MAX = 50
HANDSHAKE_S = 60
READ_BUFFER_BYTES = 1_024
CALL_KIND, ANSWER_KIND = b"[2,", b"[3,"
REFUSAL = b'[4,%b,"NotImplemented","",{}]'
ACCEPTED = b'[3,%b,{"status":"Accepted"}]'
REMOTE_STARTS = (b"RemoteStartTransaction", b"RequestStartTransaction")


class Misanswered(Exception):
    """The platform refused a message, which a benchmark never gives it a reason to."""


@dataclass(slots=True)
class Tally:
    """What the fleet was answered since the last `clear`."""

    latencies_s: "array[float]" = field(default_factory=lambda: array("d"))
    refused: bytes | None = None
    dropped: int = 0

    def clear(self) -> None:
        del self.latencies_s[:]

    def percentile_ms(self, percent: float) -> float:
        """Return the latency that this share of the messages did not exceed."""
        ordered = sorted(self.latencies_s)
        if not ordered:
            return float("nan")
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] * 1_000


class BenchStation(WSListener):
    """Follows its script: as fast as it is answered, or when told to.

    A message that could not be sent when it was due counts from then: whoever measures only from
    the sending forgets the waiting of those behind.
    """

    def __init__(self, script: Script, tally: Tally) -> None:
        self._script = script
        self._tally = tally
        self._transport: WSTransport
        self._next = next(script)
        self._due: list[float] = []
        self._since: float | None = None
        self._is_hurrying = False
        self._has_left = False
        self._resting: asyncio.Future[None] | None = None
        self.booted: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport
        self.fall_due()

    def on_ws_frame(self, _transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type != WSMsgType.TEXT:
            return
        answer = frame.get_payload_as_bytes()
        if answer.startswith(CALL_KIND):
            is_start = any(action in answer for action in REMOTE_STARTS)
            reply = ACCEPTED if is_start else REFUSAL
            self._transport.send(WSMsgType.TEXT, reply % answer.split(b",", 2)[1])
            return
        if self._since is None:
            return
        self._tally.latencies_s.append(perf_counter() - self._since)
        self._since = None
        if self._resting is not None:
            self._resting.set_result(None)
            self._resting = None
        if not answer.startswith(ANSWER_KIND):
            self._tally.refused = answer
            return
        if not self.booted.done():
            self.booted.set_result(None)
        try:
            self._next = self._script.send(answer)
        except StopIteration:
            return
        if self._due:
            self._send(self._due.pop(0))
        elif self._is_hurrying:
            self._send(perf_counter())

    def on_ws_disconnected(self, transport: WSTransport) -> None:  # noqa: ARG002 - picows calls it
        if not self._has_left:
            self._tally.dropped += 1

    def fall_due(self) -> None:
        """Send the next message now, or as soon as the last one is answered."""
        now = perf_counter()
        if self._since is None:
            self._send(now)
        else:
            self._due.append(now)

    def hurry(self) -> None:
        """Send one message after the other until told to `rest`."""
        self._is_hurrying = True
        if self._since is None:
            self._send(perf_counter())

    async def rest(self) -> None:
        """Send nothing more, and wait for the answer that is due."""
        self._is_hurrying = False
        self._due.clear()
        if self._since is not None:
            self._resting = asyncio.get_running_loop().create_future()
            await self._resting

    def leave(self) -> None:
        self._has_left = True
        self._transport.disconnect()

    def _send(self, since: float) -> None:
        self._since = since
        self._transport.send(WSMsgType.TEXT, self._next)


class Fleet:
    """Stations that are connected and have booted."""

    def __init__(self, stations: Sequence[BenchStation], tally: Tally) -> None:
        self._stations = stations
        self.tally = tally

    @classmethod
    @asynccontextmanager
    async def connected(
        cls,
        url: str,
        version: str,
        scripts: Sequence[Script],
        *,
        prefix: str,
        connecting_max: int = CONNECTING_MAX,
        says: int = 1,
    ) -> AsyncIterator["Fleet"]:
        """Connect a station per script, so many at once; leaving cuts them off.

        Each is there when its first messages, as many as it ``says``, are answered.
        """
        tally, gate = Tally(), asyncio.Semaphore(connecting_max)

        async def connect(number: int, script: Script) -> BenchStation:
            station = BenchStation(script, tally)
            async with gate:
                await ws_connect(
                    lambda: station,
                    f"{url}/{prefix}-{number}",
                    extra_headers={"Sec-WebSocket-Protocol": SUBPROTOCOLS[version]},
                    enable_auto_ping=False,
                    websocket_handshake_timeout=HANDSHAKE_S,
                    read_buffer_init_size=READ_BUFFER_BYTES,
                )
                await station.booted
                for _ in range(says - 1):
                    station.fall_due()
                    await station.rest()
            return station

        calls = [connect(number, script) for number, script in enumerate(scripts)]
        fleet = cls(await asyncio.gather(*calls), tally)
        try:
            yield fleet
        finally:
            for station in fleet._stations:
                station.leave()

    async def hurry(self, seconds: float) -> float:
        """Let each send as fast as it is answered; return how long it took to the last answer."""
        self.tally.clear()
        began = perf_counter()
        for station in self._stations:
            station.hurry()
        await asyncio.sleep(seconds)
        await self._finish()
        return perf_counter() - began

    async def keep_pace(self, rate: float, seconds: float, random: Random) -> float:
        """Offer ``rate`` messages a second, at regular times from stations in random order."""
        self.tally.clear()
        began = perf_counter()
        turns = list(self._stations)
        random.shuffle(turns)
        for number in range(int(rate * seconds)):
            ahead_s = began + number / rate - perf_counter()
            if ahead_s > 0:
                await asyncio.sleep(ahead_s)
            turns[number % len(turns)].fall_due()
        await self._finish()
        return perf_counter() - began

    async def live(self, periods_s: Sequence[float], seconds: float, random: Random) -> float:
        """Let each station send once in its own period, from a random instant of it on."""
        self.tally.clear()
        began = perf_counter()
        calendar = [
            (began + random.uniform(0, period_s), number)
            for number, period_s in enumerate(periods_s)
        ]
        heapify(calendar)
        while calendar[0][0] < began + seconds:
            due, number = calendar[0]
            await asyncio.sleep(max(0.0, due - perf_counter()))
            self._stations[number].fall_due()
            heapreplace(calendar, (due + periods_s[number], number))
        await self._finish()
        return perf_counter() - began

    async def _finish(self) -> None:
        await asyncio.gather(*(station.rest() for station in self._stations))
        if self.tally.refused is not None:
            raise Misanswered(self.tally.refused.decode())
