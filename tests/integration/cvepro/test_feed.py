"""The cloud's own feed only makes things quicker: REST alone tells the same."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from sigec.app import open_platform
from sigec.cvepro.stomp import Feed, FeedBroken, listen
from sigec.kit.addresses import LOOPBACK, Reach
from sigec.kit.clock import ManualClock
from sigec.kit.pages import PageRequest
from sigec.settings import Settings
from sigec.sources.model import Account, SourceDraft, Step
from sigec.stations.model import ConnectorStatus
from sigec_sandbox.cvepro import Cloud, CvePro
from tests.canaries import API_KEY, EMAIL, PASSWORD, SECRET_KEY
from tests.integration.cvepro.conftest import NOON, actor_of, turn
from tests.journeys.eventually import eventually

HERE = Reach(allowed=LOOPBACK)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
async def server(clock: ManualClock) -> AsyncIterator[CvePro]:
    cloud = Cloud(time=clock)
    tenant = cloud.add_tenant("Acácias", API_KEY)
    cloud.add_account(tenant, EMAIL, PASSWORD)
    cloud.add_charger(tenant, "GARAGE-1", outlets=2)
    async with CvePro(cloud) as server:
        yield server


def feed(server: CvePro, *, bearer: str | None = None) -> Feed:
    cloud = server.cloud
    made = cloud.sign_ins.admit(cloud.accounts[0], at=cloud.now(), life_s=60)
    uuid = cloud.chargers["GARAGE-1"].uuid
    return Feed(base_url=server.url, token=bearer or made.token, chargers=[uuid])


async def test_a_status_comes_as_it_changes(server: CvePro) -> None:
    messages = listen(feed(server), HERE)
    first = asyncio.ensure_future(anext(messages))
    await eventually(lambda: _watched(server))
    server.cloud.report("GARAGE-1", 2, "Charging")

    told = await first
    assert (told.charge_box_id, told.connector_id, told.status) == ("GARAGE-1", 2, "Charging")
    await messages.aclose()


async def test_a_feed_is_opened_anew_when_its_time_is_over(server: CvePro) -> None:
    messages = listen(feed(server), HERE, rotate_s=0)
    first = asyncio.ensure_future(anext(messages))
    await eventually(lambda: _watched(server))
    server.cloud.report("GARAGE-1", 1, "Preparing")
    await first

    with pytest.raises(StopAsyncIteration):
        await anext(messages)


async def test_a_wrong_token_is_refused_without_being_told(server: CvePro) -> None:
    with pytest.raises(FeedBroken) as refused:
        await anext(listen(feed(server, bearer="nonsense"), HERE))
    assert "nonsense" not in str(refused.value)


async def test_an_account_is_read_and_its_feed_speeds_it_up(
    server: CvePro, sqlite_url: str, clock: ManualClock
) -> None:
    cloud = server.cloud
    async with open_platform(
        Settings(database_url=sqlite_url), secret_key=SECRET_KEY, clock=clock
    ) as platform:
        services, actor = platform.services, await actor_of(platform)
        draft = SourceDraft(
            name="CVE-PRO",
            base_url=server.url,
            account=Account(api_key=API_KEY, email=EMAIL, password=PASSWORD),
        )
        tried = await services.sources.try_draft(actor, draft)
        assert (tried.is_ok, list(tried.passed)) == (True, list(Step))
        source = await services.sources.create_source(actor, draft)
        await turn(platform)
        listed = await services.source_chargers.list_chargers(actor, source.id, PageRequest())
        charger = await services.charger_choice.choose(actor, source.id, listed.items[0].id)
        clock.advance(seconds=10)
        await turn(platform)
        await turn(platform)  # now it answers, and is listened to
        await eventually(lambda: _watched(server))

        calls = len(cloud.heard)
        cloud.report("GARAGE-1", 2, "Preparing")

        async def status() -> bool | None:
            cards = await services.inventory.list_connectors(actor, station_id=charger.station_id)
            told = {card.connector.number: card.connector.status for card in cards}
            return told.get(2) is ConnectorStatus.PREPARING or None

        await eventually(status)
        assert len(cloud.heard) == calls
        clock.advance(seconds=3)  # long before the next cycle
        await turn(platform)
        assert [each.path for each in list(cloud.heard)[calls:]] == [
            "/transaction",
            "/chargepoints",
        ]


async def _watched(server: CvePro) -> bool | None:
    """Say whether somebody subscribed; a SUBSCRIBE is answered by nothing."""
    watches = server.cloud.listeners
    return any(getattr(watch, "_subscriptions", None) for watch in watches) or None
