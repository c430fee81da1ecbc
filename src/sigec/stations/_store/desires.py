"""The SQL of desired state: what is wanted of stations, and whose turn it is to be visited."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, func, insert, or_, select, update
from sqlalchemy import delete as delete_from
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.leases import is_free
from sigec.db.listing import equal
from sigec.db.news import announce
from sigec.db.tenancy import visible
from sigec.db.upserts import insert_into
from sigec.kit.actor import Scope
from sigec.kit.ids import DesireId, StationId, TenantId
from sigec.stations._store.tables import desires, stations, visits
from sigec.stations.model import (
    DRIFTS_MAX,
    Desire,
    DesireKind,
    DesireState,
    Registration,
    Visit,
    Wish,
)

NEWS = "stations.desires"
"""What a commit announces that gave some station's visitor something to do (`sigec.db.news`)."""

LEASE = timedelta(minutes=5)
"""How long a visit may take; whoever dies meanwhile leaves the station to another."""
SETTLES_AFTER = timedelta(seconds=2)
"""Some stations ignore, or loop on, what they are told right after their boot (Wallbox)."""
BOOTS_WITHIN = timedelta(seconds=30)
"""A station that reconnected and did not boot by then will not: it was accepted before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DesireFilter:
    """Which of a station's desires to list."""

    kind: DesireKind | None = None
    state: DesireState | None = None


EVERY_DESIRE = DesireFilter()


def select_desires(scope: Scope, wanted: DesireFilter = EVERY_DESIRE) -> Select[Any]:
    """Begin every query of desires here."""
    equals = {
        desires.c.kind: wanted.kind and wanted.kind.value,
        desires.c.state: wanted.state and wanted.state.value,
    }
    return select(*desires.c).where(visible(desires, scope), *equal(equals))


async def find_of_station(
    connection: AsyncConnection,
    station_id: StationId,
    *conditions: ColumnElement[bool],
    limit: int | None = None,
    is_locked: bool = False,
) -> Sequence[Desire]:
    """Return the desires of a station that meet the conditions, the oldest first."""
    statement = (
        select(*desires.c)
        .where(desires.c.station_id == station_id, *conditions)
        .order_by(desires.c.id)
        .limit(limit)
    )
    if is_locked:
        statement = statement.with_for_update()
    return [to_desire(row) for row in (await connection.execute(statement)).mappings()]


def is_due(at: datetime) -> ColumnElement[bool]:
    """Return the condition that the station is to be asked now."""
    return desires.c.next_at <= at


def is_one_of(kind: DesireKind, keys: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a desire is of a kind and has one of the keys."""
    return and_(desires.c.kind == kind.value, desires.c.key.in_(keys))


def is_in(kind: DesireKind, state: DesireState) -> ColumnElement[bool]:
    """Return the condition that a desire is of a kind, and this near."""
    return and_(desires.c.kind == kind.value, desires.c.state == state.value)


def is_drifting() -> ColumnElement[bool]:
    """Return the condition that the station leaves it again and again."""
    return desires.c.drifts >= DRIFTS_MAX


async def add(connection: AsyncConnection, made: Sequence[Desire]) -> None:
    """Store new desires, and let their stations be visited."""
    if made:
        await connection.execute(insert(desires), [_values(each) for each in made])
        await call_on(connection, made)


async def save(connection: AsyncConnection, known: Desire, changed: Desire) -> bool:
    """Store a desire that was ``known`` before; ``False`` when it is not the same any more."""
    if known == changed:
        return True
    values = _values(changed) | {"revision": known.revision + 1}
    statement = (
        update(desires)
        .where(desires.c.id == known.id, desires.c.revision == known.revision)
        .values(values)
    )
    return (await connection.execute(statement)).rowcount == 1


async def remove(connection: AsyncConnection, ids: Collection[DesireId]) -> None:
    """Want these no longer."""
    await connection.execute(delete_from(desires).where(desires.c.id.in_(ids)))


async def call_on(connection: AsyncConnection, wanted: Sequence[Desire]) -> None:
    """Let the stations of these desires be visited when the first of each is due."""
    due: dict[StationId, tuple[TenantId, datetime]] = {}
    for each in wanted:
        if each.next_at is not None:
            _, earliest = due.get(each.station_id, (None, each.next_at))
            due[each.station_id] = (each.tenant_id, min(earliest, each.next_at))
    if not due:
        return
    statement = insert_into(visits, connection.dialect.name)
    new = statement.excluded.due_at
    earlier = or_(visits.c.due_at.is_(None), visits.c.due_at > new)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["station_id"], set_={"due_at": new}, where=earlier
        ),
        [
            {"station_id": station_id, "tenant_id": tenant_id, "due_at": at, "claims": 0}
            for station_id, (tenant_id, at) in due.items()
        ],
    )
    announce(connection, NEWS)


async def note_boots(
    connection: AsyncConnection, station_ids: Collection[StationId], *, at: datetime
) -> None:
    """Ask stations that booted again for all that is wanted of them (`Desire.booted`)."""
    booted = desires.c.station_id.in_(station_ids)
    await connection.execute(
        update(desires)
        .where(booted)
        .values(needs_reboot=False, next_at=at, attempts=0, revision=desires.c.revision + 1)
    )
    has_any = select(desires.c.station_id).where(booted)
    await connection.execute(
        update(visits).where(visits.c.station_id.in_(has_any)).values(due_at=at)
    )
    announce(connection, NEWS)


async def is_any_due(connection: AsyncConnection, *, at: datetime) -> bool:
    """Say whether some station is to be visited; a cheap look that takes no lock."""
    return (await connection.execute(_whose_turn(at).limit(1))).first() is not None


async def claim(connection: AsyncConnection, *, at: datetime, limit: int) -> Sequence[Visit]:
    """Take up to ``limit`` stations whose turn it is; they are ours for `LEASE`."""
    due = (
        _whose_turn(at)
        .order_by(visits.c.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=visits)
        .cte("due")  # as a mere subquery PostgreSQL may run it twice and take more
    )
    taken = (
        update(visits)
        .where(visits.c.station_id.in_(select(due.c.station_id)))
        .values(locked_until=at + LEASE, claims=visits.c.claims + 1)
        .returning(visits.c.station_id, visits.c.claims)
    )
    claims = {row.station_id: row.claims for row in await connection.execute(taken)}
    named = (stations.c.id, stations.c.tenant_id, stations.c.protocol, stations.c.vendor)
    rows = await connection.execute(
        select(*named, stations.c.model).where(stations.c.id.in_(claims))
    )
    return [
        Visit(
            station_id=row.id,
            tenant_id=row.tenant_id,
            protocol=row.protocol or "",
            vendor=row.vendor,
            model=row.model,
            claim=claims[row.id],
        )
        for row in rows
    ]


async def release(connection: AsyncConnection, visit: Visit) -> None:
    """End a visit: the next is when the first of the station's desires is due again."""
    first = select(func.min(desires.c.next_at)).where(desires.c.station_id == visit.station_id)
    await connection.execute(
        update(visits)
        .where(visits.c.station_id == visit.station_id, visits.c.claims == visit.claim)
        .values(locked_until=None, due_at=first.scalar_subquery())
    )


async def is_ours(connection: AsyncConnection, visit: Visit) -> bool:
    """Say whether nobody took the station over since."""
    statement = select(visits.c.station_id).where(
        visits.c.station_id == visit.station_id, visits.c.claims == visit.claim
    )
    return (await connection.execute(statement)).first() is not None


def to_desire(row: RowMapping) -> Desire:
    """Read a row of `select_desires`."""
    wish = Wish(
        kind=DesireKind(row["kind"]),
        key=row["key"],
        subject=row["subject"],
        wanted=row["wanted"],
        may_reboot=row["may_reboot"],
        template_id=row["template_id"],
    )
    plain = {name: row[name] for name in _PLAIN}
    return Desire(wish=wish, state=DesireState(row["state"]), **plain)


_PLAIN = (
    "id",
    "tenant_id",
    "station_id",
    "needs_reboot",
    "attempts",
    "drifts",
    "next_at",
    "reason",
    "attempted_at",
    "applied_at",
    "changed_at",
    "revision",
)


def _values(desire: Desire) -> dict[str, Any]:
    wish = desire.wish
    return {name: getattr(desire, name) for name in _PLAIN} | {
        "kind": wish.kind.value,
        "key": wish.key,
        "subject": wish.subject,
        "wanted": dict(wish.wanted),
        "may_reboot": wish.may_reboot,
        "template_id": wish.template_id,
        "state": desire.state.value,
    }


def _whose_turn(at: datetime) -> Select[Any]:
    return (
        select(visits.c.station_id)
        .join(stations, stations.c.id == visits.c.station_id)
        .where(visits.c.due_at <= at, is_free(visits.c.locked_until, at), _may_be_told(at))
    )


def _may_be_told(at: datetime) -> ColumnElement[bool]:
    """Return the condition that a station is connected, and its boot was accepted."""
    booted_at, connected_at = stations.c.boot_accepted_at, stations.c.connected_at
    return and_(
        stations.c.is_connected,
        stations.c.removed_at.is_(None),
        stations.c.registration == Registration.ACCEPTED.value,
        booted_at <= at - SETTLES_AFTER,
        or_(booted_at >= connected_at, connected_at <= at - BOOTS_WITHIN),
    )
