"""A station's connection as the platform sees it: who it is, what it asks, what it is asked."""

import asyncio
from typing import Protocol
from uuid import uuid4

import structlog
from picows import WSCloseCode

from sigec.kit.ports import Clock
from sigec.ocpp import frames
from sigec.ocpp.connection.inbound import InboundCalls, Received
from sigec.ocpp.connection.limits import ConnectionLimits
from sigec.ocpp.connection.outbound import CheckReply, HearLate, OutboundCalls, Reply
from sigec.ocpp.connection.socket import TextSocket
from sigec.ocpp.frames import BadFrame, OcppVersion
from sigec.stations.model import Admission, Peer, Registration

BOOT = "BootNotification"
BAD_FRAMES_LOGGED_MAX = 5
_log = structlog.get_logger(__name__)


class ConnectionHost(Protocol):
    """What a connection needs from the server around it."""

    def opened(self, connection: "Connection") -> None:
        """Make it the station's connection."""
        ...

    async def respond(self, connection: "Connection", received: Received) -> bytes | None:
        """Return the frame that answers a CALL, if it is answered; never raises."""
        ...

    def closed(self, connection: "Connection") -> None:
        """Forget it."""
        ...


class Connection:
    """One socket of one station, of one version, from the handshake to the end."""

    def __init__(
        self,
        *,
        admission: Admission,
        peer: Peer,
        version: OcppVersion,
        socket: TextSocket,
        host: ConnectionHost,
        clock: Clock,
        limits: ConnectionLimits,
    ) -> None:
        """Wait for the handshake of ``socket`` to end."""
        self.admission = admission
        self.peer = peer
        self.version = version
        self._socket = socket
        self._host = host
        self._clock = clock
        self._limits = limits
        self.invited: frozenset[str] = frozenset()
        """Actions that we asked for: a station that is not accepted may send them too."""
        self._bad_frames = 0
        self._boots_unanswered = 0
        self._quiet: asyncio.TimerHandle | None = None
        self._outbound = OutboundCalls(
            socket.send, version=version, waiting_max=limits.commands_waiting_max
        )
        self._inbound = InboundCalls(
            self._answer,
            pause=socket.pause_reading,
            resume=socket.resume_reading,
            limits=limits,
        )
        self._is_gone = asyncio.Event()
        socket.bind(self)

    @property
    def is_open(self) -> bool:
        """Whether something can be sent."""
        return self._socket.is_open

    @property
    def heard_at(self) -> float:
        """The loop's time of the last frame."""
        return self._socket.heard_at

    async def call(
        self,
        action: str,
        payload: bytes,
        *,
        message_id: str | None = None,
        timeout_s: float | None = None,
        check: CheckReply | None = None,
        hear_late: HearLate | None = None,
    ) -> Reply:
        """Send a CALL in its turn and wait for the reply.

        :raises ConnectionLost: when the connection ends first.
        :raises CallUnanswered: when its turn or its reply did not come in time.
        :raises ReplyBroken: when what came makes no sense, or fails ``check``.
        :raises TooManyCalls: when too many wait already.
        """
        timeout_s = self._limits.call_timeout_s if timeout_s is None else timeout_s
        message_id = message_id or str(uuid4())
        return await self._outbound.call(
            message_id, action, payload, timeout_s=timeout_s, check=check, hear_late=hear_late
        )

    def supersede(self) -> None:
        """Give way to a newer connection of the same station: nothing of this one counts now."""
        self._inbound.drop()
        self._outbound.close()
        self._socket.close(WSCloseCode.GOING_AWAY, "replaced by a newer connection")

    def refuse(self, reason: str, code: WSCloseCode = WSCloseCode.PROTOCOL_ERROR) -> None:
        """Close with the reason why this connection cannot be served."""
        self._socket.close(code, reason)

    async def finish(self) -> None:
        """Answer what came, then close: the platform stops."""
        self._socket.pause_reading()
        await self.drain()
        self._socket.close(WSCloseCode.SERVICE_RESTART, "restarting")

    async def drain(self) -> None:
        """Wait until everything that came is answered."""
        await self._inbound.drain()

    async def wait_closed(self) -> None:
        """Wait until the socket is gone."""
        await self._is_gone.wait()

    def abort(self) -> None:
        """Cut the connection without waiting for anything."""
        self._socket.abort()

    def check_silence(self, now: float) -> None:
        """Ping or drop a silent station; call it regularly."""
        self._socket.check_silence(now)

    # What the socket tells.

    def opened(self) -> None:
        self._host.opened(self)
        if self.admission.registration is Registration.ACCEPTED:
            self._stay_quiet()

    def received(self, text: str) -> None:
        frame = frames.parse(text, self.version)
        match frame:
            case frames.CallFrame() | frames.SendFrame():
                self._take(frame, len(text))
            case frames.ResultFrame() | frames.ErrorFrame():
                self._outbound.replied(frame)
            case frames.ResultErrorFrame():
                self._note_bad_frame(f"{frame.code}: {frame.description}")
            case BadFrame():
                self._take_bad_frame(frame)

    def closed(self) -> None:
        self._outbound.close()
        if self._quiet is not None:
            self._quiet.cancel()
        self._host.closed(self)
        self._is_gone.set()

    def _take(self, frame: frames.CallFrame | frames.SendFrame, length: int) -> None:
        if frame.action == BOOT:
            self._boots_unanswered += 1
            self._outbound.hold()
            if self._quiet is not None:
                self._quiet.cancel()
        self._inbound.put(Received(frame, length, self._clock.now()))

    async def _answer(self, received: Received) -> None:
        answer = await self._host.respond(self, received)
        await self._socket.writable()
        if answer is not None:
            self._socket.send(answer)
        if received.frame.action == BOOT:
            self._boots_unanswered -= 1
            self._stay_quiet()

    def _stay_quiet(self) -> None:
        """Send CALLs only a moment after the last boot is answered (Wallbox)."""
        if self._boots_unanswered:
            return
        loop = asyncio.get_running_loop()
        self._quiet = loop.call_later(self._limits.quiet_after_boot_s, self._outbound.release)

    def _take_bad_frame(self, frame: BadFrame) -> None:
        self._note_bad_frame(frame.reason)
        if frame.answer is not None:
            self._socket.send(frame.answer)
        self._outbound.broken(frame)

    def _note_bad_frame(self, reason: str) -> None:
        self._bad_frames += 1
        if self._bad_frames <= BAD_FRAMES_LOGGED_MAX:
            station_id = str(self.admission.station_id)
            _log.warning("ocpp.frame.bad", station_id=station_id, reason=reason[:255])
