"""The condominium of the demo whose chargers are in another cloud: a stand-in on this machine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sigec.demo.furnishing import system_of
from sigec.demo.neighbourhood import CLOUDED
from sigec.kit.actor import Actor
from sigec.kit.ids import SourceId
from sigec.kit.pages import PageRequest
from sigec.rest.services import Services
from sigec.sources.model import Account, Source, SourceDraft
from sigec_sandbox.cvepro.cloud import Cloud
from sigec_sandbox.cvepro.garage import (
    API_KEY,
    EMAIL,
    PASSWORD,
    SPOTS,
    Neighbour,
    furnished,
    lived,
    resumed,
    stage,
)
from sigec_sandbox.cvepro.life import Life
from sigec_sandbox.cvepro.memory import keep, recall
from sigec_sandbox.cvepro.server import CvePro

PORT = 8_900
BEGUN = timedelta(hours=3)
BEGUN_AGAIN = timedelta(minutes=2)
LOOK_EVERY_S = 0.5
STEP_S = 2.0
KEPT_EVERY_STEPS = 15
_NUMBERED_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_SEED = 7


@dataclass(frozen=True, slots=True)
class Clouded:
    """The condominium at work: its cloud, and the life that goes on in it."""

    life: Life
    url: str
    memory: Path

    async def live(self, services: Services, *, past: timedelta) -> None:
        """Tie the chargers to the platform as a síndico would, then let cars come and go."""
        await _tie(services, self.url, past=past)
        while True:
            for _ in range(KEPT_EVERY_STEPS):
                self.life.step()
                await asyncio.sleep(STEP_S)
            keep(self.life, self.memory)


@asynccontextmanager
async def opened(memory: Path, *, past: timedelta, longest: timedelta) -> AsyncIterator[Clouded]:
    """Let the cloud of the condominium listen: the one that an earlier demo kept, else a new one.

    A new one has this much of a past; one that was kept has lived on meanwhile, at most so long.
    """
    life = _life(memory, past=past, longest=longest)
    server = CvePro(life.cloud, port=PORT)
    try:
        await server.__aenter__()
    except OSError:  # somebody else's, or a stand-in that was started by hand
        server = CvePro(life.cloud)
        await server.__aenter__()
    try:
        yield Clouded(life, server.url, memory)
    finally:
        await server.__aexit__(None, None, None)
        keep(life, memory)


def _life(memory: Path, *, past: timedelta, longest: timedelta) -> Life:
    life = recall(memory)
    if life is None:
        # Without its memory it has numbers that nobody used, whatever an earlier demo told.
        life = lived(_cloud(past), past=past)
        begun = BEGUN if past else BEGUN_AGAIN
    else:
        begun = min(BEGUN, resumed(life, longest=longest))
    stage(life.cloud, cards=(CLOUDED.card_of(0), CLOUDED.card_of(4)), begun=begun)
    return life


def _cloud(past: timedelta) -> Cloud:
    neighbours = [
        Neighbour(
            card=CLOUDED.card_of(index),
            name=resident.name,
            unit=f"{resident.tower} {resident.unit}",
        )
        for index, resident in enumerate(CLOUDED.residents)
    ]
    age = datetime.now(UTC) - past - _NUMBERED_FROM
    return furnished(neighbours, last_transaction=int(age.total_seconds()), seed=_SEED)


async def _tie(services: Services, url: str, *, past: timedelta) -> None:
    tenant = await services.tenants.resolve(CLOUDED.slug)
    actor = system_of(tenant.id)
    found = await services.sources.list_sources(actor, PageRequest(limit=1))
    if found.items:
        await _readdress(services, actor, found.items[0], url)
        return
    [site] = (await services.sites.list_sites(actor, PageRequest(limit=1))).items
    source = await services.sources.create_source(
        actor,
        SourceDraft(
            name="CVE-PRO da garagem",
            base_url=url,
            account=Account(api_key=API_KEY, email=EMAIL, password=PASSWORD),
            site_id=site.id,
        ),
    )
    await _choose(services, actor, source.id)
    since = services.clock.now() - past
    await services.sources.request_sync(actor, source.id, from_at=since)


async def _choose(services: Services, actor: Actor, source_id: SourceId) -> None:
    """Wait until the cloud has listed its chargers, and choose those that stand here."""
    here = {spot.box_id for spot in SPOTS if spot.is_here}
    request = PageRequest(limit=100)
    while True:
        page = await services.source_chargers.list_chargers(actor, source_id, request)
        if here <= {charger.external_id for charger in page.items}:
            break
        await asyncio.sleep(LOOK_EVERY_S)
    for charger in sorted(page.items, key=lambda each: each.external_id):
        if charger.external_id in here:
            await services.charger_choice.choose(
                actor, source_id, charger.id, name=None, site_id=None
            )


async def _readdress(services: Services, actor: Actor, source: Source, url: str) -> None:
    if source.base_url != url:
        account = {"api_key": API_KEY, "email": EMAIL, "password": PASSWORD}
        await services.sources.edit_source(actor, source.id, {"base_url": url, **account})
