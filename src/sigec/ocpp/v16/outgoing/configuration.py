"""Configuration keys: asked for and set, and what is learnt from the answers."""

from collections.abc import Iterator, Mapping
from typing import Any

from sigec.ocpp.messages import v16
from sigec.ocpp.v16.keys import characteristics_of
from sigec.stations.model import GetVariables, SetVariable, Variable, VariableName

_IS_SET = frozenset({"Accepted", "RebootRequired"})
_TRUE = frozenset({True, "true", "1"})


def get_variables(command: GetVariables) -> tuple[str, v16.GetConfigurationRequest]:
    """Ask for the keys that are named, or for all."""
    keys = [name.variable for name in command.names]
    return "GetConfiguration", v16.GetConfigurationRequest(key=keys or None)


def set_variable(command: SetVariable) -> tuple[str, v16.ChangeConfigurationRequest]:
    """Set a key."""
    return "ChangeConfiguration", v16.ChangeConfigurationRequest(
        key=command.name.variable, value=command.value
    )


def learn(action: str, request: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[Variable]:
    """Yield what an answer tells of the station's configuration."""
    if action == "GetConfiguration":
        yield from _told(answer.get("configurationKey"))
    if action == "ChangeConfiguration" and answer.get("status") in _IS_SET:
        name = VariableName(variable=str(request["key"]))
        yield Variable(name=name, value=str(request["value"]))


def _told(keys: Any) -> Iterator[Variable]:
    for each in keys if isinstance(keys, list) else ():
        if isinstance(each, Mapping) and isinstance(each.get("key"), str):
            value = each.get("value")
            is_fixed = each.get("readonly") in _TRUE  # Scame writes 0 and 1
            yield Variable(
                name=VariableName(variable=each["key"]),
                value=None if value is None else str(value),
                mutability="ReadOnly" if is_fixed else "ReadWrite",
                characteristics=characteristics_of(each["key"]),
            )
