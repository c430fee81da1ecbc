from datetime import UTC, datetime

from sigec_sandbox import (
    Faults,
    Metering,
    ScriptClock,
    StartPoint,
    Station201,
    StationSpec,
    StopPoint,
    outlets,
)
from tests.integration.sandbox.central_system import CentralSystem, Payload

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
OFFSET_WH = 6_057_910


def station(
    central: CentralSystem, spec: StationSpec | None = None, faults: Faults | None = None
) -> Station201:
    return Station201(
        central.url,
        "CS-1",
        spec=spec or StationSpec(outlets=outlets(2, register_wh=OFFSET_WH)),
        clock=ScriptClock(NOON),
        faults=faults,
    )


def told(central: CentralSystem) -> list[tuple[str, str, str | None]]:
    return [
        (e["eventType"], e["triggerReason"], e["transactionInfo"].get("chargingState"))
        for e in central.of("TransactionEvent")
    ]


def register(event: Payload) -> float:
    return float(event["meterValue"][0]["sampledValue"][0]["value"])


async def test_a_charge_by_card_is_reported_exactly(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.plug()
        assert await one.tap("04A1B2C3") == "Accepted"
        await one.charge(11_400, minutes=2)
        await one.stop(token="04A1B2C3")
        await one.unplug()

    assert told(central) == [
        ("Started", "Authorized", "EVConnected"),
        ("Updated", "ChargingStateChanged", "Charging"),
        ("Updated", "MeterValuePeriodic", None),
        ("Updated", "MeterValuePeriodic", None),
        ("Ended", "StopAuthorized", "EVConnected"),
    ]
    events = central.of("TransactionEvent")
    assert [event["seqNo"] for event in events] == [0, 1, 2, 3, 4]
    assert len({event["transactionInfo"]["transactionId"] for event in events}) == 1
    assert register(events[0]) == OFFSET_WH
    assert register(events[-1]) == OFFSET_WH + 11_400
    assert events[0]["timestamp"] == "2026-01-05T12:00:00Z"
    assert events[-1]["timestamp"] == "2026-01-05T12:02:00Z"
    assert events[0]["idToken"] == {"idToken": "04A1B2C3", "type": "ISO14443"}
    assert events[0]["evse"] == {"id": 1, "connectorId": 1}
    assert events[-1]["transactionInfo"]["stoppedReason"] == "Local"
    statuses = [s["connectorStatus"] for s in central.of("StatusNotification") if s["evseId"] == 1]
    assert statuses == ["Available", "Occupied", "Available"]


async def test_a_transaction_may_start_with_the_cable_and_learn_its_token_later(
    central: CentralSystem,
) -> None:
    spec = StationSpec(start_point=StartPoint.EV_CONNECTED, stop_point=StopPoint.EV_CONNECTED)
    async with station(central, spec) as one:
        await one.plug()
        await one.tap("04A1B2C3")
        await one.stop(token="04A1B2C3")
        await one.unplug()
    assert told(central) == [
        ("Started", "CablePluggedIn", "EVConnected"),
        ("Updated", "Authorized", None),
        ("Updated", "ChargingStateChanged", "Charging"),
        ("Updated", "StopAuthorized", "EVConnected"),
        ("Ended", "EVCommunicationLost", "Idle"),
    ]
    events = central.of("TransactionEvent")
    assert "idToken" not in events[0]
    assert events[1]["idToken"]["idToken"] == "04A1B2C3"
    assert events[-1]["transactionInfo"]["stoppedReason"] == "Local"


async def test_a_transaction_may_start_with_the_card(central: CentralSystem) -> None:
    async with station(central, StationSpec(start_point=StartPoint.AUTHORIZED)) as one:
        await one.tap("AA")
        await one.plug()
        await one.unplug()
    assert told(central)[:3] == [
        ("Started", "Authorized", "Idle"),
        ("Updated", "CablePluggedIn", "EVConnected"),
        ("Updated", "ChargingStateChanged", "Charging"),
    ]
    ended = central.of("TransactionEvent")[-1]
    assert ended["transactionInfo"]["stoppedReason"] == "EVDisconnected"


async def test_a_card_whose_cable_never_comes_ends_by_timeout(central: CentralSystem) -> None:
    async with station(central, StationSpec(start_point=StartPoint.AUTHORIZED)) as one:
        await one.tap("AA")
        await one.wait(minutes=5)
    assert told(central)[-1][:2] == ("Ended", "EVConnectTimeout")


async def test_a_refused_token_ends_the_transaction(central: CentralSystem) -> None:
    central.known_tokens = set()
    async with station(central) as one:
        await one.plug()
        await one.tap("ZZ", authorize=False)
    assert [kind for kind, _, _ in told(central)] == ["Started", "Ended"]
    ended = central.of("TransactionEvent")[-1]
    assert ended["triggerReason"] == "Deauthorized"
    assert ended["transactionInfo"]["stoppedReason"] == "DeAuthorized"


async def test_offline_events_say_so_and_keep_their_time(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.plug()
        await one.tap("AA")
        one.cut()
        await one.charge(2_000, minutes=2)
        await one.stop()
        await one.wait(minutes=600)
        await one.reconnect()
    events = central.of("TransactionEvent")
    assert [event.get("offline", False) for event in events] == [False, False, True, True, True]
    assert events[-1]["timestamp"] == "2026-01-05T12:02:00Z"
    assert [event["seqNo"] for event in events] == [0, 1, 2, 3, 4]


async def test_gaps_leave_numbers_out(central: CentralSystem) -> None:
    async with station(central, faults=Faults(seq_gaps=True)) as one:
        await one.plug()
        await one.tap("AA")
        await one.charge(500, minutes=5)
    numbers = [event["seqNo"] for event in central.of("TransactionEvent")]
    assert numbers == sorted(numbers)
    assert numbers != list(range(len(numbers)))


async def test_out_of_order_swaps_neighbours_and_loses_nothing(central: CentralSystem) -> None:
    async with station(central, faults=Faults(out_of_order=True)) as one:
        await one.plug()
        await one.tap("AA")
        await one.charge(500, minutes=1)
        await one.stop()
        await one.delivery.flush()
    numbers = [event["seqNo"] for event in central.of("TransactionEvent")]
    assert numbers == [0, 1, 3, 2]


async def test_units_and_multipliers_keep_the_register_exact(central: CentralSystem) -> None:
    for metering, value, unit in (
        (Metering(energy_unit="kWh"), 6057.91, {"unit": "kWh"}),
        (Metering(multiplier=3), 6057.91, {"unit": "Wh", "multiplier": 3}),
        (Metering(), 6_057_910, {"unit": "Wh"}),
    ):
        spec = StationSpec(outlets=outlets(1, register_wh=OFFSET_WH), metering=metering)
        async with station(central, spec) as one:
            await one.plug()
            await one.tap("AA")
            await one.unplug()
        sample = central.of("TransactionEvent")[-1]["meterValue"][0]["sampledValue"][0]
        assert (sample["value"], sample["unitOfMeasure"]) == (value, unit)


async def test_an_end_without_reading_leaves_the_samples(central: CentralSystem) -> None:
    async with station(central, StationSpec(metering=Metering(meter_stop=False))) as one:
        await one.plug()
        await one.tap("AA")
        await one.charge(100, minutes=1)
        await one.stop()
    assert "meterValue" not in central.of("TransactionEvent")[-1]


async def test_three_phases_are_told_apart(central: CentralSystem) -> None:
    spec = StationSpec(outlets=outlets(1, phases=3), metering=Metering(per_phase=True))
    async with station(central, spec) as one:
        await one.plug()
        await one.tap("AA")
        await one.charge(1_150, minutes=10)
    values = central.of("TransactionEvent")[-1]["meterValue"][0]["sampledValue"]
    phases = {v["phase"]: v["value"] for v in values if v["measurand"] == "Current.Import"}
    assert phases == {"L1": 10, "L2": 10, "L3": 10}


async def test_a_problem_is_an_event_beside_the_status(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.plug()
        await one.tap("AA")
        await one.fail(error_code="OverCurrentFailure")
        await one.repair()
    problem, mended = (e["eventData"][0] for e in central.of("NotifyEvent"))
    assert (problem["techCode"], problem["actualValue"]) == ("OverCurrentFailure", "true")
    assert mended["cleared"] is True
    ended = central.of("TransactionEvent")[-1]
    assert ended["triggerReason"] == "AbnormalCondition"


async def test_a_power_cut_ends_or_resumes(central: CentralSystem) -> None:
    async with station(central) as one:
        await one.plug()
        await one.tap("AA")
        await one.reboot(resumes=True)
        assert one.transaction().charging_state == "Charging"
        await one.reboot()
        assert one.connectors[1].transaction is None
    assert central.of("TransactionEvent")[-1]["transactionInfo"]["stoppedReason"] == "PowerLoss"
