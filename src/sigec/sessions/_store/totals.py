"""Sums of lists of sessions, however many pages they fill."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Column, ColumnElement, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.listing import equal, within
from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.money import Money
from sigec.kit.periods import ALWAYS, Period
from sigec.sessions._store.listing import SessionFilter, conditions_of
from sigec.sessions._store.rollups import DAY, UNPRICED, day_of
from sigec.sessions._store.sessions import IS_PENDING
from sigec.sessions._store.tables import charges, rollups, sessions, subject_rollups
from sigec.sessions.model import Rating, SessionStatus

IS_FINAL = sessions.c.rating == Rating.FINAL.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The sums of a list; ``costs`` has an amount for each currency, so far or final."""

    sessions: int
    open_sessions: int
    energy_wh: int
    costs: tuple[Money, ...]


class _Part(NamedTuple):
    """The sums of some of the sessions, all of one currency, or without a price."""

    currency: str | None
    sessions: int
    open_sessions: int
    energy_wh: int
    amount_minor: int


async def total(connection: AsyncConnection, scope: Scope, wanted: SessionFilter) -> Totals:
    """Sum the sessions that match.

    Whole days whose prices are final come from the rollups, and only what is left is read one by
    one; so is what only few sessions can match.
    """
    parts = [part async for part in _parts(connection, scope, wanted)]
    amounts: dict[str, int] = {}
    for part in parts:
        if part.currency:
            amounts[part.currency] = amounts.get(part.currency, 0) + part.amount_minor
    return Totals(
        sessions=sum(part.sessions for part in parts),
        open_sessions=sum(part.open_sessions for part in parts),
        energy_wh=sum(part.energy_wh for part in parts),
        costs=tuple(Money.from_minor(amounts[currency], currency) for currency in sorted(amounts)),
    )


async def _parts(
    connection: AsyncConnection, scope: Scope, wanted: SessionFilter
) -> AsyncIterator[_Part]:
    conditions = [visible(sessions, scope), *conditions_of(wanted)]
    if not _is_rolled_up(wanted):
        for part in await _add_up(connection, conditions):
            yield part
        return
    for left in _left_over(wanted):
        for part in await _add_up(connection, [*conditions, *left]):
            yield part
    days = _whole_days(wanted.started)
    if days is not None and _wants_final(wanted):
        for part in await _rolled_up(connection, scope, wanted, days):
            yield part


def _is_rolled_up(wanted: SessionFilter) -> bool:
    """Say whether the rollups know what is asked for; all else has an index and few sessions."""
    if _subject_of(wanted) is not None:
        return wanted == SessionFilter(
            station_id=wanted.station_id,
            person_id=wanted.person_id,
            started=wanted.started,
            status=wanted.status,
            rating=wanted.rating,
        )
    others = (wanted.connector_id, wanted.unit_id, wanted.external_id, wanted.id_token)
    is_of_many = wanted.station_id is None and wanted.person_id is None
    return is_of_many and wanted.ended == ALWAYS and all(other is None for other in others)


def _subject_of(wanted: SessionFilter) -> UUID | None:
    """Return the station or the person whose own rollups are asked for."""
    if wanted.station_id is not None and wanted.person_id is not None:
        return None
    return wanted.station_id or wanted.person_id


def _wants_final(wanted: SessionFilter) -> bool:
    return wanted.rating is not Rating.PENDING and wanted.status in (None, SessionStatus.ENDED)


def _left_over(wanted: SessionFilter) -> Iterator[Sequence[ColumnElement[bool]]]:
    """Yield the conditions of the sessions that the rollups lack: pending ones, parts of days."""
    if wanted.rating is not Rating.FINAL:
        yield [IS_PENDING]
    if _wants_final(wanted):
        for edge in _edges(wanted.started, _whole_days(wanted.started)):
            yield [IS_FINAL, *within(sessions.c.started_at, edge)]


def _whole_days(period: Period) -> Period | None:
    """Return the days of UTC that are wholly in a period, ``None`` when there is none."""
    from_at, to_at = period.from_at, period.to_at
    if from_at is not None and from_at != day_of(from_at):
        from_at = day_of(from_at) + DAY
    if to_at is not None:
        to_at = day_of(to_at)
    if from_at is not None and to_at is not None and from_at >= to_at:
        return None
    return Period(from_at=from_at, to_at=to_at)


def _edges(period: Period, days: Period | None) -> Iterator[Period]:
    """Yield what of a period is before and after its whole days."""
    if days is None:
        yield period
        return
    if period.from_at != days.from_at:
        yield Period(from_at=period.from_at, to_at=days.from_at)
    if period.to_at != days.to_at:
        yield Period(from_at=days.to_at, to_at=period.to_at)


async def _add_up(
    connection: AsyncConnection, conditions: Sequence[ColumnElement[bool]]
) -> Sequence[_Part]:
    statement = (
        select(
            charges.c.currency,
            func.count(),
            func.sum(case((sessions.c.ended_at.is_(None), 1), else_=0)),
            func.sum(sessions.c.energy_wh),
            func.sum(charges.c.amount_minor),
        )
        .select_from(sessions)
        .join(charges, charges.c.session_id == sessions.c.id, isouter=True)
        .where(*conditions)
        .group_by(charges.c.currency)
    )
    return [
        _Part(currency, int(many), int(going), int(energy_wh or 0), int(minor or 0))
        for currency, many, going, energy_wh, minor in await connection.execute(statement)
    ]


async def _rolled_up(
    connection: AsyncConnection, scope: Scope, wanted: SessionFilter, days: Period
) -> Sequence[_Part]:
    subject_id = _subject_of(wanted)
    equals: dict[Column[Any], Any]
    if subject_id is not None:
        table, equals = subject_rollups, {subject_rollups.c.subject_id: subject_id}
    else:
        table = rollups
        equals = {
            rollups.c.site_id: wanted.site_id,
            rollups.c.identity: wanted.identity and wanted.identity.value,
            rollups.c.source: wanted.source,
        }
    sums = [func.sum(table.c[name]) for name in ("sessions", "energy_wh", "amount_minor")]
    statement = (
        select(table.c.currency, *sums)
        .where(visible(table, scope), *equal(equals), *within(table.c.day_at, days))
        .group_by(table.c.currency)
    )
    return [
        _Part(None if currency == UNPRICED else currency, int(many), 0, int(energy), int(minor))
        for currency, many, energy, minor in await connection.execute(statement)
    ]
