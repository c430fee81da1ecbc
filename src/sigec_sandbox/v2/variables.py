"""The device model of a 2.x station; the writable variables change what it does."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.connectors import Connector
from sigec_sandbox.stations.spec import StartPoint, StopPoint
from sigec_sandbox.stations.station import Station
from sigec_sandbox.v2.messages import connector_status

MOST_ITEMS = "50"


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a component, how it is read and, unless it is read-only, written."""

    component: str
    name: str
    read: Callable[[Station], str] | None
    write: Callable[[Station, str], None] | None = None
    kind: str = "string"
    evse: int | None = None
    instance: str | None = None

    def matches(self, asked: Json) -> bool:
        """Tell whether a component and, if named, a variable mean this one."""
        component, variable = asked["component"], asked.get("variable")
        return (
            component["name"].casefold() == self.component.casefold()
            and component.get("evse", {}).get("id", self.evse) == self.evse
            and (
                variable is None
                or (
                    variable["name"].casefold() == self.name.casefold()
                    and variable.get("instance", self.instance) == self.instance
                )
            )
        )

    def report(self, station: Station) -> Json:
        """Return the variable as an item of NotifyReport."""
        component: Json = {"name": self.component}
        if self.evse is not None:
            component["evse"] = {"id": self.evse}
        variable: Json = {"name": self.name}
        if self.instance is not None:
            variable["instance"] = self.instance
        attribute: Json = {"type": "Actual", "mutability": self._mutability()}
        if self.read is not None:
            attribute["value"] = self.read(station)
        return {
            "component": component,
            "variable": variable,
            "variableAttribute": [attribute],
            "variableCharacteristics": {"dataType": self.kind, "supportsMonitoring": False},
        }

    def _mutability(self) -> str:
        if self.write is None:
            return "ReadOnly"
        return "WriteOnly" if self.read is None else "ReadWrite"


def inventory(station: Station) -> list[Variable]:
    """Return all variables of a station, those of its EVSEs last."""
    return [*_STATION, *(v for c in station.connectors.values() for v in _of_evse(c))]


def read(station: Station, asked: Json) -> Json:
    """Return an item of GetVariables' answer."""
    found, status = _find(station, asked)
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
    found, status = _find(station, asked)
    if found is not None:
        status = _set(station, found, asked["attributeValue"])
    return {
        "component": asked["component"],
        "variable": asked["variable"],
        "attributeType": asked.get("attributeType", "Actual"),
        "attributeStatus": status,
    }


def _find(station: Station, asked: Json) -> tuple[Variable | None, str]:
    if asked.get("attributeType", "Actual") != "Actual":
        return None, "NotSupportedAttributeType"
    variables = inventory(station)
    for variable in variables:
        if variable.matches(asked):
            return variable, "Accepted"
    component = {"component": asked["component"]}
    known = any(variable.matches(component) for variable in variables)
    return None, "UnknownVariable" if known else "UnknownComponent"


def _set(station: Station, variable: Variable, value: str) -> str:
    if variable.write is None:
        return "Rejected"
    try:
        variable.write(station, value)
    except ValueError:
        return "Rejected"
    return "Accepted"


def _set_heartbeat_interval(station: Station, value: str) -> None:
    interval_s = int(value)
    if interval_s <= 0:
        raise ValueError("not positive")
    station.heartbeat_interval_s = interval_s


def _set_sample_interval(station: Station, value: str) -> None:
    station.sample_interval_s = int(value)


def _set_measurands(station: Station, value: str) -> None:
    station.metering = replace(station.metering, measurands=tuple(value.split(",")))


def _set_start_point(station: Station, value: str) -> None:
    station.spec = replace(station.spec, start_point=StartPoint(value))


def _set_stop_point(station: Station, value: str) -> None:
    station.spec = replace(station.spec, stop_point=StopPoint(value))


def _set_password(station: Station, value: str) -> None:
    station.endpoint = replace(station.endpoint, password=value)


def _fixed(component: str, name: str, value: str, kind: str = "string") -> Variable:
    return Variable(component, name, lambda _: value, kind=kind)


def _of_evse(connector: Connector) -> list[Variable]:
    number = connector.number
    return [
        Variable(
            "EVSE",
            "AvailabilityState",
            lambda _: connector_status(connector.state),
            kind="OptionList",
            evse=number,
        ),
        Variable(
            "EVSE",
            "Power",
            lambda _: str(connector.outlet.power_w),
            kind="decimal",
            evse=number,
        ),
        Variable(
            "EVSE",
            "SupplyPhases",
            lambda _: str(connector.outlet.spec.phases),
            kind="integer",
            evse=number,
        ),
    ]


_STATION = [
    Variable("ChargingStation", "VendorName", lambda s: s.spec.vendor),
    Variable("ChargingStation", "Model", lambda s: s.spec.model),
    Variable("ChargingStation", "SerialNumber", lambda s: s.spec.serial_number or s.identity),
    Variable("ChargingStation", "FirmwareVersion", lambda s: s.spec.firmware_version),
    _fixed("ChargingStation", "AvailabilityState", "Available", "OptionList"),
    Variable(
        "OCPPCommCtrlr",
        "HeartbeatInterval",
        lambda s: str(s.heartbeat_interval_s),
        _set_heartbeat_interval,
        "integer",
    ),
    _fixed("OCPPCommCtrlr", "OfflineThreshold", "60", "integer"),
    Variable(
        "SampledDataCtrlr",
        "TxUpdatedInterval",
        lambda s: str(s.sample_interval_s),
        _set_sample_interval,
        "integer",
    ),
    Variable(
        "SampledDataCtrlr",
        "TxUpdatedMeasurands",
        lambda s: ",".join(s.metering.measurands),
        _set_measurands,
        "MemberList",
    ),
    Variable(
        "TxCtrlr",
        "TxStartPoint",
        lambda s: s.spec.start_point.value,
        _set_start_point,
        "MemberList",
    ),
    Variable(
        "TxCtrlr", "TxStopPoint", lambda s: s.spec.stop_point.value, _set_stop_point, "MemberList"
    ),
    _fixed("AuthCtrlr", "Enabled", "true", "boolean"),
    _fixed("LocalAuthListCtrlr", "Available", "true", "boolean"),
    Variable("LocalAuthListCtrlr", "Entries", lambda s: str(len(s.local_list)), kind="integer"),
    _fixed("ReservationCtrlr", "Available", "true", "boolean"),
    _fixed("SmartChargingCtrlr", "Available", "true", "boolean"),
    _fixed("SmartChargingCtrlr", "ProfileStackLevel", "9", "integer"),
    _fixed("SmartChargingCtrlr", "PeriodsPerSchedule", "96", "integer"),
    _fixed("SmartChargingCtrlr", "RateUnit", "A,W", "MemberList"),
    Variable("SecurityCtrlr", "BasicAuthPassword", None, _set_password),
    Variable("SecurityCtrlr", "Identity", lambda s: s.identity),
    *(
        Variable(
            "DeviceDataCtrlr",
            "ItemsPerMessage",
            lambda _: MOST_ITEMS,
            kind="integer",
            instance=instance,
        )
        for instance in ("GetReport", "GetVariables", "SetVariables")
    ),
]
