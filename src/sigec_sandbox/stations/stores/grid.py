"""Controls for the sake of the grid (2.1): DER controls and the last aFRR signal."""

from collections.abc import Iterator
from dataclasses import dataclass

from sigec_sandbox.frames import Json

FIELD_OF_TYPE = {
    "EnterService": "enterService",
    "FixedPFAbsorb": "fixedPFAbsorb",
    "FixedPFInject": "fixedPFInject",
    "FixedVar": "fixedVar",
    "FreqDroop": "freqDroop",
    "Gradients": "gradient",
    "LimitMaxDischarge": "limitMaxDischarge",
}
"""Where a control's values are; those of every other type are a curve."""


@dataclass(slots=True, kw_only=True)
class Control:
    """One control; another of the same type with a higher priority supersedes it."""

    id: str
    kind: str
    is_default: bool
    body: Json
    is_superseded: bool = False

    @property
    def field(self) -> str:
        """The field that holds its values."""
        return FIELD_OF_TYPE.get(self.kind, "curve")

    @property
    def priority(self) -> int:
        """Its precedence: 0 is the highest."""
        return int(self.body["priority"])


class GridControls:
    """All controls of a station."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self._controls: dict[str, Control] = {}

    def __iter__(self) -> Iterator[Control]:
        return iter(self._controls.values())

    def set(self, control: Control) -> list[str]:
        """Take a control and return the ids of those that it supersedes."""
        self._controls[control.id] = control
        superseded = [
            other
            for other in self._controls.values()
            if other is not control
            and (other.kind, other.is_default) == (control.kind, control.is_default)
            and other.priority >= control.priority
        ]
        for other in superseded:
            other.is_superseded = True
        return [other.id for other in superseded]

    def matching(
        self, *, is_default: bool | None, kind: str | None, control_id: str | None
    ) -> list[Control]:
        """Return the controls that fit every criterion that is given."""
        return [
            control
            for control in self._controls.values()
            if is_default in {None, control.is_default}
            and kind in {None, control.kind}
            and control_id in {None, control.id}
        ]

    def remove(self, controls: list[Control]) -> None:
        """Forget controls."""
        for control in controls:
            del self._controls[control.id]
