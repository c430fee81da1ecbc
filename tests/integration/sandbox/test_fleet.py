import asyncio
from datetime import UTC, datetime

import pytest

from sigec_sandbox import (
    LineLost,
    ScenarioInvalid,
    SimulateOptions,
    Station16,
    VirtualClock,
    run_fleet,
    simulate,
)
from sigec_sandbox.fleet.fleet import Fleet, FleetStatus
from sigec_sandbox.fleet.members import Member
from sigec_sandbox.scenarios.reading import load, shipped
from sigec_sandbox.simulate import invent_members
from sigec_sandbox.stations.receipts import Receipt
from tests.integration.sandbox.central_system import CentralSystem

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
HOUR_S = 3600.0


def fleet(
    central: CentralSystem, clock: VirtualClock, scenario: str, *, stations: int, version: str
) -> Fleet:
    script = load(scenario)
    options = SimulateOptions(url=central.url, stations=stations, version=version)
    return Fleet(invent_members(options, script), central.url, script, clock)


@pytest.mark.parametrize("version", ["1.6", "2.0.1", "2.1"])
async def test_an_evening_passes_without_waiting(central: CentralSystem, version: str) -> None:
    clock = VirtualClock(NOON)
    evening = fleet(central, clock, "condominium-evening", stations=8, version=version)
    living = asyncio.create_task(evening.live())
    await asyncio.sleep(0)
    await clock.run_for(3 * HOUR_S)
    status = evening.status()
    assert status.online == 8
    assert status.charging >= 4
    assert status.power_w > 5_000
    assert "stations online" in str(status)
    await clock.run_for(6 * HOUR_S)
    living.cancel()
    await asyncio.gather(living, return_exceptions=True)
    action = "StopTransaction" if version == "1.6" else "TransactionEvent"
    assert central.of(action)
    assert len(central.of("Heartbeat")) > 30


async def test_the_same_seed_is_the_same_evening() -> None:
    heard = []
    for _ in range(2):
        async with CentralSystem() as central:
            clock = VirtualClock(NOON)
            evening = fleet(central, clock, "busy-day", stations=3, version="1.6")
            living = asyncio.create_task(evening.live())
            await asyncio.sleep(0)
            await clock.run_for(3 * HOUR_S)
            living.cancel()
            await asyncio.gather(living, return_exceptions=True)
            heard.append(sorted(map(str, central.of("StartTransaction"))))
    assert heard[0]
    assert [line.split("meterStart")[1] for line in heard[0]] == [
        line.split("meterStart")[1] for line in heard[1]
    ]


@pytest.mark.parametrize("version", ["1.6", "2.0.1", "2.1"])
async def test_misbehaving_stations_go_on_living(version: str) -> None:
    async with CentralSystem() as central:
        clock = VirtualClock(NOON)
        wild = fleet(central, clock, "misbehaving", stations=8, version=version)
        living = asyncio.create_task(wild.live())
        await asyncio.sleep(0)
        await clock.run_for(3 * HOUR_S)
        assert not living.done()
        assert wild.status().online >= 5
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)
    # Only messages that break the schema on purpose do.
    on_purpose = ("StopTransaction request", "VendorHello", "NotifyPeriodicEventStream")
    assert all(wrong.startswith(on_purpose) for wrong in central.violations)


async def test_odd_firmwares_charge_all_the_same() -> None:
    async with CentralSystem() as central:
        clock = VirtualClock(NOON)
        odd = fleet(central, clock, "odd-firmwares", stations=24, version="mixed")
        receipts: list[Receipt] = []
        odd.hear_charges(receipts.append)
        living = asyncio.create_task(odd.live())
        await asyncio.sleep(0)
        await clock.run_for(1.5 * HOUR_S)
        assert odd.status().online == 24
        assert len(receipts) > 20
        assert all(receipt.energy_wh >= 0 for receipt in receipts)
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)


async def test_an_offline_night_is_delivered_in_the_morning(central: CentralSystem) -> None:
    clock = VirtualClock(NOON)
    night = fleet(central, clock, "offline-night", stations=4, version="1.6")
    living = asyncio.create_task(night.live())
    await asyncio.sleep(0)
    await clock.run_for(8 * HOUR_S)
    assert night.status().online == 0
    assert night.status().waiting > 0
    await clock.run_for(3.9 * HOUR_S)
    assert night.status().online == 4
    assert night.status().waiting == 0
    await clock.run_for(0.2 * HOUR_S)
    await asyncio.wait_for(living, 5)


async def test_stations_that_wait_cost_no_task(central: CentralSystem) -> None:
    clock = VirtualClock(NOON)
    idle = fleet(central, clock, "condominium-evening", stations=20, version="mixed")
    living = asyncio.create_task(idle.live())
    await asyncio.sleep(0)
    await clock.run_for(1)
    assert idle.status().online == 20
    ours = [task for task in asyncio.all_tasks() if "sandbox/fleet" in _source(task)]
    assert ours == [living]
    living.cancel()
    await asyncio.gather(living, return_exceptions=True)


def _source(task: "asyncio.Task[object]") -> str:
    code: str = getattr(task.get_coro(), "cr_code").co_filename  # noqa: B009 - not in its type
    return code


async def test_a_station_without_network_comes_back_with_it(central: CentralSystem) -> None:
    one = Station16(central.url, "CP-1")
    await one.connect()
    one.has_network = False
    one.cut()
    with pytest.raises(LineLost, match="no network"):
        await one.reboot()
    one.has_network = True
    await one.connect()
    assert one.online
    await one.close()


async def test_a_refused_fleet_keeps_trying() -> None:
    async with CentralSystem(passwords={}) as central:
        clock = VirtualClock(NOON)
        locked_out = fleet(central, clock, "busy-day", stations=2, version="1.6")
        living = asyncio.create_task(locked_out.live())
        await asyncio.sleep(0)
        await clock.run_for(HOUR_S)
        assert locked_out.status().refusals > 10
        assert "refusals" in str(locked_out.status())
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)


async def test_a_fleet_tells_which_cards_were_refused(central: CentralSystem) -> None:
    central.answers["Authorize"] = {"idTagInfo": {"status": "Invalid"}}
    clock = VirtualClock(NOON)
    strangers = fleet(central, clock, "condominium-evening", stations=8, version="1.6")
    living = asyncio.create_task(strangers.live())
    await asyncio.sleep(0)
    await clock.run_for(6 * HOUR_S)
    status = strangers.status()
    asked = {call["idTag"] for call in central.of("Authorize")}
    assert set(status.refused_cards) <= asked
    assert len(status.refused_cards) > 3
    assert f"{len(status.refused_cards)} cards refused ({min(status.refused_cards)}, " in str(
        status
    )
    assert str(status).endswith(", …)")
    living.cancel()
    await asyncio.gather(living, return_exceptions=True)


async def test_simulate_runs_to_the_end_and_reports(central: CentralSystem) -> None:
    heard: list[FleetStatus] = []
    await simulate(
        SimulateOptions(
            url=central.url,
            stations=6,
            version="mixed",
            scenario="busy-day",
            speed=36_000,
            lasts_s=2 * HOUR_S,
            cards=["04AA", "04BB", "04CC", "04DD"],
            report=heard.append,
            report_every_s=0.01,
        )
    )
    assert heard[-1].stations == 6
    assert {start["idTag"] for start in central.of("StartTransaction")} <= {
        "04AA",
        "04BB",
        "04CC",
        "04DD",
    }


async def test_run_fleet_is_the_short_form(central: CentralSystem) -> None:
    scenario = load("busy-day")
    running = asyncio.create_task(
        run_fleet(central.url, stations=2, version="2.0.1", scenario=scenario, speed=600)
    )
    await central.hears("BootNotification", 2)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def test_an_unknown_version_is_named() -> None:
    with pytest.raises(ScenarioInvalid, match=r"OCPP 3\.0"):
        Member(identity="X", version="3.0").build("ws://x", VirtualClock(NOON))


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scenario_can_be_played(name: str) -> None:
    assert load(name).drivers
