"""A month of a site bills each unit what its people charged, once, and does not change after."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from sigec import audit, outbox
from sigec.billing.model import (
    BilledKind,
    MonthState,
    Payment,
    PaymentMethod,
    StatementState,
    state_of,
)
from sigec.billing.service import (
    EarlierMonthOpen,
    MonthNotFound,
    MonthNotOver,
    NothingToPay,
    StatementFilter,
    StatementNotFound,
)
from sigec.events.billing import MonthClosed, StatementPaid, StatementPaymentUndone
from sigec.kit.actor import PLATFORM, PermissionDenied, Role
from sigec.kit.errors import Invalid
from sigec.kit.pages import PageRequest
from sigec.sites.service import SiteNotFound
from tests.integration.actors import create_tenant, somebody
from tests.integration.billing.building import DECEMBER, NOVEMBER, OCTOBER, Building, on, owed


def move(building: Building, at: datetime) -> None:
    clock = building.house.clock
    clock.advance(seconds=(at - clock.now()).total_seconds())


async def test_a_month_bills_each_unit_and_says_what_it_leaves_out(building: Building) -> None:
    house = building.house
    await building.charge("Ana", on(10, 3))
    await building.charge("Caio", on(10, 4), 3_500)
    await building.charge("Bia", on(10, 5), 1_005)
    await building.charge("Davi", on(10, 6))
    await building.charge(None, on(10, 7))
    await building.charge("Bia", on(11, 1, 2), 4_000)  # 23:00 of 31 October at the site
    await building.charge("Bia", on(11, 1, 3), 8_000)
    await building.charge("Ana", on(10, 20), ends=False)
    await house.project()

    draft = await building.month(OCTOBER)
    assert draft.view.state is MonthState.OVER
    assert owed(draft) == {"A 41": "5.50", "A 42": "5.00", None: "4.00"}
    assert (draft.left_out.going_on, draft.left_out.pending, draft.left_out.unpriced) == (1, 0, 0)
    [open_october, running] = reversed(
        await building.months.list_open(house.admin, building.site_id)
    )
    assert (open_october.cycle.month, running.state) == (OCTOBER, MonthState.RUNNING)
    assert [(each.amount_minor, each.units) for each in open_october.sums] == [(1_450, 2)]

    closed = await building.close(OCTOBER)
    assert owed(closed) == owed(draft)
    again = await building.close(OCTOBER)
    assert again == closed
    page = await building.months.list_closed(house.admin, building.site_id, PageRequest())
    [view] = page.items
    assert view.close is not None
    assert view.close.due_date == date(2026, 12, 10)
    [sums] = view.sums
    totals = (sums.sessions, sums.energy_wh, sums.amount_minor, sums.units, sums.units_paid)
    assert totals == (6, 14_505, 1_450, 2, 0)
    async with house.database.transaction(PLATFORM) as connection:
        told = [
            each.event
            for each in await outbox.claim(connection, at=on(12, 31), limit=500, lease_s=0)
            if isinstance(each.event, MonthClosed)
        ]
    assert [each.month for each in told] == ["2026-10"]


async def test_only_a_month_that_is_over_and_next_can_be_closed(building: Building) -> None:
    await building.charge("Ana", on(9, 3))
    await building.house.project()

    with pytest.raises(MonthNotOver):
        await building.close(NOVEMBER)
    with pytest.raises(MonthNotFound):
        await building.close(DECEMBER)
    await building.close(OCTOBER)  # what is before the first is not billed here
    with pytest.raises(MonthNotFound):
        await building.month(OCTOBER.previous)
    move(building, on(1, 15).replace(year=2027))
    with pytest.raises(EarlierMonthOpen):
        await building.close(DECEMBER)
    await building.close(NOVEMBER)
    await building.close(DECEMBER)


async def test_what_comes_late_or_is_corrected_is_in_the_next_month(building: Building) -> None:
    house = building.house
    first = await building.charge("Ana", on(10, 3))
    begun = await building.charge("Bia", on(10, 30), ends=False)
    await house.project()
    await building.close(OCTOBER)

    number = (await house.view(begun)).session.external_id
    minute = (on(11, 2) - on(11, 21)).total_seconds() / 60
    await house.ended(minute, 6_000, external_id=number)
    await building.charge("Bia", on(10, 9), 700)  # told days later
    bia = building.people["Bia"]
    await building.identities.correct_person(house.admin, first, bia, reason="Era dela.")
    await house.project()

    october, lines = await building.months.list_lines(
        house.admin, building.site_id, OCTOBER, unit_id=building.units["41"]
    )
    assert owed(october) == {"A 41": "2.00"}
    assert [(each.line.session_id, each.is_changed) for each in lines] == [(first, True)]
    assert october.left_out.rated_late == 2
    november = await building.month(NOVEMBER)
    assert owed(november) == {"A 41": "-2.00", "A 42": "7.70"}
    assert november.kinds == {BilledKind.SESSION: 0, BilledKind.LATE: 2, BilledKind.CORRECTION: 2}

    move(building, on(12, 2))
    assert owed(await building.close(NOVEMBER)) == owed(november)
    assert (await building.month(DECEMBER)).statements == []
    _, lines = await building.months.list_lines(
        house.admin, building.site_id, OCTOBER, unit_id=building.units["41"]
    )
    assert [each.is_changed for each in lines] == [False]
    views = await house.views(site_id=building.site_id)
    billed = [await building.month(month) for month in (OCTOBER, NOVEMBER)]
    assert sum(each.amount.amount for month in billed for each in month.statements) == sum(
        (view.charge.total.amount for view in views if view.charge), Decimal(0)
    )


async def test_who_paid_is_noted_and_taken_back(building: Building) -> None:
    house, admin = building.house, building.house.admin
    await building.charge("Ana", on(10, 3))
    await building.charge("Davi", on(10, 4))
    await house.project()
    [unit, nobodys] = (await building.close(OCTOBER)).statements
    paid = Payment(
        paid_date=date(2026, 11, 20), method=PaymentMethod.PIX, note="Comprovante no grupo"
    )

    assert (await building.payments.mark_paid(admin, unit.id, paid)).payment == paid
    await building.payments.mark_paid(admin, unit.id, paid)
    with pytest.raises(NothingToPay):
        await building.payments.mark_paid(admin, nobodys.id, paid)
    tomorrow = Payment(paid_date=date(2026, 11, 22), method=PaymentMethod.PIX)
    with pytest.raises(Invalid):
        await building.payments.mark_paid(admin, unit.id, tomorrow)
    undone = await building.payments.undo_payment(admin, unit.id)
    assert (undone.payment, undone.marked_by) == (None, admin.user_id)
    await building.payments.undo_payment(admin, unit.id)

    async with house.database.transaction(PLATFORM) as connection:
        acts = await audit.read(connection, tenant_id=admin.tenant_id, limit=2)
        events = [
            each.event
            for each in await outbox.claim(connection, at=on(12, 31), limit=500, lease_s=0)
        ]
    assert [act.action for act in acts] == ["statement.payment_undone", "statement.paid"]
    assert [type(e) for e in events if isinstance(e, StatementPaid | StatementPaymentUndone)] == [
        StatementPaid,
        StatementPaymentUndone,
    ]


async def test_who_has_not_paid_by_the_due_date_is_asked_for(building: Building) -> None:
    house, admin = building.house, building.house.admin
    await building.charge("Ana", on(10, 3))
    await building.charge("Bia", on(10, 4), 1_000)
    await house.project()
    [ana, bia] = (await building.close(OCTOBER)).statements

    move(building, on(12, 11, 2))  # still the 10th at the site
    assert await building.queries.list_unpaid(admin) == []
    move(building, on(12, 11, 3))
    [unpaid] = await building.queries.list_unpaid(admin, site_id=building.site_id)
    assert (unpaid.month.month, unpaid.units, unpaid.amount_minor) == (OCTOBER, 2, 300)
    assert state_of(ana, date(2026, 12, 11)) is StatementState.OVERDUE
    assert state_of(ana, date(2026, 12, 10)) is StatementState.CLOSED
    paid = Payment(paid_date=date(2026, 12, 10), method=PaymentMethod.CONDOMINIUM_FEE)
    await building.payments.mark_paid(admin, bia.id, paid)
    [unpaid] = await building.queries.list_unpaid(admin)
    assert (unpaid.units, unpaid.amount_minor) == (1, 200)
    owing = StatementFilter(unit_id=building.units["41"], is_owed=True)
    page = await building.queries.list_statements(admin, owing, PageRequest())
    assert [each.id for each in page.items] == [ana.id]


async def test_residents_see_the_months_of_their_home_and_nobody_elses(building: Building) -> None:
    house = building.house
    tenant_id = house.admin.tenant_id
    assert tenant_id is not None
    await building.charge("Ana", on(10, 3))
    await building.charge("Caio", on(10, 4), 500)
    await building.charge("Bia", on(10, 5))
    await house.project()
    [unit, other] = (await building.close(OCTOBER)).statements
    stranger = await create_tenant(house.database, "outro")

    ana = replace(somebody(Role.RESIDENT, stranger), tenant_id=tenant_id)
    ana = replace(ana, person_id=building.people["Ana"])
    [own] = await building.queries.list_own(ana)
    assert (own.statement.id, str(own.statement.amount.amount)) == (unit.id, "2.50")
    assert (own.own_sessions, own.own_energy_wh, str(own.own_amount.amount)) == (1, 2_000, "2.00")
    davi = replace(ana, person_id=building.people["Davi"])
    assert await building.queries.list_own(davi) == []
    with pytest.raises(PermissionDenied):
        await building.months.get_month(ana, building.site_id, OCTOBER)
    with pytest.raises(PermissionDenied):
        await building.payments.undo_payment(somebody(Role.OPERATOR, stranger), other.id)

    admin = somebody(Role.TENANT_ADMIN, stranger)
    with pytest.raises(SiteNotFound):
        await building.months.close_month(admin, building.site_id, NOVEMBER)
    with pytest.raises(StatementNotFound):
        await building.payments.undo_payment(admin, other.id)
    assert (await building.queries.list_unpaid(admin)) == []
