"""Examine what the platform stands on: each finding says what is, and what to do if it is bad."""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import text

from sigec.adapters.mqtt import MqttAddress, greet
from sigec.adapters.nats_bus import NatsBus
from sigec.adapters.redis_cache import RedisCache
from sigec.certificates.service import count_authorities
from sigec.db import Database, StorageUnavailable
from sigec.db.migrate import has_pending_migrations
from sigec.kit.actor import PLATFORM
from sigec.kit.clock import SystemClock
from sigec.settings import Settings
from sigec.sources.service import Standing, load_standings
from sigec.stations.service import count_profiles

CLOCK_DRIFT_MAX_S = 2.0
PROBE_TIMEOUT_S = 5.0
PROFILE_TLS = 2
PROFILE_CERTIFICATE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one thing is; ``advice`` is for what is not good."""

    subject: str
    is_good: bool
    detail: str
    advice: str = ""

    def __str__(self) -> str:
        mark = "ok  " if self.is_good else "FAIL"
        advice = f"\n      → {self.advice}" if self.advice and not self.is_good else ""
        return f"{mark}  {self.subject}: {self.detail}{advice}"


async def examine(settings: Settings) -> Sequence[Finding]:
    """Look at data directory, database, schema, clock, sources, brokers, cache and ports.

    Nothing is changed.
    """
    return [
        _examine_folder(settings),
        *await _examine_database(settings),
        await _examine_broker(settings),
        *await _examine_mqtt(settings),
        await _examine_cache(settings),
        *_examine_ports(settings),
    ]


def _examine_folder(settings: Settings) -> Finding:
    folder = settings.data_dir.absolute()
    is_good = os.access(folder if folder.exists() else folder.parent, os.W_OK | os.X_OK)
    return Finding(
        subject="data directory",
        is_good=is_good,
        detail=f"{folder} can{'' if is_good else 'not'} be written",
        advice="create it for this user, or name another one in SIGEC_DATA_DIR",
    )


async def _examine_database(settings: Settings) -> Sequence[Finding]:
    if settings.database_url is None and not settings.embedded_database_path.exists():
        detail = "embedded; made when `sigec serve` first starts"
        return [Finding(subject="database", is_good=True, detail=detail)]
    database = Database(settings.effective_database_url)
    try:
        await database.open()
        return [
            Finding(subject="database", is_good=True, detail=f"{database.dialect} answers"),
            schema := await _examine_schema(database),
            *await _examine_server(database),
            *(await _examine_sources(database) if schema.is_good else ()),
            *(await _examine_security(settings, database) if schema.is_good else ()),
        ]
    except StorageUnavailable as error:
        advice = "check SIGEC_DATABASE_URL, and that the server runs and lets this user in"
        return [Finding(subject="database", is_good=False, detail=str(error), advice=advice)]
    finally:
        await database.close()


async def _examine_schema(database: Database) -> Finding:
    is_pending = await has_pending_migrations(database)
    detail = "older than this program, or empty" if is_pending else "that of this program"
    advice = "run `sigec migrate`; `sigec serve` does so at start"
    return Finding(subject="schema", is_good=not is_pending, detail=detail, advice=advice)


async def _examine_server(database: Database) -> Sequence[Finding]:
    """Look at what only a database server can get wrong: tenants' second net, and its clock."""
    if database.dialect == "sqlite":
        return []
    async with database.read(PLATFORM) as connection:
        theirs = (await connection.execute(text("SELECT clock_timestamp()"))).scalar_one()
    drift_s = abs((SystemClock().now() - theirs).total_seconds())
    return [
        Finding(
            subject="row-level security",
            is_good=database.has_tenant_role,
            detail="on" if database.has_tenant_role else "off: only our queries keep tenants apart",
            advice="let the user of SIGEC_DATABASE_URL create the role sigec_tenant, then migrate",
        ),
        Finding(
            subject="clock",
            is_good=drift_s <= CLOCK_DRIFT_MAX_S,
            detail=f"{drift_s:.1f} s away from the database server's",
            advice="run an NTP client on both machines: prices follow the clock",
        ),
    ]


async def _examine_security(settings: Settings, database: Database) -> Sequence[Finding]:
    """Look at whether stations can come by the security profile that they are registered with."""
    async with database.read(PLATFORM) as connection:
        profiles = await count_profiles(connection)
        authorities = await count_authorities(connection)
    has_tls = settings.ocpp_tls_cert is not None or bool(settings.ocpp_proxies)
    with_tls = sum(count for profile, count in profiles.items() if profile >= PROFILE_TLS)
    certified = profiles.get(PROFILE_CERTIFICATE, 0)
    is_believed = authorities > 0 or settings.ocpp_tls_client_ca is not None
    told = ", ".join(f"{count} with profile {each}" for each, count in sorted(profiles.items()))
    return [
        Finding(
            subject="stations' TLS",
            is_good=has_tls or not with_tls,
            detail=f"{told or 'no station'}; {'TLS is offered' if has_tls else 'no TLS port'}",
            advice="set SIGEC_OCPP_TLS_CERT and _KEY, or SIGEC_OCPP_PROXIES for a proxy before it",
        ),
        Finding(
            subject="stations' certificates",
            is_good=is_believed or not certified,
            detail=f"{authorities} tenants sign for {certified} stations that need certificates",
            advice="make the tenant's authority in its settings, or set SIGEC_OCPP_TLS_CLIENT_CA",
        ),
    ]


async def _examine_sources(database: Database) -> Sequence[Finding]:
    """Look at how asking other clouds went last; the doctor asks none of them."""
    async with database.read(PLATFORM) as connection:
        found = await load_standings(connection)
    return [_examine_source(each) for each in found]


def _examine_source(source: Standing) -> Finding:
    age_s = source.age_s(SystemClock().now())
    age = "no answer yet" if age_s is None else f"last answer {age_s:.0f} s ago"
    problem = f", {source.trouble_code}" if source.trouble_code else ""
    return Finding(
        subject=f"source {source.name}",
        is_good=not source.state.is_trouble,
        detail=f"{source.state.value}{problem}, {age}",
        advice="open it under Sources and try it: the trial says in a sentence what is wrong",
    )


async def _examine_broker(settings: Settings) -> Finding:
    if settings.nats_url is None:
        return Finding(subject="broker", is_good=True, detail="embedded; enough for one process")

    async def connect() -> bool:
        bus = NatsBus(settings.nats_url or "")
        try:
            await bus.open()
            return bus.is_connected
        finally:
            await bus.close()

    is_good = await _answers(connect)
    return Finding(
        subject="broker",
        is_good=is_good,
        detail="NATS answers" if is_good else "NATS does not answer",
        advice="check SIGEC_NATS_URL; without NATS live views lag and other nodes are not reached",
    )


async def _examine_mqtt(settings: Settings) -> Sequence[Finding]:
    if settings.mqtt_url is None:
        return []
    address = MqttAddress.read(settings.mqtt_url.get_secret_value(), authorities=settings.mqtt_ca)

    async def connect() -> bool:
        await greet(address)
        return True

    is_good = await _answers(connect)
    return [
        Finding(
            subject="MQTT",
            is_good=is_good,
            detail="the broker lets us in" if is_good else "the broker does not let us in",
            advice="check host, user and password in SIGEC_MQTT_URL, and SIGEC_MQTT_CA for mqtts",
        )
    ]


async def _examine_cache(settings: Settings) -> Finding:
    if settings.redis_url is None:
        return Finding(subject="cache", is_good=True, detail="embedded; limits are per process")

    async def ping() -> bool:
        cache = RedisCache(settings.redis_url or "", SystemClock())
        try:
            await cache.ping()
        finally:
            await cache.close()
        return True

    is_good = await _answers(ping)
    return Finding(
        subject="cache",
        is_good=is_good,
        detail="Redis answers" if is_good else "Redis does not answer",
        advice="check SIGEC_REDIS_URL; without Redis limits are per process",
    )


async def _answers(probe: Callable[[], Awaitable[bool]]) -> bool:
    try:
        async with asyncio.timeout(PROBE_TIMEOUT_S):
            return await probe()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it does not answer
        return False


def _examine_ports(settings: Settings) -> Sequence[Finding]:
    ports = {
        "SIGEC_HTTP_PORT": settings.http_port,
        "SIGEC_OCPP_PORT": settings.ocpp_port,
        "SIGEC_GRPC_PORT": settings.grpc_port,
    }
    if settings.ocpp_tls_cert is not None:
        ports["SIGEC_OCPP_TLS_PORT"] = settings.ocpp_tls_port
    return [_examine_port(settings.host, name, port) for name, port in ports.items()]


def _examine_port(host: str, name: str, port: int) -> Finding:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            advice = f"stop what uses it (perhaps `sigec serve` itself), or set {name}"
            detail = error.strerror or str(error)
            return Finding(subject=f"port {port}", is_good=False, detail=detail, advice=advice)
    return Finding(subject=f"port {port}", is_good=True, detail="free")
