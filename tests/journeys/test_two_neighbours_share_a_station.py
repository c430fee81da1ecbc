from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import REGISTER_WH, Condominium, bill


async def test_each_pays_what_their_own_connector_gave(house: Condominium) -> None:
    neighbour = await house.admin.create("/people", name="Vizinho")
    await house.new_card("VIZINHO1", person_id=neighbour["id"])
    async with await house.station(connectors=2) as station:
        await station.plug(1)
        await station.tap(RFID_TOKEN, 1)
        await station.charge(1_000, connector=1, minutes=15)
        await station.plug(2)
        await station.tap("VIZINHO1", 2)
        await station.charge_together({1: 2_000, 2: 3_000}, minutes=30)
        assert {each["status"] for each in await house.sessions()} == {"charging"}
        await station.stop(1)
        await station.charge(500, connector=2, minutes=15)
        await station.stop(2)
    left, right = await house.settled(2)
    assert bill(left) == {
        "started_at": "2025-11-25T19:18:00Z",
        "ended_at": "2025-11-25T20:03:00Z",
        "stop_reason": "Local",
        "energy_wh": 3_000,
        "energy": "register, exact",
        "cost": "1.59",
        "flags": [],
    }
    assert bill(right) == {
        "started_at": "2025-11-25T19:33:00Z",
        "ended_at": "2025-11-25T20:18:00Z",
        "stop_reason": "Local",
        "energy_wh": 3_500,
        "energy": "register, exact",
        "cost": "1.86",  # 1.855, to the even cent
        "flags": [],
    }
    assert left["connector_id"] != right["connector_id"]
    assert [left["person"]["id"], right["person"]["id"]] == [house.resident["id"], neighbour["id"]]
    drawn = {each["energy_wh"] - REGISTER_WH for each in await house.readings(right)}
    assert drawn - {0} == {1_500, 3_000, 3_500}


async def test_the_same_card_may_charge_two_cars(house: Condominium) -> None:
    async with await house.station(connectors=2) as station:
        for connector in (1, 2):
            await station.plug(connector)
            await station.tap(RFID_TOKEN, connector)
        await station.charge_together({1: 1_000, 2: 2_000}, minutes=30)
        await station.stop(1)
        await station.stop(2)
    energies = sorted(each["energy_wh"] for each in await house.settled(2))
    assert energies == [1_000, 2_000]
