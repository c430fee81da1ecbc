"""The official JSON schemas, which the package `ocpp` carries."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import jsonschema_rs

FOLDERS = {"ocpp1.6": "v16", "ocpp2.0.1": "v201", "ocpp2.1": "v21"}


def violation(
    subprotocol: str, action: str, kind: Literal["request", "response"], payload: Any
) -> str | None:
    """Return why a payload breaks its schema, or nothing."""
    try:
        _validator(subprotocol, action, kind).validate(payload)
    except FileNotFoundError:
        return f"{action} is no action of {subprotocol}"
    except jsonschema_rs.ValidationError as wrong:
        return f"{action} {kind}: {wrong.message} at {wrong.instance_path}"
    return None


@cache
def _validator(subprotocol: str, action: str, kind: str) -> Any:
    package = find_spec("ocpp")
    assert package is not None
    assert package.submodule_search_locations is not None
    folder = Path(package.submodule_search_locations[0]) / FOLDERS[subprotocol] / "schemas"
    suffix = "Response" if kind == "response" else "" if subprotocol == "ocpp1.6" else "Request"
    file = folder / f"{action}{suffix}.json"
    if not file.exists():  # NotifyPeriodicEventStream, which nobody answers
        file = folder / f"{action}.json"
    schema = json.loads(file.read_text(encoding="utf-8-sig"))
    return jsonschema_rs.validator_for(schema)
