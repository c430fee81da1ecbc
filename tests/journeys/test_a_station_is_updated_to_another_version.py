"""A firmware update changes what a station speaks; what it was and what it did stay its own."""

import pytest

from sigec_sandbox import Station
from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import VERSIONS, Condominium


async def charge(station: Station, energy_wh: int) -> None:
    await station.plug()
    await station.tap(RFID_TOKEN)
    await station.charge(energy_wh, minutes=30)
    await station.stop()
    await station.unplug()
    await station.clock.sleep(3_600)


@pytest.mark.parametrize("order", [VERSIONS, VERSIONS[::-1]], ids=["up", "down"])
async def test_and_keeps_its_history(condominium: Condominium, order: tuple[str, ...]) -> None:
    station = await condominium.station()
    for number, version in enumerate(order, start=1):
        station.offer(version)
        async with station:
            assert station.version == version
            await charge(station, number * 1_000)

    sessions = await condominium.settled(len(order))
    assert [each["energy_wh"] for each in sessions] == [1_000, 2_000, 3_000]
    assert {each["station_id"] for each in sessions} == {await condominium.station_id(station)}
    assert [each["person"]["name"] for each in sessions] == ["Ana Moradora"] * 3
    [shown] = await condominium.admin.items("/stations", ocpp_identity=station.identity)
    assert shown["ocpp_version"] == f"ocpp{order[-1]}"
    protocols = {
        message["protocol"]
        for message in await condominium.admin.items(f"/stations/{shown['id']}/messages")
    }
    assert protocols == {f"ocpp{version}" for version in order}


async def test_even_in_the_middle_of_a_charge(condominium: Condominium) -> None:
    """What the old firmware kept is told once it is back; meanwhile the new one serves."""
    station = await condominium.station()
    station.offer("2.0.1")
    async with station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(4_000, minutes=60)
        station.cut()
        await station.charge(4_000, minutes=60)
        await station.stop()
        for version in ("2.1", "2.0.1"):
            station.offer(version)
            await station.reconnect()
            assert station.version == version
            station.cut()
    session = await condominium.the_session()
    assert (session["energy_wh"], session["flags"]) == (8_000, ["offline"])
