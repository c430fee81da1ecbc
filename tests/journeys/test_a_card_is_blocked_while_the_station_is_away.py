"""A card is blocked while the station is away: it returns, and its list is put right by itself."""

from sigec_sandbox import Station
from sigec_sandbox.stations.tokens import Token
from tests.canaries import RFID_TOKEN
from tests.journeys.api import Json
from tests.journeys.condominium import Condominium
from tests.journeys.eventually import eventually

OTHER = "04OTHERCARD"


async def test_and_its_list_is_put_right_when_it_returns(house: Condominium) -> None:
    await house.admin.put("/access-policy", keeps_list=True, offline="listed")
    await house.admin.create("/id-tokens", value=OTHER)
    async with await house.station() as station:
        path = f"/stations/{await house.station_id(station)}/local-list"
        await eventually(lambda: is_listed(station, RFID_TOKEN, OTHER))
        await eventually(lambda: is_in_step(house, path, size=2))

        station.cut()
        await eventually(lambda: is_away(house, station))
        [card] = await house.admin.items("/id-tokens", value=RFID_TOKEN)
        await house.admin.patch(f"/id-tokens/{card['id']}", status="blocked")
        assert await is_listed(station, RFID_TOKEN)  # it cannot know yet

        await station.connect()
        await eventually(lambda: is_in_step(house, path, size=1))
        assert not await is_listed(station, RFID_TOKEN)
        assert await is_listed(station, OTHER)
    tried = await house.admin.post(
        f"{path.removesuffix('/local-list')}/decisions/try", value=RFID_TOKEN
    )
    assert tried["title"] == "Recusado: bloqueado"


async def is_away(house: Condominium, station: Station) -> bool:
    status = await house.admin.get(f"/stations/{await house.station_id(station)}/status")
    return not status["online"]


async def is_listed(station: Station, *values: str) -> bool:
    return all(station.local_list.status(Token(value)) == "Accepted" for value in values)


async def is_in_step(house: Condominium, path: str, *, size: int) -> Json | None:
    found: Json = await house.admin.get(path)
    return found if (found["state"], found["size"]) == ("applied", size) else None
