"""Cars that people charge."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sigec.kit.errors import FieldError
from sigec.kit.ids import PersonId, TenantId, VehicleId

VEHICLES_MAX = 20
BATTERY_WH_MAX = 1_000_000
_OLD_PLATE = re.compile(r"[A-Z]{3}[0-9]{4}")
_MERCOSUL_PLATE = re.compile(r"[A-Z]{3}[0-9][A-Z][0-9]{2}")


class PlugType(StrEnum):
    """What fits into a car."""

    TYPE_1 = "type_1"
    TYPE_2 = "type_2"
    CCS_1 = "ccs_1"
    CCS_2 = "ccs_2"
    CHADEMO = "chademo"
    GBT_AC = "gbt_ac"
    GBT_DC = "gbt_dc"
    NACS = "nacs"


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleDraft:
    """What a new vehicle is made of; a plate is taken as people write it."""

    plate: str | None = None
    model: str | None = None
    battery_wh: int | None = None
    connector: PlugType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle(VehicleDraft):
    """A car of a person; ``plate`` is upper-case without a hyphen."""

    id: VehicleId
    tenant_id: TenantId
    person_id: PersonId
    created_at: datetime


def canonical_plate(plate: str | None) -> str | None:
    """Return a plate as it is stored: ``abc-1d23`` is ``ABC1D23``; an empty one is none."""
    return re.sub(r"[\s.-]", "", plate or "").upper() or None


def is_plate(plate: str) -> bool:
    """Check a Brazilian plate, of the old form (ABC1234) or the Mercosul's (ABC1D23)."""
    return any(form.fullmatch(plate) for form in (_OLD_PLATE, _MERCOSUL_PLATE))


def faults_of_vehicle(vehicle: Vehicle) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule."""
    faults = []
    if vehicle.plate is None and not vehicle.model:
        faults.append(FieldError(field="plate", code="field.vehicle_nameless"))
    if vehicle.plate is not None and not is_plate(vehicle.plate):
        faults.append(FieldError(field="plate", code="field.plate"))
    return tuple(faults)
