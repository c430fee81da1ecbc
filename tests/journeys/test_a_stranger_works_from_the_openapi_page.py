"""Whoever has the OpenAPI page and a login needs nothing else: no other page, no question.

The stranger knows operations by their ids, fills in the examples of the page, and takes ids from
the answers that they get.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from sigec_sandbox import Metering, ScriptClock, Station16, StationSpec, outlets
from tests.canaries import PASSWORD
from tests.journeys.api import NO_TLS, Json
from tests.journeys.eventually import eventually
from tests.journeys.installation import ADMIN_EMAIL, Installation

NOON = datetime(2026, 11, 20, 15, tzinfo=UTC)
NOT_THERE = "01a0b1c2-0000-7000-8000-0000000000ff"
MISTAKES = [
    ("create_site", {"name": ""}, 422, "name"),
    ("create_site", {"name": "Garagem", "timezone": "Brazil/Nowhere"}, 422, "timezone"),
    ("create_unit", {"site_id": NOT_THERE}, 404, None),
    ("create_resident", {"cpf": "123"}, 422, "cpf"),
    ("create_resident", {"unit_id": "42"}, 422, "unit_id"),
    ("create_id_token", {"type": "Card"}, 422, "type"),
    ("create_id_token", {"valid_from": "2026-01-01T00:00:00"}, 422, "valid_from"),
    ("create_station", {"ocpp_identity": "a/b"}, 422, "ocpp_identity"),
    ("create_station", {"password": "short"}, 422, "password"),
    ("create_station", {"colour": "green"}, 422, "colour"),
    ("create_tariff", {"version": {"price_per_kwh": "much"}}, 422, "version.price_per_kwh"),
    ("create_tenant", {"cnpj": "12.ABC.345/01DE-36"}, 422, "cnpj"),
]


@dataclass
class Stranger:
    """A program that was written from the page alone."""

    client: httpx2.AsyncClient
    page: Json
    headers: dict[str, str] = field(default_factory=lambda: {"Accept-Language": "en"})

    @classmethod
    @asynccontextmanager
    async def arriving(cls, url: str) -> AsyncIterator["Stranger"]:
        async with httpx2.AsyncClient(base_url=url, timeout=60, verify=NO_TLS) as client:
            page = (await client.get("/api/openapi.json")).json()
            yield cls(client, page)

    async def do(self, operation_id: str, **given: Any) -> Json:
        """Do what the page promises, and get what it promises."""
        answer, promised = await self.ask(operation_id, **given)
        assert str(answer.status_code) in promised, (operation_id, answer.text)
        made: Json = answer.json()
        return made

    async def ask(self, operation_id: str, **given: Any) -> tuple[httpx2.Response, set[str]]:
        method, path, operation = self.find(operation_id)
        for name in re.findall(r"\{(\w+)\}", path):
            path = path.replace(f"{{{name}}}", given.pop(name))
        body = self.example(operation)
        if body is None:
            answer = await self.client.request(method, path, params=given, headers=self.headers)
        else:
            answer = await self.client.request(
                method, path, json={**body, **given}, headers=self.headers
            )
        return answer, operation["responses"].keys() - {"default"}

    def find(self, operation_id: str) -> tuple[str, str, Json]:
        for path, item in self.page["paths"].items():
            for method, operation in item.items():
                if operation["operationId"] == operation_id:
                    return method.upper(), path, operation
        raise AssertionError(f"the page has no {operation_id}")

    def example(self, operation: Json) -> Json | None:
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if content is None:
            return None
        name = content["schema"]["$ref"].rpartition("/")[2]
        example: Json = self.page["components"]["schemas"][name]["examples"][0]
        return example

    async def sign_in(self) -> None:
        tokens = await self.do("login", email=ADMIN_EMAIL, password=PASSWORD)
        self.headers["Authorization"] = f"Bearer {tokens['access_token']}"

    async def follow(
        self, last_event_id: str | None = None, *, begun: asyncio.Event | None = None
    ) -> AsyncIterator[Json]:
        """Follow events, as any client of server-sent events does."""
        headers = {**self.headers, **({"Last-Event-ID": last_event_id} if last_event_id else {})}
        async with self.client.stream("GET", self.find("follow_events")[1], headers=headers) as it:
            assert it.headers["content-type"].startswith("text/event-stream")
            async for line in it.aiter_lines():
                if begun is not None:
                    begun.set()
                if line.startswith("data: "):
                    event: Json = json.loads(line.removeprefix("data: "))
                    yield event


async def until(events: AsyncIterator[Json], type_: str) -> list[Json]:
    """Collect events up to the first of a type."""
    seen = []
    async with asyncio.timeout(15):
        async for event in events:
            seen.append(event)
            if event["type"] == type_:
                return seen
    raise AssertionError(f"the stream ended before {type_}")


async def test_from_an_empty_tenant_to_a_paid_charge(installation: Installation) -> None:
    async with Stranger.arriving(installation.http_url) as stranger:
        await stranger.sign_in()
        tenant = await stranger.do("create_tenant", slug="acacias-da-pagina")
        stranger.headers["X-Sigec-Tenant"] = tenant["slug"]
        site = await stranger.do("create_site")
        unit = await stranger.do("create_unit", site_id=site["id"])
        resident = await stranger.do("create_resident", unit_id=unit["id"])
        card = await stranger.do("create_id_token", person_id=resident["id"])
        secret = stranger.example(stranger.find("create_station")[2])
        station = await stranger.do("create_station", site_id=site["id"], ocpp_identity="PAGE-1")
        await stranger.do("create_tariff", site_id=site["id"])
        assert secret is not None

        charger = Station16(
            installation.ocpp_url,
            station["ocpp_identity"],
            password=secret["password"],
            spec=StationSpec(outlets=outlets(1), metering=Metering(sample_interval_s=900)),
            clock=ScriptClock(NOON),
        )
        begun = asyncio.Event()
        following = asyncio.ensure_future(until(stranger.follow(begun=begun), "session.ended"))
        await begun.wait()
        async with charger:
            await charger.plug()
            assert await charger.tap(card["value"]) == "Accepted"
            await charger.charge(10_000, minutes=60)
            await charger.stop()
        seen = await following

        async def priced() -> Json | None:
            [session] = (await stranger.do("list_sessions", station_id=station["id"]))["items"]
            return session if session["rating"] == "final" else None

        session = await eventually(priced)
        assert session["person"] == {
            "id": resident["id"],
            "name": resident["name"],
            "unit": "A 42",
        }
        assert (session["energy_wh"], session["cost"]["amount"]) == (10_000, "9.50")
        assert await stranger.do("get_session", session_id=session["id"]) == session
        assert (await stranger.do("explain_energy", session_id=session["id"]))["quality"] == "exact"
        totals = await stranger.do("total_sessions", station_id=station["id"])
        assert totals["costs"] == [session["cost"]]

        started = next(event for event in seen if event["type"] == "session.started")
        missed = await until(stranger.follow(started["id"]), "session.rated")
        assert seen[-1]["id"] in [event["id"] for event in missed]
        assert started["id"] not in [event["id"] for event in missed]
        metrics = (await stranger.client.get("/metrics")).text
        assert 'action="StopTransaction",outcome="answered",version="ocpp1.6"' in metrics


@pytest.mark.parametrize(("operation_id", "wrong", "status", "name"), MISTAKES)
async def test_every_mistake_gets_a_sentence(
    installation: Installation, operation_id: str, wrong: Json, status: int, name: str | None
) -> None:
    async with Stranger.arriving(installation.http_url) as stranger:
        await stranger.sign_in()
        stranger.headers["X-Sigec-Tenant"] = "default"

        answer, _ = await stranger.ask(operation_id, **wrong)

        assert answer.status_code == status, answer.text
        problem = answer.json()
        assert problem["type"].startswith("urn:sigec:problem:")
        assert problem["detail"].endswith(".")
        named = {error["field"]: error["message"] for error in problem.get("errors", [])}
        assert name is None or named[name].endswith("."), problem


async def test_a_station_that_is_away_and_one_that_is_unknown(installation: Installation) -> None:
    async with Stranger.arriving(installation.http_url) as stranger:
        await stranger.sign_in()
        stranger.headers["X-Sigec-Tenant"] = "default"
        station = await stranger.do("create_station", ocpp_identity="PAGE-2")

        offline, _ = await stranger.ask("reset_station", station_id=station["id"])
        again, _ = await stranger.ask("create_station", ocpp_identity="PAGE-2")
        unknown, _ = await stranger.ask("get_station", station_id=NOT_THERE)
        del stranger.headers["Authorization"]
        nobody, _ = await stranger.ask("get_station", station_id=station["id"])

        found = {each.status_code: each.json()["detail"] for each in (offline, unknown, nobody)}
        assert found.keys() == {409, 404, 401}
        assert again.status_code == 409
        assert all(sentence.endswith(".") for sentence in found.values())
