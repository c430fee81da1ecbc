from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import Condominium


async def test_and_see_nothing_of_each_other(house: Condominium) -> None:
    slug = f"{house.tenant['slug']}-vizinho"
    async with Condominium.moved_in(house.installation, slug) as other:
        other.version = house.version
        async with await house.station() as here, await other.station() as there:
            for station in (here, there):
                await station.plug()
                assert await station.tap(RFID_TOKEN) == "Accepted"
                await station.charge(1_000, minutes=30)
                await station.stop()
            mine, theirs = await house.the_session(), await other.the_session()
            assert mine["person"]["id"] == house.resident["id"]
            assert theirs["person"]["id"] == other.resident["id"]

            for path in ("", "/readings", "/energy", "/timeline"):
                refused = await house.admin.refusal("GET", f"/sessions/{theirs['id']}{path}")
                assert refused == (404, "not_found.session")
            their_station = await other.station_id(there)
            for path in ("", "/status", "/connectors", "/messages", "/commands"):
                refused = await house.admin.refusal("GET", f"/stations/{their_station}{path}")
                assert refused == (404, "not_found.station")
            refused = await house.admin.refusal(
                "POST", f"/stations/{their_station}/commands/start", id_token=RFID_TOKEN
            )
            assert refused == (404, "not_found.station")
            assert list(there.commands) == []
            assert await house.admin.items("/stations", ocpp_identity=there.identity) == []


async def test_and_a_card_of_one_is_a_stranger_to_the_other(house: Condominium) -> None:
    slug = f"{house.tenant['slug']}-vizinho"
    async with Condominium.moved_in(house.installation, slug) as other:
        await other.new_card("SODOVIZINHO")
        async with await house.station() as station:
            assert await station.tap("SODOVIZINHO") in {"Invalid", "Unknown"}


async def test_and_an_identity_belongs_to_the_first(house: Condominium) -> None:
    slug = f"{house.tenant['slug']}-vizinho"
    identity = house.new_identity()
    await house.register(identity)
    async with Condominium.moved_in(house.installation, slug) as other:
        refused = await other.admin.refusal(
            "POST", "/stations", name="Outra", ocpp_identity=identity
        )
        assert refused == (409, "conflict.identity_taken")
