from datetime import UTC, datetime, timedelta

import pytest

from sigec_sandbox import (
    Faults,
    Metering,
    PacedClock,
    Repeat,
    ScriptClock,
    Station16,
    StationSpec,
    outlets,
)
from tests.integration.sandbox.central_system import CentralSystem

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
OFFSET_WH = 6_057_910


def station(
    central: CentralSystem, spec: StationSpec | None = None, faults: Faults | None = None
) -> Station16:
    return Station16(
        central.url,
        "CP-1",
        spec=spec or StationSpec(outlets=outlets(2, register_wh=OFFSET_WH)),
        clock=ScriptClock(NOON),
        faults=faults,
    )


async def test_a_charge_by_card_is_reported_exactly(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.plug()
        assert await one.tap("04A1B2C3") == "Accepted"
        await one.charge(11_400, minutes=90)
        await one.stop()
        await one.unplug()

    assert central.of("StartTransaction") == [
        {
            "connectorId": 1,
            "idTag": "04A1B2C3",
            "meterStart": OFFSET_WH,
            "timestamp": "2026-01-05T12:00:00Z",
        }
    ]
    assert central.of("StopTransaction") == [
        {"transactionId": 1, "timestamp": "2026-01-05T13:30:00Z", "meterStop": OFFSET_WH + 11_400}
    ]
    statuses = [s["status"] for s in central.of("StatusNotification") if s["connectorId"] == 1]
    assert statuses == ["Available", "Preparing", "Charging", "Finishing", "Available"]
    assert len(central.of("MeterValues")) == 90


async def test_the_registers_are_those_of_the_schedule(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.plug()
        await one.tap("04A1B2C3")
        await one.charge(1_000, minutes=3)
    energies = [
        value["value"]
        for message in central.of("MeterValues")
        for value in message["meterValue"][0]["sampledValue"]
        if value["measurand"] == "Energy.Active.Import.Register"
    ]
    assert energies == [str(OFFSET_WH + wh) for wh in (333, 666, 1_000)]


async def test_the_same_card_stops_what_it_started(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.plug()
        await one.tap("04A1B2C3")
        await one.tap("04a1b2c3")
        assert one.connectors[1].transaction is None
    assert central.of("StopTransaction")[0]["idTag"] == "04a1b2c3"


async def test_a_card_before_the_cable_starts_when_the_cable_comes(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.tap("04A1B2C3", 2)
        assert central.of("StartTransaction") == []
        await one.plug(2)
    assert central.of("StartTransaction")[0]["connectorId"] == 2


async def test_a_card_whose_cable_never_comes_is_forgotten(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.tap("04A1B2C3")
        await one.wait(minutes=3)
        await one.plug()
    assert central.of("StartTransaction") == []


async def test_two_cars_charge_side_by_side(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.plug(1)
        await one.tap("AA", 1)
        await one.plug(2)
        await one.tap("BB", 2)
        await one.charge_together({1: 5_000, 2: 3_000}, minutes=60)
        await one.stop(2)
        await one.charge(500, connector=1, minutes=10)
        await one.stop(1)
    stops = {stop["transactionId"]: stop for stop in central.of("StopTransaction")}
    assert stops[1]["meterStop"] == OFFSET_WH + 5_500
    assert stops[2]["meterStop"] == OFFSET_WH + 3_000


async def test_a_refused_card_starts_nothing(central: CentralSystem) -> None:
    central.known_tokens = {"AA"}
    async with station(central) as one:
        await one.plug()
        assert await one.tap("ZZ") == "Invalid"
    assert "StartTransaction" not in central.actions


async def test_a_station_that_does_not_ask_learns_the_refusal_from_the_start(
    central: CentralSystem,
) -> None:
    central.known_tokens = {"AA"}
    async with station(central) as one:
        await one.plug()
        await one.tap("ZZ", authorize=False)
        assert one.connectors[1].transaction is None
    assert central.of("StopTransaction")[0]["reason"] == "DeAuthorized"


async def test_what_happens_offline_is_delivered_late_with_its_own_time(
    central: CentralSystem,
) -> None:
    async with station(central) as one:
        one.cut()
        await one.plug()
        await one.tap("AA")
        await one.charge(2_000, minutes=20)
        await one.stop()
        await one.wait(minutes=300)
        before = len(central.calls)
        await one.reconnect()
        assert len(one.delivery) == 0
    late = [action for _, action, _ in central.calls[before:] if action != "StatusNotification"]
    assert late == ["StartTransaction", *["MeterValues"] * 20, "StopTransaction"]
    assert central.of("StartTransaction")[0]["timestamp"] == "2026-01-05T12:00:00Z"
    assert central.of("StopTransaction")[0]["timestamp"] == "2026-01-05T12:20:00Z"
    assert central.of("StopTransaction")[0]["transactionId"] == 1


async def test_a_start_that_is_never_confirmed_is_minus_one(central: CentralSystem) -> None:
    async with station(central, faults=Faults(confirms_start=False)) as one:
        await one.plug()
        await one.tap("AA")
        await one.stop()
    assert central.of("StopTransaction")[0]["transactionId"] == -1


@pytest.mark.parametrize("repeat", Repeat)
async def test_duplicates_are_the_same_message_again(
    central: CentralSystem, repeat: Repeat
) -> None:
    async with station(central, faults=Faults(duplicates=repeat)) as one:
        await one.plug()
        await one.tap("AA")
        await one.stop()
    starts = central.of("StartTransaction")
    assert len(starts) == 2
    assert starts[0] == starts[1]
    ids = [
        message_id
        for (_, action, _), message_id in zip(central.calls, central.message_ids, strict=True)
        if action == "StartTransaction"
    ]
    assert (ids[0] == ids[1]) is (repeat is Repeat.SAME_ID)


async def test_a_lost_answer_leads_to_a_second_start(central: CentralSystem) -> None:
    async with station(central, faults=Faults(lost_answers=1)) as one:
        await one.plug()
        await one.tap("AA")
        assert one.transaction().id == 2
    assert len(central.of("StartTransaction")) == 2


async def test_kwh_registers_concern_sampled_values_only(central: CentralSystem) -> None:
    spec = StationSpec(
        outlets=outlets(1, register_wh=OFFSET_WH),
        metering=Metering(energy_unit="kWh", transaction_data=True),
    )
    async with station(central, spec) as one:
        await one.plug()
        await one.tap("AA")
        await one.charge(1_500, minutes=1)
        await one.stop()
    stop = central.of("StopTransaction")[0]
    assert stop["meterStop"] == OFFSET_WH + 1_500
    register = stop["transactionData"][-1]["sampledValue"][0]
    assert (register["value"], register["unit"]) == ("6059.410", "kWh")


async def test_without_meter_stop_only_the_data_tells_the_end() -> None:
    async with CentralSystem() as central:
        spec = StationSpec(metering=Metering(meter_stop=False, transaction_data=True))
        async with station(central, spec) as one:
            await one.plug()
            await one.tap("AA")
            await one.charge(1_500, minutes=1)
            await one.stop()
        stop = central.of("StopTransaction")[0]
    assert "meterStop" not in stop
    assert stop["transactionData"][-1]["sampledValue"][0]["value"] == "1500"
    assert len(central.violations) == 1


async def test_a_register_reset_shows_in_the_stop(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.plug()
        await one.tap("AA")
        await one.charge(1_000, minutes=10)
        one.set_register(0)
        await one.charge(500, minutes=5)
        await one.stop()
    assert central.of("StopTransaction")[0]["meterStop"] == 500


async def test_a_power_cut_ends_the_transaction_after_the_boot(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.plug()
        await one.tap("AA")
        await one.charge(1_000, minutes=10)
        await one.reboot(down_s=120)
    stop = central.of("StopTransaction")[0]
    assert stop["reason"] == "PowerLoss"
    assert stop["meterStop"] == OFFSET_WH + 1_000
    assert central.actions.index("StopTransaction") > len(central.actions) - 4
    assert len(central.of("BootNotification")) == 2


async def test_a_half_open_socket_is_replaced_by_a_new_one(central: CentralSystem) -> None:
    async with station(central) as one:
        first = central.sockets["CP-1"]
        one.abandon()
        await one.reconnect()
        assert central.sockets["CP-1"] is not first
        assert first.state.name == "OPEN"
        await one.heartbeat()


async def test_a_wrong_clock_falsifies_every_stamp(central: CentralSystem) -> None:
    async with station(central, faults=Faults(clock_unset=True)) as one:
        await one.clock.sleep(90)
        await one.plug()
        one.faults.clock_unset = False
        one.faults.clock_offset_s = -7_200
        await one.tap("AA")
    assert central.of("StatusNotification")[-2]["timestamp"] == "1970-01-01T00:01:30Z"
    assert central.of("StartTransaction")[0]["timestamp"] == "2026-01-05T10:01:30Z"


async def test_a_broken_connector_reports_its_error(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.plug()
        await one.tap("AA")
        await one.fail(error_code="OverCurrentFailure")
        await one.repair()
    faulted = central.of("StatusNotification")[-2]
    assert (faulted["status"], faulted["errorCode"]) == ("Faulted", "OverCurrentFailure")
    assert central.of("StopTransaction")[0]["reason"] == "Other"
    assert central.of("StatusNotification")[-1]["status"] == "Preparing"


async def test_a_replay_repeats_letter_for_letter(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.plug()
        await one.tap("AA")
        answer = await one.replay("StartTransaction", Repeat.SAME_ID)
        assert answer["transactionId"] == 2
        assert len(one.answers.of("StartTransaction")) == 2
    assert central.message_ids[-1] == central.message_ids[-3]


async def test_script_time_passes_without_waiting(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.wait(minutes=24 * 60)
        assert one.clock.now() == NOON + timedelta(days=1)


async def test_what_waits_can_be_rearranged_or_lost(central: CentralSystem) -> None:
    async with station(central) as one:
        one.cut()
        for token in ("AA", "BB"):
            await one.plug()
            await one.tap(token)
            await one.stop()
            await one.unplug()
        one.delivery.reorder(lambda queue: queue[2:])
        await one.reconnect()
        one.cut()
        await one.plug()
        await one.tap("CC")
        one.delivery.drop()
        await one.reconnect()
    assert [start["idTag"] for start in central.of("StartTransaction")] == ["BB"]


async def test_a_script_jumps_to_any_instant(central: CentralSystem) -> None:
    async with station(central) as one:
        one.jump_to(NOON - timedelta(days=400))
        await one.plug()
    assert central.of("StatusNotification")[-1]["timestamp"] == "2024-12-01T12:00:00Z"
    with pytest.raises(TypeError):
        Station16(central.url, "CP-2", clock=PacedClock()).jump_to(NOON)
