"""What a charge in the cloud becomes here: the session that an OCPP station would have told."""

from dataclasses import replace
from datetime import timedelta

import httpx2

from sigec.app import open_platform
from sigec.drivers.model import PersonDraft
from sigec.events.sessions import SessionEnded, SessionIdentified, SessionStarted
from sigec.events.stations import StationConnected, StationDisconnected
from sigec.kit.clock import ManualClock
from sigec.kit.pages import PageRequest
from sigec.sessions.model import Flag, Identity, SessionStatus
from sigec.settings import Settings
from sigec.sources.model import TagOrigin
from sigec.stations.model import Label
from sigec_sandbox.cvepro import Cloud as StandIn
from sigec_sandbox.cvepro.server import asgi
from tests.canaries import API_KEY, EMAIL, PASSWORD, RFID_TOKEN, SECRET_KEY
from tests.integration.cvepro.cloud import Cloud
from tests.integration.cvepro.conftest import DRAFT, NOON, Garage, ago, furnish, on_both, running


@on_both
async def test_a_charge_has_the_clouds_times_energy_and_person(garage: Garage) -> None:
    garage.cloud.start(5001, "GARAGE-1", ago(minutes=5), ocppIdTag=RFID_TOKEN.lower())
    garage.cloud.status("GARAGE-1", "Charging", ago(minutes=4))
    await garage.cycle()

    [session] = await garage.sessions()
    assert (session.external_id, session.source) == ("5001", "cvepro")
    assert session.started_at == ago(minutes=5)
    assert session.status is SessionStatus.CHARGING
    assert session.holder.person_id == garage.person_id
    assert session.energy.energy_wh is None

    garage.cloud.stop(5001, ago(minutes=1), 11_400)
    await garage.cycle()

    [session] = await garage.sessions()
    assert session.ended_at == ago(minutes=1)
    assert session.energy.energy_wh == 11_400
    assert session.stop_reason == "EVDisconnected"
    assert Flag.REFUSED not in session.flags
    await garage.platform.crew.loops[1]._step()  # the projector reads the cloud's rows like any
    events = [type(event) for event in await garage.events()]
    assert events.count(SessionStarted) == events.count(SessionEnded) == 1


async def test_two_calls_make_a_cycle_and_nothing_new_tells_nothing(garage: Garage) -> None:
    for number in range(30):
        garage.cloud.start(number + 1, "GARAGE-1", ago(hours=40 - number), stopTimestamp=None)
        garage.cloud.stop(number + 1, ago(hours=40 - number - 0.5), 1_000)
    await garage.cycle()
    before = await garage.sessions()
    garage.cloud.requests.clear()

    await garage.cycle(times=5)

    assert garage.cloud.paths() == ["transaction", "chargepoints"] * 5
    assert await garage.sessions() == before
    assert sum(session.energy.energy_wh or 0 for session in before) == 30_000


async def test_after_a_restart_everything_is_told_once_more_and_changes_nothing(
    sqlite_url: str, cloud: Cloud, clock: ManualClock
) -> None:
    async with running(sqlite_url, cloud, clock) as platform:
        garage = await furnish(platform, cloud, clock)
        cloud.start(1, "GARAGE-1", ago(hours=3))
        await garage.cycle()
        cloud.stop(1, ago(hours=2), 5_000, ocppIdTag=RFID_TOKEN)
        cloud.start(2, "GARAGE-1", ago(hours=1))
        await garage.cycle()
        before = await garage.sessions()
        events = len(await garage.events())

    async with running(sqlite_url, cloud, clock) as platform:
        again = Garage(**{**vars(garage), "platform": platform})
        await again.cycle(times=2)
        after = await again.sessions()

        for one, other in zip(before, after, strict=True):
            assert (one.id, one.started_at, one.ended_at) == (
                other.id,
                other.started_at,
                other.ended_at,
            )
            assert (one.energy, one.holder, one.flags) == (other.energy, other.holder, other.flags)
        assert len(await again.events()) == events


@on_both
async def test_an_empty_tag_is_pending_until_the_stop_shows_it_and_is_known_at_once_then(
    garage: Garage,
) -> None:
    garage.cloud.start(1, "GARAGE-1", ago(hours=2))
    await garage.cycle()
    assert (await garage.sessions())[0].holder.identity is Identity.PENDING

    garage.cloud.stop(1, ago(hours=1), 2_000, ocppIdTag=RFID_TOKEN)
    await garage.cycle()
    [first] = await garage.sessions()
    assert first.holder.person_id == garage.person_id
    assert SessionIdentified in [type(event) for event in await garage.events()]
    [tag] = await garage.platform.services.tag_maps.list_tags(garage.actor, garage.source_id)
    assert (tag.external_key, tag.origin) == ("pk:17", TagOrigin.LEARNED)

    garage.cloud.start(2, "GARAGE-1", ago(minutes=5))
    await garage.cycle()
    assert (await garage.sessions())[1].holder.person_id == garage.person_id


async def test_a_pending_session_learns_from_a_mapping_even_after_its_end(garage: Garage) -> None:
    garage.cloud.start(1, "GARAGE-1", ago(hours=3), ocppTagPk=99)
    garage.cloud.stop(1, ago(hours=2), 2_000)
    await garage.cycle()

    await garage.platform.services.tag_maps.map_to_person(
        garage.actor, garage.source_id, "pk:99", garage.person_id
    )
    await garage.cycle()

    [session] = await garage.sessions()
    assert session.holder.person_id == garage.person_id
    assert session.energy.energy_wh == 2_000
    assert Flag.AFTER_END not in session.flags


@on_both
async def test_who_was_put_right_stays_when_the_cloud_tells_the_tag_later(garage: Garage) -> None:
    services = garage.platform.services
    bia = await services.people.create_person(garage.actor, PersonDraft(name="Bia"))
    garage.cloud.start(1, "GARAGE-1", ago(hours=2))
    await garage.cycle()
    [pending] = await garage.sessions()
    await services.identities.correct_person(
        garage.actor, pending.id, bia.id, reason="O porteiro viu."
    )
    garage.cloud.stop(1, ago(hours=1), 1_000)
    await garage.cycle()
    garage.cloud.stop(1, ago(hours=1), 2_000, ocppIdTag=RFID_TOKEN)
    await garage.cycle()
    [session] = await garage.sessions()
    assert (session.holder.person_id, session.holder.identity) == (bia.id, Identity.KNOWN)
    assert session.energy.energy_wh == 2_000


async def test_who_misses_from_a_list_has_not_ended(garage: Garage) -> None:
    garage.cloud.start(1, "GARAGE-1", ago(hours=1), ocppIdTag=RFID_TOKEN)
    await garage.cycle()
    garage.cloud.hides = {1}
    await garage.cycle(times=3)
    assert (await garage.sessions())[0].is_open

    garage.cloud.hides = set()
    garage.cloud.stop(1, ago(minutes=30), 3_000)
    await garage.cycle()
    assert (await garage.sessions())[0].ended_at == ago(minutes=30)


async def test_an_end_without_energy_waits_for_it(garage: Garage) -> None:
    garage.cloud.start(1, "GARAGE-1", ago(hours=1))
    garage.cloud.stop(1, ago(minutes=30), 3_000, energy=None, stopValue=None)
    await garage.cycle(times=3)
    assert (await garage.sessions())[0].is_open

    garage.cloud.stop(1, ago(minutes=30), 3_000)
    await garage.cycle()
    [session] = await garage.sessions()
    assert session.energy.energy_wh == 3_000
    assert Flag.AFTER_END not in session.flags


async def test_a_charge_of_days_is_confirmed_by_a_wider_look(garage: Garage) -> None:
    garage.cloud.start(1, "GARAGE-1", ago(minutes=10))
    await garage.cycle()
    for _ in range(5):
        await garage.cycle(after_s=12 * 3600)
    garage.cloud.stop(1, garage.clock.now() - timedelta(minutes=5), 50_000)
    await garage.cycle(after_s=700)

    [session] = await garage.sessions()
    assert session.ended_at is not None
    assert session.energy.energy_wh == 50_000


async def test_a_status_alone_makes_no_session_and_a_silent_charger_is_offline(
    garage: Garage,
) -> None:
    garage.cloud.status("GARAGE-1", "Charging", ago(days=700))
    await garage.cycle()
    assert await garage.sessions() == []
    inventory = garage.platform.services.inventory
    [card] = await inventory.list_connectors(garage.actor, station_id=garage.station_id)
    assert card.label() is Label.IN_USE
    assert (card.connector.power_max_w, card.connector.type) == (7_400, "cType2")

    await garage.cycle(after_s=16 * 60)
    [card] = await inventory.list_connectors(garage.actor, station_id=garage.station_id)
    assert card.label() is Label.OFFLINE

    garage.cloud.box("GARAGE-1", heartbeat_at=garage.clock.now())
    await garage.cycle()
    station = await inventory.get_station(garage.actor, garage.station_id)
    assert station.is_online
    turns = [
        type(event)
        for event in await garage.events()
        if isinstance(event, StationConnected | StationDisconnected)
    ]
    assert turns == [StationConnected, StationDisconnected, StationConnected]


async def test_what_cannot_be_read_is_counted_and_takes_nothing_with_it(garage: Garage) -> None:
    garage.cloud.start(1, "GARAGE-1", ago(hours=1))
    garage.cloud.start(2, "GARAGE-1", ago(hours=2), id={"not": "a number"})
    garage.cloud.status("GARAGE-1", "Levitating", NOON)
    await garage.cycle(times=3)

    source = await garage.source()
    assert source.unreadable == 2
    assert [session.external_id for session in await garage.sessions()] == ["1"]


async def test_a_cloud_that_tells_local_times_is_read_in_its_zone(
    sqlite_url: str, clock: ManualClock
) -> None:
    there = StandIn(time=clock)
    tenant = there.add_tenant("Acácias", API_KEY)
    there.add_account(tenant, EMAIL, PASSWORD)
    there.add_charger(tenant, "GARAGE-1")
    there.behaviours.tells_local_times = True
    there.start("GARAGE-1", 1, RFID_TOKEN, at=ago(hours=3))
    http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=asgi(there)))
    settings = Settings(database_url=sqlite_url)
    async with open_platform(settings, secret_key=SECRET_KEY, clock=clock, http=http) as platform:
        garage = await furnish(platform, Cloud(), clock, email=EMAIL)
        sources = platform.services.sources
        zone = {"timezone": "America/Sao_Paulo"}
        await sources.edit_source(garage.actor, garage.source_id, zone)
        await garage.cycle()

        [session] = await garage.sessions()
        assert session.started_at == ago(hours=3)


async def test_a_charger_that_was_let_go_and_taken_in_again_tells_its_charges_again(
    garage: Garage,
) -> None:
    garage.cloud.start(1, "GARAGE-1", ago(hours=2), ocppIdTag=RFID_TOKEN)
    await garage.cycle()
    services = garage.platform.services
    listed = await services.source_chargers.list_chargers(
        garage.actor, garage.source_id, PageRequest()
    )
    charger_id = listed.items[0].id
    await services.charger_choice.leave(garage.actor, garage.source_id, charger_id)
    again = await services.charger_choice.choose(
        garage.actor, garage.source_id, charger_id, name="Vaga 12"
    )
    garage.cloud.stop(1, ago(hours=1), 4_000)
    await garage.cycle()

    told = [one for one in await garage.sessions() if one.station_id == again.station_id]
    assert [(one.started_at, one.energy.energy_wh) for one in told] == [(ago(hours=2), 4_000)]


async def test_an_account_that_was_removed_and_added_again_goes_on_with_its_stations(
    garage: Garage,
) -> None:
    garage.cloud.start(1, "GARAGE-1", ago(hours=2), ocppIdTag=RFID_TOKEN)
    await garage.cycle()
    services = garage.platform.services
    await services.sources.delete_source(garage.actor, garage.source_id)
    draft = replace(DRAFT, name="Outra vez")
    again = await services.sources.create_source(garage.actor, draft)
    await garage.cycle()
    listed = await services.source_chargers.list_chargers(garage.actor, again.id, PageRequest())
    chosen = await services.charger_choice.choose(garage.actor, again.id, listed.items[0].id)
    garage.cloud.stop(1, ago(hours=1), 4_000)
    await garage.cycle()

    assert chosen.station_id == garage.station_id
    [session] = await garage.sessions()
    assert (session.ended_at, session.energy.energy_wh) == (ago(hours=1), 4_000)
