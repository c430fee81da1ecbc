"""Reading scenario files, with an error that names what is wrong."""

import tomllib
from collections.abc import Callable
from datetime import time
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from sigec_sandbox.errors import ScenarioInvalid
from sigec_sandbox.fleet.troubles import Trouble, TroubleKind
from sigec_sandbox.fleet.visits import Stop, Tap
from sigec_sandbox.frames import Json
from sigec_sandbox.metering import Metering
from sigec_sandbox.physics.cars import CarModel
from sigec_sandbox.physics.outlets import OutletSpec
from sigec_sandbox.scenarios.model import DriverKind, Scenario, StationKind
from sigec_sandbox.scenarios.spans import duration_s, durations, percents
from sigec_sandbox.scenarios.switches import switches
from sigec_sandbox.stations.faults import Faults
from sigec_sandbox.stations.spec import StartPoint, StationSpec, StopPoint

Value = TypeVar("Value")


def shipped() -> list[str]:
    """Return the names of the scenarios in the library."""
    library = resources.files("sigec_sandbox.scenarios") / "library"
    return sorted(
        entry.name.removesuffix(".toml")
        for entry in library.iterdir()
        if entry.name.endswith(".toml")
    )


def load(name_or_path: str | Path) -> Scenario:
    """Read a scenario of the library by name, or any file by path.

    :raises ScenarioInvalid: when there is none, or it says something impossible.
    """
    if str(name_or_path) in shipped():
        library = resources.files("sigec_sandbox.scenarios") / "library"
        return parse((library / f"{name_or_path}.toml").read_text(encoding="utf-8"))
    try:
        text = Path(name_or_path).read_text(encoding="utf-8")
    except OSError as missing:
        names = ", ".join(shipped())
        raise ScenarioInvalid(f"no scenario {name_or_path}; there are {names}") from missing
    return parse(text)


def parse(text: str) -> Scenario:
    """Read the text of a scenario file.

    :raises ScenarioInvalid: when it is no TOML, or says something impossible.
    """
    try:
        content = tomllib.loads(text)
        return _scenario(content)
    except tomllib.TOMLDecodeError as wrong:
        raise ScenarioInvalid(f"not a TOML file: {wrong}") from wrong
    except KeyError as missing:
        raise ScenarioInvalid(f"{missing} is missing") from missing
    except (AttributeError, TypeError, ValueError) as wrong:
        raise ScenarioInvalid(str(wrong)) from wrong


def _scenario(content: Json) -> Scenario:
    cars = {entry["name"]: _car(dict(entry)) for entry in content.pop("cars")}
    drivers = tuple(_driver(dict(entry), cars) for entry in content.pop("drivers"))
    arrivals = content.pop("arrivals", {})
    options: Json = {
        "starts": _taken(content, "starts", _time_of_day),
        "lasts_s": _taken(content, "lasts", duration_s),
        "first_arrival_s": _taken(arrivals, "first", durations),
        "pause_s": _taken(arrivals, "pause", durations),
    }
    if kinds := content.pop("stations", None):
        options["stations"] = tuple(_station(dict(entry)) for entry in kinds)
    options["troubles"] = tuple(_trouble(dict(entry)) for entry in content.pop("troubles", []))
    _nothing_left("arrivals", arrivals)
    return Scenario(drivers=drivers, **_given(options), **content)


def _car(entry: Json) -> CarModel:
    options: Json = {
        "battery_wh": _watts(entry.pop("battery_kwh")),
        "max_ac_w": _taken(entry, "max_ac_kw", _watts),
        "max_dc_w": _taken(entry, "max_dc_kw", _watts),
        "ac_phases": entry.pop("phases", None),
    }
    return CarModel(**_given(options), **entry)


def _driver(entry: Json, cars: dict[str, CarModel]) -> DriverKind:
    names = entry.pop("cars", list(cars))
    options: Json = {
        "tap": _taken(entry, "tap", Tap),
        "stop": _taken(entry, "stop", Stop),
        "soc": _taken(entry, "soc", percents),
        "target": _taken(entry, "target", percents),
        "stays_s": _taken(entry, "stays", durations),
        "lingers_s": _taken(entry, "lingers", durations),
    }
    return DriverKind(cars=tuple(cars[name] for name in names), **_given(options), **entry)


def _station(entry: Json) -> StationKind:
    kind: Json = {key: entry.pop(key, None) for key in ("share", "version")}
    kind["faults"] = _taken(entry, "faults", lambda table: Faults(**switches(table)))
    kind["offers"] = _taken(entry, "offers", tuple)
    outlet: Json = {"dc_max_w": _taken(entry, "dc_max_kw", _watts)}
    for key in ("phases", "max_current_a", "voltage_v", "register_wh", "noise_percent"):
        outlet[key] = entry.pop(key, None)
    metering: Json = {}
    for key in (
        "energy_unit",
        "multiplier",
        "per_phase",
        "sample_interval_s",
        "meter_stop",
        "transaction_data",
    ):
        metering[key] = entry.pop(key, None)
    options: Json = {
        "start_point": _taken(entry, "start_point", StartPoint),
        "stop_point": _taken(entry, "stop_point", StopPoint),
    }
    outlets = (OutletSpec(**_given(outlet)),) * entry.pop("outlets", 1)
    spec = StationSpec(
        outlets=outlets, metering=Metering(**_given(metering)), **_given(options), **entry
    )
    return StationKind(spec=spec, **_given(kind))


def _trouble(entry: Json) -> Trouble:
    options: Json = {
        "kind": TroubleKind(entry.pop("kind")),
        "at_s": durations(entry.pop("at")),
        "lasts_s": durations(entry.pop("lasts", "1m")),
        "every_s": _taken(entry, "every", durations),
        "faults": _taken(entry, "faults", switches),
        "versions": _taken(entry, "versions", tuple),
    }
    return Trouble(**_given(options), **entry)


def _taken(entry: Json, key: str, read: Callable[[Any], Value]) -> Value | None:
    return read(entry.pop(key)) if key in entry else None


def _given(options: Json) -> Json:
    return {key: value for key, value in options.items() if value is not None}


def _watts(kilowatts: float) -> int:
    return round(kilowatts * 1000)


def _time_of_day(text: str) -> time:
    return time.fromisoformat(text)


def _nothing_left(table: str, entry: Json) -> None:
    if entry:
        raise ScenarioInvalid(f"{table}: unknown {', '.join(entry)}")
