"""The server for stations: opens its ports, watches its connections, closes them well."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from typing import Any

import structlog
from picows import WSCloseCode

from sigec.kit.errors import Unavailable
from sigec.kit.ids import StationId
from sigec.kit.ports import Clock
from sigec.ocpp.connection import Connection, Received, TextSocket
from sigec.ocpp.frames import OcppVersion
from sigec.ocpp.registry import Registry
from sigec.ocpp.router import Router
from sigec.ocpp.server.clients import CertificateReader, Visitors
from sigec.ocpp.server.gate import StationGate
from sigec.ocpp.server.handshake import Doorkeeper
from sigec.ocpp.server.listener import listen
from sigec.ocpp.server.settings import OcppServerSettings
from sigec.stations.model import Admission, Peer
from sigec.tenants.service import StationLimitReached

SWEEP_INTERVAL_S = 5.0
_log = structlog.get_logger(__name__)

Sleep = Callable[[float], Awaitable[None]]


class OcppServer:
    """Serves the stations that connect to this process."""

    def __init__(
        self,
        *,
        settings: OcppServerSettings,
        gate: StationGate,
        routers: Mapping[OcppVersion, Router],
        registry: Registry,
        clock: Clock,
        certificates: CertificateReader,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Offer the versions that have a router; tests bring their own ``sleep``."""
        self._settings = settings
        self._sleep = sleep
        self._gate = gate
        self._routers = routers
        self._registry = registry
        self._clock = clock
        self._certificates = certificates
        self._visitors = Visitors(certificates, settings.proxies)
        self._listeners: list[asyncio.Server] = []
        self._joining: dict[Connection, asyncio.Task[int]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._sweeper: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port without TLS; known after `start`."""
        return int(self._listeners[0].sockets[0].getsockname()[1])

    @property
    def tls_port(self) -> int | None:
        """The port with TLS, ``None`` without a certificate."""
        with_tls = self._listeners[1:]
        return int(with_tls[0].sockets[0].getsockname()[1]) if with_tls else None

    async def start(self) -> None:
        """Open the ports.

        :raises OSError: when one is taken or may not be opened.
        """
        settings = self._settings
        doorkeeper = Doorkeeper(
            gate=self._gate,
            settings=settings,
            versions=self._routers.keys(),
            welcome=self._welcome,
        )
        self._listeners.append(
            await listen(doorkeeper, self._visitors, settings, port=settings.port)
        )
        if settings.tls is not None:
            tls = await listen(
                doorkeeper, self._visitors, settings, port=settings.tls_port, tls=settings.tls
            )
            self._listeners.append(tls)
        self._sweeper = asyncio.create_task(self._sweep())

    async def stop(self) -> None:
        """Take no more stations, answer what came, and say goodbye to one after the other."""
        for listener in self._listeners:
            listener.close()
        if self._sweeper is not None:
            self._sweeper.cancel()
        await self._say_goodbyes()
        await self._within_close_timeout(connection.wait_closed() for connection in self._registry)
        for connection in self._registry:
            connection.abort()
        await self._within_close_timeout(connection.wait_closed() for connection in self._registry)
        await self._within_close_timeout(asyncio.shield(task) for task in self._tasks)

    def dismiss(self) -> None:
        """Ask every station to connect anew: others believe that it is gone."""
        for connection in list(self._registry):
            connection.refuse("connect again", WSCloseCode.SERVICE_RESTART)

    def reconsider(self, station_id: StationId) -> None:
        """Close the station's connection if it was admitted as something else than it is now."""
        connection = self._registry.find(station_id)
        if connection is not None and not self._is_in_force(connection.admission):
            _log.info("ocpp.connection.revoked", **_names(connection))
            connection.refuse("the station was changed", WSCloseCode.POLICY_VIOLATION)

    def _is_in_force(self, admission: Admission) -> bool:
        shown = admission.certificate_fingerprint
        is_revoked = shown is not None and self._certificates.is_revoked(shown)
        return not is_revoked and self._gate.is_in_force(admission)

    # What connections tell (`ConnectionHost`).

    def opened(self, connection: Connection) -> None:
        older = self._registry.find(connection.admission.station_id)
        before = self._joining.get(older) if older is not None else None
        self._registry.claim(connection)
        self._joining[connection] = self._spawn(self._join(connection, before))

    async def respond(self, connection: Connection, received: Received) -> bytes | None:
        joining = self._joining[connection]
        try:
            await (joining if joining.done() else asyncio.shield(joining))
        except StationLimitReached:
            _log.info("ocpp.connection.beyond_plan", **_names(connection))
            connection.refuse("no more stations are let in here", WSCloseCode.POLICY_VIOLATION)
            return None
        except Exception:  # noqa: BLE001 - whatever failed, only this connection suffers
            _log.exception("ocpp.connection.failed", **_names(connection))
            connection.refuse("try again later", WSCloseCode.TRY_AGAIN_LATER)
            return None
        router = self._routers[connection.version]
        return await router.respond(
            connection.admission,
            received.frame,
            received.received_at,
            invited=connection.invited,
        )

    def closed(self, connection: Connection) -> None:
        self._registry.release(connection)
        self._spawn(self._leave(connection))

    def _welcome(
        self, admission: Admission, peer: Peer, version: OcppVersion, socket: TextSocket
    ) -> None:
        Connection(
            admission=admission,
            peer=peer,
            version=version,
            socket=socket,
            host=self,
            clock=self._clock,
            limits=self._settings.limits,
        )

    async def _join(self, connection: Connection, before: "asyncio.Task[int] | None") -> int:
        """Get the connection's generation, after the older connection got its own."""
        if before is not None:
            await asyncio.wait([before])
        _log.info("ocpp.connected", version=connection.version.value, **_names(connection))
        return await self._gate.connected(
            connection.admission, protocol=connection.version.value, peer=connection.peer
        )

    async def _leave(self, connection: Connection) -> None:
        """Note the end, once everything that the station still said is dealt with."""
        _log.info("ocpp.disconnected", **_names(connection))
        joining = self._joining[connection]
        await asyncio.wait([joining])
        await connection.drain()
        del self._joining[connection]
        if joining.exception() is None:
            with suppress(Unavailable):
                station_id = connection.admission.station_id
                await self._gate.disconnected(station_id, generation=joining.result())

    async def _sweep(self) -> None:
        """Look after every connection, for one task costs less than a timer each."""
        loop = asyncio.get_running_loop()
        interval_s = min(SWEEP_INTERVAL_S, self._settings.limits.ping_interval_s / 4)
        swept_at = loop.time()
        while True:
            await asyncio.sleep(interval_s)
            now = loop.time()
            for connection in self._registry:
                connection.check_silence(now)
                if connection.heard_at >= swept_at:
                    self._gate.seen(connection.admission.station_id)
            swept_at = now

    async def _say_goodbyes(self) -> None:
        leaving, settings = [], self._settings
        connections = list(self._registry)
        pause_s = 1 / settings.goodbyes_per_s
        if connections:
            pause_s = min(pause_s, settings.goodbyes_max_s / len(connections))
        for connection in connections:
            leaving.append(self._spawn(connection.finish()))
            await self._sleep(pause_s)
        await self._within_close_timeout(asyncio.shield(task) for task in leaving)

    async def _within_close_timeout(self, work: Iterable[Awaitable[object]]) -> None:
        """Wait for all of it, but not for ever: a database may be gone."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._settings.limits.close_timeout_s):
                await asyncio.gather(*work, return_exceptions=True)

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _names(connection: Connection) -> dict[str, str]:
    admission = connection.admission
    return {"station_id": str(admission.station_id), "identity": admission.identity}
