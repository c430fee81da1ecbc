"""What people and monitors see of a source: how old its facts are, and what is wrong."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from sigec.doctor import examine
from sigec.kit.pages import PageRequest
from sigec.sessions.model import Freshness
from sigec.sessions.service import SessionFilter
from sigec.settings import Settings
from tests.canaries import API_KEY, PASSWORD, RFID_TOKEN
from tests.integration.cvepro.cloud import Answer
from tests.integration.cvepro.conftest import Garage, ago
from tests.integration.cvepro.people import admin_of
from tests.integration.rest.conftest import client_of


async def health(garage: Garage) -> dict[str, Any]:
    async with client_of(garage.platform.api) as client:
        answer: dict[str, Any] = (await client.get("/health")).json()
        return answer


async def test_health_tells_of_a_fault_within_a_minute_and_of_its_end(garage: Garage) -> None:
    await garage.cycle()
    well = await health(garage)
    assert well["polling"] == {"active": True, "interval_ms": 10_000}
    [told] = well["sources"]
    assert (told["connected"], told["last_error"]) == (True, None)

    garage.cloud.is_down = True
    await garage.cycle()
    ill = await health(garage)
    assert ill["status"] == "degraded"
    [told] = ill["sources"]
    assert not told["connected"]
    assert "erro 502" in told["last_error"]

    garage.cloud.is_down = False
    await garage.cycle(after_s=30)
    assert (await health(garage))["sources"][0]["connected"]


async def test_a_cloud_that_hangs_is_a_fault_before_the_call_gives_up(garage: Garage) -> None:
    await garage.cycle()
    poller = garage.platform.crew.poller
    poller.watches[garage.source_id].running = hung = _never()
    garage.clock.advance(seconds=55)
    await poller.step()

    [told] = (await health(garage))["sources"]
    assert not told["connected"]
    assert told["state"] == "failing"
    poller.watches[garage.source_id].running = None
    hung.cancel()


async def test_every_answer_about_its_stations_says_how_old_it_is(garage: Garage) -> None:
    garage.cloud.start(1, "GARAGE-1", ago(hours=1), ocppIdTag=RFID_TOKEN)
    garage.cloud.status("GARAGE-1", "Charging", ago(minutes=59))
    await garage.cycle()
    garage.clock.advance(seconds=70)
    headers = await admin_of(garage)

    async with client_of(garage.platform.api) as client:
        answers = {
            path: (await client.get(f"/api/v1{path}", headers=headers)).json()
            for path in (
                "/board",
                "/sessions",
                f"/stations/{garage.station_id}",
                f"/stations/{garage.station_id}/status",
                "/sources",
            )
        }
    card = answers["/board"]["connectors"][0]
    for age in (
        card["source"],
        card["session"]["read_through"],
        answers["/sessions"]["items"][0]["read_through"],
        answers[f"/stations/{garage.station_id}"]["source"],
        answers[f"/stations/{garage.station_id}/status"]["source"],
    ):
        assert (age["freshness"], age["age_s"], age["name"]) == ("stale", 70.0, "CVE-PRO")
    [source] = answers["/sources"]["items"]
    assert source["rate"]["calls"] == 5
    assert source["capabilities"]["power"] == "unavailable"
    text = str(answers)
    assert API_KEY not in text
    assert PASSWORD not in text


async def test_metrics_count_sources_and_calls(garage: Garage) -> None:
    await garage.cycle()
    async with client_of(garage.platform.api) as client:
        text = (await client.get("/metrics")).text

    assert 'sigec_sources{state="ok"} 1.0' in text
    assert "sigec_sources_calls_total 5.0" in text


async def test_the_doctor_says_which_source_is_in_trouble(
    garage: Garage, database_url: str, tmp_path: Path
) -> None:
    garage.cloud.is_down = True
    await garage.cycle()
    settings = Settings(
        database_url=database_url, data_dir=tmp_path, http_port=0, ocpp_port=0, grpc_port=0
    )
    [finding] = [each for each in await examine(settings) if each.subject == "source CVE-PRO"]

    assert not finding.is_good
    assert "source.unavailable" in str(finding)


async def test_a_charge_that_is_still_listed_after_days_is_long_and_not_stale(
    garage: Garage,
) -> None:
    garage.cloud.start(1, "GARAGE-1", ago(minutes=5), ocppIdTag=RFID_TOKEN)
    for _ in range(30):
        await garage.cycle(after_s=3_600)

    page = await garage.platform.services.session_queries.list_sessions(
        garage.actor, SessionFilter(), PageRequest()
    )
    assert page.items[0].freshness is Freshness.LIVE
    assert page.items[0].session.heard_at > garage.clock.now() - timedelta(hours=2)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (lambda _: httpx2.Response(401, json={"error": "E000"}), "source.password_wrong"),
        (lambda _: httpx2.Response(200, html="<html>"), "source.not_cvepro"),
        (lambda _: httpx2.Response(503, html="<html>"), "source.unavailable"),
    ],
    ids=["password", "page", "down"],
)
async def test_a_wizard_says_what_is_wrong(garage: Garage, answer: Answer, code: str) -> None:
    garage.cloud.faults = [answer] * 3
    headers = await admin_of(garage)
    async with client_of(garage.platform.api) as client:
        url = f"/api/v1/sources/{garage.source_id}/test"
        tried = (await client.post(url, headers=headers)).json()

    assert not tried["ok"]
    assert tried["trouble"]["code"] == code
    assert tried["trouble"]["message"].endswith(".")
    assert garage.cloud.paths().count("transaction") == 0


def _never() -> "asyncio.Task[None]":
    async def hang() -> None:
        await asyncio.Event().wait()

    return asyncio.create_task(hang())
