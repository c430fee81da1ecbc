from typing import Any

import pytest

from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import Condominium, bill

YESTERDAY = "2025-11-24T00:00:00Z"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": "blocked"}, "Blocked"),
        ({"status": "expired"}, "Expired"),
        ({"valid_to": YESTERDAY}, "Expired"),
        ({"status": "invalid"}, "Invalid"),
    ],
    ids=["blocked", "expired", "over", "invalid"],
)
async def test_and_the_reader_says_why(
    house: Condominium, fields: dict[str, Any], said: str
) -> None:
    await house.new_card("CARTAO1", **fields)
    async with await house.station() as station:
        await station.plug()
        assert await station.tap("cartao1") == said
    assert await house.sessions() == []


async def test_a_card_that_nobody_knows_starts_nothing(house: Condominium) -> None:
    async with await house.station() as station:
        await station.plug()
        assert await station.tap("ESTRANHO") == ("Unknown" if house.is_v2 else "Invalid")
    assert await house.sessions() == []


async def test_what_a_stranger_took_all_the_same_is_measured_and_priced(
    house: Condominium,
) -> None:
    async with await house.station(stops_when_refused=False) as station:
        await station.plug()
        await station.tap("ESTRANHO", authorize=False)
        await station.charge(2_000, minutes=30)
        await station.stop()
    session = await house.the_session()
    assert bill(session) == {
        "started_at": "2025-11-25T19:18:00Z",
        "ended_at": "2025-11-25T19:48:00Z",
        "stop_reason": "Local",
        "energy_wh": 2_000,
        "energy": "register, exact",
        "cost": "1.06",
        "flags": ["refused"],
    }
    assert (session["identity"], session["person"]) == ("unknown", None)
    assert session["id_token"] == "ESTRANHO"


async def test_a_station_that_obeys_ends_a_refused_charge_at_once(house: Condominium) -> None:
    async with await house.station() as station:
        await station.plug()
        await station.tap("ESTRANHO", authorize=False)
        assert station.connectors[1].transaction is None
    session = await house.the_session()
    assert (session["energy_wh"], session["stop_reason"]) == (0, "DeAuthorized")
    assert session["started_at"] == session["ended_at"]


async def test_from_the_moment_it_is_blocked(house: Condominium) -> None:
    async with await house.station() as station:
        assert await station.tap(RFID_TOKEN) == "Accepted"
        await station.stop()
        await house.admin.patch(f"/id-tokens/{house.card['id']}", status="blocked")
        assert await station.tap(RFID_TOKEN) == "Blocked"
        await house.admin.patch(f"/id-tokens/{house.card['id']}", status="accepted")
        assert await station.tap(RFID_TOKEN) == "Accepted"
