"""The second, tolerant reading of a payload that the strict decoder refused.

It walks the schema's types beside the raw values and accepts what a person would understand; what
remains is refused with the code that says what is wrong. An enum field may come out as plain text
when its value is unknown and only describes: compare with `==`, never by identity. A required
instant may come out as None when it was empty or impossible: the receipt time stands in.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
from msgspec import Raw, Struct, inspect

from sigec.ocpp.router import scalars
from sigec.ocpp.router.refusals import (
    Refused,
    wrong_occurrence,
    wrong_shape,
    wrong_type,
    wrong_value,
)
from sigec.stations.model import Deviation

S = TypeVar("S", bound=Struct)

# Values that only describe, and which stations invent (Alfen, Mennekes, Legrand): kept as text.
OPEN_ENUMS = frozenset(
    {
        *("ReadingContext", "Measurand", "Phase", "Location", "UnitOfMeasure", "ValueFormat"),
        *("ReadingContextEnumType", "MeasurandEnumType", "PhaseEnumType", "LocationEnumType"),
        *("Reason", "ReasonEnumType", "TriggerReasonEnumType", "BootReasonEnumType"),
        "ChargePointErrorCode",
    }
)

# Required by the schema, but the message is worth more than its refusal.
MAY_BE_ABSENT = frozenset(
    {
        "StopTransactionRequest.meterStop",
        "StopTransactionRequest.timestamp",
        "TransactionEventRequest.triggerReason",  # MicroOcpp
    }
)
MAY_BE_EMPTY = MAY_BE_ABSENT | {"StatusNotificationRequest.errorCode"}


def understand(kind: type[S], payload: Raw | bytes) -> tuple[S, frozenset[Deviation]]:
    """Read a payload leniently and say in which ways it left the schema.

    :raises Refused: when a person would not understand it either.
    """
    reading = _Reading()
    try:
        raw = msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError) as problem:
        raise wrong_shape("payload", str(problem)) from None
    value = reading.read(_type_of(kind), raw, "payload")
    return cast("S", value), frozenset(reading.found)


def understand_part(kind: type[S], part: Mapping[str, Any]) -> S:
    """Read what was parsed before, as leniently.

    :raises Refused: when a person would not understand it either.
    """
    return understand(kind, msgspec.json.encode(part))[0]


@cache
def _type_of(kind: type[Struct]) -> inspect.Type:
    return inspect.type_info(kind)


class _Reading:
    """One pass over one payload."""

    def __init__(self) -> None:
        self.found: set[Deviation] = set()

    def read(self, kind: inspect.Type, value: Any, path: str) -> Any:
        match kind:
            case inspect.StructType():
                read: Any = self._struct(kind, value, path)
            case inspect.ListType():
                read = self._list(kind, value, path)
            case inspect.UnionType(types=(inner, inspect.NoneType())):
                read = self._optional(inner, value, path)
            case inspect.EnumType():
                read = self._enum(kind, value, path)
            case inspect.AnyType():
                read = value
            case _:
                read = scalars.read(kind, value, path, self.found)
        return read

    def _struct(self, kind: inspect.StructType, value: Any, path: str) -> Struct:
        if not isinstance(value, dict):
            raise wrong_type(path, "an object")
        strange = value.keys() - {field.encode_name for field in kind.fields}
        if strange and kind.forbid_unknown_fields:
            self.found.add(Deviation.UNKNOWN_FIELD)
        fields: dict[str, Any] = {}
        for field in kind.fields:
            child = f"{path}.{field.encode_name}"
            if self._is_left_out(kind, field, value):
                fields[field.name] = None
            elif field.required and value.get(field.encode_name) is None:
                raise _missing(child, is_of_another_message=bool(strange))
            else:
                fields[field.name] = self.read(field.type, value[field.encode_name], child)
        return kind.cls(**fields)

    def _is_left_out(self, kind: inspect.StructType, field: inspect.Field, owner: Any) -> bool:
        """Tell whether a field has no value and may have none."""
        name = f"{kind.cls.__name__}.{field.encode_name}"
        if field.encode_name not in owner:
            self.found.update({Deviation.MISSING_FIELD} if name in MAY_BE_ABSENT else ())
            return not field.required or name in MAY_BE_ABSENT
        empty = scalars.is_nothing(owner[field.encode_name])
        if empty and (name in MAY_BE_EMPTY or isinstance(field.type, inspect.DateTimeType)):
            self.found.add(Deviation.EMPTY_VALUE)
            return True
        return False

    def _optional(self, inner: inspect.Type, value: Any, path: str) -> Any:
        is_text = isinstance(inner, inspect.StrType) and value is not None
        is_empty_list = isinstance(inner, inspect.ListType) and value == []
        if is_empty_list or (scalars.is_nothing(value) and not is_text):
            self.found.add(Deviation.EMPTY_VALUE)
            return None
        return self.read(inner, value, path)

    def _list(self, kind: inspect.ListType, value: Any, path: str) -> list[Any]:
        if isinstance(value, dict):
            self.found.add(Deviation.NOT_A_LIST)
            value = [value]
        if not isinstance(value, list):
            raise wrong_type(path, "a list")
        if len(value) < (kind.min_length or 0):
            raise wrong_occurrence(path, f"at least {kind.min_length} needed")
        if kind.max_length is not None and len(value) > kind.max_length:
            raise wrong_occurrence(path, f"at most {kind.max_length} allowed")
        return [self.read(kind.item_type, item, f"{path}[{i}]") for i, item in enumerate(value)]

    def _enum(self, kind: inspect.EnumType, value: Any, path: str) -> str:
        if not isinstance(value, str):
            raise wrong_type(path, "text")
        members = {str(member).casefold(): str(member) for member in kind.cls}
        text = value.replace("\0", "").strip()
        known = members.get(text.casefold())
        if known is None and kind.cls.__name__ not in OPEN_ENUMS:
            raise wrong_value(path, "unknown value")
        if known is None:
            self.found.add(Deviation.UNKNOWN_ENUM_VALUE)
            return text
        if known != value:
            self.found.add(Deviation.ENUM_SPELLING)
        return cast("str", kind.cls(known))


def _missing(path: str, *, is_of_another_message: bool) -> Refused:
    if is_of_another_message:
        return wrong_shape(path, "is required; other fields belong to another message")
    return wrong_occurrence(path, "is required")
