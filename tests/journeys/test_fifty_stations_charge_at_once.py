import asyncio
import random

from sigec_sandbox import Station
from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import VERSIONS, Condominium

STATIONS = 50
CHARGES = 2


async def test_and_every_watt_hour_is_counted_once(condominium: Condominium) -> None:
    stations = []
    for number in range(STATIONS):
        condominium.version = VERSIONS[number % len(VERSIONS)]
        stations.append(await condominium.station())
    energies = await asyncio.gather(*(charge(station) for station in stations))
    sessions = await condominium.settled(STATIONS * CHARGES)
    counted: dict[str, list[int]] = {station.identity: [] for station in stations}
    for session in sessions:
        counted[session["station_name"].removeprefix("Vaga ")].append(session["energy_wh"])
    expected = dict(zip((station.identity for station in stations), energies, strict=True))
    assert counted == expected
    assert [session["flags"] for session in sessions if session["flags"]] == []


async def charge(station: Station) -> list[int]:
    """Charge by a chance that is the same every time; return the energies."""
    chance = random.Random(station.identity.rpartition("-")[2])
    energies = [chance.randint(1_000, 20_000) for _ in range(CHARGES)]
    async with station:
        await station.plug()
        for energy_wh in energies:
            await station.tap(RFID_TOKEN)
            await station.charge(energy_wh, minutes=chance.randint(20, 90))
            await station.stop()
            await station.clock.sleep(60)
        await station.unplug()
    return energies
