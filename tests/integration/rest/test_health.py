"""What operators and orchestrators ask for."""

from dataclasses import replace

import httpx2
import pytest

from sigec.presence import Attendee, NodeState
from sigec.rest.app import create_api
from sigec.rest.services import Services
from tests.integration.rest.conftest import House, client_of, on_both
from tests.integration.rest.things import THINGS


async def ask(services: Services, path: str, **probes: object) -> httpx2.Response:
    probed = replace(services, probes=replace(services.probes, **probes))  # type: ignore[arg-type]  # by name
    async with client_of(create_api(probed)) as client:
        return await client.get(path)


@pytest.fixture
def services(house: House) -> Services:
    return house.services


async def yes() -> bool:
    return True


async def no() -> bool:
    return False


async def an_hour() -> float:
    return 3_600.0


async def lost() -> str:
    raise ConnectionError("nobody there")


def full() -> str:
    return "the disk is full"


async def one_is_silent() -> list[Attendee]:
    state = NodeState(name="a", host="a", roles=frozenset({"ocpp"}), beat=1, trouble=None)
    return [Attendee(state=state, silent_s=20.0)]


async def one_is_full() -> list[Attendee]:
    state = NodeState(name="a", host="a", roles=frozenset({"ocpp"}), beat=1, trouble="full")
    return [Attendee(state=state, silent_s=0.0)]


async def gone() -> bool:
    raise ConnectionError("nobody there")


@on_both
async def test_all_is_well(house: House) -> None:
    response = await house.client.get("/health")

    assert response.status_code == 200
    health = response.json()
    assert health["status"] == "ok"
    assert health["timestamp"] == "2026-11-21T12:00:00Z"
    assert health["database"]["connected"] is True
    assert health["outbox"] == {"oldest_age_s": 0.0}
    assert (health["broker"], health["cache"]) == ("embedded", "embedded")


@pytest.mark.parametrize(
    "probes",
    [
        {"has_pending_migrations": yes},
        {"outbox_age_s": an_hour},
        {"projector_lag_s": an_hour},
        {"broker": lost},
        {"cache": lost},
        {"storage_trouble": full},
        {"nodes": one_is_silent},
        {"nodes": one_is_full},
    ],
    ids=lambda probes: f"{next(iter(probes))}-{next(iter(probes.values())).__name__}",
)
async def test_one_trouble_is_never_called_ok(
    services: Services, probes: dict[str, object]
) -> None:
    response = await ask(services, "/health", **probes)

    assert response.status_code == 200
    assert response.json()["status"] == "degraded"


async def test_without_its_database_the_platform_is_down(services: Services) -> None:
    response = await ask(services, "/health", has_pending_migrations=gone)

    assert response.status_code == 503
    assert response.json()["status"] == "down"


async def test_a_missing_second_net_is_told_where_there_should_be_one(services: Services) -> None:
    response = await ask(services, "/health", has_row_security=no)

    expected = {"postgresql": "degraded", "sqlite": "ok"}[services.database.dialect]
    assert response.json()["status"] == expected


async def test_the_process_lives_whatever_its_parts_do(services: Services) -> None:
    response = await ask(services, "/health/live", has_pending_migrations=gone)

    assert response.status_code == 200


async def test_readiness_follows_the_database(services: Services) -> None:
    assert (await ask(services, "/health/ready")).status_code == 200
    assert (await ask(services, "/health/ready", has_pending_migrations=yes)).status_code == 503
    assert (await ask(services, "/health/ready", has_pending_migrations=gone)).status_code == 503


async def test_prometheus_is_told_how_long_requests_took(house: House) -> None:
    await house.client.get("/version")

    metrics = (await house.client.get("/metrics")).text

    assert 'sigec_rest_request_seconds_count{method="GET",route="/version",status="200"}' in metrics


async def test_metrics_tell_the_state_of_the_business_and_name_no_tenant(house: House) -> None:
    tenant = await house.tenant("acacias")
    await THINGS["session_id"](house, tenant)

    metrics = (await house.client.get("/metrics")).text

    assert 'sigec_sessions_open{status="preparing"} 1.0' in metrics
    for name in (
        "sigec_energy_delivered_wh_total",
        "sigec_ingest_backlog 0.0",
        "sigec_ingest_lost_total 0.0",
        "sigec_ocpp_connections 0.0",
        "sigec_outbox_age_seconds",
        "sigec_projector_lag_seconds",
        "sigec_sessions_ended_total",
    ):
        assert name in metrics
    assert "acacias" not in metrics
    assert str(tenant.id) not in metrics


async def test_metrics_are_given_while_the_database_is_away(services: Services) -> None:
    metrics = (await ask(services, "/metrics", outbox_age_s=gone)).text

    assert "sigec_ocpp_connections" in metrics
    assert "sigec_outbox_age_seconds" not in metrics
