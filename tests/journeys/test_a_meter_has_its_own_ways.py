from typing import Any

from sigec_sandbox import Metering
from sigec_sandbox.metering import INTERVAL, POWER, REGISTER, SOC
from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import REGISTER_WH, SAMPLE_S, Condominium, bill


async def charged(house: Condominium, **metering: Any) -> None:
    """Charge 4,321 Wh in an hour at a station with this meter."""
    meter = Metering(**{"sample_interval_s": SAMPLE_S, **metering})
    async with await house.station(metering=meter) as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(4_321, minutes=60)
        await station.stop()


async def test_registers_in_kwh(house: Condominium) -> None:
    await charged(house, energy_unit="kWh", transaction_data=True)
    session = await house.the_session()
    assert bill(session) == {
        "started_at": "2025-11-25T19:18:00Z",
        "ended_at": "2025-11-25T20:18:00Z",
        "stop_reason": "Local",
        "energy_wh": 4_321,
        "energy": "register, exact",
        "cost": "2.29",
        "flags": [],
    }
    assert (await house.readings(session))[-1]["energy_wh"] == REGISTER_WH + 4_321


async def test_registers_in_kwh_times_a_power_of_ten(condominium: Condominium) -> None:
    condominium.version = "2.0.1"
    await charged(condominium, energy_unit="kWh", multiplier=-3)
    assert (await condominium.the_session())["energy_wh"] == 4_321


async def test_a_register_that_is_not_named(house: Condominium) -> None:
    await charged(house, measurand_named=False, measurands=(REGISTER,))
    session = await house.the_session()
    assert (session["energy_wh"], session["energy_quality"]) == (4_321, "exact")


async def test_no_register_at_the_end(house: Condominium) -> None:
    meter = Metering(sample_interval_s=SAMPLE_S, meter_stop=False)
    async with await house.station(metering=meter) as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(4_000, minutes=60)
        await station.charge(321, minutes=5)
        await station.stop()
    session = await house.the_session()
    assert bill(session) == {
        "started_at": "2025-11-25T19:18:00Z",
        "ended_at": "2025-11-25T20:23:00Z",
        "stop_reason": "Local",
        "energy_wh": 4_000,
        "energy": "register, estimated",
        "cost": "2.12",
        "flags": [],
    }
    energy = await house.energy(session)
    assert energy["doubts"] == ["last_before_end"]
    assert energy["parts"][0]["to_at"] == "2025-11-25T20:18:00Z"


async def test_a_register_that_starts_again(house: Condominium) -> None:
    async with await house.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(2_000, minutes=30)
        station.set_register(0)
        await station.clock.sleep(60)
        await station.sample()
        await station.charge(1_500, minutes=29)
        await station.stop()
    session = await house.the_session()
    assert bill(session) == {
        "started_at": "2025-11-25T19:18:00Z",
        "ended_at": "2025-11-25T20:18:00Z",
        "stop_reason": "Local",
        "energy_wh": 3_500,
        "energy": "register, estimated",
        "cost": "1.86",
        "flags": ["meter_reset"],
    }
    energy = await house.energy(session)
    assert [part["energy_wh"] for part in energy["parts"]] == [2_000, 1_500]
    assert [(part["first"]["wh"], part["last"]["wh"]) for part in energy["parts"]] == [
        (REGISTER_WH, REGISTER_WH + 2_000),
        (0, 1_500),
    ]
    assert energy["doubts"] == ["meter_reset"]


async def test_a_register_that_says_zero_for_a_moment(house: Condominium) -> None:
    async with await house.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(2_000, minutes=30)
        await station.clock.sleep(60)
        await station.sample(register_wh=0)
        station.set_register(REGISTER_WH + 2_000)
        await station.charge(2_000, minutes=29)
        await station.stop()
    session = await house.the_session()
    assert (session["energy_wh"], session["cost"]["amount"]) == (4_000, "2.12")
    assert session["energy_quality"] == "estimated"


async def test_a_register_that_shows_less_at_the_end(house: Condominium) -> None:
    async with await house.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(2_000, minutes=30)
        station.set_register(7)
        await station.stop()
    session = await house.the_session()
    assert (session["energy_wh"], session["flags"]) == (2_000, ["meter_reset"])
    assert session["energy_quality"] == "estimated"


async def test_intervals_only(condominium: Condominium) -> None:
    condominium.version = "2.0.1"
    await charged(condominium, measurands=(INTERVAL,), begin_and_end=False)
    session = await condominium.the_session()
    assert bill(session)["energy_wh"] == 4_321
    assert bill(session)["energy"] == "interval, estimated"
    assert (await condominium.energy(session))["doubts"] == ["no_register"]


async def test_power_only(condominium: Condominium) -> None:
    condominium.version = "2.0.1"
    await charged(condominium, measurands=(POWER,), begin_and_end=False)
    session = await condominium.the_session()
    energy = await condominium.energy(session)
    assert energy["method"] == "power"
    assert energy["energy_wh"] == 3_241  # 4,321 W between the first reading and the last
    assert energy["parts"][0]["count"] == 4


async def test_nothing_at_all_is_unknown_and_not_zero(condominium: Condominium) -> None:
    condominium.version = "2.0.1"
    await charged(condominium, measurands=(SOC,), begin_and_end=False)
    session = await condominium.the_session()
    assert (session["energy_wh"], session["cost"]) == (None, None)
    assert session["energy_source"] == "unknown"
    assert (await condominium.energy(session))["doubts"] == ["nothing_measured"]


async def test_a_whole_curve_with_the_stop(condominium: Condominium) -> None:
    await charged(condominium, sample_interval_s=60, transaction_data=True)
    session = await condominium.the_session()
    assert (session["energy_wh"], session["flags"]) == (4_321, [])
    readings = await condominium.readings(session)
    assert len({each["at"] for each in readings}) == 61
    assert len({(each["at"], each["context"]) for each in readings}) == len(readings)
