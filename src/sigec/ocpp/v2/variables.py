"""Variables in the words of 2.x: how they are named, and what reports tell of them."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from sigec.ocpp.messages import v201
from sigec.stations.model import ACTUAL, Characteristics, Monitor, Variable, VariableName


class _Named(Protocol):
    """A part of a message that names a variable."""

    @property
    def component(self) -> v201.ComponentType: ...
    @property
    def variable(self) -> v201.VariableType: ...


def name_of(part: _Named, attribute: str | None = None) -> VariableName:
    """Return the name of the variable that a part of a message is about."""
    component, variable = part.component, part.variable
    return VariableName(
        variable=variable.name,
        instance=variable.instance or None,
        component=component.name,
        component_instance=component.instance or None,
        evse=component.evse.id if component.evse else None,
        connector=component.evse.connector_id if component.evse else None,
        attribute=attribute or ACTUAL,
    )


def component_of(name: VariableName) -> v201.ComponentType:
    """Name a component in the words of 2.x."""
    evse = None
    if name.evse is not None:
        evse = v201.EVSEType(id=name.evse, connector_id=name.connector)
    return v201.ComponentType(
        name=name.component or "", instance=name.component_instance, evse=evse
    )


def variable_of(name: VariableName) -> v201.VariableType:
    """Name a variable in the words of 2.x."""
    return v201.VariableType(name=name.variable, instance=name.instance)


def attribute_of(name: VariableName) -> v201.AttributeEnumType | None:
    """Name an attribute, ``None`` for the one that is meant anyway."""
    return None if name.attribute == ACTUAL else v201.AttributeEnumType(name.attribute)


def monitor_of(part: _Named, told: v201.VariableMonitoringType) -> Monitor:
    """Return a monitor as a part of a report tells of it."""
    return Monitor(
        name=name_of(part),
        kind=str(told.type),
        value=told.value,
        severity=told.severity,
        only_charging=bool(told.transaction),
        number=told.id,
    )


def reported(data: Iterable[v201.ReportDataType]) -> Iterator[Variable]:
    """Yield the variables of a report."""
    for each in data:
        characteristics = _characteristics(each.variable_characteristics)
        for attribute in each.variable_attribute:
            yield Variable(
                name=name_of(each, attribute.type),
                value=attribute.value,
                # What is not said is what the standard says it is (OCPP 2.0.1 Part 2 §2.52).
                mutability=str(attribute.mutability or v201.MutabilityEnumType.READ_WRITE),
                is_persistent=bool(attribute.persistent),
                is_constant=bool(attribute.constant),
                characteristics=characteristics,
            )


def _characteristics(told: v201.VariableCharacteristicsType | None) -> Characteristics | None:
    if told is None:
        return None
    values = (each.strip() for each in (told.values_list or "").split(","))
    return Characteristics(
        data_type=str(told.data_type),
        unit=told.unit or None,
        limit_min=told.min_limit,
        limit_max=told.max_limit,
        values=tuple(value for value in values if value),
        supports_monitoring=told.supports_monitoring,
    )
