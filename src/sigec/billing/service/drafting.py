"""What an open month bills so far; inside the caller's transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.billing._store import lines as store
from sigec.billing.model import Cycle, Due, Line, Month, MonthClose, bill
from sigec.drivers.model import Stay
from sigec.drivers.service import find_site_stays
from sigec.kit.actor import Scope
from sigec.kit.ids import PersonId, UnitId
from sigec.kit.periods import Period
from sigec.sessions.model import Rating
from sigec.sessions.service import amounts
from sigec.sessions.service.amounts import SessionAmount
from sigec.sites.model import Site
from sigec.tenants.model import Tenant

FIRST_MONTHS_MAX = 12
"""How far back the first month may be that a site closes."""
COMMIT_TAKES_AT_MOST = timedelta(hours=1)
"""A price may be said before a close and stored after it."""


class Homes:
    """Which unit of a site somebody is at home in, at an instant."""

    def __init__(self, stays: Iterable[Stay]) -> None:
        self._stays: dict[PersonId, list[Stay]] = {}
        for stay in stays:
            self._stays.setdefault(stay.person_id, []).append(stay)

    @classmethod
    async def of(cls, connection: AsyncConnection, scope: Scope, site: Site) -> "Homes":
        """Look up who lives and lived at a site."""
        return cls(await find_site_stays(connection, scope, site))

    def unit_of(self, person_id: PersonId | None, at: datetime) -> UnitId | None:
        """Return the unit that owes what somebody charges; of two homes the older one."""
        stays = self._stays.get(person_id, ()) if person_id else ()
        return next((stay.unit_id for stay in stays if stay.period.includes(at)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Sessions of a month that it does not bill, and why."""

    going_on: int = 0
    pending: int = 0
    """Their price is not final yet."""
    unpriced: int = 0
    """No tariff holds then, or nothing was measured."""
    rated_late: int = 0
    """They got their price after the close, and are in the next month."""

    @classmethod
    def count(cls, begun: Iterable[SessionAmount], billed: Iterable[Line] = ()) -> "LeftOut":
        """Count those of the sessions that began in a month and are in no line of it."""
        inside = {line.session_id for line in billed}
        left = [each for each in begun if each.session_id not in inside]
        ended = [each for each in left if each.ended_at is not None]
        final = [each for each in ended if each.rating is Rating.FINAL]
        return cls(
            going_on=len(left) - len(ended),
            pending=len(ended) - len(final),
            unpriced=sum(each.amount is None for each in final),
            rated_late=sum(each.amount is not None for each in final),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a month would bill if it were closed now."""

    lines: Sequence[Line]
    left_out: LeftOut


async def draft(
    connection: AsyncConnection,
    scope: Scope,
    site: Site,
    cycle: Cycle,
    ends: tuple[MonthClose, MonthClose] | None,
) -> Draft:
    """Say what a month bills; ``ends`` are the first and last months that the site closed.

    Only the one that is closed next takes up what came late or changed.
    """
    begun = await amounts.find_begun(connection, scope, site.id, cycle.period)
    earlier: Sequence[SessionAmount] = ()
    if ends is not None and cycle.from_at == ends[1].to_at:
        earlier = await amounts.find_rated(
            connection,
            scope,
            site.id,
            Period(from_at=ends[0].from_at, to_at=cycle.from_at),
            since=ends[1].closed_at - COMMIT_TAKES_AT_MOST,
        )
    billed = await store.find_billed(connection, scope, [each.session_id for each in earlier])
    homes = await Homes.of(connection, scope, site)
    lines = bill(dues_of([*earlier, *begun], homes), billed, from_at=cycle.from_at)
    return Draft(lines=lines, left_out=LeftOut.count(begun, lines))


def dues_of(found: Iterable[SessionAmount], homes: Homes) -> list[Due]:
    """Return what is owed for those of the sessions whose price is final."""
    return [
        Due(
            session_id=each.session_id,
            started_at=each.started_at,
            unit_id=homes.unit_of(each.person_id, each.started_at),
            person_id=each.person_id,
            currency=each.amount.currency,
            energy_wh=each.energy_wh or 0,
            amount_minor=each.amount.minor,
        )
        for each in found
        if each.amount is not None and each.rating is Rating.FINAL and each.ended_at is not None
    ]


async def open_cycles(
    connection: AsyncConnection,
    scope: Scope,
    tenant: Tenant,
    site: Site,
    ends: tuple[MonthClose, MonthClose] | None,
    now: datetime,
) -> Sequence[Cycle]:
    """Return the months of a site that are not closed, up to the one that runs, in their order."""
    zone = ZoneInfo(site.timezone)
    running = Month.ending_on_or_after(now.astimezone(zone).date(), tenant.closing_day)
    if ends is not None:
        month, from_at = ends[1].month.next, ends[1].to_at
    else:
        month, from_at = await _first(connection, scope, tenant, site, running), None
    cycles = []
    while month <= running:
        cycle = Cycle.of(month, closing_day=tenant.closing_day, zone=zone, from_at=from_at)
        cycles.append(cycle)
        month, from_at = month.next, cycle.to_at
    return cycles


async def _first(
    connection: AsyncConnection, scope: Scope, tenant: Tenant, site: Site, running: Month
) -> Month:
    began_at = await amounts.find_first_start(connection, scope, site.id)
    earliest = running
    for _ in range(FIRST_MONTHS_MAX):
        earliest = earliest.previous
    if began_at is None:
        return running
    day: date = began_at.astimezone(ZoneInfo(site.timezone)).date()
    return min(running, max(earliest, Month.ending_on_or_after(day, tenant.closing_day)))
