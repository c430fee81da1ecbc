"""A listener with a small gate and a recording route table, for tests over real sockets."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

import msgspec
from cryptography import x509
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from sigec.certificates.service import Trust
from sigec.journal import Entry
from sigec.kit.clock import SystemClock
from sigec.kit.ids import StationId, TenantId, new_id
from sigec.ocpp.connection import ConnectionLimits
from sigec.ocpp.frames import OcppVersion
from sigec.ocpp.messages import v16, v201
from sigec.ocpp.registry import Registry
from sigec.ocpp.router import Call, DeviationCounts, Router, Services
from sigec.ocpp.router.traffic import Traffic
from sigec.ocpp.server import OcppServer, OcppServerSettings
from sigec.stations.model import (
    Admission,
    Credentials,
    Deviation,
    Peer,
    Refusal,
    RefusalReason,
    Registration,
)

PASSWORD = b"0123456789abcdef"
Payload = dict[str, Any]
Answer = Callable[[Call], Awaitable[Payload]]


class FakeGate:
    """Knows the identities that start with CP; those that start with CP-SECRET need a password."""

    def __init__(self) -> None:
        self.registration = Registration.ACCEPTED
        self.refusals: list[tuple[str, Refusal]] = []
        self.peers: list[Peer] = []
        self.events: asyncio.Queue[tuple[str, str, int]] = asyncio.Queue()
        self.may_join = asyncio.Event()
        self.may_join.set()
        self.seen_ids: list[StationId] = []
        self._ids: dict[str, StationId] = {}
        self._generation = 0

    def id_of(self, identity: str) -> StationId:
        return self._ids.setdefault(identity, StationId(new_id()))

    def admit(
        self,
        identity: str,
        *,
        tenant_slug: str | None = None,
        credentials: Credentials | None = None,
        peer: Peer,
    ) -> Admission | Refusal:
        self.peers.append(peer)
        if not identity.startswith("CP") or tenant_slug not in (None, "default"):
            return Refusal(status=404, reason=RefusalReason.UNKNOWN_IDENTITY)
        if identity.startswith("CP-SECRET"):
            expected = Credentials(user=identity.encode(), password=PASSWORD)
            if credentials != expected:
                return Refusal(status=401, reason=RefusalReason.CREDENTIALS_WRONG)
        return Admission(
            station_id=self.id_of(identity),
            tenant_id=TenantId(new_id()),
            site_id=None,
            identity=identity,
            registration=self.registration,
            security_profile=0,
        )

    def is_in_force(self, admission: Admission) -> bool:
        return True

    def note_refusal(
        self, identity: str, *, tenant_slug: str | None = None, peer: Peer, refusal: Refusal
    ) -> None:
        self.refusals.append((identity, refusal))

    async def connected(self, admission: Admission, *, protocol: str, peer: Peer) -> int:
        await self.may_join.wait()
        self._generation += 1
        self.events.put_nowait(("connected", admission.identity, self._generation))
        return self._generation

    async def disconnected(self, station_id: StationId, *, generation: int) -> None:
        identity = next(name for name, id_ in self._ids.items() if id_ == station_id)
        self.events.put_nowait(("disconnected", identity, generation))

    def seen(self, station_id: StationId) -> None:
        self.seen_ids.append(station_id)


class Platform:
    """The listener under test. ``answers`` holds what an action does; Heartbeat is built in."""

    def __init__(self, gate: FakeGate, registry: Registry) -> None:
        self.gate = gate
        self.registry = registry
        self.calls: list[Call] = []
        self.stations = self  # the router journals what it refuses
        self.traffic = Traffic()
        self.refused: list[Entry] = []
        self.answers: dict[str, Answer] = {}
        self.deviations = DeviationCounts()
        self.traffic = Traffic()
        self.server: OcppServer

    def router(self, version: OcppVersion) -> Router:
        actions = v16.ACTIONS if version is OcppVersion.V16 else v201.ACTIONS
        known = ("Heartbeat", "BootNotification", "StatusNotification", "DataTransfer", "Authorize")
        return Router(
            version=version,
            actions=actions,
            handlers=dict.fromkeys(known, self._handle),
            gate=lambda _: None,
            services=cast("Services", self),  # the handlers here use none of them
            deviations=self.deviations,
        )

    def deviated(self, station_id: StationId, action: str, found: Iterable[Deviation]) -> None:
        """Count nothing: what leaves the schema is tested elsewhere."""

    def note(self, entry: Entry) -> None:
        self.refused.append(entry)

    async def _handle(self, call: Call, request: msgspec.Struct) -> bytes:
        self.calls.append(call)
        answer = self.answers.get(call.action)
        payload = {"currentTime": "2026-01-01T00:00:00Z"} if answer is None else await answer(call)
        return json.dumps(payload).encode()

    def url(self, path: str, *, tls: bool = False) -> str:
        scheme, port = ("wss", self.server.tls_port) if tls else ("ws", self.server.port)
        return f"{scheme}://127.0.0.1:{port}{path}"

    def station(self, identity: str, *versions: str, **options: Any) -> connect:
        return self.open(f"/ocpp/{identity}", *(versions or ("ocpp1.6",)), **options)

    def open(self, path: str, *versions: str, tls: bool = False, **options: Any) -> connect:
        """Offer these versions, or no subprotocol at all."""
        options.setdefault("compression", None)
        subprotocols = [Subprotocol(version) for version in versions] or None
        return connect(self.url(path, tls=tls), subprotocols=subprotocols, **options)

    async def call(self, identity: str, action: str = "Reset", **options: Any) -> Any:
        connection = self.registry.find(self.gate.id_of(identity))
        assert connection is not None
        return await connection.call(action, b'{"type":"Soft"}', **options)


@asynccontextmanager
async def serve(
    *,
    settings: OcppServerSettings | None = None,
    trusted: Sequence[x509.Certificate] = (),
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    **limits: Any,
) -> AsyncIterator[Platform]:
    """Run a listener on a free port."""
    platform = Platform(FakeGate(), Registry())
    limits = {"quiet_after_boot_s": 0.0, "close_timeout_s": 0.5} | limits
    settings = settings or OcppServerSettings(port=0, tls_port=0, limits=ConnectionLimits(**limits))
    versions = (OcppVersion.V16, OcppVersion.V201)
    platform.server = OcppServer(
        settings=settings,
        gate=platform.gate,
        routers={version: platform.router(version) for version in versions},
        registry=platform.registry,
        clock=SystemClock(),
        certificates=Trust(SystemClock(), trusted),
        sleep=sleep,
    )
    await platform.server.start()
    try:
        yield platform
    finally:
        await platform.server.stop()


async def ask(station: ClientConnection, action: str, payload: Payload | None = None) -> list[Any]:
    """Send a CALL and return the frame that answers it."""
    await station.send(json.dumps([2, "m1", action, payload or {}]))
    return await hear(station)


async def hear(station: ClientConnection) -> list[Any]:
    """Return the next frame from the platform."""
    async with asyncio.timeout(5):
        frame = json.loads(await station.recv())
    assert isinstance(frame, list)
    return frame


def basic(user: str, password: bytes) -> dict[str, str]:
    """Make the header of HTTP Basic."""
    token = base64.b64encode(user.encode() + b":" + password).decode()
    return {"Authorization": f"Basic {token}"}
