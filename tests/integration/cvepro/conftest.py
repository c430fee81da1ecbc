"""A whole platform that reads a garage through a cloud, by a clock of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

import httpx2
import pytest

from sigec import outbox
from sigec.app import Platform, open_platform
from sigec.drivers.model import IdTokenDraft, PersonDraft
from sigec.events import Event
from sigec.kit.actor import PLATFORM, Actor, ActorKind, Permission
from sigec.kit.clock import ManualClock
from sigec.kit.ids import PersonId, SourceId, StationId
from sigec.kit.pages import PageRequest
from sigec.sessions.model import Session
from sigec.sessions.service import SessionFilter
from sigec.settings import Settings
from sigec.sources.model import Account, Source, SourceDraft
from tests.canaries import API_KEY, PASSWORD, RFID_TOKEN, SECRET_KEY
from tests.integration.cvepro.cloud import Cloud

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DRAFT = SourceDraft(
    name="CVE-PRO",
    base_url="https://cloud.example",
    account=Account(api_key=API_KEY, email="sindico@example.com", password=PASSWORD),
    live_updates=False,
)


class Reachable(Protocol):
    """Any cloud: one of canned answers, or the stand-in."""

    def client(self) -> httpx2.AsyncClient: ...


@dataclass
class Garage:
    """A platform, the cloud that it reads, and who lives there."""

    platform: Platform
    cloud: Cloud
    clock: ManualClock
    actor: Actor
    source_id: SourceId
    station_id: StationId
    person_id: PersonId

    async def cycle(self, *, after_s: float = 10, times: int = 1) -> None:
        """Let time pass and the cloud be asked."""
        for _ in range(times):
            self.clock.advance(seconds=after_s)
            await turn(self.platform)

    async def source(self) -> Source:
        return await self.platform.services.sources.get_source(self.actor, self.source_id)

    async def sessions(self) -> list[Session]:
        """Return all sessions, the earliest first."""
        page = await self.platform.services.session_queries.list_sessions(
            self.actor, SessionFilter(), PageRequest(limit=200)
        )
        return [view.session for view in reversed(page.items)]

    async def events(self) -> list[Event]:
        """Return what happened; nobody relays here, so nothing of it was told yet."""
        async with self.platform.database.transaction(PLATFORM) as connection:
            told = await outbox.claim(connection, at=self.clock.now(), limit=1000, lease_s=0)
        return [envelope.event for envelope in told]


async def turn(platform: Platform) -> None:
    await platform.crew.poller.step()
    await platform.crew.poller.settle()


@asynccontextmanager
async def running(
    url: str, cloud: Reachable, clock: ManualClock, *, secret_key: str = SECRET_KEY
) -> AsyncIterator[Platform]:
    async def sleep(seconds: float) -> None:
        clock.advance(seconds=seconds)

    async with (
        cloud.client() as http,
        open_platform(
            Settings(database_url=url), secret_key=secret_key, clock=clock, http=http, sleep=sleep
        ) as platform,
    ):
        yield platform


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def cloud() -> Cloud:
    cloud = Cloud()
    cloud.box("GARAGE-1", heartbeat_at=NOON)
    return cloud


on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
"""For what depends on the database: leases, and what is loaded under locks."""


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with today's schema: SQLite, unless a test is `on_both`."""
    url: str = request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")
    return url


@pytest.fixture
async def garage(database_url: str, cloud: Cloud, clock: ManualClock) -> AsyncIterator[Garage]:
    async with running(database_url, cloud, clock) as platform:
        yield await furnish(platform, cloud, clock)


async def furnish(
    platform: Platform, cloud: Cloud, clock: ManualClock, *, email: str = "sindico@example.com"
) -> Garage:
    """Add the account, take its charger in, and give somebody a card."""
    services, actor = platform.services, await actor_of(platform)
    draft = replace(DRAFT, account=replace(DRAFT.account, email=email))
    source = await services.sources.create_source(actor, draft)
    await turn(platform)
    listed = await services.source_chargers.list_chargers(actor, source.id, PageRequest())
    charger = await services.charger_choice.choose(actor, source.id, listed.items[0].id)
    assert charger.station_id is not None
    person = await services.people.create_person(actor, PersonDraft(name="Ana"))
    token = IdTokenDraft(value=RFID_TOKEN, person_id=person.id)
    await services.id_tokens.create_token(actor, token)
    cloud.requests.clear()
    return Garage(
        platform=platform,
        cloud=cloud,
        clock=clock,
        actor=actor,
        source_id=source.id,
        station_id=charger.station_id,
        person_id=person.id,
    )


async def actor_of(platform: Platform) -> Actor:
    """Return somebody who may do everything in the one tenant there is."""
    tenant = await platform.services.tenants.resolve("default")
    return Actor(kind=ActorKind.SYSTEM, tenant_id=tenant.id, permissions=frozenset(Permission))


def ago(**span: float) -> datetime:
    return NOON - timedelta(**span)
