"""What a station can be set to: the configuration keys of OCPP 1.6 and the variables of 2.x.

A key of 1.6 is a variable without a component.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Self

ACTUAL = "Actual"
"""The attribute that is meant when none is named."""

VERSION_16 = "ocpp1.6"

REQUEST_ID_MAX = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableName:
    """Which variable of a station; names are compared without case."""

    variable: str
    instance: str | None = None
    component: str | None = None
    component_instance: str | None = None
    evse: int | None = None
    connector: int | None = None
    attribute: str = ACTUAL

    @property
    def key(self) -> str:
        """A text that only this variable of a station has."""
        parts = (
            self.component,
            self.component_instance,
            self.evse,
            self.connector,
            self.variable,
            self.instance,
            self.attribute,
        )
        written = ("" if part is None else str(part).casefold() for part in parts)
        return "\x1f".join(written)

    @property
    def label(self) -> str:
        """How people write it, such as ``EVSE(1.2).Power[L1]/Target``."""
        place = ".".join(str(part) for part in (self.evse, self.connector) if part is not None)
        component = _indexed(self.component, self.component_instance) + (place and f"({place})")
        attribute = "" if self.attribute == ACTUAL else f"/{self.attribute}"
        variable = _indexed(self.variable, self.instance) + attribute
        return f"{component}.{variable}" if self.component else variable


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristics:
    """What values a variable can have; ``data_type`` is spelled as OCPP 2.x does.

    ``values`` are the only ones where it is a choice (OptionList), and the parts that it is made
    of where it is a list (MemberList, SequenceList).
    """

    data_type: str | None = None
    unit: str | None = None
    limit_min: float | None = None
    limit_max: float | None = None
    values: tuple[str, ...] = ()
    supports_monitoring: bool | None = None

    def fault_of(self, value: str) -> tuple[str, Mapping[str, str]] | None:
        """Say why a value cannot be one of the variable's: a code and what it is about."""
        if self.data_type in _NUMBERS:
            return self._fault_of_number(value)
        if self.data_type == "boolean" and value.strip().casefold() not in ("true", "false"):
            return "field.not_boolean", {}
        parts = [value] if self.data_type == "OptionList" else value.split(",")
        known = {each.casefold() for each in self.values}
        if self.data_type in _CHOICES and known:
            strange = [part.strip() for part in parts if part.strip().casefold() not in known]
            if strange and value:
                return "field.not_offered", {"offered": ", ".join(self.values)[:500]}
        return None

    def _fault_of_number(self, value: str) -> tuple[str, Mapping[str, str]] | None:
        number = _plain_item(value.strip())
        if not isinstance(number, Decimal) or (self.data_type == "integer" and number % 1):
            return "field.not_number", {}
        if self.limit_min is not None and number < Decimal(str(self.limit_min)):
            return "field.below_limit", {"limit": f"{self.limit_min:g}"}
        if self.limit_max is not None and number > Decimal(str(self.limit_max)):
            return "field.above_limit", {"limit": f"{self.limit_max:g}"}
        return None


_NUMBERS = frozenset({"integer", "decimal"})
_CHOICES = frozenset({"OptionList", "MemberList", "SequenceList"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What a station says a variable is. ``value`` is ``None`` when it keeps it to itself.

    ``mutability`` is spelled as OCPP 2.x does; that and the following are ``None`` when nobody
    said it. A value that is ``persistent`` outlives a restart, a ``constant`` one never changes.
    """

    name: VariableName
    value: str | None
    mutability: str | None = None
    is_persistent: bool | None = None
    is_constant: bool | None = None
    characteristics: Characteristics | None = None

    def fault_of(self, value: str) -> tuple[str, Mapping[str, str]] | None:
        """Say why the variable cannot be set to a value: a code and what it is about."""
        if self.mutability == "ReadOnly" or self.is_constant:
            return "field.read_only", {}
        return None if self.characteristics is None else self.characteristics.fault_of(value)


_ITEMS_LIMITS = (
    VariableName(variable="GetConfigurationMaxKeys"),
    VariableName(component="DeviceDataCtrlr", variable="ItemsPerMessage", instance="GetVariables"),
)
_BYTES_LIMITS = (
    VariableName(component="DeviceDataCtrlr", variable="BytesPerMessage", instance="GetVariables"),
)
REQUEST_LIMITS = (*_ITEMS_LIMITS, *_BYTES_LIMITS)
"""Where stations say how much one question for variables may hold (`RequestLimit`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLimit:
    """How much one question for variables may hold; ``None`` where the station said nothing."""

    items_max: int | None = None
    bytes_max: int | None = None

    @classmethod
    def of(cls, values: Mapping[str, str | None]) -> Self:
        """Read what a station told of its `REQUEST_LIMITS`: values by the key of their variable."""
        return cls(
            items_max=_smallest(values, _ITEMS_LIMITS),
            bytes_max=_smallest(values, _BYTES_LIMITS),
        )


NO_LIMIT = RequestLimit()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetVariables:
    """Ask for variables, or for a report of all; ``request_id`` comes back with the report."""

    names: Sequence[VariableName] = ()
    request_id: int = field(default_factory=lambda: 1 + secrets.randbelow(REQUEST_ID_MAX))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVariable:
    """Set one variable."""

    name: VariableName
    value: str


def is_name_of(name: VariableName, protocol: str | None) -> bool:
    """Say whether a version of OCPP has such names; one that is not known yet has any."""
    if protocol is None:
        return True
    if protocol == VERSION_16:
        return name.component is None and name.attribute == ACTUAL
    return name.component is not None


def is_same_value(one: str, other: str) -> bool:
    """Say whether two texts set a variable alike: stations write numbers and lists their own way.

    ``True`` is ``true``, ``60.0`` is ``60``, and blanks around the items of a list mean nothing.
    """
    return _plain(one) == _plain(other)


def split_question(
    command: GetVariables, limit: RequestLimit, size_bytes_of: Callable[[GetVariables], int]
) -> Iterator[GetVariables]:
    """Yield the question in parts that keep to a limit, in the order of the names.

    A part of one name is sent whatever its size. ``size_bytes_of`` says how long a part is in the
    station's words.
    """
    names = command.names
    items_max = limit.items_max or max(1, len(names))
    for begin in range(0, max(1, len(names)), items_max):
        part = replace(command, names=names[begin : begin + items_max])
        yield from _halve(part, limit.bytes_max, size_bytes_of)


def _halve(
    command: GetVariables, bytes_max: int | None, size_bytes_of: Callable[[GetVariables], int]
) -> Iterator[GetVariables]:
    names = command.names
    if bytes_max is None or len(names) <= 1 or size_bytes_of(command) <= bytes_max:
        yield command
        return
    middle = len(names) // 2
    yield from _halve(replace(command, names=names[:middle]), bytes_max, size_bytes_of)
    yield from _halve(replace(command, names=names[middle:]), bytes_max, size_bytes_of)


def _indexed(name: str | None, instance: str | None) -> str:
    return (name or "") + (f"[{instance}]" if instance else "")


def _plain(value: str) -> tuple[object, ...]:
    return tuple(_plain_item(item.strip()) for item in value.split(","))


def _plain_item(item: str) -> object:
    if item.casefold() in ("true", "false"):
        return item.casefold()
    try:
        number = Decimal(item)
    except InvalidOperation:
        return item
    return number if number.is_finite() else item


def _smallest(values: Mapping[str, str | None], names: Sequence[VariableName]) -> int | None:
    told = [values.get(name.key) or "" for name in names]
    return min((int(each) for each in told if _is_count(each)), default=None)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and int(text) > 0
