"""Messages made from the official schemas: as short as allowed, or with everything in them."""

import copy
import importlib.util
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.conformance.charger import Json

INSTANT = "2026-03-01T10:00:00Z"


@cache
def schema_of(package: str, name: str) -> Json:
    """Return an official schema."""
    spec = importlib.util.find_spec("ocpp")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0]) / package / "schemas"
    schema: Json = json.loads((folder / f"{name}.json").read_text("utf-8-sig"))
    return schema


def request_name(package: str, action: str) -> str:
    """Return how the schema of an action's request is called."""
    is_bare = package == "v16" or action == "NotifyPeriodicEventStream"  # which is a SEND
    return action if is_bare else f"{action}Request"


def specimen(package: str, action: str, *, is_full: bool = False) -> Json:
    """Make a valid request of an action, with its required fields or with all of them."""
    root = schema_of(package, request_name(package, action))
    made: Json = _make(root, root, is_full=is_full)
    return made


def response_specimen(package: str, action: str) -> Json:
    """Make a valid answer to an action, with all its fields."""
    root = schema_of(package, f"{action}Response")
    made: Json = _make(root, root, is_full=True)
    return made


def spoiled(package: str, action: str) -> Iterator[tuple[str, Json]]:
    """Yield requests that each break one rule, with a word for the rule."""
    root = schema_of(package, request_name(package, action))
    good = specimen(package, action)
    for name in root.get("required", ()):
        without = copy.deepcopy(good)
        del without[name]
        yield f"missing {name}", without
    for name, kind in root.get("properties", {}).items():
        resolved = _resolve(root, kind)
        if name == "customData" or "type" not in resolved:
            continue
        yield f"type of {name}", good | {name: _of_another_type(resolved)}
        if "enum" in resolved:
            yield f"value of {name}", good | {name: "NoSuchValue"}


def over_long(package: str, action: str) -> Json | None:
    """Make a request whose texts are longer than allowed; ``None`` if none is limited."""
    root = schema_of(package, request_name(package, action))
    made = specimen(package, action)
    limited = {
        name: "x" * (kind["maxLength"] + 1)
        for name, kind in root.get("properties", {}).items()
        if "maxLength" in kind and kind.get("format") is None and name != "transactionId"
    }
    return made | limited if limited else None


def _make(kind: Json, root: Json, *, is_full: bool) -> Any:
    kind = _resolve(root, kind)
    match kind.get("type"):
        case "object":
            required = kind.get("required", ())
            made: Any = {
                name: _make(inner, root, is_full=is_full)
                for name, inner in kind.get("properties", {}).items()
                if name in required or (is_full and name != "customData")
            }
        case "array":
            made = [_make(kind["items"], root, is_full=is_full)] * kind.get("minItems", 1)
        case "string":
            made = _text(kind)
        case "integer":
            made = max(1, int(kind.get("minimum", 1)))
        case "number":
            made = min(max(1.5, kind.get("minimum", 1.5)), kind.get("maximum", 1.5))
        case "boolean":
            made = True
        case _:
            made = "anything"
    return made


def _text(kind: Json) -> str:
    if "enum" in kind:
        first: str = kind["enum"][0]
        return first
    match kind.get("format"):
        case "date-time":
            return INSTANT
        case "uri":
            return "https://example.com/file"
        case _:
            return "text"[: kind.get("maxLength", 4)]


def _of_another_type(kind: Json) -> Any:
    return 7 if kind.get("type") in ("object", "array") else {"odd": []}


def _resolve(root: Json, kind: Json) -> Json:
    reference = kind.get("$ref")
    if reference is None:
        return kind
    found: Json = root["definitions"][reference.rpartition("/")[2]]
    return found
