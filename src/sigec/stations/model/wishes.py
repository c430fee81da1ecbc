"""Variables that are wanted: as wishes, and read from them again."""

from dataclasses import asdict

from sigec.kit.ids import TemplateId
from sigec.stations.model.desires import Desire, DesireKind, Wish
from sigec.stations.model.variables import VariableName


def wish_for(
    name: VariableName,
    value: str,
    *,
    may_reboot: bool = False,
    template_id: TemplateId | None = None,
) -> Wish:
    """Return the wish that a variable has a value."""
    return Wish(
        kind=DesireKind.VARIABLE,
        key=name.key,
        subject=name.label,
        wanted={"name": asdict(name), "value": value},
        may_reboot=may_reboot,
        template_id=template_id,
    )


def name_in(desire: Desire) -> VariableName:
    """Return the variable that a desire is about."""
    return VariableName(**desire.wish.wanted["name"])


def value_in(desire: Desire) -> str:
    """Return the value that is wanted."""
    value: str = desire.wish.wanted["value"]
    return value
