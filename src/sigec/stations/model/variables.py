"""What a station can be set to: the configuration keys of OCPP 1.6 and the variables of 2.x.

A key of 1.6 is a variable without a component.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

ACTUAL = "Actual"
"""The attribute that is meant when none is named."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What a station says a variable is. ``value`` is ``None`` when it keeps it to itself.

    ``mutability`` is spelled as OCPP 2.x does, ``None`` when nobody said it.
    """

    name: VariableName
    value: str | None
    mutability: str | None = None


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
