"""The device model of a 2.x station; the writable variables change what it does."""

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.station import Station
from sigec_sandbox.v2.variables.of_evses import of_evse
from sigec_sandbox.v2.variables.of_station import OF_STATION
from sigec_sandbox.v2.variables.variable import Variable

__all__ = ["Variable", "find", "inventory", "read", "write"]


def inventory(station: Station) -> list[Variable]:
    """Return all variables of a station, those of its EVSEs last."""
    return [*OF_STATION, *(v for c in station.connectors.values() for v in of_evse(c))]


def find(station: Station, asked: Json) -> tuple[Variable | None, str]:
    """Return the variable that is asked for, or `None` with the status that says why not."""
    if asked.get("attributeType", "Actual") != "Actual":
        return None, "NotSupportedAttributeType"
    variables = inventory(station)
    for variable in variables:
        if variable.matches(asked):
            return variable, "Accepted"
    component = {"component": asked["component"]}
    known = any(variable.matches(component) for variable in variables)
    return None, "UnknownVariable" if known else "UnknownComponent"


def read(station: Station, asked: Json) -> Json:
    """Return an item of GetVariables' answer."""
    found, status = find(station, asked)
    answer: Json = {
        "component": asked["component"],
        "variable": asked["variable"],
        "attributeType": asked.get("attributeType", "Actual"),
    }
    if found is None:
        return answer | {"attributeStatus": status}
    if found.read is None:
        return answer | {"attributeStatus": "Rejected"}
    return answer | {"attributeStatus": "Accepted", "attributeValue": found.read(station)}


def write(station: Station, asked: Json) -> Json:
    """Set a variable and return an item of SetVariables' answer."""
    found, status = find(station, asked)
    if found is not None:
        status = _set(station, found, asked["attributeValue"])
    return {
        "component": asked["component"],
        "variable": asked["variable"],
        "attributeType": asked.get("attributeType", "Actual"),
        "attributeStatus": status,
    }


def _set(station: Station, variable: Variable, value: str) -> str:
    if variable.write is None:
        return "Rejected"
    try:
        variable.write(station, value)
    except ValueError:
        return "Rejected"
    return "Accepted"
