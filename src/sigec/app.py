"""The composition root: the one module that names every concrete class and ties them together."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from fastapi import FastAPI

from sigec import journal, outbox
from sigec.accounts.service import AccountService, AuditTrail, LoginService, Passwords
from sigec.adapters.memory_bus import MemoryBus
from sigec.adapters.memory_cache import MemoryCache
from sigec.adapters.nats_bus import NatsBus
from sigec.adapters.redis_cache import RedisCache
from sigec.db import Database, Ingest
from sigec.db.migrate import has_pending_migrations, migrate
from sigec.db.partitions import ensure_partitions
from sigec.drivers.service import (
    DriverService,
    IdTokenService,
    PeopleService,
    ResidenceService,
    TokenDirectory,
)
from sigec.kit.actor import PLATFORM
from sigec.kit.clock import SystemClock
from sigec.kit.ports import Bus, Cache, Clock
from sigec.live.feed import Feed
from sigec.live.hub import Hub
from sigec.live.socket import live_routes
from sigec.live.stream import EventStream
from sigec.ocpp.connection import ConnectionLimits
from sigec.ocpp.link import OcppActionBook, OcppLink
from sigec.ocpp.registry import Registry
from sigec.ocpp.router import Services as OcppServices
from sigec.ocpp.server import (
    OcppServer,
    OcppServerSettings,
    make_tls_context,
    read_report,
    routers,
)
from sigec.rest.app import API_PREFIX, create_api
from sigec.rest.doors import Doors
from sigec.rest.probes import Probes, ProcessFigures
from sigec.rest.security import socket_actor
from sigec.rest.services import Services
from sigec.sessions.service import READER, SessionProjector, SessionQueries, SessionService
from sigec.settings import Settings
from sigec.sites.service import SiteService, UnitService
from sigec.stations.model import StationPolicy, UnknownStations, derive_key
from sigec.stations.service import (
    HandshakeService,
    StationDirectory,
    StationHistory,
    StationInventory,
    StationService,
    Vocabulary,
)
from sigec.subscriptions import local_reactions, subscriptions
from sigec.tariffs.service import TariffService
from sigec.tenants.service import HolidayService, TenantService
from sigec.web import web_routes
from sigec.worker.broadcast import Broadcast
from sigec.worker.forget import forget_told_events
from sigec.worker.loop import Loop
from sigec.worker.relay import RETRY_KIND, Relay
from sigec.worker.schedule import Recurring, Scheduler

LANES_POSTGRESQL = 2
DAY_S = 24 * 3_600
PARTITIONED_TABLES = ("journal", "readings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """What goes on behind the answers; any number of processes may do it side by side."""

    scheduler: Scheduler
    loops: Sequence[Loop]


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Everything that runs in one process, wired and migrated, with no port open yet.

    ``listeners`` keep what this process remembers true, and run until cancelled.
    """

    settings: Settings
    database: Database
    services: Services
    ocpp: OcppServer
    api: FastAPI
    hub: Hub
    listeners: Sequence[Callable[[], Awaitable[None]]]
    workers: Workers


@asynccontextmanager
async def open_platform(
    settings: Settings,
    *,
    secret_key: str,
    clock: Clock | None = None,
    passwords: Passwords | None = None,
) -> AsyncIterator[Platform]:
    """Connect, migrate, wire; leaving the context stores what waits and closes everything.

    Tests bring their own ``clock``, and ``passwords`` that are quick to hash.

    :raises StorageUnavailable: when the database cannot be used.
    """
    clock = clock or SystemClock()
    node = f"{socket.gethostname()}:{settings.ocpp_port}"
    async with AsyncExitStack() as stack:
        database = Database(settings.effective_database_url)
        stack.push_async_callback(database.close)
        await migrate(database)
        await database.open()
        bus, cache = await _open_bus(settings, stack), await _open_cache(settings, clock, stack)
        ingest = await _open_ingest(database, clock, stack, node=node)
        ground = _Ground(database, clock, bus, cache, ingest, node, secret_key)
        yield await _wire(settings, ground, passwords or Passwords())


@dataclass(frozen=True, slots=True)
class _Ground:
    database: Database
    clock: Clock
    bus: Bus
    cache: Cache
    ingest: Ingest
    node: str
    secret_key: str


async def _open_bus(settings: Settings, stack: AsyncExitStack) -> Bus:
    if settings.nats_url is None:
        memory = MemoryBus()
        stack.push_async_callback(memory.close)
        return memory
    bus = NatsBus(settings.nats_url)
    stack.push_async_callback(bus.close)
    await bus.open()
    return bus


async def _open_cache(settings: Settings, clock: Clock, stack: AsyncExitStack) -> Cache:
    cache: Cache
    if settings.redis_url is None:
        cache = MemoryCache(clock)
    else:
        cache = RedisCache(settings.redis_url, clock)
    stack.push_async_callback(cache.close)
    return cache


async def _open_ingest(
    database: Database, clock: Clock, stack: AsyncExitStack, *, node: str
) -> Ingest:
    """Open the lanes that write facts: SQLite has one writer, PostgreSQL profits from two."""
    lanes = 1 if database.dialect == "sqlite" else LANES_POSTGRESQL
    async with database.transaction(PLATFORM) as connection:
        streams = [
            await journal.open_stream(connection, node=node, at=clock.now()) for _ in range(lanes)
        ]
    ingest = Ingest(database, streams)

    async def close() -> None:
        await ingest.close()
        async with database.transaction(PLATFORM) as connection:
            await journal.close_streams(connection, streams, at=clock.now())

    stack.push_async_callback(close)
    return ingest


async def _wire(settings: Settings, ground: _Ground, passwords: Passwords) -> Platform:
    database, clock, ingest = ground.database, ground.clock, ground.ingest
    tenants = TenantService(database, clock)
    accounts = AccountService(database, clock, passwords=passwords)
    tokens = TokenDirectory()
    drivers = DriverService(database, clock, tokens)
    registry, directory = Registry(), StationDirectory()
    policy = StationPolicy(
        password_key=derive_key(ground.secret_key.encode()),
        unknown_stations=UnknownStations(settings.ocpp_unknown_stations.value),
        heartbeat_interval_s=settings.ocpp_heartbeat_interval_s,
        node=ground.node,
    )
    link = OcppLink(registry=registry, clock=clock, ingest=ingest)
    stations = StationService(
        database=database,
        ingest=ingest,
        clock=clock,
        link=link,
        directory=directory,
        tenants=tenants,
        policy=policy,
    )
    sessions = SessionService(
        database=database,
        ingest=ingest,
        clock=clock,
        stations=stations,
        drivers=drivers,
        reader=read_report,
    )
    stations.add_listener(sessions)
    await _begin(settings, tenants, accounts, stations)

    hub = Hub(ground.bus)
    doors = OcppServices(sessions=sessions, stations=stations, clock=clock)

    def process() -> ProcessFigures:
        return ProcessFigures(
            messages=doors.traffic.counts(),
            connections=len(registry),
            watchers=hub.watchers,
            ingest_backlog=ingest.backlog,
            ingest_lost=ingest.lost,
        )

    services = Services(
        database=database,
        clock=clock,
        probes=_probes(ground, process),
        tenants=tenants,
        accounts=accounts,
        logins=LoginService(
            database,
            clock,
            cache=ground.cache,
            passwords=passwords,
            secret_key=ground.secret_key,
        ),
        audit_trail=AuditTrail(database, clock),
        sites=SiteService(database, clock),
        units=UnitService(database, clock),
        people=PeopleService(database, clock, tokens),
        residences=ResidenceService(database, clock),
        id_tokens=IdTokenService(database, clock, tokens),
        stations=stations,
        inventory=StationInventory(
            database=database, clock=clock, directory=directory, policy=policy
        ),
        handshakes=HandshakeService(
            database=database, clock=clock, directory=directory, policy=policy
        ),
        history=StationHistory(database),
        vocabulary=Vocabulary(OcppActionBook()),
        tariffs=TariffService(database, clock),
        holidays=HolidayService(database, clock),
        sessions=sessions,
        session_queries=SessionQueries(database=database, clock=clock, reader=read_report),
        events=EventStream(hub, database),
        doors=Doors(
            port=settings.ocpp_port,
            tls_port=settings.ocpp_tls_port if settings.ocpp_tls_cert else None,
            public_url=settings.ocpp_public_url,
        ),
    )
    ocpp = OcppServer(
        settings=_ocpp_settings(settings),
        gate=stations,
        routers=routers(doors),
        registry=registry,
        clock=clock,
    )
    reactions = local_reactions(drivers=drivers, stations=stations, sessions=sessions, ocpp=ocpp)
    broadcast = Broadcast(ground.bus, reactions)
    return Platform(
        settings=settings,
        database=database,
        services=services,
        ocpp=ocpp,
        api=_api(services, hub),
        hub=hub,
        listeners=(hub.run, broadcast.run),
        workers=_workers(ground, broadcast),
    )


async def _begin(
    settings: Settings, tenants: TenantService, accounts: AccountService, stations: StationService
) -> None:
    """Make what an empty database needs, and remember what is asked for at every handshake."""
    await tenants.ensure_default_tenant()
    if settings.admin_email is not None and settings.admin_password is not None:
        await accounts.ensure_admin(
            settings.admin_email, settings.admin_password.get_secret_value()
        )
    await stations.start()


def _api(services: Services, hub: Hub) -> FastAPI:
    api = create_api(services)
    api.include_router(live_routes(hub, partial(socket_actor, services)), prefix=API_PREFIX)
    api.router.routes.extend(web_routes())
    return api


def _workers(ground: _Ground, broadcast: Broadcast) -> Workers:
    database, clock = ground.database, ground.clock
    feed = Feed(ground.bus)
    relay = Relay(database, clock, subscriptions(broadcast=broadcast, feed=feed))
    projector = SessionProjector(database=database, clock=clock, reader=read_report, listener=feed)
    make_partitions = partial(_make_partitions, database, clock)
    forget = partial(forget_told_events, database, clock)
    scheduler = Scheduler(
        database,
        clock,
        handlers={RETRY_KIND: relay.retry},
        recurring=[
            Recurring(kind="db.partitions", every_s=DAY_S, run=make_partitions),
            Recurring(kind="outbox.forget", every_s=DAY_S, run=forget),
        ],
    )
    return Workers(
        scheduler=scheduler,
        loops=(
            Loop("relay", relay.step),
            Loop("projector", projector.step),
            Loop("scheduler", scheduler.step, follows_commits=False),
        ),
    )


async def _make_partitions(database: Database, clock: Clock) -> None:
    async with database.transaction(PLATFORM) as connection:
        for table in PARTITIONED_TABLES:
            await connection.run_sync(ensure_partitions, table, clock.now())


def _ocpp_settings(settings: Settings) -> OcppServerSettings:
    tls = None
    if settings.ocpp_tls_cert is not None and settings.ocpp_tls_key is not None:
        tls = make_tls_context(
            certificate=settings.ocpp_tls_cert,
            key=settings.ocpp_tls_key,
            client_ca=settings.ocpp_tls_client_ca,
        )
    return OcppServerSettings(
        host=settings.host,
        port=settings.ocpp_port,
        tls_port=settings.ocpp_tls_port,
        tls=tls,
        limits=ConnectionLimits(
            message_bytes_max=settings.ocpp_frame_bytes_max,
            call_timeout_s=settings.ocpp_call_timeout_s,
            ping_interval_s=settings.ocpp_ping_interval_s,
            silence_max_s=2.5 * settings.ocpp_ping_interval_s,
            mute_silence_max_s=3.0 * settings.ocpp_heartbeat_interval_s,
        ),
    )


def _probes(ground: _Ground, process: Callable[[], ProcessFigures]) -> Probes:
    database, clock = ground.database, ground.clock

    async def has_row_security() -> bool:
        return database.has_tenant_role

    async def outbox_age_s() -> float:
        async with database.read(PLATFORM) as connection:
            return _age_s(await outbox.oldest_waiting_at(connection), clock)

    async def projector_lag_s() -> float:
        async with database.read(PLATFORM) as connection:
            return _age_s(await journal.oldest_unread_at(connection, READER), clock)

    async def broker() -> str:
        if isinstance(ground.bus, NatsBus):
            return "connected" if ground.bus.is_connected else "down"
        return "embedded"

    async def cache() -> str:
        if isinstance(ground.cache, RedisCache):
            await ground.cache.ping()
            return "connected"
        return "embedded"

    return Probes(
        has_pending_migrations=partial(has_pending_migrations, database),
        has_row_security=has_row_security,
        outbox_age_s=outbox_age_s,
        projector_lag_s=projector_lag_s,
        broker=broker,
        cache=cache,
        process=process,
    )


def _age_s(at: datetime | None, clock: Clock) -> float:
    return 0.0 if at is None else max(0.0, (clock.now() - at).total_seconds())
