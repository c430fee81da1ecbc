"""Say which cars people charge."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.drivers._store import vehicles as store
from sigec.drivers.model import (
    VEHICLES_MAX,
    Vehicle,
    VehicleDraft,
    canonical_plate,
    faults_of_vehicle,
)
from sigec.drivers.service.people import require_person
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Conflict, Invalid, NotFound
from sigec.kit.ids import PersonId, VehicleId, new_id
from sigec.kit.ports import Clock


class VehicleNotFound(NotFound):
    """The person has no such vehicle."""

    code = "not_found.vehicle"


class VehicleTaken(Conflict):
    """The person has a vehicle of this plate."""

    code = "conflict.vehicle_taken"


class TooManyVehicles(Conflict):
    """The person has more vehicles than anybody needs."""

    code = "conflict.too_many_vehicles"


class VehicleService:
    """The use cases of vehicles."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list_vehicles(self, actor: Actor, person_id: PersonId) -> Sequence[Vehicle]:
        """Return a person's vehicles, the oldest first.

        :raises PersonNotFound: when there is no such person for this actor.
        """
        actor.require(Permission.READ_PEOPLE)
        async with self._database.read(actor.scope) as connection:
            await require_person(connection, actor.scope, person_id)
            return await store.fetch_vehicles(connection, actor.scope, person_id)

    async def add_vehicle(self, actor: Actor, person_id: PersonId, draft: VehicleDraft) -> Vehicle:
        """Add a vehicle to a person.

        :raises PersonNotFound: when there is no such person for this actor.
        :raises Invalid: when a field breaks a rule.
        :raises VehicleTaken: when the person has one of this plate.
        """
        actor.require(Permission.WRITE_PEOPLE)
        try:
            async with self._database.transaction(actor.scope) as connection:
                return await add_vehicle(connection, actor, person_id, draft, self._clock)
        except IntegrityError as error:
            raise VehicleTaken from error

    async def edit_vehicle(
        self, actor: Actor, person_id: PersonId, vehicle_id: VehicleId, changes: Mapping[str, Any]
    ) -> Vehicle:
        """Change the named fields of a vehicle.

        :raises VehicleNotFound: when the person has none of this id.
        :raises Invalid: when a field breaks a rule.
        :raises VehicleTaken: when the person has another of this plate.
        """
        actor.require(Permission.WRITE_PEOPLE)
        try:
            async with self._database.transaction(actor.scope) as connection:
                before = await _get(connection, actor.scope, person_id, vehicle_id)
                after = _canonical(replace(before, **changes))
                await store.save_vehicle(connection, after)
                await _note(connection, actor, "vehicle.edited", before, after, self._clock)
                return after
        except IntegrityError as error:
            raise VehicleTaken from error

    async def remove_vehicle(
        self, actor: Actor, person_id: PersonId, vehicle_id: VehicleId
    ) -> None:
        """Remove a vehicle.

        :raises VehicleNotFound: when the person has none of this id.
        """
        actor.require(Permission.WRITE_PEOPLE)
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor.scope, person_id, vehicle_id)
            await store.remove_vehicle(connection, vehicle_id)
            await _note(connection, actor, "vehicle.deleted", before, None, self._clock)


async def add_vehicle(
    connection: AsyncConnection,
    actor: Actor,
    person_id: PersonId,
    draft: VehicleDraft,
    clock: Clock,
) -> Vehicle:
    """Store a vehicle inside the caller's transaction; see `VehicleService.add_vehicle`."""
    person = await require_person(connection, actor.scope, person_id)
    if len(await store.fetch_vehicles(connection, actor.scope, person_id)) >= VEHICLES_MAX:
        raise TooManyVehicles(limit=VEHICLES_MAX)
    vehicle = _canonical(
        Vehicle(
            **asdict(draft),
            id=VehicleId(new_id()),
            tenant_id=person.tenant_id,
            person_id=person_id,
            created_at=clock.now(),
        )
    )
    await store.add_vehicle(connection, vehicle)
    await _note(connection, actor, "vehicle.created", None, vehicle, clock)
    return vehicle


async def _get(
    connection: AsyncConnection, scope: Scope, person_id: PersonId, vehicle_id: VehicleId
) -> Vehicle:
    await require_person(connection, scope, person_id)
    for vehicle in await store.fetch_vehicles(connection, scope, person_id):
        if vehicle.id == vehicle_id:
            return vehicle
    raise VehicleNotFound


def _canonical(vehicle: Vehicle) -> Vehicle:
    canonical = replace(vehicle, plate=canonical_plate(vehicle.plate))
    if faults := faults_of_vehicle(canonical):
        raise Invalid(*faults)
    return canonical


async def _note(
    connection: AsyncConnection,
    actor: Actor,
    action: str,
    before: Vehicle | None,
    after: Vehicle | None,
    clock: Clock,
) -> None:
    vehicle = after or before
    assert vehicle is not None
    await audit.record(
        connection,
        actor,
        action,
        Subject(kind="person", id=vehicle.person_id),
        at=clock.now(),
        before=before and asdict(before),
        after=after and asdict(after),
        tenant_id=vehicle.tenant_id,
    )
