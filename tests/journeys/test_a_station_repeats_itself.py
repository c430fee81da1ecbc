import pytest

from sigec_sandbox import Faults, Repeat, Station
from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import Condominium, bill

REPEATS = pytest.mark.parametrize("repeat", [Repeat.SAME_ID, Repeat.NEW_ID])

EXACT = {
    "started_at": "2025-11-25T19:18:00Z",
    "ended_at": "2025-11-25T20:18:00Z",
    "stop_reason": "Local",
    "energy_wh": 4_000,
    "energy": "register, exact",
    "cost": "2.12",
    "flags": [],
}


async def charge(station: Station) -> None:
    await station.plug()
    await station.tap(RFID_TOKEN)
    await station.charge(4_000, minutes=60)
    await station.stop()


@REPEATS
async def test_with_every_message_of_a_charge(house: Condominium, repeat: Repeat) -> None:
    async with await house.station(faults=Faults(duplicates=repeat)) as station:
        await charge(station)
    assert bill(await house.the_session()) == EXACT
    for action in ("StartTransaction", "StopTransaction", "TransactionEvent"):
        said = station.answers.of(action)
        for first, again in zip(said[::2], said[1::2], strict=True):
            assert (first.request, first.answer) == (again.request, again.answer)
            assert (first.message_id == again.message_id) is (repeat is Repeat.SAME_ID)


@REPEATS
async def test_because_answers_got_lost(house: Condominium, repeat: Repeat) -> None:
    async with await house.station(faults=Faults(lost_answers=3, resend=repeat)) as station:
        await charge(station)
    assert bill(await house.the_session()) == EXACT


@REPEATS
async def test_long_after_the_charge_is_over(house: Condominium, repeat: Repeat) -> None:
    async with await house.station() as station:
        await charge(station)
        before = await house.the_session()
        readings = await house.readings(before)
        for each in list(station.answers):
            if each.action in {
                "StartTransaction",
                "MeterValues",
                "StopTransaction",
                "TransactionEvent",
            }:
                message_id = each.message_id if repeat is Repeat.SAME_ID else None
                answer = await station.call(each.action, each.request, message_id=message_id)
                assert answer == each.answer
    after = await house.the_session()
    assert bill(after) == EXACT
    assert after["id"] == before["id"]
    assert await house.readings(after) == readings


async def test_with_the_ids_of_other_messages(house: Condominium) -> None:
    async with await house.station() as station:
        await charge(station)
        station.delivery.drop()
        for each in list(station.answers):
            await station.call("Heartbeat", {}, message_id=each.message_id)
        await station.call("Heartbeat", {}, message_id="1")
        await station.call("Heartbeat", {}, message_id="1")
    assert bill(await house.the_session()) == EXACT
