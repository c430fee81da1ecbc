"""One variable of a component: how it is found, read, written and reported."""

from collections.abc import Callable
from dataclasses import dataclass

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.station import Station


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a component, how it is read and, unless it is read-only, written."""

    component: str
    name: str
    read: Callable[[Station], str] | None
    write: Callable[[Station, str], None] | None = None
    kind: str = "string"
    evse: int | None = None
    connector: int | None = None
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
            if self.connector is not None:
                component["evse"]["connectorId"] = self.connector
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
            "variableCharacteristics": {
                "dataType": self.kind,
                "supportsMonitoring": self.is_number,
            },
        }

    @property
    def is_number(self) -> bool:
        """It can be monitored."""
        return self.kind in {"decimal", "integer"}

    def _mutability(self) -> str:
        if self.write is None:
            return "ReadOnly"
        return "WriteOnly" if self.read is None else "ReadWrite"
