from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import Condominium, default_prices


async def charge_and_stay(house: Condominium, *, minutes: float) -> None:
    """Charge 2 kWh in an hour, show no power a minute later, and stay so long from then on."""
    async with await house.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(2_000, minutes=60)
        await station.clock.sleep(60)
        await station.sample(power_w=0)
        await station.clock.sleep(minutes * 60)
        await station.stop()


async def charge_for_idleness(house: Condominium) -> None:
    await house.admin.create(
        f"/tariffs/{house.tariff['id']}/versions",
        **default_prices(valid_from="2025-11-01T03:00:00Z", price_per_idle_minute="0.50"),
    )


async def test_and_pays_for_what_is_beyond_the_grace(house: Condominium) -> None:
    await charge_for_idleness(house)
    await charge_and_stay(house, minutes=40)
    session = await house.the_session()
    assert (session["idle_seconds"], session["cost"]["amount"]) == (2_400, "13.56")
    [idle] = [line for line in session["price_lines"] if line["kind"] == "idle"]
    assert (idle["seconds"], idle["amount"]["amount"]) == (1_500, "12.50")
    assert idle["explanation"] == {
        "code": "idle_beyond_grace",
        "parameters": {"idle_seconds": "2400", "grace_seconds": "900"},
    }


async def test_and_pays_nothing_within_the_grace(house: Condominium) -> None:
    await charge_for_idleness(house)
    await charge_and_stay(house, minutes=15)
    session = await house.the_session()
    assert (session["idle_seconds"], session["cost"]["amount"]) == (900, "1.06")


async def test_and_a_preview_says_what_other_prices_would_make_of_it(house: Condominium) -> None:
    await charge_and_stay(house, minutes=40)
    session = await house.the_session()
    assert session["cost"]["amount"] == "1.06"
    tried = await house.admin.post(
        f"/tariffs/{house.tariff['id']}/preview",
        session_id=session["id"],
        version=default_prices(price_per_idle_minute="1.00", amount_max="20.00"),
    )
    assert tried["total"]["amount"] == "20.00"
    assert [line["kind"] for line in tried["lines"]] == ["energy", "energy", "idle", "maximum"]
    assert (await house.the_session())["cost"]["amount"] == "1.06"
