"""Guests: people who may charge for a while because somebody of a unit has invited them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sigec.kit.errors import FieldError
from sigec.kit.ids import PersonId, TenantId, UnitId, VisitId
from sigec.sites.model import Unit

VISIT_MAX = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """Where somebody is a guest, from an instant on and until another, which is not included."""

    unit_id: UnitId
    valid_from: datetime
    valid_to: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """That somebody is, was or will be a guest of a unit."""

    id: VisitId
    tenant_id: TenantId
    person_id: PersonId
    person_name: str
    unit: Unit
    valid_from: datetime
    valid_to: datetime


def faults_of_visit(visit: Visit) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule."""
    if visit.valid_to <= visit.valid_from:
        return (FieldError(field="valid_to", code="field.span_reversed"),)
    if visit.valid_to - visit.valid_from > VISIT_MAX:
        days = (("days", str(VISIT_MAX.days)),)
        return (FieldError(field="valid_to", code="field.visit_too_long", params=days),)
    return ()
