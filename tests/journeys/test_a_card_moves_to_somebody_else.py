from datetime import UTC, datetime, timedelta

from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import Condominium


async def test_and_leaves_its_past_where_it_was(house: Condominium) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    async with await house.station(at=now - timedelta(hours=1)) as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(1_000, minutes=30)
        await station.stop()
        heir = await house.admin.create("/people", name="Herdeira")
        await house.admin.patch(f"/id-tokens/{house.card['id']}", person_id=heir["id"])
        await station.tap(RFID_TOKEN)  # told only now: it was the first owner's then
        await station.charge(1_000, minutes=15)
        await station.stop()
        station.jump_to(now + timedelta(minutes=5))
        await station.tap(RFID_TOKEN)
        await station.charge(1_000, minutes=15)
        await station.stop()
    people = [each["person"]["id"] for each in await house.settled(3)]
    assert people == [house.resident["id"], house.resident["id"], heir["id"]]
