"""What stations do with transaction ids, sequence numbers and clocks that nobody should."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sigec_sandbox import Faults, Station
from sigec_sandbox.stations.delivery import TransactionMessage
from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import REGISTER_WH, Condominium, bill

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


def stop(transaction_id: int, **fields: Any) -> dict[str, Any]:
    """Return the StopTransaction of that charge under another id."""
    return {
        "transactionId": transaction_id,
        "timestamp": "2025-11-25T20:18:00Z",
        "meterStop": REGISTER_WH + 4_000,
        **fields,
    }


async def test_and_never_learns_its_transaction_id(condominium: Condominium) -> None:
    async with await condominium.station(faults=Faults(confirms_start=False)) as station:
        await charge(station)
        assert station.answers.last("StopTransaction").request["transactionId"] == -1
        assert station.answers.last("StopTransaction").answer == {}
    assert bill(await condominium.the_session()) == {**EXACT, "flags": ["orphan_matched"]}


@pytest.mark.parametrize("said", [0, -1, -77])
async def test_and_stops_a_transaction_that_cannot_be(condominium: Condominium, said: int) -> None:
    async with await condominium.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(4_000, minutes=60)
        for _ in range(2):
            assert await station.call("StopTransaction", stop(said, idTag=RFID_TOKEN)) in (
                {},
                {"idTagInfo": {"status": "Accepted"}},
            )
    assert bill(await condominium.the_session()) == {**EXACT, "flags": ["orphan_matched"]}


async def test_and_stops_the_transaction_of_another_station(condominium: Condominium) -> None:
    async with await condominium.station() as mine, await condominium.station() as other:
        await mine.plug()
        await mine.tap(RFID_TOKEN)
        await mine.charge(4_000, minutes=60)
        foreign = mine.transaction().id
        assert isinstance(foreign, int)
        await other.call("StopTransaction", stop(foreign))
        assert (await condominium.open_session())["status"] == "charging"
        await mine.stop()
    assert bill(await condominium.the_session()) == EXACT


async def test_and_stops_what_never_began(condominium: Condominium) -> None:
    async with await condominium.station() as station:
        answer = await station.call("StopTransaction", stop(4_711, idTag=RFID_TOKEN))
        assert set(answer) <= {"idTagInfo"}
    assert await condominium.sessions() == []


async def test_and_ends_what_never_began(condominium: Condominium) -> None:
    condominium.version = "2.0.1"
    async with await condominium.station() as station:
        station.cut()
        await charge(station)
        station.delivery.reorder(lambda queued: queued[-1:])
        await station.reconnect()
    session = await condominium.the_session()
    assert bill(session)["ended_at"] == "2025-11-25T20:18:00Z"
    assert "start_unseen" in session["flags"]
    assert session["energy_source"] == "unknown"


async def test_and_tells_the_end_before_the_rest(condominium: Condominium) -> None:
    """However a queue of 2.0.1 is shuffled, the session is the one in order."""
    condominium.version = "2.0.1"
    async with await condominium.station() as station:
        station.cut()
        await charge(station)
        station.delivery.reorder(backwards)
        await station.reconnect()
    assert bill(await condominium.the_session()) == {**EXACT, "flags": ["offline"]}


@pytest.mark.parametrize("seed", range(3))
async def test_and_shuffles_and_doubles_its_events(condominium: Condominium, seed: int) -> None:
    condominium.version = "2.0.1"
    chance = random.Random(seed)
    async with await condominium.station() as station:
        station.cut()
        await charge(station)
        station.delivery.reorder(
            lambda queued: chance.sample([*queued, *queued], counts=None, k=2 * len(queued))
        )
        await station.reconnect()
    assert bill(await condominium.the_session()) == {**EXACT, "flags": ["offline"]}


async def test_and_shuffles_what_it_kept_of_1_6(condominium: Condominium) -> None:
    async with await condominium.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        station.cut()
        await station.charge(4_000, minutes=60)
        await station.stop()
        station.delivery.reorder(backwards)
        await station.reconnect()
    assert bill(await condominium.the_session()) == EXACT


async def test_and_leaves_numbers_out_and_swaps_neighbours(condominium: Condominium) -> None:
    condominium.version = "2.0.1"
    faults = Faults(seq_gaps=True, out_of_order=True)
    async with await condominium.station(faults=faults) as station:
        await charge(station)
    assert bill(await condominium.the_session()) == {**EXACT, "flags": ["sequence_gap"]}


async def test_and_thinks_it_is_1970(house: Condominium) -> None:
    before = datetime.now(UTC)
    async with await house.station(faults=Faults(clock_unset=True)) as station:
        await charge(station)
    after = datetime.now(UTC)
    session = await house.the_session()
    assert session["energy_wh"] == 4_000
    assert "time_assumed" in session["flags"]
    started, ended = (datetime.fromisoformat(session[each]) for each in ("started_at", "ended_at"))
    assert before <= started <= ended <= after


async def test_and_learns_the_time_in_the_middle(house: Condominium) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    faults = Faults(clock_unset=True)
    async with await house.station(at=now, faults=faults) as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        faults.clock_unset = False
        await station.charge(4_000, minutes=60)
        await station.stop()
    session = await house.the_session()
    assert session["energy_wh"] == 4_000
    assert "time_assumed" in session["flags"]
    assert session["ended_at"] == f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"


async def test_and_is_an_hour_slow(house: Condominium) -> None:
    """Its own times are kept: who reads the bill sees what the station said."""
    async with await house.station(faults=Faults(clock_offset_s=-3_600)) as station:
        await charge(station)
    assert bill(await house.the_session()) == {
        **EXACT,
        "started_at": "2025-11-25T18:18:00Z",
        "ended_at": "2025-11-25T19:18:00Z",
    }


async def test_and_uses_a_transaction_id_again(condominium: Condominium) -> None:
    condominium.version = "2.0.1"
    async with await condominium.station() as station:
        await charge(station)
        used = station.answers.last("TransactionEvent").request["transactionInfo"]["transactionId"]
        await station.clock.sleep(600)
        station.dialect.new_transaction_id = lambda: used  # type: ignore[method-assign]  # a lazy counter
        await station.tap(RFID_TOKEN)
        await station.charge(1_000, minutes=30)
        await station.stop()
    first, second = await condominium.settled(2)
    assert bill(first) == EXACT
    assert (second["energy_wh"], second["flags"]) == (1_000, ["reused_id"])
    assert first["external_id"] == second["external_id"] == used


async def test_and_meters_after_the_end(condominium: Condominium) -> None:
    async with await condominium.station() as station:
        await charge(station)
        late = station.answers.last("MeterValues").request
        late["meterValue"][0]["timestamp"] = "2025-11-25T21:00:00Z"
        await station.call("MeterValues", late)
    assert bill(await condominium.the_session()) == {**EXACT, "flags": ["after_end"]}


@pytest.mark.parametrize(
    ("faults", "flags"),
    [
        (Faults(transaction_id=0), ["orphan_matched"]),
        (Faults(samples_id=-7), []),
        (Faults(unattached_samples=True), []),
        (Faults(starts_late=True), []),
        (Faults(samples_after_stop=True), []),
    ],
    ids=["stop-0", "samples-negative", "samples-unattached", "start-late", "samples-late"],
)
async def test_and_is_understood(
    condominium: Condominium, faults: Faults, flags: list[str]
) -> None:
    async with await condominium.station(faults=faults) as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(4_000, minutes=60)
        await station.stop(token=RFID_TOKEN)
    session = await condominium.the_session()
    assert bill(session) == {**EXACT, "flags": flags}
    drawn = {each["energy_wh"] - REGISTER_WH for each in await condominium.readings(session)}
    assert drawn >= {1_000, 2_000, 3_000, 4_000}


async def test_and_never_tells_the_stop(condominium: Condominium) -> None:
    faults = Faults(loses_stops=True)
    async with await condominium.station(faults=faults) as station:
        await charge(station)
        await station.clock.sleep(600)
        faults.loses_stops = False
        await charge(station)
    lost, found = await condominium.settled(2)
    assert bill(lost) == {
        **EXACT,
        "ended_at": "2025-11-25T20:28:00Z",
        "stop_reason": "Other",
        "flags": ["lost_stop"],
    }
    assert (found["energy_wh"], found["flags"]) == (4_000, [])


def backwards(queued: list[TransactionMessage]) -> list[TransactionMessage]:
    return queued[::-1]
