"""Want things of stations, and keep how near they are.

All functions take the caller's ``connection`` and open no transaction: what is wanted is stored
with the fact that makes it wanted.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import outbox
from sigec.events.stations import StationDesireChanged
from sigec.kit.ids import DesireId, StationId, TenantId, new_id
from sigec.stations._store import desires as store
from sigec.stations._store.stations import lock_station
from sigec.stations._store.tables import desires
from sigec.stations.model import (
    Desire,
    DesireKind,
    DesireState,
    IncidentKind,
    Trouble,
    Wish,
    key_of,
)
from sigec.stations.service.errors import TooManyDesires
from sigec.stations.service.troubles import begin_troubles, end_troubles

DESIRES_MAX = 500
"""Of one station."""


async def want(
    connection: AsyncConnection,
    station_id: StationId,
    tenant_id: TenantId,
    wishes: Sequence[Wish],
    *,
    at: datetime,
) -> Sequence[Desire]:
    """Want these of a station from now on; wishes of the same kind and key replace earlier ones.

    A repeat changes nothing.

    :raises TooManyDesires: when there is no room for all of them.
    """
    await lock_station(connection, station_id)  # so that nobody adds the same one meanwhile
    there = await store.find_of_station(connection, station_id, is_locked=True)
    known = {(each.wish.kind, each.wish.key): each for each in there}
    wanted = {(wish.kind, wish.key): wish for wish in wishes}
    if len(known.keys() | wanted.keys()) > DESIRES_MAX:
        raise TooManyDesires(most=DESIRES_MAX)
    made = [
        Desire(
            id=DesireId(new_id()),
            tenant_id=tenant_id,
            station_id=station_id,
            wish=wish,
            next_at=at,
            changed_at=at,
        )
        for place, wish in wanted.items()
        if place not in known
    ]
    await store.add(connection, made)
    changed = [
        (known[place], known[place].wanting(wish, at=at))
        for place, wish in wanted.items()
        if place in known
    ]
    for before, after in changed:
        await keep(connection, before, after, at=at)
    await outbox.append(connection, [_changed(each, at) for each in made])
    return [*made, *(after for _, after in changed)]


async def withdraw(
    connection: AsyncConnection,
    station_id: StationId,
    *which: ColumnElement[bool],
    at: datetime,
) -> Sequence[Desire]:
    """Want what meets these conditions no longer; what the station is set to stays."""
    gone = await store.find_of_station(connection, station_id, *which, is_locked=True)
    await store.remove(connection, [each.id for each in gone])
    told = [_changed(each, at, is_over=True) for each in gone]
    await outbox.append(connection, told)
    if any(each.is_drifting for each in gone):
        await _judge_drift(connection, gone[0], at=at)
    return gone


async def find_desire(
    connection: AsyncConnection, station_id: StationId, kind: DesireKind, key: str
) -> Desire | None:
    """Return what is wanted of a station under a kind and key."""
    is_it = and_(desires.c.kind == kind.value, desires.c.key == key)
    found = await store.find_of_station(connection, station_id, is_it, limit=1)
    return found[0] if found else None


async def unwant(
    connection: AsyncConnection,
    station_id: StationId,
    places: Collection[tuple[DesireKind, str]],
    *,
    at: datetime,
) -> None:
    """Want what has these kinds and keys no longer; what the station is set to stays."""
    for kind, key in places:
        is_it = and_(desires.c.kind == kind.value, desires.c.key == key)
        await withdraw(connection, station_id, is_it, at=at)


async def note_drift(
    connection: AsyncConnection,
    station_id: StationId,
    kind: DesireKind,
    differs: Callable[[Desire], str | None],
    *,
    at: datetime,
) -> None:
    """Set again what the station left by itself.

    ``differs`` says what it reports instead, ``None`` where it is as wanted or says nothing.
    """
    is_applied = store.is_in(kind, DesireState.APPLIED)
    for desire in await store.find_of_station(connection, station_id, is_applied, is_locked=True):
        reason = differs(desire)
        if reason is not None:
            await keep(connection, desire, desire.drifted(reason, at=at), at=at)


async def keep(connection: AsyncConnection, before: Desire, after: Desire, *, at: datetime) -> bool:
    """Store how near a station is, and tell it; ``False`` when something else is wanted since."""
    if not await store.save(connection, before, after):
        return False
    await store.call_on(connection, [after])
    if before.is_drifting or after.is_drifting:
        await _judge_drift(connection, after, at=at)
    if _shown(before) != _shown(after):
        await outbox.append(connection, [_changed(after, at)])
    return True


async def _judge_drift(connection: AsyncConnection, desire: Desire, *, at: datetime) -> None:
    """Open an incident while the station leaves something again and again, and close it."""
    station_id = desire.station_id
    drifting = await store.find_of_station(connection, station_id, store.is_drifting(), limit=1)
    if not drifting:
        key = key_of(IncidentKind.CONFIGURATION_DRIFT, station_id)
        await end_troubles(connection, [key], at=at)
        return
    trouble = Trouble(
        tenant_id=desire.tenant_id,
        kind=IncidentKind.CONFIGURATION_DRIFT,
        began_at=at,
        station_id=station_id,
        detail=drifting[0].wish.subject,
    )
    await begin_troubles(connection, [trouble], at=at)


def _shown(desire: Desire) -> object:
    return desire.state, desire.needs_reboot, desire.wish, desire.reason


def _changed(desire: Desire, at: datetime, *, is_over: bool = False) -> StationDesireChanged:
    return StationDesireChanged(
        tenant_id=desire.tenant_id,
        at=at,
        station_id=desire.station_id,
        desire_id=desire.id,
        kind=desire.wish.kind.value,
        subject=desire.wish.subject,
        state=None if is_over else desire.state.value,
        needs_reboot=desire.needs_reboot,
        reason=desire.reason,
    )
