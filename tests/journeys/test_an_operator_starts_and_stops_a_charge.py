from sigec_sandbox import SILENCE, Station
from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import Condominium, bill
from tests.journeys.eventually import eventually


def start_of(house: Condominium) -> str:
    return "RequestStartTransaction" if house.is_v2 else "RemoteStartTransaction"


def stop_of(house: Condominium) -> str:
    return "RequestStopTransaction" if house.is_v2 else "RemoteStopTransaction"


async def commands(house: Condominium, station: Station) -> str:
    return f"/stations/{await house.station_id(station)}/commands"


async def test_from_the_browser_for_a_card(house: Condominium) -> None:
    async with await house.station() as station:
        path = await commands(house, station)
        await station.plug()
        started = await house.admin.post(f"{path}/start", evse=1, connector=1, id_token=RFID_TOKEN)
        assert started["status"] == "accepted"
        assert started["answer"] == {"status": "Accepted"}
        await station.settle()
        await station.charge(3_000, minutes=30)
        session = await house.open_session()
        assert session["person"]["id"] == house.resident["id"]
        stopped = await house.admin.post(f"{path}/stop", session_id=session["id"])
        assert stopped["status"] == "accepted"
        await station.settle()
        await station.unplug()
        given = await house.admin.items(path)
    assert bill(await house.the_session()) == {
        "started_at": "2025-11-25T19:18:00Z",
        "ended_at": "2025-11-25T19:48:00Z",
        "stop_reason": "Remote",
        "energy_wh": 3_000,
        "energy": "register, exact",
        "cost": "1.59",
        "flags": [],
    }
    assert [(each["kind"], each["status"]) for each in given] == [
        ("stop", "accepted"),
        ("start", "accepted"),
    ]
    assert [each.action for each in station.commands] == [start_of(house), stop_of(house)]


async def test_for_a_person(house: Condominium) -> None:
    async with await house.station() as station:
        await station.plug()
        path = await commands(house, station)
        await house.admin.post(f"{path}/start", evse=1, person_id=house.resident["id"])
        await station.settle()
        session = await house.open_session()
    assert session["person"]["id"] == house.resident["id"]


async def test_a_blocked_card_is_not_even_sent_to_the_station(house: Condominium) -> None:
    await house.new_card("BLOQUEADO", status="blocked")
    async with await house.station() as station:
        await station.plug()
        path = await commands(house, station)
        status, _ = await house.admin.refusal("POST", f"{path}/start", evse=1, id_token="BLOQUEADO")
        assert status == 409
        assert list(station.commands) == []


async def test_the_station_says_no(house: Condominium) -> None:
    async with await house.station() as station:
        station.overrides[start_of(house)] = {"status": "Rejected"}
        path = await commands(house, station)
        answer = await house.admin.post(f"{path}/start", evse=1, id_token=RFID_TOKEN)
        assert answer["status"] == "rejected"
    assert await house.sessions() == []


async def test_a_station_that_is_away_answers_conflict(house: Condominium) -> None:
    station = await house.station()
    path = await commands(house, station)
    refused = await house.admin.refusal("POST", f"{path}/start", evse=1, id_token=RFID_TOKEN)
    assert refused == (409, "conflict.station_offline")
    async with station:
        pass

    async def is_offline() -> bool:
        status = await house.admin.get(path.replace("commands", "status"))
        return not status["online"]

    await eventually(is_offline)
    refused = await house.admin.refusal("POST", f"{path}/reset", type="soft")
    assert refused == (409, "conflict.station_offline")


async def test_a_station_that_stays_silent_is_given_up(house: Condominium) -> None:
    async with await house.station() as station:
        station.overrides[start_of(house)] = SILENCE
        path = await commands(house, station)
        refused = await house.admin.refusal("POST", f"{path}/start", evse=1, id_token=RFID_TOKEN)
        assert refused[0] == 504
        del station.overrides[start_of(house)]
        await station.plug()  # the line stands, and the next command goes through
        answer = await house.admin.post(f"{path}/start", evse=1, id_token=RFID_TOKEN)
        assert answer["status"] == "accepted"
        given = await house.admin.items(path)
        assert [each["status"] for each in given] == ["accepted", "silent"]


async def test_a_charge_of_another_station_is_not_stopped_here(house: Condominium) -> None:
    async with await house.station() as here, await house.station() as there:
        await there.plug()
        await there.tap(RFID_TOKEN)
        session = await house.open_session()
        path = await commands(house, here)
        refused = await house.admin.refusal("POST", f"{path}/stop", session_id=session["id"])
        assert refused == (404, "not_found.session")
        assert list(there.commands) == []
