"""Templates: values that are wanted of all stations of a make, a firmware or a site."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from sigec.kit.ids import SiteId, StationId, TemplateId, TenantId
from sigec.stations.model.desires import Desire, Wish
from sigec.stations.model.variables import Variable, VariableName, is_name_of, is_same_value
from sigec.stations.model.wishes import value_in, wish_for

_CAUTIOUS_VENDORS = ("abb",)
"""ABB's Terra reboots, and loops, when it is configured: only a template that names its model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateTarget:
    """Which stations a template is for; ``None`` is any.

    Texts are compared without case; one that ends in ``*`` is a beginning.
    """

    vendor: str | None = None
    model: str | None = None
    firmware: str | None = None
    protocol: str | None = None
    site_id: SiteId | None = None

    @property
    def weight(self) -> int:
        """How much is said: of two templates the one that says more counts."""
        return sum(getattr(self, field.name) is not None for field in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedValue:
    """A variable and the value it is to have."""

    name: VariableName
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateDraft:
    """What a template is made of. Automatic ones are applied whenever a station fits."""

    name: str
    target: TemplateTarget = TemplateTarget()
    is_automatic: bool = False
    may_reboot: bool = False
    values: Sequence[WantedValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template; ``version`` counts the edits."""

    id: TemplateId
    tenant_id: TenantId
    draft: TemplateDraft
    created_at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A station, as a template looks at it."""

    station_id: StationId
    tenant_id: TenantId
    name: str
    vendor: str | None
    model: str | None
    firmware: str | None
    protocol: str | None
    site_id: SiteId | None

    def fits(self, target: TemplateTarget) -> bool:
        """Say whether a template for ``target`` is for this station."""
        return (
            _fits(self.vendor, target.vendor)
            and _fits(self.model, target.model)
            and _fits(self.firmware, target.firmware)
            and target.protocol in (None, self.protocol)
            and target.site_id in (None, self.site_id)
        )

    def takes_by_itself(self, draft: TemplateDraft) -> bool:
        """Say whether the template is applied to the station without anybody asking."""
        vendor = (self.vendor or "").casefold()
        is_cautious = vendor.startswith(_CAUTIOUS_VENDORS)
        is_named = None not in (draft.target.vendor, draft.target.model)
        return draft.is_automatic and self.fits(draft.target) and (is_named or not is_cautious)

    def knows(self, name: VariableName) -> bool:
        """Say whether the version of OCPP that the station speaks has such names."""
        return is_name_of(name, self.protocol)


def wishes_of(candidate: Candidate, templates: Iterable[Template]) -> Mapping[str, Wish]:
    """Return what templates want of a station, by the key of the variable.

    Of several that want the same variable that counts which says most of whom it is for, then the
    newest.
    """
    wishes: dict[str, Wish] = {}
    for template in sorted(templates, key=lambda each: (each.draft.target.weight, each.id)):
        for wanted in template.draft.values:
            if candidate.knows(wanted.name):
                wishes[wanted.name.key] = wish_for(
                    wanted.name,
                    wanted.value,
                    may_reboot=template.draft.may_reboot,
                    template_id=template.id,
                )
    return wishes


class Verdict(StrEnum):
    """What applying a template would do to one variable of a station."""

    SAME = "same"
    """The station has the value."""
    CHANGES = "changes"
    UNKNOWN = "unknown"
    """The station never said what it has."""
    OVERRULED = "overruled"
    """Somebody wants another value of this very station, or another template says more."""
    IMPOSSIBLE = "impossible"
    """The station says that it cannot have the value."""
    OTHER_VERSION = "other_version"
    """The station's version of OCPP has no such name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A variable as a template wants it and as the station has it; ``fault`` says why not."""

    wanted: WantedValue
    verdict: Verdict
    reported: str | None = None
    overruled_by: str | None = None
    """The value that is wanted instead."""
    fault: tuple[str, Mapping[str, str]] | None = None


def compare(
    candidate: Candidate,
    template: Template,
    *,
    reported: Mapping[str, Variable],
    desires: Collection[Desire],
) -> Sequence[Comparison]:
    """Return what a template would do to a station, in its own order."""
    wanted_now = {each.wish.key: each for each in desires}
    return [
        _compare(
            candidate,
            template,
            wanted,
            reported.get(wanted.name.key),
            wanted_now.get(wanted.name.key),
        )
        for wanted in template.draft.values
    ]


def _compare(
    candidate: Candidate,
    template: Template,
    wanted: WantedValue,
    told: Variable | None,
    desire: Desire | None,
) -> Comparison:
    value = None if told is None else told.value
    is_others = desire is not None and desire.wish.template_id != template.id
    instead = value_in(desire) if desire is not None and is_others else None
    fault = told.fault_of(wanted.value) if told is not None else None
    if not candidate.knows(wanted.name):
        verdict = Verdict.OTHER_VERSION
    elif instead is not None and not is_same_value(instead, wanted.value):
        verdict = Verdict.OVERRULED
    elif value is not None and is_same_value(value, wanted.value):
        verdict = Verdict.SAME
    elif fault is not None:
        verdict = Verdict.IMPOSSIBLE
    else:
        verdict = Verdict.UNKNOWN if value is None else Verdict.CHANGES
    return Comparison(
        wanted=wanted,
        verdict=verdict,
        reported=value,
        overruled_by=instead if verdict is Verdict.OVERRULED else None,
        fault=fault if verdict is Verdict.IMPOSSIBLE else None,
    )


def _fits(value: str | None, wanted: str | None) -> bool:
    if wanted is None:
        return True
    have, want = (value or "").strip().casefold(), wanted.strip().casefold()
    return have.startswith(want[:-1]) if want.endswith("*") else have == want
