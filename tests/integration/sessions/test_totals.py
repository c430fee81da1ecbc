"""Sums of long lists are those of their sessions, to the cent and the watt-hour, at any time."""

from collections import Counter
from datetime import timedelta, timezone
from typing import Any

from sqlalchemy import select

from sigec.drivers.model import PersonDraft
from sigec.kit.actor import PLATFORM
from sigec.kit.money import Money
from sigec.kit.periods import Period
from sigec.sessions._store.tables import rollups
from sigec.sessions.model import Identity, Rating, SessionStatus
from sigec.sessions.service import IdentityService, SessionFilter
from tests.integration.sessions.house import STRANGER, House, at, flat_tariff

DAY_MIN = 24 * 60
ZONE = timezone(timedelta(hours=-3))
FILTERS: list[dict[str, Any]] = [
    {},
    {"status": SessionStatus.ENDED},
    {"status": SessionStatus.CHARGING},
    {"rating": Rating.FINAL},
    {"rating": Rating.PENDING},
    {"identity": Identity.KNOWN},
    {"identity": Identity.UNKNOWN, "rating": Rating.FINAL},
    {"source": "ocpp"},
    {"source": "cvepro"},
    {"ended": Period(from_at=at(20), to_at=at(DAY_MIN + 50))},
    *(
        {"started": Period(from_at=from_at, to_at=to_at)}
        for from_at in (None, at(0), at(700), at(2 * DAY_MIN))
        for to_at in (None, at(30), at(DAY_MIN + 90), at(4 * DAY_MIN))
    ),
]


async def check(house: House) -> None:
    """Compare every sum with the list that it is of."""
    all_of_them = [view.session for view in await house.views()]
    subjects: list[dict[str, Any]] = [
        *({"station_id": each} for each in {one.station_id for one in all_of_them}),
        *({"person_id": each} for each in {one.holder.person_id for one in all_of_them} if each),
    ]
    of_subjects = [
        {**subject, **more}
        for subject in subjects
        for more in (*FILTERS[:7], *FILTERS[-3:], *subjects)
        if not set(subject) & set(more)
    ]
    for wanted in (*FILTERS, *of_subjects):
        views = await house.views(**wanted)
        costs: Counter[str] = Counter()
        for view in views:
            if view.charge is not None:
                costs[view.charge.total.currency] += view.charge.total.minor
        totals = await house.queries.total(house.admin, SessionFilter(**wanted))
        assert totals.sessions == len(views), wanted
        assert totals.open_sessions == sum(view.session.is_open for view in views), wanted
        assert totals.energy_wh == sum(view.session.energy.energy_wh or 0 for view in views), wanted
        told = [Money.from_minor(costs[currency], currency) for currency in sorted(costs)]
        assert list(totals.costs) == told, wanted


async def rolled_up(house: House) -> tuple[int, int, int]:
    async with house.database.read(PLATFORM) as connection:
        rows = (await connection.execute(select(rollups))).all()
    return (
        sum(row.sessions for row in rows),
        sum(row.energy_wh for row in rows),
        sum(row.amount_minor for row in rows),
    )


async def charge(house: House, minute: float, wh: int, **fields: Any) -> str:
    transaction = await house.started(minute, 1_000, **fields)
    await house.metered(minute + 20, 1_000 + wh // 2, external_id=transaction)
    await house.ended(minute + 40, 1_000 + wh, external_id=transaction)
    return transaction


async def test_sums_of_days_before_and_after_prices_are_final(house: House) -> None:
    await flat_tariff(house, "0.53")
    for day in range(4):
        await charge(house, day * DAY_MIN, 8_051 + day)
    await charge(house, 60, 333, id_token=STRANGER)
    await check(house)  # nothing is final yet
    await house.project()
    await check(house)
    assert (await rolled_up(house))[0] == 5
    await house.started(4 * DAY_MIN + 10)
    await house.metered(4 * DAY_MIN + 20, 1_750)
    await house.project()
    await check(house)
    assert (await rolled_up(house))[0] == 5


async def test_a_late_word_takes_a_session_out_of_the_sums_until_its_price_is_final_again(
    house: House,
) -> None:
    await flat_tariff(house)
    await charge(house, 0, 4_000)
    transaction = await charge(house, 60, 6_000)
    await house.project()
    assert await rolled_up(house) == (2, 10_000, 1_000)

    await house.ended(90, 1_000 + 7_000, external_id=transaction)
    await check(house)
    await house.project()
    await check(house)
    [_, told] = await house.views()
    assert told.rating is Rating.FINAL
    expected = 4_000 + (told.session.energy.energy_wh or 0)
    assert (await rolled_up(house))[:2] == (2, expected)


async def test_a_correction_moves_a_session_to_other_sums(house: House) -> None:
    await charge(house, 0, 4_000, id_token=STRANGER)
    await house.project()
    [view] = await house.views()
    person = await house.people.create_person(house.admin, PersonDraft(name="Caio"))
    identities = IdentityService(house.database, house.clock)
    await identities.correct_person(house.admin, view.session.id, person.id, reason="Era dele.")
    await check(house)
    await house.project()
    await check(house)
    assert await rolled_up(house) == (1, 4_000, 0)


async def test_instants_of_another_zone_bound_the_same_days(house: House) -> None:
    await charge(house, 0, 4_000)
    await house.project()
    local = at(-30).astimezone(ZONE)
    for span in (timedelta(hours=1), timedelta(days=3)):
        started = Period(from_at=local, to_at=local + span)
        totals = await house.queries.total(house.admin, SessionFilter(started=started))
        assert (totals.sessions, totals.energy_wh) == (1, 4_000)
