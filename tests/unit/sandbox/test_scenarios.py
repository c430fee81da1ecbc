import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sigec_sandbox import OutletSpec, ScenarioInvalid
from sigec_sandbox.fleet.cards import Cards
from sigec_sandbox.fleet.visits import Stop, Tap
from sigec_sandbox.line import Manners
from sigec_sandbox.scenarios.reading import load, parse, shipped
from sigec_sandbox.scenarios.spans import Span, duration_s, durations, percents
from sigec_sandbox.stations.faults import Faults, Repeat
from sigec_sandbox.stations.quirks import Quirk
from sigec_sandbox.stations.stamps import StampStyle

WHOLE = """
name = "Whole"
description = "Says everything."
starts = "18:00-03:00"
lasts = "6h"
unknown_cards = 1.0
[arrivals]
first = "0m-30m"
pause = "1h"
[[cars]]
name = "ac"
battery_kwh = 40
[[cars]]
name = "dc"
battery_kwh = 60
max_dc_kw = 80
phases = 3
[[drivers]]
share = 2
cars = ["ac", "dc"]
tap = "before"
stop = "unplug"
soc = "15-60"
target = "80"
stays = "2h"
lingers = "5m-3h"
[[stations]]
version = "2.0.1"
model = "DC"
dc_max_kw = 60
outlets = 2
energy_unit = "kWh"
start_point = "EVConnected"
offers = ["2.1", "2.0.1"]
faults = { transaction_id = 0, quirks = ["nulls"], manners = { leading_slashes = 2 } }
[[troubles]]
kind = "faults"
at = "0m"
faults = { stamps = "zoneless", clock_offset_s = 60, duplicates = "same_id" }
[[troubles]]
kind = "version_switch"
at = "1h"
versions = ["1.6"]
[[troubles]]
kind = "offline"
at = "30m-2h"
lasts = "20m"
every = "4h"
share = 0.2
stations = "SIM-0*"
"""


def test_a_whole_file_is_read() -> None:
    scenario = parse(WHOLE)
    assert (scenario.lasts_s, scenario.pause_s) == (21_600, Span(3_600, 3_600))
    (driver,) = scenario.drivers
    assert (driver.tap, driver.stop, driver.target) == (Tap.BEFORE, Stop.UNPLUG, Span(80, 80))
    (kind,) = scenario.stations
    assert kind.version == "2.0.1"
    assert [outlet.dc_max_w for outlet in kind.spec.outlets] == [60_000, 60_000]
    assert kind.offers == ("2.1", "2.0.1")
    assert kind.faults == Faults(
        transaction_id=0, quirks=frozenset({Quirk.NULLS}), manners=Manners(leading_slashes=2)
    )
    bent, switched, offline = scenario.troubles
    assert bent.faults == {
        "stamps": StampStyle.ZONELESS,
        "clock_offset_s": 60,
        "duplicates": Repeat.SAME_ID,
    }
    assert switched.versions == ("1.6",)
    assert offline.every_s == Span(14_400, 14_400)


def test_the_car_fits_the_plug_and_the_stranger_has_a_strange_card() -> None:
    scenario, chance = parse(WHOLE), random.Random(1)
    cards = Cards(["04AA"], chance)
    for _ in range(20):
        visit = scenario.visit(OutletSpec(dc_max_w=50_000), "04AA", cards, chance)
        assert visit.car.model.name == "dc"
        assert visit.token.value.startswith("FF")


def test_an_evening_starts_at_the_last_evening() -> None:
    scenario = parse(WHOLE)
    noon = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
    assert scenario.starts_at(noon) == noon - timedelta(hours=15)
    night = datetime(2026, 1, 5, 23, 0, tzinfo=UTC)
    assert scenario.starts_at(night) == night - timedelta(hours=2)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("nonsense", "TOML"),
        ('colour = "red"', "colour"),
        ('lasts = "soon"', "soon"),
        ("drivers = []", "drives"),
        ('drivers = [{tap = "never"}]', "never"),
        ('drivers = [{cars = ["tank"]}]', "tank"),
        ('troubles = [{kind = "earthquake", at = "1m"}]', "earthquake"),
        ('troubles = [{kind = "offline"}]', "at"),
        ('troubles = [{kind = "faults", at = "1m", faults = {gremlins = 1}}]', "gremlins"),
        ('troubles = [{kind = "faults", at = "1m", faults = {boots = "no"}}]', "bool"),
        ('stations = [{faults = {quirks = ["charm"]}}]', "charm"),
        ('arrivals = {when = "now"}', "when"),
        ('stations = [{colour = "red"}]', "colour"),
    ],
)
def test_what_is_wrong_is_named(line: str, complaint: str) -> None:
    drivers = "" if line.startswith("drivers") else "drivers = [{}]\n"
    text = f'name = "x"\ncars = [{{name = "a", battery_kwh = 9}}]\n{drivers}{line}\n'
    with pytest.raises(ScenarioInvalid, match=complaint):
        parse(text)


def test_a_missing_file_names_the_library(tmp_path: Path) -> None:
    with pytest.raises(ScenarioInvalid, match="condominium-evening"):
        load(tmp_path / "none.toml")
    (tmp_path / "mine.toml").write_text(WHOLE)
    assert load(tmp_path / "mine.toml").name == "Whole"
    assert set(shipped()) == {
        "busy-day",
        "condominium-evening",
        "demo",
        "misbehaving",
        "odd-firmwares",
        "offline-night",
    }


def test_durations_and_percentages() -> None:
    assert duration_s("1h30m") == 5_400
    assert durations("5m-3h") == Span(300, 10_800)
    assert percents("15-60") == Span(15, 60)
    for wrong in ("", "5", "3h-5m"):
        with pytest.raises(ScenarioInvalid):
            durations(wrong)
    with pytest.raises(ScenarioInvalid):
        percents("half")


def test_a_card_is_in_one_pocket_at_a_time() -> None:
    cards = Cards(["A", "B"], random.Random(1))
    taken = {cards.take(), cards.take()}
    assert taken == {"A", "B"}
    assert cards.take() is None
    cards.bring_back("A")
    assert cards.take() == "A"
