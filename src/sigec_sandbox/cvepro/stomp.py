"""STOMP over SockJS: whoever watches a charger hears its status as it changes."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import msgspec
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from sigec_sandbox.cvepro.cloud import Cloud
from sigec_sandbox.cvepro.things import Charger, Outlet
from sigec_sandbox.cvepro.wire import millisecond

TOPIC = "/topic/status/chargeBox/"
HEARTBEAT_S = 10.0
WAITING_MAX = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One STOMP frame."""

    command: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    def encode(self) -> str:
        """Write the frame as STOMP has it."""
        lines = [self.command, *(f"{name}:{value}" for name, value in self.headers.items())]
        return "\n".join(lines) + f"\n\n{self.body}\0"

    @classmethod
    def decode(cls, text: str) -> "Frame | None":
        """Read a frame; a heartbeat is none."""
        head, _, body = text.partition("\n\n")
        command, *lines = head.strip().splitlines() or [""]
        if not command:
            return None
        headers = dict(line.split(":", 1) for line in lines if ":" in line)
        return cls(command=command, headers=headers, body=body.rstrip("\0\n"))


def stomp_routes(cloud: Cloud) -> list[WebSocketRoute]:
    """Return the route of SockJS's raw transport."""

    async def watch(socket: WebSocket) -> None:
        await _Watch(cloud, socket).run()

    return [WebSocketRoute("/ws/{server}/{session}/websocket", watch)]


class _Watch:
    """One connection."""

    def __init__(self, cloud: Cloud, socket: WebSocket) -> None:
        self._cloud = cloud
        self._socket = socket
        self._subscriptions: dict[str, str] = {}
        self._waiting: asyncio.Queue[Frame] = asyncio.Queue(WAITING_MAX)
        self._numbers = count(1)

    def status_changed(self, charger: Charger, outlet: Outlet) -> None:
        """Queue a message for whoever subscribed to this charger."""
        destination = f"{TOPIC}{charger.uuid}"
        for subscription, wanted in self._subscriptions.items():
            if wanted == destination and not self._waiting.full():
                self._waiting.put_nowait(self._message(subscription, destination, charger, outlet))

    async def run(self) -> None:
        """Serve until the client leaves."""
        await self._socket.accept()
        await self._socket.send_text("o")
        self._cloud.listeners.append(self)
        talking = asyncio.create_task(self._talk())
        try:
            while True:
                for text in _texts(await self._socket.receive_text()):
                    frame = Frame.decode(text)
                    if frame is not None and not await self._hear(frame):
                        return
        except (WebSocketDisconnect, msgspec.MsgspecError):
            pass
        finally:
            self._cloud.listeners.remove(self)
            talking.cancel()

    async def _talk(self) -> None:
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT_S):
                    frame = await self._waiting.get()
            except TimeoutError:
                await self._socket.send_text("h")
            else:
                await self._send(frame)

    async def _hear(self, frame: Frame) -> bool:
        """React to a frame; ``False`` ends the connection."""
        match frame.command:
            case "CONNECT" | "STOMP":
                return await self._connect(frame)
            case "SUBSCRIBE":
                self._subscriptions[frame.headers.get("id", "0")] = frame.headers["destination"]
            case "UNSUBSCRIBE":
                self._subscriptions.pop(frame.headers.get("id", "0"), None)
            case "DISCONNECT":
                await self._close(3000, "Go away!")
                return False
        return True

    async def _connect(self, frame: Frame) -> bool:
        behaviours = self._cloud.behaviours
        given = frame.headers.get("Authorization", "")
        token = given.removeprefix("Bearer ")
        is_spelled = given.startswith("Bearer ") or not behaviours.stomp_needs_bearer
        admitted = self._cloud.sign_ins.find(token, at=self._cloud.now())
        if behaviours.stomp_refuses or not is_spelled or admitted is None:
            await self._send(Frame(command="ERROR", headers={"message": "Access is denied"}))
            await self._close(1002, "Access is denied")
            return False
        beat = f"{HEARTBEAT_S * 1000:.0f}"
        headers = {"version": "1.2", "heart-beat": f"{beat},{beat}"}
        await self._send(Frame(command="CONNECTED", headers=headers))
        return True

    def _message(
        self, subscription: str, destination: str, charger: Charger, outlet: Outlet
    ) -> Frame:
        told = {
            "chargeBoxId": charger.box_id,
            "chargeBoxUuid": charger.uuid,
            "connectorId": outlet.number,
            "timestampDT": millisecond(outlet.status_at),
            "status": outlet.status,
            "errorCode": outlet.error_code,
            "errorInfo": None,
        }
        return Frame(
            command="MESSAGE",
            headers={
                "destination": destination,
                "subscription": subscription,
                "message-id": str(next(self._numbers)),
                "content-type": "application/json",
            },
            body=msgspec.json.encode(told).decode(),
        )

    async def _send(self, frame: Frame) -> None:
        await self._socket.send_text("a" + msgspec.json.encode([frame.encode()]).decode())

    async def _close(self, code: int, reason: str) -> None:
        await self._socket.send_text("c" + msgspec.json.encode([code, reason]).decode())
        await self._socket.close()


def _texts(received: str) -> Iterator[str]:
    """Return the STOMP texts of what a client of SockJS sent."""
    decoded: Any = msgspec.json.decode(received)
    yield from [decoded] if isinstance(decoded, str) else decoded
