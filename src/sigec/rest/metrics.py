"""Metrics for Prometheus: what the process counts, and the state of the business.

No tenant is named, and nothing is asked of the database that grows with its age.
"""

from collections import Counter as Counts
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import TypeAlias

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter
from prometheus_client import generate_latest as render
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from sigec.events.sessions import SessionEnded
from sigec.kit.actor import SYSTEM
from sigec.rest.health import ask
from sigec.rest.probes import ProcessFigures
from sigec.rest.services import Services, ServicesDep
from sigec.sources.model import Source

router = APIRouter(tags=["health"])

Family: TypeAlias = CounterMetricFamily | GaugeMetricFamily

_ended = Counter("sigec_sessions_ended", "Sessions that ended since the process began.")
_delivered = Counter("sigec_energy_delivered_wh", "Energy of the sessions that ended, in Wh.")


async def count_session(ended: SessionEnded) -> None:
    """Count a session that ended; every process hears of all of them."""
    _ended.inc()
    _delivered.inc(ended.energy_wh or 0)


@router.get("/metrics", include_in_schema=False)
async def get_metrics(services: ServicesDep) -> Response:
    """Give the process's metrics and the figures of the business to Prometheus."""
    families = [*_process(services.probes.process()), *[each async for each in _business(services)]]
    text = render(REGISTRY) + render(_Families(families))
    return Response(text, media_type=CONTENT_TYPE_LATEST)


class _Families(CollectorRegistry):
    """Shows families that were made for one answer."""

    def __init__(self, families: list[Family]) -> None:
        super().__init__()
        self._families = families

    def collect(self) -> Iterator[Family]:
        return iter(self._families)


def _process(figures: ProcessFigures) -> Iterator[Family]:
    messages = CounterMetricFamily(
        "sigec_ocpp_messages",
        "Messages of stations, by what became of them.",
        labels=["version", "action", "outcome"],
    )
    for labels, count in figures.messages.items():
        messages.add_metric(labels, count)
    yield messages
    yield _gauge("sigec_ocpp_connections", "Sockets of stations.", figures.connections)
    yield _gauge("sigec_live_watchers", "Browsers and programs that watch.", figures.watchers)
    yield _gauge("sigec_ingest_backlog", "Facts that wait to be stored.", figures.ingest_backlog)
    lost = CounterMetricFamily("sigec_ingest_lost", "Facts that nobody waited for, given up.")
    lost.add_metric([], figures.ingest_lost)
    yield lost


async def _business(services: Services) -> AsyncIterator[Family]:
    probes = services.probes
    if (age_s := await ask("outbox", probes.outbox_age_s, None)) is not None:
        yield _gauge("sigec_outbox_age_seconds", "Age of the oldest event not told.", age_s)
    if (lag_s := await ask("projector", probes.projector_lag_s, None)) is not None:
        yield _gauge("sigec_projector_lag_seconds", "How far prices are behind.", lag_s)
    online = await ask("stations", lambda: services.inventory.count_connected(SYSTEM), None)
    if online is not None:
        stations = GaugeMetricFamily(
            "sigec_stations_connected", "Stations with a socket anywhere.", labels=["version"]
        )
        for version, count in online.items():
            stations.add_metric([version], count)
        yield stations
    sources = await ask("sources", services.sources.list_all, None)
    if sources is not None:
        for family in _sources(sources, services):
            yield family
    going = await ask("sessions", lambda: services.session_queries.count_open(SYSTEM), None)
    if going is not None:
        sessions = GaugeMetricFamily(
            "sigec_sessions_open", "Sessions that go on.", labels=["status"]
        )
        for status, count in going.items():
            sessions.add_metric([status.value], count)
        yield sessions


def _sources(sources: Sequence[Source], services: Services) -> Iterator[Family]:
    """Count sources by how asking them goes; the oldest answer tells how blind we are."""
    at = services.clock.now()
    states = Counts(source.state.value for source in sources)
    by_state = GaugeMetricFamily(
        "sigec_sources", "Accounts in other clouds, by how asking them goes.", labels=["state"]
    )
    for state, count in states.items():
        by_state.add_metric([state], count)
    yield by_state
    ages = [at - (each.last_success_at or each.created_at) for each in sources if each.is_active]
    oldest_s = max((age.total_seconds() for age in ages), default=0.0)
    yield _gauge("sigec_sources_oldest_seconds", "Age of the oldest last answer.", oldest_s)
    calls = CounterMetricFamily("sigec_sources_calls", "Requests to other clouds.")
    calls.add_metric([], sum(source.calls for source in sources))
    yield calls
    unreadable = CounterMetricFamily("sigec_sources_unreadable", "What was not understood.")
    unreadable.add_metric([], sum(source.unreadable for source in sources))
    yield unreadable


def _gauge(name: str, help_: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, help_, value=value)
