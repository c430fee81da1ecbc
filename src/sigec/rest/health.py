"""Health, readiness and version: what operators and orchestrators ask for."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from enum import StrEnum
from importlib.metadata import version as installed_version
from typing import TypeVar

import structlog
from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from sigec.presence import Attendee
from sigec.rest.services import Services, ServicesDep
from sigec.rest.texts import text_of
from sigec.sources.model import BLIND_AFTER, Source, SourceFreshness, SourceState

PROBE_TIMEOUT_S = 2.0
OUTBOX_AGE_MAX_S = 60.0
PROJECTOR_LAG_MAX_S = 10.0
VERSION = installed_version("sigec-ve")

Answer = TypeVar("Answer")
_log = structlog.get_logger()

router = APIRouter(tags=["health"])


class HealthStatus(StrEnum):
    """``degraded`` serves stations, and somebody should look; ``down`` does not."""

    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"


class DatabaseHealth(BaseModel):
    """The database: is it there, does its schema fit, does it keep tenants apart by itself."""

    connected: bool
    kind: str = Field(examples=["postgresql"])
    migrations_pending: bool
    row_security: bool = Field(description="False on SQLite, where the queries alone see to it.")
    trouble: str | None = Field(
        description="Why it failed within the last half minute, as this process met it.",
        examples=["the disk is full"],
    )


class SourceHealth(BaseModel):
    """A cloud that facts are fetched from."""

    name: str
    connected: bool
    state: SourceState
    freshness: SourceFreshness
    last_success_at: datetime | None
    last_error: str | None


class PollingHealth(BaseModel):
    """Whether clouds are being asked, and how often."""

    active: bool
    interval_ms: int | None


class OutboxHealth(BaseModel):
    """Events that wait to be told."""

    oldest_age_s: float | None


class EventBrokerHealth(BaseModel):
    """A broker that events are put into, and those that wait for it."""

    name: str = Field(examples=["jetstream"])
    oldest_age_s: float


class ProjectorHealth(BaseModel):
    """How far readings and prices are behind what stations reported."""

    lag_s: float | None


class NodeHealth(BaseModel):
    """A process of the platform."""

    name: str = Field(examples=["ocpp-1.example.com:9000/ocpp"])
    roles: list[str] = Field(examples=[["ocpp"]])
    silent_s: float = Field(description="How long it has said nothing; normal is up to 5.")
    trouble: str | None = Field(
        description="Why its database failed in the last half minute, or how wrong its clock is."
    )


class Health(BaseModel):
    """The whole platform at a glance."""

    status: HealthStatus
    timestamp: datetime
    database: DatabaseHealth
    sources: list[SourceHealth]
    polling: PollingHealth
    outbox: OutboxHealth
    projector: ProjectorHealth
    nodes: list[NodeHealth] = Field(description="Forgotten when silent for half a minute.")
    event_brokers: list[EventBrokerHealth] = Field(description="Those that are set.")
    broker: str = Field(examples=["embedded", "connected", "down"])
    cache: str = Field(examples=["embedded", "connected", "down"])
    version: str


class Liveness(BaseModel):
    """The process answers."""

    status: HealthStatus = HealthStatus.OK


class Readiness(BaseModel):
    """Whether to send work here."""

    ready: bool


class Version(BaseModel):
    """What runs here."""

    version: str


@router.get("/health")
async def get_health(services: ServicesDep, response: Response) -> Health:
    """Say how every part is; 503 when the platform cannot serve."""
    health = await _examine(services)
    if health.status is HealthStatus.DOWN:
        response.status_code = 503
    return health


@router.get("/health/live")
async def get_liveness() -> Liveness:
    """Say that the process answers; it asks nothing else."""
    return Liveness()


@router.get("/health/ready")
async def get_readiness(services: ServicesDep, response: Response) -> Readiness:
    """Say whether requests can be served: the database is there and its schema fits."""
    is_pending = await ask("database", services.probes.has_pending_migrations, None)
    if is_pending is not False:
        response.status_code = 503
    return Readiness(ready=is_pending is False)


@router.get("/version")
async def get_version() -> Version:
    """Say which version runs."""
    return Version(version=VERSION)


async def _examine(services: Services) -> Health:
    probes, at = services.probes, services.clock.now()
    is_pending, has_row_security, outbox_age_s, lag_s, broker, cache = await asyncio.gather(
        ask("database", probes.has_pending_migrations, None),
        ask("row_security", probes.has_row_security, fallback=False),
        ask("outbox", probes.outbox_age_s, None),
        ask("projector", probes.projector_lag_s, None),
        ask("broker", probes.broker, "down"),
        ask("cache", probes.cache, "down"),
    )
    ages_s = await ask("event_brokers", probes.broker_ages_s, None)
    sources = await ask("sources", services.sources.list_all, None)
    nodes: Sequence[Attendee] = await ask("nodes", probes.nodes, list[Attendee]())
    trouble = probes.storage_trouble()
    kind = services.database.dialect
    troubles = (
        is_pending,
        kind == "postgresql" and not has_row_security,
        outbox_age_s is None or outbox_age_s > OUTBOX_AGE_MAX_S,
        lag_s is None or lag_s > PROJECTOR_LAG_MAX_S,
        broker == "down",
        ages_s is None or any(age_s > OUTBOX_AGE_MAX_S for age_s in ages_s.values()),
        cache == "down",
        trouble,
        any(node.is_silent or node.state.trouble for node in nodes),
        sources is None or any(_is_blind(source, at) for source in sources),
    )
    return Health(
        status=_overall(is_connected=is_pending is not None, has_trouble=any(troubles)),
        timestamp=at,
        database=DatabaseHealth(
            connected=is_pending is not None,
            kind=kind,
            migrations_pending=bool(is_pending),
            row_security=has_row_security,
            trouble=trouble,
        ),
        sources=[_show(source, at) for source in sources or ()],
        polling=_polling(sources or ()),
        outbox=OutboxHealth(oldest_age_s=outbox_age_s),
        projector=ProjectorHealth(lag_s=lag_s),
        nodes=[_show_node(node) for node in nodes],
        event_brokers=[
            EventBrokerHealth(name=name, oldest_age_s=age_s)
            for name, age_s in (ages_s or {}).items()
        ],
        broker=broker,
        cache=cache,
        version=VERSION,
    )


def _is_blind(source: Source, at: datetime) -> bool:
    """Say whether facts of a source do not come although they should; a new one has a minute."""
    if not source.is_active or source.is_connected(at):
        return False
    is_fresh = source.state is SourceState.NEW and at - source.created_at <= BLIND_AFTER
    return not is_fresh


def _show(source: Source, at: datetime) -> SourceHealth:
    trouble = source.trouble
    said = None if trouble is None else text_of(trouble.code, dict(trouble.params), "pt-BR").detail
    return SourceHealth(
        name=source.name,
        connected=source.is_connected(at),
        state=source.state,
        freshness=source.freshness(at),
        last_success_at=source.last_success_at,
        last_error=said,
    )


def _show_node(node: Attendee) -> NodeHealth:
    return NodeHealth(
        name=node.state.name,
        roles=sorted(node.state.roles),
        silent_s=round(node.silent_s, 1),
        trouble=node.state.trouble,
    )


def _polling(sources: Sequence[Source]) -> PollingHealth:
    active = [source for source in sources if source.is_active]
    intervals = [source.interval_s for source in active]
    return PollingHealth(
        active=bool(active), interval_ms=round(1000 * min(intervals)) if intervals else None
    )


def _overall(*, is_connected: bool, has_trouble: bool) -> HealthStatus:
    if not is_connected:
        return HealthStatus.DOWN
    return HealthStatus.DEGRADED if has_trouble else HealthStatus.OK


async def ask(part: str, probe: Callable[[], Awaitable[Answer]], fallback: Answer) -> Answer:
    """Ask one part, and answer ``fallback`` when it fails or takes too long."""
    try:
        async with asyncio.timeout(PROBE_TIMEOUT_S):
            return await probe()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a part, health answers
        _log.warning("health.probe.failed", part=part, error=repr(error))
        return fallback
