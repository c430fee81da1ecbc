from datetime import timedelta
from decimal import Decimal

from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import EVENING, Condominium, default_prices


async def charge(house: Condominium) -> None:
    """Charge from 16:18 to 17:18 and from 17:23 to 18:23, 2 kWh each."""
    async with await house.station() as station:
        await station.plug()
        for _ in range(2):
            await station.tap(RFID_TOKEN)
            await station.charge(2_000, minutes=60)
            await station.stop()
            await station.clock.sleep(300)


async def test_and_a_charge_keeps_those_of_its_start(house: Condominium) -> None:
    """The new prices hold from 17:00, in the middle of the first charge."""
    await house.admin.create(
        f"/tariffs/{house.tariff['id']}/versions",
        valid_from="2025-11-25T20:00:00Z",
        price_per_kwh="1.00",
    )
    await charge(house)
    before, after = await house.settled(2)
    assert before["cost"]["amount"] == "1.06"
    assert after["cost"]["amount"] == "2.00"


async def test_and_are_told_in_money_time_and_starts(house: Condominium) -> None:
    await house.admin.create(
        f"/tariffs/{house.tariff['id']}/versions",
        **default_prices(
            valid_from="2025-11-01T03:00:00Z", price_per_minute="0.02", price_per_session="1.50"
        ),
    )
    await charge(house)
    first, _ = await house.settled(2)
    assert first["cost"]["amount"] == "3.76"  # 1.06 + 60 × 0.02 + 1.50
    lines = [Decimal(line["amount"]["amount"]) for line in first["price_lines"]]
    assert sum(lines) == Decimal("3.76")


async def test_and_before_the_first_there_is_none(house: Condominium) -> None:
    async with await house.station(at=EVENING - timedelta(days=365)) as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(2_000, minutes=60)
        await station.stop()
    session = await house.the_session()
    assert (session["energy_wh"], session["cost"], session["price_lines"]) == (2_000, None, [])


async def test_and_those_of_the_tenant_hold_where_no_site_has_its_own(house: Condominium) -> None:
    await house.admin.create(
        "/tariffs",
        name="Padrão",
        version={"valid_from": "2025-01-01T03:00:00Z", "price_per_kwh": "0.95"},
    )
    nowhere = house.new_identity()
    await house.register(nowhere, site_id=None)
    for station in (await house.station(), house.device(nowhere)):
        async with station:
            await station.plug()
            await station.tap(RFID_TOKEN)
            await station.charge(2_000, minutes=60)
            await station.stop()
    costs = {each["site_id"]: each["cost"]["amount"] for each in await house.settled(2)}
    assert costs == {house.site["id"]: "1.06", None: "1.90"}
