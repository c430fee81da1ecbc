"""Whatever happens to a cloud: health says so within a minute, and people are told once."""

from typing import Any
from uuid import UUID

import httpx2
import pytest

from sigec import outbox
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import EventId
from sigec.kit.pages import PageRequest
from sigec.outbox import Wanted
from sigec.stations.model import Incident, IncidentKind
from sigec.stations.service import IncidentFilter
from tests.integration.cvepro.cloud import Answer, too_many, unauthorised
from tests.integration.cvepro.conftest import Garage
from tests.integration.rest.conftest import client_of

ALERTS = ("source.failed", "source.recovered", "incident.opened", "incident.closed")
PAUSE_S = 600
BEGINNING = EventId(UUID(int=0))


def maintenance(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(503, html="<html>Manutenção</html>", headers={"Retry-After": "120"})


def refused(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("refused", request=request)


def silent(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ReadTimeout("nothing came", request=request)


def garbage(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, html="<html>Bem-vindo</html>")


def wrong_key(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, json={"error": "E000 - Tenant Not Found"})


@pytest.mark.parametrize(
    "trouble",
    [maintenance, refused, silent, garbage, wrong_key, unauthorised, too_many(PAUSE_S)],
    ids=["maintenance", "refused", "silent", "garbage", "wrong_key", "password", "limited"],
)
async def test_a_fault_is_seen_within_a_minute_and_told_once_with_its_end(
    garage: Garage, trouble: Answer
) -> None:
    await _live(garage, minutes=1)
    assert (await _health(garage))["status"] == "ok"
    began_at = garage.clock.now()
    garage.cloud.trouble = trouble
    await _live(garage, minutes=1)
    ill = await _health(garage)
    assert ill["status"] == "degraded"
    [source] = ill["sources"]
    assert not source["connected"]
    assert source["last_error"]
    await _live(garage, minutes=6)
    assert await _alerts(garage) == ["source.failed", "incident.opened"]

    garage.cloud.trouble = None
    for _ in range(PAUSE_S // 60):  # a pause is kept, and who was refused tries ever more rarely
        well = await _health(garage)
        if well["status"] == "ok":
            break
        await _live(garage, minutes=1)
    assert (well["status"], well["sources"][0]["last_error"]) == ("ok", None)
    assert await _alerts(garage) == [
        "source.failed",
        "incident.opened",
        "source.recovered",
        "incident.closed",
    ]
    [incident] = await _incidents(garage)
    assert (incident.began_at - began_at).total_seconds() <= 60
    assert incident.detail


async def _live(garage: Garage, *, minutes: int) -> None:
    """Let time pass for all that goes on behind the answers."""
    loops = {loop.name: loop for loop in garage.platform.crew.loops}
    for _ in range(minutes):
        garage.cloud.box("GARAGE-1", heartbeat_at=garage.clock.now())
        await garage.cycle(after_s=30, times=2)
        for name in ("relay", "scheduler", "relay"):
            await loops[name]._step()


async def _health(garage: Garage) -> dict[str, Any]:
    async with client_of(garage.platform.api) as client:
        health: dict[str, Any] = (await client.get("/health")).json()
        return health


async def _alerts(garage: Garage) -> list[str]:
    wanted = Wanted(names=ALERTS, tenant_id=garage.actor.tenant_id)
    async with garage.platform.database.read(PLATFORM) as connection:
        told = await outbox.read_after(connection, BEGINNING, wanted, limit=100)
    return [each.event.name for each in told]


async def _incidents(garage: Garage) -> list[Incident]:
    wanted = IncidentFilter(kind=IncidentKind.SOURCE_DOWN)
    page = await garage.platform.services.incidents.list_incidents(
        garage.actor, PageRequest(), wanted
    )
    return list(page.items)
