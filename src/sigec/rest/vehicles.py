"""The cars that people charge."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from sigec.drivers.model import BATTERY_WH_MAX, PlugType, VehicleDraft
from sigec.kit.ids import PersonId, VehicleId
from sigec.rest.schemas import Body, Patch, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep

router = APIRouter(prefix="/people/{person_id}/vehicles", tags=["people"])

Plate = Annotated[
    str,
    Field(max_length=12, description="Of the old form or the Mercosul's.", examples=["ABC1D23"]),
]
Model = Annotated[str, Field(max_length=100)]
BatteryWh = Annotated[int, Field(ge=1, le=BATTERY_WH_MAX, description="What it holds, in Wh.")]


class VehicleView(View):
    """A car of a person."""

    id: UUID
    person_id: UUID
    plate: str | None
    model: str | None
    battery_wh: int | None
    connector: PlugType | None
    created_at: datetime


class VehicleList(View):
    """A person's vehicles, the oldest first."""

    items: list[VehicleView]


class NewVehicle(Body):
    """What a new vehicle is made of: at least a plate or a model."""

    plate: Plate | None = None
    model: Model | None = None
    battery_wh: BatteryWh | None = None
    connector: PlugType | None = None

    model_config = example(
        plate="ABC-1D23", model="BYD Dolphin", battery_wh=44_900, connector="ccs_2"
    )


class VehicleChanges(Patch):
    """The fields to change; what is left out stays."""

    nullable = frozenset({"plate", "model", "battery_wh", "connector"})

    plate: Plate | None = None
    model: Model | None = None
    battery_wh: BatteryWh | None = None
    connector: PlugType | None = None

    model_config = example(battery_wh=60_500)


@router.get("")
async def list_vehicles(services: ServicesDep, actor: ActorDep, person_id: UUID) -> VehicleList:
    """List a person's vehicles."""
    found = await services.vehicles.list_vehicles(actor, PersonId(person_id))
    return VehicleList.model_validate({"items": found})


@router.post("", status_code=201)
async def create_vehicle(
    services: ServicesDep, actor: ActorDep, person_id: UUID, body: NewVehicle
) -> VehicleView:
    """Add a vehicle to a person."""
    draft = VehicleDraft(**body.model_dump())
    made = await services.vehicles.add_vehicle(actor, PersonId(person_id), draft)
    return VehicleView.model_validate(made)


@router.patch("/{vehicle_id}")
async def edit_vehicle(
    services: ServicesDep,
    actor: ActorDep,
    person_id: UUID,
    vehicle_id: UUID,
    body: VehicleChanges,
) -> VehicleView:
    """Change a vehicle."""
    edited = await services.vehicles.edit_vehicle(
        actor, PersonId(person_id), VehicleId(vehicle_id), body.changes()
    )
    return VehicleView.model_validate(edited)


@router.delete("/{vehicle_id}", status_code=204)
async def delete_vehicle(
    services: ServicesDep, actor: ActorDep, person_id: UUID, vehicle_id: UUID
) -> None:
    """Remove a vehicle."""
    await services.vehicles.remove_vehicle(actor, PersonId(person_id), VehicleId(vehicle_id))
