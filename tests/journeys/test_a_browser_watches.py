from contextlib import AsyncExitStack

from websockets.asyncio.client import connect

from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import Condominium
from tests.journeys.live import Live


async def test_a_charge_from_its_start_to_its_price(house: Condominium) -> None:
    async with await house.station() as station, house.watching("sessions") as live:
        await station.plug()
        await station.tap(RFID_TOKEN)
        started = (await live.next("session.started"))["data"]
        await station.charge(2_000, minutes=30)
        progress = await live.next("session.progress", lambda data: data["energy_wh"] == 2_000)
        await station.stop()
        ended = (await live.next("session.ended"))["data"]
        rated = (await live.next("session.rated"))["data"]
    session = await house.the_session()
    told = [started, progress["data"], ended, rated]
    assert {each["session_id"] for each in told} == {session["id"]}
    assert started["person_id"] == house.resident["id"]
    assert started["started_at"] == session["started_at"]
    assert progress["data"]["power_w"] == 4_000
    assert (ended["ended_at"], ended["energy_wh"]) == (session["ended_at"], 2_000)
    assert rated["amount_minor"] == 106


async def test_stations_come_and_go(house: Condominium) -> None:
    station = await house.station()
    async with house.watching("stations") as live:
        async with station:
            await live.next("station.connected")
            await station.plug()
            changed = await live.next(
                "connector.status_changed",
                lambda data: data["status"] == ("Occupied" if house.is_v2 else "Preparing"),
            )
            assert (changed["data"]["evse"], changed["data"]["connector"]) == (1, 1)
        gone = await live.next("station.disconnected")
    assert gone["data"]["station_id"] == await house.station_id(station)


async def test_each_sees_only_what_is_theirs(house: Condominium) -> None:
    """The stranger's frames come after their own, so that what was not sent is known."""
    neighbour = await house.admin.create("/people", name="Vizinho")
    await house.new_card("VIZINHO1", person_id=neighbour["id"])
    slug = f"{house.tenant['slug']}-vizinho"
    async with AsyncExitStack() as stack:
        other = await stack.enter_async_context(Condominium.moved_in(house.installation, slug))
        ana = await stack.enter_async_context(
            house.signed_in("resident", person_id=house.resident["id"])
        )
        url = house.installation.http_url
        watching = [
            await stack.enter_async_context(Live.watching(url, api.token, "sessions", "stations"))
            for api in (ana, other.admin)
        ]
        mine = await stack.enter_async_context(await house.station(connectors=2))
        theirs = await stack.enter_async_context(await other.station())
        for station, card, connector in ((mine, "VIZINHO1", 2), (mine, RFID_TOKEN, 1)):
            await station.plug(connector)
            await station.tap(card, connector)
        await theirs.plug()
        await theirs.tap(RFID_TOKEN)
        started = [(await live.next("session.started"))["data"] for live in watching]
    assert started[0]["person_id"] == house.resident["id"]
    assert started[1]["person_id"] == other.resident["id"]
    assert {frame["data"].get("person_id") for frame in watching[0].seen} == {house.resident["id"]}


async def test_nobody_watches_without_a_token(condominium: Condominium) -> None:
    address = condominium.installation.http_url.replace("http", "ws", 1) + "/api/v1/live"
    async with connect(address, proxy=None) as socket:
        await socket.send('{"token": "made-up"}')
        await socket.wait_closed()
        assert socket.close_code == 4401
