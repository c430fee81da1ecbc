from sigec_sandbox import Station
from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import Condominium, bill
from tests.journeys.eventually import eventually


async def test_in_the_middle_of_a_charge_that_is_told_later(house: Condominium) -> None:
    async with await house.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(1_000, minutes=30)
        station.cut()
        await station.charge(3_000, minutes=30)
        await station.stop()
        assert (await house.open_session())["energy_wh"] == 1_000
        await station.clock.sleep(6 * 3_600)
        await station.reconnect()
    session = await house.the_session()
    assert bill(session) == {
        "started_at": "2025-11-25T19:18:00Z",
        "ended_at": "2025-11-25T20:18:00Z",
        "stop_reason": "Local",
        "energy_wh": 4_000,
        "energy": "register, exact",
        "cost": "2.12",
        "flags": ["offline"] if house.is_v2 else [],
    }


async def test_for_a_whole_charge(house: Condominium) -> None:
    async with await house.station() as station:
        station.cut()
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(4_000, minutes=60)
        await station.stop()
        await station.unplug()
        assert await house.sessions() == []
        await station.reconnect()
    session = await house.the_session()
    assert bill(session) == {
        "started_at": "2025-11-25T19:18:00Z",
        "ended_at": "2025-11-25T20:18:00Z",
        "stop_reason": "Local",
        "energy_wh": 4_000,
        "energy": "register, exact",
        "cost": "2.12",
        "flags": ["offline"] if house.is_v2 else [],
    }
    assert session["person"]["id"] == house.resident["id"]
    registers = {each["energy_wh"] - 6_057_910 for each in await house.readings(session)}
    assert registers >= {1_000, 2_000, 3_000, 4_000}


async def test_and_comes_back_while_the_old_socket_is_half_open(house: Condominium) -> None:
    async with await house.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(1_000, minutes=30)
        station.abandon()
        await station.reconnect()
        await station.charge(1_000, minutes=15)
        station.drop_abandoned()
        await station.charge(1_000, minutes=15)
        status = await house.admin.get(f"/stations/{await house.station_id(station)}/status")
        assert status["online"]
        await station.stop()
    session = await house.the_session()
    assert bill(session)["energy_wh"] == 3_000
    assert bill(session)["ended_at"] == "2025-11-25T20:18:00Z"
    assert session["flags"] == []


async def test_and_power_and_ends_the_charge(house: Condominium) -> None:
    async with await house.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(1_000, minutes=30)
        await station.reboot(down_s=120, reason="PowerLoss")
    session = await house.the_session()
    assert bill(session) == {
        "started_at": "2025-11-25T19:18:00Z",
        "ended_at": "2025-11-25T19:50:00Z",
        "stop_reason": "PowerLoss",
        "energy_wh": 1_000,
        "energy": "register, exact",
        "cost": "0.53",
        "flags": [],
    }


async def test_and_power_and_goes_on_charging(house: Condominium) -> None:
    async with await house.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(1_000, minutes=30)
        await station.reboot(down_s=120, resumes=True)
        assert (await house.open_session())["status"] == "charging"
        await station.charge(1_000, minutes=28)
        await station.stop()
    session = await house.the_session()
    assert bill(session)["energy_wh"] == 2_000
    assert bill(session)["ended_at"] == "2025-11-25T20:18:00Z"


async def test_and_forgets_the_charge_that_the_next_start_proves_over(house: Condominium) -> None:
    async with await house.station(ends_after_reboot=False) as station:
        await charge_and_forget(station)
        assert (await house.open_session())["energy_wh"] == 1_000
        await station.charge(500, minutes=0.5, samples=False)  # what was drawn unseen
        await station.tap(RFID_TOKEN)
        await station.charge(2_000, minutes=30)
        await station.stop()
    lost, found = await house.settled(2)
    assert bill(lost) == {
        "started_at": "2025-11-25T19:18:00Z",
        "ended_at": "2025-11-25T19:50:30Z",
        "stop_reason": "Other",
        "energy_wh": 1_500,
        "energy": "register, exact",
        "cost": "0.80",  # 79.5 cents, to the even one
        "flags": ["lost_stop"],
    }
    assert bill(found)["energy_wh"] == 2_000
    assert bill(found)["flags"] == []


async def test_and_nothing_but_a_start_or_a_person_ends_what_was_forgotten(
    house: Condominium,
) -> None:
    async with await house.station(ends_after_reboot=False) as station:
        await charge_and_forget(station)
        await station.unplug()
        await station.heartbeat()
        session = await house.open_session()
        closed = await house.admin.post(
            f"/sessions/{session['id']}/close", reason="A estação esqueceu a recarga."
        )
        assert closed["status"] == "ended"
    session = await house.the_session()
    assert bill(session) == {
        "started_at": "2025-11-25T19:18:00Z",
        "ended_at": "2025-11-25T19:48:00Z",
        "stop_reason": "Other",
        "energy_wh": 1_000,
        "energy": "register, exact",
        "cost": "0.53",
        "flags": ["closed_by_operator"],
    }


async def test_and_is_shown_offline(house: Condominium) -> None:
    async with await house.station() as station:
        path = f"/stations/{await house.station_id(station)}/status"
        assert (await house.admin.get(path))["online"]
        station.cut()

        async def is_offline() -> bool:
            return not (await house.admin.get(path))["online"]

        await eventually(is_offline)
        status = await house.admin.get(path)
        assert [each["state"] for each in status["connectors"]] == ["offline"]


async def charge_and_forget(station: Station) -> None:
    await station.plug()
    await station.tap(RFID_TOKEN)
    await station.charge(1_000, minutes=30)
    await station.reboot(down_s=120)
