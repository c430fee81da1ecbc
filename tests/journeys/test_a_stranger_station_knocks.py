from dataclasses import replace

import pytest

from sigec_sandbox import HandshakeRefused, Station
from tests.canaries import RFID_TOKEN
from tests.journeys.api import Json
from tests.journeys.condominium import Condominium
from tests.journeys.eventually import eventually


async def knock(station: Station) -> int:
    """Return the status that a station is turned away with."""
    with pytest.raises(HandshakeRefused) as refused:
        await station.dial()
    return refused.value.status


async def hung_up(station: Station) -> None:
    """Wait until the platform has closed a station's connection."""

    async def is_closed() -> bool:
        return not station.online

    await eventually(is_closed)


async def listed(house: Condominium, station: Station, count: int = 1) -> Json:
    """Return the one row that tells of a station's refusals, once it counts so many."""

    async def look() -> Json | None:
        rows = await house.installation.admin.items("/handshakes", identity=station.identity)
        return rows[0] if [row["count"] for row in rows] == [count] else None

    return await eventually(look)


async def test_that_nobody_registered(house: Condominium) -> None:
    station = house.device(house.new_identity())
    for _ in range(2):
        assert await knock(station) == 404
    row = await listed(house, station, count=2)
    assert row["reason"] == "unknown_identity"
    assert row["address"] == "127.0.0.1"


async def test_and_is_adopted(house: Condominium) -> None:
    station = house.device(house.new_identity(), segment=f"/{house.tenant['slug']}")
    assert await knock(station) == 404
    row = await listed(house, station)
    adopted = await house.admin.create(
        f"/handshakes/{row['id']}/adopt",
        name="Vaga nova",
        site_id=house.site["id"],
        password=station.endpoint.password,
    )
    assert adopted["registration"] == "accepted"
    async with station:
        await station.plug()
        assert await station.tap(RFID_TOKEN) == "Accepted"


async def test_with_a_wrong_password(house: Condominium) -> None:
    identity = house.new_identity()
    await house.register(identity)
    station = house.device(identity, password="not-the-password")
    assert await knock(station) == 401
    assert (await listed(house, station))["reason"] == "credentials_wrong"


async def test_without_a_password(house: Condominium) -> None:
    identity = house.new_identity()
    await house.register(identity)
    station = house.device(identity, password=None)
    assert await knock(station) == 401
    assert (await listed(house, station))["reason"] == "credentials_missing"


async def test_with_a_password_that_was_replaced(house: Condominium) -> None:
    identity = house.new_identity()
    registered = await house.register(identity)
    await house.admin.patch(f"/stations/{registered['id']}", password="another-password-2b7e")
    assert await knock(house.device(identity)) == 401
    async with house.device(identity, password="another-password-2b7e"):
        pass


async def test_after_it_was_removed(house: Condominium) -> None:
    identity = house.new_identity()
    registered = await house.register(identity)
    async with house.device(identity) as station:
        await house.admin.delete(f"/stations/{registered['id']}")
        await hung_up(station)
    assert await knock(house.device(identity)) == 404


async def test_by_its_own_tenants_path_and_by_anothers(house: Condominium) -> None:
    identity = house.new_identity()
    await house.register(identity)
    async with house.device(identity, segment=f"/{house.tenant['slug']}") as station:
        assert station.registration == "Accepted"
    stray = house.device(identity, segment="/default")
    assert await knock(stray) == 404
    assert (await listed(house, stray))["reason"] == "other_tenant"


async def test_that_speaks_nothing_we_know(condominium: Condominium) -> None:
    identity = condominium.new_identity()
    await condominium.register(identity)
    station = condominium.device(identity)
    station.endpoint = replace(station.endpoint, subprotocols=("ocpp0.9",))
    await station.dial()  # the handshake is completed, without a subprotocol
    await hung_up(station)
    assert (await listed(condominium, station))["reason"] == "subprotocol_unsupported"
