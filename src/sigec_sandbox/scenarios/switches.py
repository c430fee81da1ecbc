"""The faults that a scenario turns on, as a table of their names."""

from dataclasses import fields
from typing import Any

import msgspec

from sigec_sandbox.errors import ScenarioInvalid
from sigec_sandbox.frames import Json
from sigec_sandbox.stations.faults import Faults


def switches(table: Json) -> dict[str, Any]:
    """Read settings of `Faults` by name.

    :raises ScenarioInvalid: when there is no such switch, or it cannot be set so.
    """
    known = {field.name for field in fields(Faults)}
    unknown = sorted(set(table) - known)
    if unknown:
        raise ScenarioInvalid(
            f"faults: unknown {', '.join(unknown)}; there are {', '.join(sorted(known))}"
        )
    try:
        faults = msgspec.convert(table, Faults)
    except msgspec.ValidationError as wrong:
        raise ScenarioInvalid(f"faults: {wrong}") from wrong
    return {name: getattr(faults, name) for name in table}
