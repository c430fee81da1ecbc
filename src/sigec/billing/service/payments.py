"""Say that a unit paid, and take that back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.billing._store import statements as store
from sigec.billing.model import Payment, Statement, StatementState, faults_of, state_of
from sigec.billing.service.errors import NothingToPay, StatementNotFound
from sigec.db import Database
from sigec.events.billing import StatementEvent, StatementPaid, StatementPaymentUndone
from sigec.kit.actor import Actor, Permission
from sigec.kit.errors import Invalid
from sigec.kit.ids import StatementId
from sigec.kit.ports import Clock
from sigec.sites.service import require_site


class PaymentService:
    """The use cases of who paid."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def mark_paid(
        self, actor: Actor, statement_id: StatementId, payment: Payment
    ) -> Statement:
        """Note that a unit paid a month, in place of what was noted before.

        The same again changes nothing.

        :raises StatementNotFound: when there is none for this actor.
        :raises NothingToPay: when it is no unit's, or sums to nothing or less.
        :raises Invalid: when it was paid tomorrow.
        """
        actor.require(Permission.WRITE_STATEMENTS)
        async with self._database.transaction(actor.scope) as connection:
            before = await _find(connection, actor, statement_id)
            site = await require_site(connection, actor.scope, before.site_id)
            today = self._clock.now().astimezone(ZoneInfo(site.timezone)).date()
            if state_of(before, today) is StatementState.NOTHING_DUE:
                raise NothingToPay
            if faults := faults_of(payment, today):
                raise Invalid(*faults)
            if before.payment == payment:
                return before
            return await self._save(connection, actor, before, payment)

    async def undo_payment(self, actor: Actor, statement_id: StatementId) -> Statement:
        """Take back that a unit paid a month; where nobody said so it changes nothing.

        :raises StatementNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_STATEMENTS)
        async with self._database.transaction(actor.scope) as connection:
            before = await _find(connection, actor, statement_id)
            if before.payment is None:
                return before
            return await self._save(connection, actor, before, None)

    async def _save(
        self,
        connection: AsyncConnection,
        actor: Actor,
        before: Statement,
        payment: Payment | None,
    ) -> Statement:
        at = self._clock.now()
        await store.save_payment(connection, before.id, payment, by=actor.user_id, at=at)
        after = await _find(connection, actor, before.id)
        await audit.record(
            connection,
            actor,
            "statement.paid" if payment else "statement.payment_undone",
            Subject(kind="statement", id=before.id),
            at=at,
            before=before.payment and asdict(before.payment),
            after=payment and asdict(payment),
            tenant_id=before.tenant_id,
        )
        await outbox.append(connection, [_told(after, at)])
        return after


def _told(statement: Statement, at: datetime) -> StatementEvent:
    facts: dict[str, Any] = {
        "tenant_id": statement.tenant_id,
        "at": at,
        "statement_id": statement.id,
        "site_id": statement.site_id,
        "unit_id": statement.unit_id,
        "month": str(statement.month),
        "amount_minor": statement.amount.minor,
        "currency": statement.amount.currency,
    }
    payment = statement.payment
    if payment is None:
        return StatementPaymentUndone(**facts)
    return StatementPaid(
        **facts, paid_date=payment.paid_date.isoformat(), method=payment.method.value
    )


async def _find(connection: AsyncConnection, actor: Actor, statement_id: StatementId) -> Statement:
    found = await store.find_statement(connection, actor.scope, statement_id, locked=True)
    if found is None:
        raise StatementNotFound
    return found
