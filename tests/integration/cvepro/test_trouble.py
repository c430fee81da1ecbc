"""Whatever the cloud does, nothing is lost, nobody is asked too often, and it is told once."""

import json
from datetime import timedelta

import httpx2
import pytest

from sigec import audit
from sigec.db import StorageUnavailable
from sigec.events.sources import SourceFailed, SourceRecovered
from sigec.kit.actor import PLATFORM
from sigec.kit.clock import ManualClock
from sigec.kit.errors import Invalid
from sigec.kit.pages import PageRequest
from sigec.sources.model import SourceState
from sigec.sources.service import Cycle, SourceProgress
from tests.canaries import PASSWORD, RFID_TOKEN, SECRET_KEY
from tests.integration.cvepro.cloud import Cloud, too_many, unauthorised
from tests.integration.cvepro.conftest import Garage, ago, furnish, on_both, running, turn


async def alerts(garage: Garage) -> list[type]:
    told = (SourceFailed, SourceRecovered)
    return [type(event) for event in await garage.events() if isinstance(event, told)]


async def test_an_expired_token_costs_one_login_and_one_more_request(garage: Garage) -> None:
    garage.cloud.tokens = set()
    await garage.cycle()

    assert garage.cloud.paths() == ["transaction", "login", "transaction", "chargepoints"]
    assert (await garage.source()).state is SourceState.OK


async def test_an_account_that_is_refused_is_tried_ever_more_rarely(garage: Garage) -> None:
    garage.cloud.refuses_logins = True
    garage.cloud.tokens = set()
    await garage.cycle(times=60)

    source = await garage.source()
    assert source.state is SourceState.AUTH_FAILED
    assert source.trouble is not None
    assert source.trouble.code == "source.password_wrong"
    assert garage.cloud.paths().count("login") <= 4  # in ten minutes
    assert await alerts(garage) == [SourceFailed]

    garage.cloud.refuses_logins = False
    changes = {"password": "another-canary-free-password"}
    await garage.platform.services.sources.edit_source(garage.actor, garage.source_id, changes)
    await garage.cycle(after_s=1)
    assert (await garage.source()).state is SourceState.OK
    sent = next(one for one in reversed(garage.cloud.requests) if one.url.path.endswith("/login"))
    assert json.loads(sent.content)["password"] == "another-canary-free-password"


async def test_a_token_that_is_refused_even_when_new_is_an_account_in_trouble(
    garage: Garage,
) -> None:
    def login(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json={"accessToken": "T"})

    garage.cloud.faults = [unauthorised, login, unauthorised]
    await garage.cycle()

    assert (await garage.source()).state is SourceState.AUTH_FAILED
    assert garage.cloud.paths() == ["transaction", "login", "transaction"]


async def test_no_call_is_made_in_a_pause_not_even_after_a_restart(
    sqlite_url: str, cloud: Cloud, clock: ManualClock
) -> None:
    async with running(sqlite_url, cloud, clock) as platform:
        garage = await furnish(platform, cloud, clock)
        cloud.faults = [too_many(1687)]
        await garage.cycle()
        source = await garage.source()
        assert source.state is SourceState.RATE_LIMITED
        assert source.interval_s == 20
        cloud.requests.clear()
        await garage.cycle(times=20)
        tried = await platform.services.sources.list_all()
        assert not tried[0].is_connected(clock.now())
        assert cloud.requests == []

    async with running(sqlite_url, cloud, clock) as platform:
        again = Garage(**{**vars(garage), "platform": platform})
        await again.cycle(times=20)
        assert cloud.requests == []
        await again.cycle(after_s=1687)
        assert cloud.paths() == ["login", "transaction", "chargepoints"]
        assert (await again.source()).state is SourceState.OK
        assert await alerts(again) == [SourceFailed, SourceRecovered]


async def test_a_cloud_under_maintenance_is_asked_for_ever_and_told_of_once(
    garage: Garage,
) -> None:
    garage.cloud.start(1, "GARAGE-1", ago(hours=1), ocppIdTag=RFID_TOKEN)
    await garage.cycle()
    garage.cloud.is_down = True
    began_at = garage.clock.now()
    await garage.cycle(times=3)
    source = await garage.source()
    assert source.state is SourceState.FAILING
    assert source.failing_since_at is not None
    assert source.failing_since_at - began_at < timedelta(minutes=1)

    await garage.cycle(after_s=3600, times=30)
    stopped_at = garage.clock.now() - timedelta(hours=20)
    garage.cloud.is_down = False
    garage.cloud.stop(1, stopped_at, 7_000)
    garage.cloud.start(2, "GARAGE-1", stopped_at + timedelta(hours=1), ocppIdTag=RFID_TOKEN)
    garage.cloud.stop(2, stopped_at + timedelta(hours=3), 8_000)
    await garage.cycle(after_s=60)

    first, second = await garage.sessions()
    assert (first.ended_at, first.energy.energy_wh) == (stopped_at, 7_000)
    assert second.started_at == stopped_at + timedelta(hours=1)
    assert second.energy.energy_wh == 8_000
    assert await alerts(garage) == [SourceFailed, SourceRecovered]


async def test_a_platform_started_while_the_cloud_is_down_begins_by_itself(
    sqlite_url: str, cloud: Cloud, clock: ManualClock
) -> None:
    async with running(sqlite_url, cloud, clock) as platform:
        garage = await furnish(platform, cloud, clock)
    clock.advance(hours=100)
    cloud.is_down = True
    async with running(sqlite_url, cloud, clock) as platform:
        again = Garage(**{**vars(garage), "platform": platform})
        await again.cycle(times=2)
        assert (await again.source()).state is SourceState.FAILING
        cloud.is_down = False
        began_at = clock.now() - timedelta(hours=90)
        cloud.start(1, "GARAGE-1", began_at, ocppIdTag=RFID_TOKEN)
        cloud.stop(1, began_at + timedelta(hours=2), 9_000)
        await again.cycle(after_s=60)

        [session] = await again.sessions()
        assert session.started_at == began_at
        assert session.ended_at == began_at + timedelta(hours=2)
        assert session.energy.energy_wh == 9_000
        assert session.holder.person_id == garage.person_id
        assert (await again.source()).state is SourceState.OK
        assert await alerts(again) == [SourceFailed, SourceRecovered]


@on_both
async def test_one_process_asks_and_another_takes_over_when_it_stops(
    database_url: str, cloud: Cloud, clock: ManualClock
) -> None:
    async with running(database_url, cloud, clock) as first:
        garage = await furnish(first, cloud, clock)
        async with running(database_url, cloud, clock) as second:
            clock.advance(seconds=10)
            await turn(second)
            assert cloud.requests == []
            await first.crew.poller.close()
            await turn(second)
            assert cloud.paths() == ["login", "transaction", "chargepoints"]
            clock.advance(seconds=60)  # the first one's lease would be over by now
            await turn(second)
            await turn(first)
            assert cloud.paths()[3:] == ["transaction", "chargepoints"]
        assert garage.source_id not in first.crew.poller.watches


async def test_a_switched_off_source_is_left_alone(garage: Garage) -> None:
    sources = garage.platform.services.sources
    await sources.edit_source(garage.actor, garage.source_id, {"is_active": False})
    await garage.cycle(times=3)
    assert garage.cloud.requests == []

    await sources.edit_source(garage.actor, garage.source_id, {"is_active": True})
    await garage.cycle(times=2)
    assert garage.cloud.paths()[-1] == "chargepoints"


async def test_an_account_that_comes_and_goes_does_not_hide_in_the_log(garage: Garage) -> None:
    changes = {"password": PASSWORD + "-new", "name": "CVE-PRO da torre A"}
    services = garage.platform.services
    before = await garage.source()
    edited = await services.sources.edit_source(
        garage.actor, garage.source_id, changes, expected_version=before.version
    )
    assert edited.account.password == PASSWORD + "-new"
    assert PASSWORD not in repr(edited)

    await services.sources.delete_source(garage.actor, garage.source_id)
    garage.cloud.requests.clear()
    await garage.cycle(times=3)
    assert garage.cloud.requests == []
    async with garage.platform.database.read(PLATFORM) as connection:
        acts = await audit.read(connection, tenant_id=garage.actor.tenant_id, limit=50)
    told = [act for act in acts if act.subject_kind == "source"]
    assert [act.action for act in told][:2] == ["source.deleted", "source.edited"]
    assert PASSWORD not in str(told)


async def test_stored_secrets_are_not_sent_to_another_address(garage: Garage) -> None:
    sources = garage.platform.services.sources
    moved = {"base_url": "https://elsewhere.example"}
    with pytest.raises(Invalid) as refused:
        await sources.edit_source(garage.actor, garage.source_id, moved)
    assert {error.field for error in refused.value.errors} == {"api_key", "email", "password"}

    again = {**moved, "api_key": "k", "email": "e", "password": "p"}
    await sources.edit_source(garage.actor, garage.source_id, again)
    await garage.cycle()
    assert garage.cloud.requests[0].url.host == "elsewhere.example"


async def test_a_process_that_died_is_replaced_and_asks_no_more_when_it_wakes(
    sqlite_url: str, cloud: Cloud, clock: ManualClock
) -> None:
    async with (
        running(sqlite_url, cloud, clock) as first,
        running(sqlite_url, cloud, clock) as second,
    ):
        await furnish(first, cloud, clock)
        clock.advance(seconds=60)
        await turn(second)
        assert cloud.paths() == ["login", "transaction", "chargepoints"]

        clock.advance(seconds=10)
        await turn(first)
        assert len(cloud.requests) == 3
        await turn(second)
        assert len(cloud.requests) == 5


async def test_headers_are_edited_one_by_one_and_asked_with_at_once(garage: Garage) -> None:
    sources = garage.platform.services.sources
    extra = {"headers": {"extra_headers": {"X-Extra": "canary-free"}}}
    await sources.edit_source(garage.actor, garage.source_id, extra)
    await sources.edit_source(garage.actor, garage.source_id, {"headers": {"platform": "API"}})
    await garage.cycle()

    sent = garage.cloud.requests[-1].headers
    assert (sent["platform"], sent["x-extra"]) == ("API", "canary-free")


async def test_an_account_that_was_sealed_with_another_key_is_asked_for_again(
    sqlite_url: str, cloud: Cloud, clock: ManualClock
) -> None:
    async with running(sqlite_url, cloud, clock) as platform:
        garage = await furnish(platform, cloud, clock)
    async with running(sqlite_url, cloud, clock, secret_key=SECRET_KEY[::-1]) as platform:
        again = Garage(**{**vars(garage), "platform": platform})
        await again.cycle()

        source = await again.source()
        assert source.state is SourceState.AUTH_FAILED
        assert source.trouble is not None
        assert source.trouble.code == "source.account_missing"
        assert cloud.requests == []


async def test_a_restart_of_ours_is_no_failure_of_theirs(
    sqlite_url: str, cloud: Cloud, clock: ManualClock
) -> None:
    async with running(sqlite_url, cloud, clock) as platform:
        garage = await furnish(platform, cloud, clock)
    async with running(sqlite_url, cloud, clock) as platform:
        again = Garage(**{**vars(garage), "platform": platform})
        await again.cycle(after_s=3_600)
        assert (await again.source()).state is SourceState.OK
        assert await alerts(again) == []


async def test_a_cycle_that_breaks_on_our_side_is_told_once_more(
    garage: Garage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lose(_progress: SourceProgress, _cycle: Cycle) -> bool:
        raise StorageUnavailable("the connection was lost")

    garage.cloud.box("GARAGE-2", heartbeat_at=garage.clock.now())
    with monkeypatch.context() as lost:
        lost.setattr(SourceProgress, "note", lose)
        await garage.cycle()
    await garage.cycle()

    listed = await garage.platform.services.source_chargers.list_chargers(
        garage.actor, garage.source_id, PageRequest()
    )
    assert [charger.external_id for charger in listed.items] == ["GARAGE-1", "GARAGE-2"]
