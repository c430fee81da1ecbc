"""The JSON Schemas of what stations can be told, made from the messages' own types."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from sigec.ocpp.frames import OcppVersion
from sigec.ocpp.link.dialects import DIALECTS
from sigec.stations.model import ActionSchema

_SCHEMA_URI = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}
_INTEGER_BOUNDS = {"minimum": -(2**63), "maximum": 2**63 - 1}
"""Ours, to keep numbers storable: OCPP has none, and a form should not show them."""


class OcppActionBook:
    """Reads the types that check a raw action (`sigec.stations.ports.ActionBook`)."""

    versions = tuple(version.value for version in DIALECTS)

    def list_actions(self, version: str) -> Sequence[str]:
        """Return the actions that stations of a version take, by name; none if it is unknown."""
        return _actions(version)

    def find_schema(self, version: str, action: str) -> ActionSchema | None:
        """Return how an action is said, ``None`` when stations of the version do not take it."""
        if action not in _actions(version):
            return None
        return ActionSchema(action=action, version=version, request=_schema(version, action))


@cache
def _actions(version: str) -> tuple[str, ...]:
    if version not in DIALECTS:
        return ()
    actions = DIALECTS[OcppVersion(version)].actions
    return tuple(sorted(name for name, action in actions.items() if action.to_station))


@cache
def _schema(version: str, action: str) -> dict[str, Any]:
    request = DIALECTS[OcppVersion(version)].actions[action].request
    described = _official(msgspec.json.schema(request))
    return {"$schema": _SCHEMA_URI, "title": action, **described}


def _official(node: Any) -> Any:
    """Say it as OCPP does: what is optional may be left out, and is never null."""
    if isinstance(node, list):
        return [_official(each) for each in node]
    if not isinstance(node, dict):
        return node
    choices = [_official(each) for each in node.get("anyOf", ()) if each != _NULL]
    said = {
        name: _official(value)
        for name, value in node.items()
        if name != "anyOf"
        and not (name == "default" and value is None)
        and _INTEGER_BOUNDS.get(name) != value
    }
    if len(choices) == 1:
        return said | choices[0]
    return said | ({"anyOf": choices} if choices else {})
