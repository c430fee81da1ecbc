"""The official schemas: what we answer and send must be valid to them."""

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs


@cache
def _validator(package: str, name: str) -> Any:
    spec = importlib.util.find_spec("ocpp")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0]) / package / "schemas"
    schema = json.loads((folder / f"{name}.json").read_text("utf-8-sig"))
    return jsonschema_rs.validator_for(schema)


def problems(package: str, name: str, payload: Any) -> list[str]:
    """Return what is wrong with a payload."""
    return [error.message for error in _validator(package, name).iter_errors(payload)]
