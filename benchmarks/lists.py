"""``python -m benchmarks.lists``: pages and sums of a million charges, as a síndico asks."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

import httpx2
import uvloop
from sqlalchemy import text

from benchmarks import report
from benchmarks.archive import YEARS, Place, fill
from benchmarks.targets import Target, new_place, platform
from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import PersonId, SiteId, StationId, TenantId

SITES, STATIONS, PEOPLE = 2, 80, 80
PASSWORD = "so-long-a-word"  # noqa: S105 - of a user of this benchmark's own database
EMAIL = "sindico@bench.example"
TARGETS = ("sqlite", "postgresql")

Ask = Callable[[Random], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How long one question took, many times asked."""

    target: str
    question: str
    p50_ms: float
    p95_ms: float


class Archive:
    """A síndico at a platform with many charges."""

    def __init__(self, target: Target, place: Place) -> None:
        assert target.client is not None
        self._client: httpx2.AsyncClient = target.client
        self._place = place
        self._headers: dict[str, str] = {}

    async def sign_in(self) -> None:
        body = {"email": EMAIL, "password": PASSWORD}
        answer = await self._client.post("/api/v1/auth/login", json=body)
        answer.raise_for_status()
        self._headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}

    async def get(self, path: str, **wanted: Any) -> Any:
        answer = await self._client.get(f"/api/v1{path}", params=wanted, headers=self._headers)
        answer.raise_for_status()
        return answer.json()

    def questions(self) -> Mapping[str, tuple[str, Ask]]:
        """Return what is asked: where, and with which filter each time."""
        until = self._place.until

        def some_month(chance: Random) -> Mapping[str, Any]:
            begin = until - YEARS * chance.random()
            return {"from": begin.isoformat(), "to": (begin + timedelta(days=30)).isoformat()}

        def one_of(name: str, ids: Any) -> Ask:
            return lambda chance: {name: str(chance.choice(ids))}

        filters: dict[str, Ask] = {
            "all": lambda _: {},
            "a month": some_month,
            "a site": one_of("site_id", self._place.site_ids),
            "a station": one_of("station_id", self._place.station_ids),
            "a person": one_of("person_id", self._place.person_ids),
            "a card": lambda chance: {"id_token": f"04cafe{chance.randrange(3_000):08x}"},
            "of nobody": lambda _: {"identity": "unknown"},
            "going on": lambda _: {"status": "charging"},
            "ended": lambda _: {"status": "ended"},
            "price pending": lambda _: {"rating": "pending"},
        }
        pages = {
            f"page, {name}": ("/sessions", _with(ask, limit=50)) for name, ask in filters.items()
        }
        sums = {f"totals, {name}": ("/sessions/totals", ask) for name, ask in filters.items()}
        return {**pages, **sums}

    async def measure(self, target: str, times: int) -> AsyncIterator[Figure]:
        """Ask each question many times, and walk through pages from the middle on."""
        chance = Random(2)
        for question, (path, ask) in self.questions().items():
            await self.get(path, **ask(chance))
            yield _figure(
                target, question, [await self._timed(path, ask(chance)) for _ in range(times)]
            )
        yield _figure(target, "page after page", await self._walk(times))

    async def _walk(self, times: int) -> list[float]:
        middle = self._place.until - YEARS / 2
        wanted: dict[str, Any] = {"limit": 50, "to": middle.isoformat()}
        took = []
        for _ in range(times):
            began = perf_counter()
            page = await self.get("/sessions", **wanted)
            took.append(perf_counter() - began)
            wanted["cursor"] = page["next_cursor"]
        return took

    async def _timed(self, path: str, wanted: Mapping[str, Any]) -> float:
        began = perf_counter()
        await self.get(path, **wanted)
        return perf_counter() - began


def _with(ask: Ask, **more: Any) -> Ask:
    return lambda chance: {**ask(chance), **more}


def _figure(target: str, question: str, took_s: list[float]) -> Figure:
    in_order = sorted(took_s)
    p50, p95 = (in_order[len(in_order) * percent // 100] * 1_000 for percent in (50, 95))
    return Figure(target=target, question=question, p50_ms=p50, p95_ms=p95)


@asynccontextmanager
async def _archive(name: str, folder: Path, url: str, amount: int) -> AsyncIterator[Archive]:
    async with platform(folder, url) as target:
        place = await _furnish(target)
        began = perf_counter()
        database = Database(url)
        await fill(database, place, amount)
        async with database.transaction(PLATFORM) as connection:
            await connection.execute(text("ANALYZE"))  # as autovacuum does before long
        await database.close()
        print(f"{name}: {amount:,} charges stored in {perf_counter() - began:.0f} s", flush=True)
        archive = Archive(target, place)
        await archive.sign_in()
        await _check(archive, amount)
        yield archive


async def _furnish(target: Target) -> Place:
    """Create sites, stations, people and the síndico over REST."""
    assert target.client is not None

    async def create(path: str, **body: Any) -> dict[str, Any]:
        assert target.client is not None
        answer = await target.client.post(f"/api/v1{path}", json=body, headers=target.headers)
        answer.raise_for_status()
        created: dict[str, Any] = answer.json()
        return created

    user = {"email": EMAIL, "name": "Síndico", "password": PASSWORD, "role": "tenant_admin"}
    tenant_id = (await create("/users", **user))["tenant_id"]
    sites = [await create("/sites", name=f"Garagem {number}") for number in range(SITES)]
    stations = [
        await create(
            "/stations",
            name=f"Vaga {number}",
            ocpp_identity=f"BENCH-{number}",
            site_id=sites[number % SITES]["id"],
        )
        for number in range(STATIONS)
    ]
    people = [await create("/people", name=f"Pessoa {number}") for number in range(PEOPLE)]
    return Place(
        tenant_id=TenantId(UUID(tenant_id)),
        site_ids=[SiteId(UUID(each["id"])) for each in sites],
        station_ids=[StationId(UUID(each["id"])) for each in stations],
        person_ids=[PersonId(UUID(each["id"])) for each in people],
        until=datetime.now(UTC),
    )


async def _check(archive: Archive, amount: int) -> None:
    """Fail when the sums do not add up: what is quick and wrong is worth nothing."""
    whole = await archive.get("/sessions/totals")
    split = [await archive.get("/sessions/totals", status=status) for status in _STATUSES]
    for name in ("sessions", "energy_wh"):
        if sum(each[name] for each in split) != whole[name]:
            raise SystemExit(f"benchmarks: the sums of {name} differ")
    if whole["sessions"] != amount:
        raise SystemExit(f"benchmarks: {whole['sessions']} sessions instead of {amount}")


_STATUSES = ("preparing", "charging", "suspended_ev", "suspended_evse", "finishing", "ended")


async def measure(targets: list[str], amount: int, times: int) -> list[Figure]:
    """Fill each database and ask."""
    figures: list[Figure] = []
    for name in targets:
        async with (
            new_place(name) as (folder, url),
            _archive(name, folder, url, amount) as archive,
        ):
            figures += [figure async for figure in archive.measure(name, times)]
    return figures


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lists", description=__doc__)
    parser.add_argument("--sessions", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=60, help="how often each question is asked")
    parser.add_argument("--targets", default=",".join(TARGETS), help="which, by commas")
    options = parser.parse_args()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        figures = runner.run(measure(options.targets.split(","), options.sessions, options.times))
    print(report.machine())
    print("| database | question | p50 ms | p95 ms |\n|---|---|---|---|")
    for each in figures:
        print(f"| {each.target} | {each.question} | {each.p50_ms:.1f} | {each.p95_ms:.1f} |")


if __name__ == "__main__":
    main()
