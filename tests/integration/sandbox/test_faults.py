"""Every fault that a station can have, as it looks on the wire."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from sigec_sandbox import Faults, Metering, ScriptClock, Station, StationSpec
from sigec_sandbox.line import Manners
from sigec_sandbox.stations import noise
from sigec_sandbox.stations.message_ids import IdStyle
from sigec_sandbox.stations.quirks import Quirk
from sigec_sandbox.stations.receipts import Receipt
from sigec_sandbox.stations.spec import outlets
from sigec_sandbox.stations.stamps import StampStyle
from sigec_sandbox.versions import STATIONS
from tests.integration.sandbox.central_system import CentralSystem
from tests.integration.sandbox.orders import NOON


@pytest.fixture
async def rough() -> AsyncIterator[CentralSystem]:
    """A central system that takes anything."""
    async with CentralSystem() as system:
        yield system


def station(central: CentralSystem, version: str = "1.6", **faults: Any) -> Station:
    spec = StationSpec(
        outlets=outlets(1, register_wh=1_000), metering=Metering(sample_interval_s=600)
    )
    return STATIONS[version](
        central.url, "CP-1", spec=spec, clock=ScriptClock(NOON), faults=Faults(**faults)
    )


async def charge(one: Station, wh: int = 2_000) -> None:
    await one.plug()
    await one.tap("04AA")
    await one.charge(wh, minutes=20)
    await one.stop(token="04AA")
    await one.unplug()


@pytest.mark.parametrize("said", [0, -1, 2**63 - 1])
async def test_a_station_may_say_one_transaction_id_for_all(
    rough: CentralSystem, said: int
) -> None:
    async with station(rough, transaction_id=said) as one:
        await charge(one)
    assert {payload["transactionId"] for payload in rough.of("MeterValues")} == {said}
    assert rough.of("StopTransaction")[0]["transactionId"] == said


async def test_samples_may_be_under_another_id_or_none(rough: CentralSystem) -> None:
    async with station(rough, samples_id=77) as one:
        await charge(one)
        one.faults.unattached_samples = True
        await charge(one)
    ids = [payload.get("transactionId") for payload in rough.of("MeterValues")]
    assert ids == [77, 77, None, None]
    assert [payload["transactionId"] for payload in rough.of("StopTransaction")] == [1, 2]


async def test_a_sample_may_follow_the_end(rough: CentralSystem) -> None:
    async with station(rough, samples_after_stop=True) as one:
        await charge(one)
    assert rough.actions.index("StopTransaction") < len(rough.actions) - 2
    assert rough.of("MeterValues")[-1]["transactionId"] == 1


@pytest.mark.parametrize("version", ["1.6", "2.0.1"])
async def test_starts_and_ends_may_get_lost(rough: CentralSystem, version: str) -> None:
    async with station(rough, version, loses_stops=True) as one:
        await charge(one)
        await charge(one)
        one.faults.loses_stops, one.faults.loses_starts = False, True
        await charge(one)
    if version == "1.6":
        assert len(rough.of("StartTransaction")) == 2
        assert rough.of("StopTransaction")[0]["transactionId"] == -1
        return
    kinds = [event["eventType"] for event in rough.of("TransactionEvent")]
    assert (kinds.count("Started"), kinds.count("Ended")) == (2, 1)


async def test_a_start_may_be_told_with_its_end(rough: CentralSystem) -> None:
    async with station(rough, starts_late=True) as one:
        await one.plug()
        await one.tap("04AA")
        await one.charge(2_000, minutes=20)
        assert not rough.of("StartTransaction")
        await one.stop()
    told = [a for a in rough.actions if a in {"StartTransaction", "MeterValues", "StopTransaction"}]
    assert told == ["StartTransaction", "MeterValues", "MeterValues", "StopTransaction"]
    assert rough.of("StartTransaction")[0]["timestamp"] == "2026-01-05T12:00:00Z"


async def test_meters_may_stand_still_or_begin_at_nothing(rough: CentralSystem) -> None:
    async with station(rough, frozen_meter=True) as one:
        await charge(one)
        one.faults.frozen_meter, one.faults.zero_meter_start = False, True
        await charge(one)
    assert [start["meterStart"] for start in rough.of("StartTransaction")] == [1_000, 0]
    assert [stop["meterStop"] for stop in rough.of("StopTransaction")] == [1_000, 5_000]


async def test_the_truth_is_on_the_receipt(rough: CentralSystem) -> None:
    receipts: list[Receipt] = []
    async with station(rough, frozen_meter=True) as one:
        one.when_charged = receipts.append
        await one.plug()
        await one.tap("04AA")
        await one.charge(500, minutes=5)
        one.set_register(0)
        await one.charge(250, minutes=5)
        await one.stop()
    [receipt] = receipts
    assert (receipt.energy_wh, receipt.transaction_id, receipt.token) == (750, 1, "04AA")
    assert (receipt.ended_at - receipt.started_at).total_seconds() == 600


@pytest.mark.parametrize(
    ("style", "first"),
    [(IdStyle.COUNTER, "1"), (IdStyle.NUMBER, 1), (IdStyle.SAME, "1")],
)
async def test_message_ids_may_be_odd(
    rough: CentralSystem, style: IdStyle, first: str | int
) -> None:
    async with station(rough, message_ids=style) as one:
        await one.heartbeat()
        assert rough.message_ids[0] == first
        assert (rough.message_ids[-1] == first) is (style is IdStyle.SAME)
        await one.reboot()
        assert rough.message_ids.count(first) >= 2


async def test_message_ids_may_be_too_long(rough: CentralSystem) -> None:
    async with station(rough, message_ids=IdStyle.LONG):
        assert len(rough.message_ids[0]) > 36


async def test_stamps_may_lack_their_zone(rough: CentralSystem) -> None:
    async with station(rough, stamps=StampStyle.ZONELESS) as one:
        await charge(one)
    assert rough.of("StartTransaction")[0]["timestamp"] == "2026-01-05T12:00:00"


async def test_payloads_may_be_bent_in_several_ways_at_once(rough: CentralSystem) -> None:
    quirks = frozenset({Quirk.EXTRA_FIELDS, Quirk.NUMBERS_AS_TEXT, Quirk.EMPTY_TOKEN})
    async with station(rough, quirks=quirks) as one:
        await charge(one)
        await one.replay("StartTransaction")
    first, again = rough.of("StartTransaction")
    assert (first["idTag"], first["meterStart"], first["vendorState"]) == ("", "1000", "ok")
    assert again == first


@pytest.mark.parametrize(
    "manners",
    [
        Manners(leading_slashes=3),
        Manners(trailing_slash=True),
        Manners(absolute_target=True),
    ],
)
async def test_addresses_may_be_odd(rough: CentralSystem, manners: Manners) -> None:
    one = station(rough, manners=manners)
    await one.dial()
    assert one.online
    await one.close()


async def test_the_connection_header_may_be_missing(rough: CentralSystem) -> None:
    one = station(rough, manners=Manners(connection_header=False))
    with pytest.raises(Exception, match=r"426|400|hung up"):
        await one.dial()


async def test_pings_may_stay_unanswered(rough: CentralSystem) -> None:
    for answers in (True, False):
        one = station(rough, manners=Manners(answers_pings=answers))
        await one.connect()
        pong = asyncio.ensure_future(await rough.sockets["CP-1"].ping())
        await one.heartbeat()
        await asyncio.sleep(0)
        assert pong.done() is answers
        await one.close()


async def test_commands_may_stay_unanswered(rough: CentralSystem) -> None:
    async with station(rough, answers_commands=False) as one:
        with pytest.raises(TimeoutError):
            await rough.ask("CP-1", "ClearCache", {}, timeout_s=0.05)
        one.faults.answers_commands, one.faults.truncates_answers = True, True
        with pytest.raises(TimeoutError):
            await rough.ask("CP-1", "GetConfiguration", {}, timeout_s=0.05)
        assert rough.garbage[0].startswith('[3,"cs-2-GetConfiguration",{"configurationKey"')


@pytest.mark.parametrize(("version", "kind"), [("1.6", 4), ("2.1", 5)])
async def test_answers_may_be_answered(rough: CentralSystem, version: str, kind: int) -> None:
    async with station(rough, version, disputes_answers=True) as one:
        await one.heartbeat()
    assert {frame[0] for frame in rough.disputes} == {kind}


async def test_calls_may_not_wait_for_each_other(rough: CentralSystem) -> None:
    rough.answers["StatusNotification"] = None
    spec = StationSpec(outlets=outlets(3), silence_s=0.2)
    one = STATIONS["1.6"](
        rough.url, "CP-1", spec=spec, faults=Faults(waits_for_answers=False, boots=False)
    )
    connecting = asyncio.create_task(one.connect())
    await rough.hears("StatusNotification", 3)
    await asyncio.gather(connecting, return_exceptions=True)
    await one.close()


async def test_a_station_may_boot_never_or_twice(rough: CentralSystem) -> None:
    async with station(rough, boots=False) as one:
        await charge(one)
    assert not rough.of("BootNotification")
    async with station(rough, boots_twice=True):
        assert len(rough.of("BootNotification")) == 2


async def test_an_interval_may_be_ignored(rough: CentralSystem) -> None:
    rough.answers["BootNotification"] = {
        "currentTime": "2026-01-01T00:00:00Z",
        "interval": 900,
        "status": "Pending",
    }
    one = station(rough, obeys_interval=False)
    await one.connect()
    assert one.boot_retry_s == 1
    await one.close()


@pytest.mark.parametrize("version", ["1.6", "2.0.1"])
async def test_configuration_may_restart_the_station(rough: CentralSystem, version: str) -> None:
    orders: dict[str, tuple[str, dict[str, Any]]] = {
        "1.6": ("ChangeConfiguration", {"key": "HeartbeatInterval", "value": "60"}),
        "2.0.1": ("SetVariables", {"setVariableData": []}),
    }
    async with station(rough, version, restarts_on_configuration=True) as one:
        await rough.ask("CP-1", *orders[version])
        await one.settle()
    assert len(rough.of("BootNotification")) == 2


async def test_noise_is_no_reason_to_hang_up(rough: CentralSystem) -> None:
    async with station(rough) as one:
        await noise.send_garbage(one)
        await noise.chatter(one)
        await noise.stop_ghost(one, 4_711)
        await one.heartbeat()
    assert len(rough.garbage) >= 10
    assert rough.of("StopTransaction")[0]["transactionId"] == 4_711
    assert rough.of("VendorHello") == [{"mood": "good"}]


async def test_a_reserved_bit_ends_the_connection(rough: CentralSystem) -> None:
    async with station(rough) as one:
        await one.send_raw("[]", reserved_bit=True)
        await one.hung_up()
        assert not one.online
