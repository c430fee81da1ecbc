"""Weeks in seconds: a platform reads a stand-in that has its bad days, and is compared with it."""

import asyncio
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from random import Random

import httpx2

from sigec.app import Platform
from sigec.drivers.model import IdTokenDraft, PersonDraft
from sigec.kit.actor import Actor
from sigec.kit.clock import ManualClock
from sigec.kit.ids import PersonId
from sigec.kit.pages import PageRequest
from sigec.sessions.model import Session
from sigec.sessions.service import SessionFilter
from sigec.sources.model import Account, SourceDraft
from sigec_sandbox.cvepro import Cloud, Life, Troubles
from sigec_sandbox.cvepro.server import asgi
from sigec_sandbox.cvepro.standalone import (
    API_KEY,
    EMAIL,
    PASSWORD,
    RESIDENTS,
    CveProOptions,
    furnished,
)
from tests.integration.cvepro.conftest import NOON, actor_of, running, turn

TOLD_WAIT = re.compile(r"in (\d+) seconds")
LONGEST_OUTAGE_S = 3 * 3_600
SETTLES_WITHIN_S = 4 * 3_600
"""A cloud that is well again is asked for everything of the last days once an hour."""
SETTLING_STEP_S = 600

Shown = tuple[datetime, datetime | None, int | None, str | None]
"""Of a charge: start, end, energy in Wh, and the name of whoever charged."""


@dataclass(kw_only=True)
class Line(httpx2.AsyncBaseTransport):
    """The way to the stand-in, which notes what no client may do."""

    cloud: Cloud
    clock: ManualClock
    broken_rules: list[str] = field(default_factory=list)
    met: Counter[int] = field(default_factory=Counter)
    paused_until: datetime | None = None

    def __post_init__(self) -> None:
        self._inner = httpx2.ASGITransport(app=asgi(self.cloud))
        self._answered: Counter[str] = Counter()

    def client(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(transport=self)

    def begin_cycle(self) -> None:
        self._answered.clear()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        now, path = self.clock.now(), request.url.path
        if self.paused_until is not None and now < self.paused_until:
            self.broken_rules.append(f"{path} at {now}, in the pause until {self.paused_until}")
        response = await self._inner.handle_async_request(request)
        self.met[response.status_code] += 1
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            told = TOLD_WAIT.search((await response.aread()).decode())
            assert told is not None
            self.paused_until = now + timedelta(seconds=int(told[1]))
        if response.status_code == HTTPStatus.OK:
            self._answered[path] += 1
            if self._answered[path] > 1:
                self.broken_rules.append(f"{path} was answered twice in the cycle at {now}")
        return response

    async def aclose(self) -> None:
        """Stay usable: the next life of the platform comes this way too."""


@dataclass(kw_only=True)
class Trial:
    """A stand-in with a life of its own, and the platform that reads it, restarted by chance."""

    url: str
    seed: int
    restarts: int = 0

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.clock = ManualClock(NOON)
        self.cloud = furnished(CveProOptions(seed=self.seed))
        self.cloud.time = self.clock
        self.cloud.behaviours.unknown_fields = True
        self.life = Life(cloud=self.cloud, seed=self.seed, troubles=Troubles(), visits_per_day=6)
        self.line = Line(cloud=self.cloud, clock=self.clock)
        self._names: dict[PersonId, str] = {}

    async def run(self, span: timedelta, *, step_s: tuple[int, int], restart_every: int) -> None:
        """Let time pass in steps of ``step_s``; begin anew after some ``restart_every`` steps."""
        until = self.clock.now() + span
        while self.clock.now() < until:
            async with running(self.url, self.line, self.clock) as platform:
                if not self._names:
                    await self._furnish(platform)
                for _ in range(self.chance.randint(1, 2 * restart_every)):
                    if self.clock.now() >= until:
                        break
                    await self._pass(platform, self.chance.randint(*step_s))
                await self._stop_amid(platform)
            self.restarts += 1
            self._pass_time(self.chance.choice([5, 60, LONGEST_OUTAGE_S]))

    async def settled(self) -> dict[str, Shown]:
        """End every charge and trouble, let us hear of it, and return our sessions by id."""
        self.life.settle()
        async with running(self.url, self.line, self.clock) as platform:
            for _ in range(SETTLES_WITHIN_S // SETTLING_STEP_S):
                self.clock.advance(seconds=SETTLING_STEP_S)
                await self._cycle(platform)
            return {each.external_id: self._shown(each) for each in await _all(platform)}

    def truth(self) -> dict[str, Shown]:
        return {
            str(each.id): (each.started_at, each.stopped_at, each.energy_wh, each.tag.owner_name)
            for each in self.cloud.truth()
        }

    async def _furnish(self, platform: Platform) -> None:
        services, actor = platform.services, await actor_of(platform)
        for id_tag, name, _unit in RESIDENTS:
            person = await services.people.create_person(actor, PersonDraft(name=name))
            token = IdTokenDraft(value=id_tag, person_id=person.id)
            await services.id_tokens.create_token(actor, token)
            self._names[person.id] = name
        await self._take_chargers_in(platform, actor)

    async def _take_chargers_in(self, platform: Platform, actor: Actor) -> None:
        services = platform.services
        account = Account(api_key=API_KEY, email=EMAIL, password=PASSWORD)
        draft = SourceDraft(
            name="CVE-PRO",
            base_url="https://cloud.example",
            account=account,
            live_updates=False,
        )
        source = await services.sources.create_source(actor, draft)
        await self._cycle(platform)
        listed = await services.source_chargers.list_chargers(actor, source.id, PageRequest())
        assert len(listed.items) == len(self.cloud.chargers)
        for charger in listed.items:
            await services.charger_choice.choose(actor, source.id, charger.id)

    async def _pass(self, platform: Platform, seconds: int) -> None:
        self._pass_time(seconds)
        await self._cycle(platform)

    async def _cycle(self, platform: Platform) -> None:
        self.line.begin_cycle()
        await turn(platform)

    def _pass_time(self, seconds: int) -> None:
        for _ in range(max(1, seconds // 600)):
            self.clock.advance(seconds=min(seconds, 600))
            self.life.step()

    async def _stop_amid(self, platform: Platform) -> None:
        """Leave the platform while it asks, somewhere between two awaits."""
        self._pass_time(10)
        self.line.begin_cycle()
        await platform.crew.poller.step()
        for _ in range(self.chance.randint(0, 40)):
            await asyncio.sleep(0)

    def _shown(self, session: Session) -> Shown:
        person_id = session.holder.person_id
        name = None if person_id is None else self._names[person_id]
        return session.started_at, session.ended_at, session.energy.energy_wh, name


async def _all(platform: Platform) -> list[Session]:
    actor, found, cursor = await actor_of(platform), list[Session](), None
    while True:
        page = await platform.services.session_queries.list_sessions(
            actor, SessionFilter(), PageRequest(limit=200, cursor=cursor)
        )
        found += [view.session for view in page.items]
        if (cursor := page.next_cursor) is None:
            return found
