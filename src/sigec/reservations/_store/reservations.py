"""The SQL of reservations, their steps and their numbers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.listing import equal, within
from sigec.db.tenancy import visible
from sigec.db.upserts import insert_into
from sigec.drivers.model import IdTokenKind, TokenRef
from sigec.kit.actor import Scope
from sigec.kit.ids import PersonId, ReservationId, SiteId, StationId, TenantId, new_id
from sigec.kit.periods import ALWAYS, Period
from sigec.reservations._store.tables import numbers, reservations, steps
from sigec.reservations.model import (
    OPEN,
    Bearer,
    Place,
    Reservation,
    ReservationReason,
    ReservationStatus,
    Span,
    Step,
)

_OPEN = [status.value for status in OPEN]
_PLAIN = (
    "id",
    "tenant_id",
    "site_id",
    "station_id",
    "number",
    "status",
    "reason",
    "note",
    "session_id",
    "asked",
    "asked_at",
    "losses",
    "is_owed",
    "is_reminded",
    "actor_kind",
    "user_id",
    "created_at",
    "changed_at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationFilter:
    """What a list is restricted to; each part narrows. ``starting`` bounds the beginnings."""

    station_id: StationId | None = None
    site_id: SiteId | None = None
    person_id: PersonId | None = None
    status: ReservationStatus | None = None
    is_open: bool | None = None
    is_no_show: bool | None = None
    starting: Period = ALWAYS


EVERY_RESERVATION = ReservationFilter()


def select_reservations(scope: Scope) -> Select[Any]:
    """Begin every query of reservations here: a tenant sees its own, the platform all."""
    return select(*reservations.c).where(visible(reservations, scope))


def conditions(wanted: ReservationFilter) -> list[ColumnElement[bool]]:
    """Return what keeps the reservations that are wanted."""
    c = reservations.c
    equals = {
        c.station_id: wanted.station_id,
        c.site_id: wanted.site_id,
        c.person_id: wanted.person_id,
        c.status: wanted.status and wanted.status.value,
    }
    found = equal(equals) + within(c.starts_at, wanted.starting)
    if wanted.is_open is not None:
        found.append(c.status.in_(_OPEN) if wanted.is_open else c.status.not_in(_OPEN))
    if wanted.is_no_show is not None:
        is_one = c.reason == ReservationReason.NO_SHOW.value
        found.append(is_one if wanted.is_no_show else ~is_one)
    return found


async def take_number(
    connection: AsyncConnection, station_id: StationId, tenant_id: TenantId
) -> int:
    """Return a number that the station never had from us, and lock the station's reservations.

    Whoever reserves at the same station waits here until this transaction ends, so that of two
    who want one place the second sees the first's.
    """
    statement = insert_into(numbers, connection.dialect.name).values(
        station_id=station_id, tenant_id=tenant_id, last=1
    )
    counted = statement.on_conflict_do_update(
        index_elements=[numbers.c.station_id], set_={"last": numbers.c.last + 1}
    )
    while True:
        number = (await connection.execute(counted.returning(numbers.c.last))).scalar_one()
        # Somebody may have reserved by hand, with a number of their own.
        if await find_by_number(connection, station_id, number) is None:
            return int(number)


async def find_by_number(
    connection: AsyncConnection, station_id: StationId, number: int
) -> Reservation | None:
    """Return the station's reservation of this number, locked."""
    statement = (
        select(*reservations.c)
        .where(reservations.c.station_id == station_id, reservations.c.number == number)
        .with_for_update()
    )
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_reservation(row)


async def find_one(
    connection: AsyncConnection,
    scope: Scope,
    reservation_id: ReservationId,
    *,
    is_locked: bool = False,
) -> Reservation | None:
    """Return one reservation of the scope; locked, it stays so until the transaction ends."""
    statement = select_reservations(scope).where(reservations.c.id == reservation_id)
    if is_locked:
        statement = statement.with_for_update()
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_reservation(row)


async def find_open(
    connection: AsyncConnection, station_ids: Collection[StationId] | None = None
) -> Sequence[Reservation]:
    """Return what is open at these stations, or at all, the earliest beginning first."""
    statement = select(*reservations.c).where(reservations.c.status.in_(_OPEN))
    if station_ids is not None:
        statement = statement.where(reservations.c.station_id.in_(station_ids))
    ordered = statement.order_by(reservations.c.starts_at, reservations.c.id)
    return [to_reservation(row) for row in (await connection.execute(ordered)).mappings()]


async def find_unsettled(
    connection: AsyncConnection, station_id: StationId
) -> Sequence[Reservation]:
    """Return what a station has to keep, or to be told that it is over, locked in id order."""
    c = reservations.c
    statement = (
        select(*c)
        .where(c.station_id == station_id, c.status.in_(_OPEN) | c.is_owed.is_(True))
        .order_by(c.id)
        .with_for_update()
    )
    return [to_reservation(row) for row in (await connection.execute(statement)).mappings()]


async def find_candidates(
    connection: AsyncConnection, station_id: StationId, *, number: int | None, at: datetime
) -> Sequence[Reservation]:
    """Return those that a start at an instant may use, locked in id order."""
    c = reservations.c
    is_running = c.status.in_(_OPEN) & (c.starts_at <= at) & (c.expires_at > at)
    fits = is_running if number is None else is_running | (c.number == number)
    statement = select(*c).where(c.station_id == station_id, fits).order_by(c.id)
    rows = (await connection.execute(statement.with_for_update())).mappings()
    return [to_reservation(row) for row in rows]


async def count_open(connection: AsyncConnection, site_id: SiteId, person_id: PersonId) -> int:
    """Count what a person has at a site."""
    c = reservations.c
    statement = select(func.count()).where(
        c.site_id == site_id, c.person_id == person_id, c.status.in_(_OPEN)
    )
    return int((await connection.execute(statement)).scalar_one())


async def count_no_shows(
    connection: AsyncConnection, scope: Scope, wanted: ReservationFilter, *, limit: int
) -> Sequence[tuple[PersonId, int]]:
    """Count by person the places that were kept in vain, the most first."""
    c, times = reservations.c, func.count().label("times")
    statement = (
        select(c.person_id, times)
        .where(
            visible(reservations, scope),
            c.person_id.is_not(None),
            c.reason == ReservationReason.NO_SHOW.value,
            *conditions(wanted),
        )
        .group_by(c.person_id)
        .order_by(times.desc(), c.person_id)
        .limit(limit)
    )
    rows = await connection.execute(statement)
    return [(PersonId(row.person_id), int(row.times)) for row in rows]


async def add(connection: AsyncConnection, reservation: Reservation, step: Step) -> None:
    """Store a new reservation with its first step."""
    await connection.execute(insert(reservations).values(_values(reservation)))
    await _add_step(connection, reservation, step)


async def save(connection: AsyncConnection, reservation: Reservation, step: Step | None) -> None:
    """Store what became of a reservation."""
    statement = update(reservations).where(reservations.c.id == reservation.id)
    await connection.execute(statement.values(_values(reservation)))
    if step is not None:
        await _add_step(connection, reservation, step)


async def read_steps(connection: AsyncConnection, reservation_id: ReservationId) -> Sequence[Step]:
    """Return the steps of a reservation in the order they were made."""
    c = steps.c
    statement = (
        select(c.at, c.status, c.reason, c.actor_kind, c.user_id, c.note)
        .where(c.reservation_id == reservation_id)
        .order_by(c.id)
    )
    return [
        Step(
            **{
                **row,
                "status": ReservationStatus(row["status"]),
                "reason": ReservationReason(row["reason"]),
            }
        )
        for row in (await connection.execute(statement)).mappings()
    ]


def to_reservation(row: RowMapping) -> Reservation:
    """Read a row of `select_reservations`."""
    plain: Mapping[str, Any] = {name: row[name] for name in _PLAIN}
    return Reservation(
        **{
            **plain,
            "status": ReservationStatus(row["status"]),
            "reason": ReservationReason(row["reason"]),
        },
        place=Place(
            evse=row["evse"], connector=row["connector"], connector_type=row["connector_type"]
        ),
        bearer=Bearer(
            token=TokenRef(value=row["token_value"], kind=IdTokenKind(row["token_kind"])),
            group=row["token_group"],
            person_id=row["person_id"],
        ),
        span=Span(starts_at=row["starts_at"], expires_at=row["expires_at"]),
    )


async def _add_step(connection: AsyncConnection, reservation: Reservation, step: Step) -> None:
    await connection.execute(
        insert(steps).values(
            id=new_id(),
            tenant_id=reservation.tenant_id,
            reservation_id=reservation.id,
            at=step.at,
            status=step.status.value,
            reason=step.reason.value,
            actor_kind=step.actor_kind,
            user_id=step.user_id,
            note=step.note,
        )
    )


def _values(reservation: Reservation) -> dict[str, Any]:
    place, bearer, span = reservation.place, reservation.bearer, reservation.span
    return {name: getattr(reservation, name) for name in _PLAIN} | {
        "status": reservation.status.value,
        "reason": reservation.reason.value,
        "evse": place.evse,
        "connector": place.connector,
        "connector_type": place.connector_type,
        "token_value": bearer.token.value,
        "token_kind": bearer.token.kind.value,
        "token_group": bearer.group,
        "person_id": bearer.person_id,
        "starts_at": span.starts_at,
        "expires_at": span.expires_at,
    }
