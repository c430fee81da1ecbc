"""Statements across months: of a unit, of a resident, and those that are overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from sigec.billing._store import lines
from sigec.billing._store import statements as store
from sigec.billing._store.statements import StatementFilter, Unpaid
from sigec.billing.model import MonthClose, Statement
from sigec.billing.service.errors import StatementNotFound
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.drivers.service import require_person, with_residences
from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import SiteId, StatementId
from sigec.kit.money import Money
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.sites.service import find_sites

EAST = timedelta(hours=14)
"""The farthest that a zone is ahead: nowhere is it later."""
OWN_MAX = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStatement:
    """A statement of somebody's home, with what of it they charged themselves."""

    statement: Statement
    month: MonthClose
    timezone: str
    own_sessions: int
    own_energy_wh: int
    own_amount: Money


class StatementQueries:
    """Answers questions about statements."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list_statements(
        self, actor: Actor, wanted: StatementFilter, request: PageRequest
    ) -> Page[Statement]:
        """List the statements of closed months, the latest first."""
        actor.require(Permission.READ_STATEMENTS)
        async with self._database.read(actor.scope) as connection:
            statement = store.select_statements(actor.scope, wanted)
            return await page_by_id(
                connection, statement, request, store.to_statement, newest_first=True
            )

    async def get_statement(self, actor: Actor, statement_id: StatementId) -> Statement:
        """Return a statement.

        :raises StatementNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_STATEMENTS)
        async with self._database.read(actor.scope) as connection:
            found = await store.find_statement(connection, actor.scope, statement_id)
        if found is None:
            raise StatementNotFound
        return found

    async def list_unpaid(self, actor: Actor, *, site_id: SiteId | None = None) -> Sequence[Unpaid]:
        """Return the months that units have not paid by their due date, the oldest first."""
        actor.require(Permission.READ_STATEMENTS)
        now = self._clock.now()
        async with self._database.read(actor.scope) as connection:
            found = await store.find_unpaid(
                connection, actor.scope, due_before=(now + EAST).date(), site_id=site_id
            )
            sites = await find_sites(connection, {each.month.site_id for each in found})
        return [
            each
            for each in found
            if each.month.due_date
            < now.astimezone(ZoneInfo(sites[each.month.site_id].timezone)).date()
        ]

    async def list_own(self, actor: Actor) -> Sequence[OwnStatement]:
        """Return the statements of the units the actor lives or lived in, the latest first.

        Only of months in which they lived there; at most `OWN_MAX`.
        """
        actor.require(Permission.READ_OWN)
        if actor.person_id is None:
            return []
        async with self._database.read(actor.scope) as connection:
            person = await require_person(connection, actor.scope, actor.person_id)
            [person] = await with_residences(connection, actor.scope, [person])
            homes = person.residences
            found = await store.find_of_units(
                connection, actor.scope, {home.unit.id for home in homes}, limit=OWN_MAX
            )
            sites = await find_sites(connection, {month.site_id for _, month in found})
            own = await lines.sum_own(
                connection, actor.scope, [each.id for each, _ in found], actor.person_id
            )
        shown = []
        for statement, month in found:
            zone = ZoneInfo(sites[month.site_id].timezone)
            first, after = (each.astimezone(zone).date() for each in (month.from_at, month.to_at))
            if any(
                home.unit.id == statement.unit_id
                and home.from_date < after
                and (home.to_date is None or home.to_date > first)
                for home in homes
            ):
                sessions, energy_wh, amount_minor = own.get(statement.id, (0, 0, 0))
                shown.append(
                    OwnStatement(
                        statement=statement,
                        month=month,
                        timezone=zone.key,
                        own_sessions=sessions,
                        own_energy_wh=energy_wh,
                        own_amount=Money.from_minor(amount_minor, statement.amount.currency),
                    )
                )
        return shown
