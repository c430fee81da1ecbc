"""What a platform stands on: the database, the bus, the cache, and the lanes that write facts."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from secrets import token_hex

import httpx2

from sigec import journal, outbox
from sigec.adapters.aes_vault import AesVault
from sigec.adapters.carriers import every_carrier
from sigec.adapters.memory_bus import MemoryBus
from sigec.adapters.memory_cache import MemoryCache
from sigec.adapters.mqtt import MqttAddress, MqttBroker
from sigec.adapters.nats_bus import NatsBus
from sigec.adapters.nats_stream import NatsEventStream
from sigec.adapters.provider_http import ProviderHttp
from sigec.adapters.redis_cache import RedisCache
from sigec.adapters.smtp import NoPostman, SmtpPostman
from sigec.adapters.webhook_http import HttpWebhookSender
from sigec.brokers.model import Broker, HomeTopics
from sigec.brokers.ports import EventBroker, TopicBroker
from sigec.brokers.service import TopicEvents, oldest_waiting_at
from sigec.cvepro.client import Sleep
from sigec.cvepro.transport import open_http
from sigec.db import Database, Ingest
from sigec.db.migrate import has_pending_migrations, migrate
from sigec.drivers.ports import Postman
from sigec.kit.actor import PLATFORM
from sigec.kit.addresses import Reach
from sigec.kit.ports import Bus, Cache, Clock, Vault
from sigec.notifications.ports import Carriers
from sigec.presence import Attendance, Attendee, list_nodes
from sigec.rest.probes import Probes, ProcessFigures
from sigec.sessions.service import READER
from sigec.settings import Settings
from sigec.webhooks.ports import WebhookSender

LANES_POSTGRESQL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """How the automation of houses is reached, and what it may know."""

    port: TopicBroker
    topics: HomeTopics
    shows_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every service is given some of.

    ``source_reach`` is where the feeds of other clouds may be; ``None`` listens to none.
    """

    database: Database
    clock: Clock
    bus: Bus
    brokers: Mapping[Broker, EventBroker]
    home: Home | None
    cache: Cache
    ingest: Ingest
    node: str
    secret_key: str
    postman: Postman
    webhook_sender: WebhookSender
    webhook_vault: Vault
    notice_vault: Vault
    carriers: Carriers
    source_vault: Vault
    station_vault: Vault
    certificate_vault: Vault
    http: httpx2.AsyncClient
    source_reach: Reach | None
    sleep: Sleep


@asynccontextmanager
async def open_ground(
    settings: Settings,
    *,
    secret_key: str,
    clock: Clock,
    http: httpx2.AsyncClient | None = None,
    sleep: Sleep = asyncio.sleep,
    carriers: Carriers | None = None,
) -> AsyncIterator[Ground]:
    """Connect and migrate; leaving the context stores what waits and closes everything.

    :raises StorageUnavailable: when the database cannot be used.
    """
    # The same after a restart; a port that is chosen anew each time tells nothing of the last one.
    node = f"{socket.gethostname()}:{settings.ocpp_port or token_hex(4)}"
    async with AsyncExitStack() as stack:
        url = settings.effective_database_url
        await _migrate(url)
        database = Database(url, patience_s=settings.database_timeout_s)
        stack.push_async_callback(database.close)
        await database.open()
        sender = HttpWebhookSender(settings.webhook_reach)
        stack.push_async_callback(sender.close)
        source_reach = settings.source_reach if http is None else None
        if http is None:
            http = open_http(settings.source_reach)
            stack.push_async_callback(http.aclose)
        bus, home = await _open_bus(settings, stack), _home(settings)
        yield Ground(
            database=database,
            clock=clock,
            bus=bus,
            brokers=_brokers(settings, bus, database, home),
            home=home,
            cache=await _open_cache(settings, clock, stack),
            ingest=await _open_ingest(database, clock, stack, node=node),
            node=node,
            secret_key=secret_key,
            postman=_postman(settings),
            webhook_sender=sender,
            webhook_vault=AesVault(secret_key, purpose="webhooks"),
            notice_vault=AesVault(secret_key, purpose="notifications"),
            carriers=carriers or _carriers(settings, stack),
            source_vault=AesVault(secret_key, purpose="sources"),
            station_vault=AesVault(secret_key, purpose="stations"),
            certificate_vault=AesVault(secret_key, purpose="certificates"),
            http=http,
            source_reach=source_reach,
            sleep=sleep,
        )


def probes_of(ground: Ground, process: Callable[[], ProcessFigures]) -> Probes:
    """Return what health asks of the ground."""
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

    async def broker_ages_s() -> Mapping[str, float]:
        return {
            each.value: _age_s(await oldest_waiting_at(database, each), clock)
            for each in ground.brokers
        }

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
        broker_ages_s=broker_ages_s,
        cache=cache,
        process=process,
        storage_trouble=lambda: database.trouble,
        nodes=partial(_who_is_there, database, Attendance()),
    )


async def _migrate(url: str) -> None:
    """Bring the schema to this version, however long that takes."""
    database = Database(url)
    try:
        await migrate(database)
    finally:
        await database.close()


async def _who_is_there(database: Database, attendance: Attendance) -> Sequence[Attendee]:
    async with database.read(PLATFORM) as connection:
        return attendance.look(await list_nodes(connection))


def _postman(settings: Settings) -> Postman:
    if settings.smtp_url is None or settings.smtp_from is None:
        return NoPostman()
    return SmtpPostman(settings.smtp_url.get_secret_value(), sender=settings.smtp_from)


def _carriers(settings: Settings, stack: AsyncExitStack) -> Carriers:
    http = ProviderHttp(settings.webhook_reach)
    stack.push_async_callback(http.close)
    return every_carrier(http, reach=settings.webhook_reach, public_url=settings.public_url)


def _age_s(at: datetime | None, clock: Clock) -> float:
    return 0.0 if at is None else max(0.0, (clock.now() - at).total_seconds())


async def _open_bus(settings: Settings, stack: AsyncExitStack) -> Bus:
    if settings.nats_url is None:
        memory = MemoryBus()
        stack.push_async_callback(memory.close)
        return memory
    bus = NatsBus(settings.nats_url)
    stack.push_async_callback(bus.close)
    await bus.open()
    return bus


def _brokers(
    settings: Settings, bus: Bus, database: Database, home: Home | None
) -> Mapping[Broker, EventBroker]:
    brokers: dict[Broker, EventBroker] = {}
    if settings.nats_stream is not None and isinstance(bus, NatsBus):
        brokers[Broker.JETSTREAM] = NatsEventStream(bus, settings.nats_stream)
    if home is not None:
        brokers[Broker.MQTT] = TopicEvents(database, home.port, home.topics)
    return brokers


def _home(settings: Settings) -> Home | None:
    if settings.mqtt_url is None:
        return None
    address = MqttAddress.read(settings.mqtt_url.get_secret_value(), authorities=settings.mqtt_ca)
    topics = HomeTopics(prefix=settings.mqtt_prefix, discovery=settings.mqtt_discovery)
    port = MqttBroker(address, status=topics.status)
    return Home(port=port, topics=topics, shows_person=settings.mqtt_persons)


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
