"""Readings and prices follow from the journal: each row once, whatever happens."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import func, select

from sigec.events.sessions import SessionEnded, SessionEvent, SessionRated, SessionStarted
from sigec.kit.actor import PLATFORM
from sigec.outbox import claim
from sigec.sessions._store.tables import readings
from sigec.sessions.model import ReportKind
from sigec.sessions.service import Handover, SessionProjector
from tests.integration.sessions.house import (
    CARD,
    House,
    Watcher,
    at,
    facts,
    flat_tariff,
    read_back,
    sample,
)


async def count_readings(house: House) -> int:
    async with house.database.read(PLATFORM) as connection:
        return (await connection.execute(select(func.count()).select_from(readings))).scalar_one()


async def told(house: House) -> Sequence[SessionEvent]:
    async with house.database.transaction(PLATFORM) as connection:
        envelopes = await claim(connection, at=at(10_000), limit=1_000, lease_s=1)
    return [one.event for one in envelopes if isinstance(one.event, SessionEvent)]


async def test_a_repeated_message_makes_one_reading(house: House) -> None:
    transaction = await house.started(0)
    for _ in range(3):
        await house.metered(10, 2_000, external_id=transaction)
    await house.project()
    assert await count_readings(house) == 1


async def test_an_instant_that_is_told_in_pieces_is_kept_whole(house: House) -> None:
    transaction = await house.started(0)
    pieces = (sample(10, power_w=7_200), sample(10, 2_000), sample(10, soc_percent=40.0))
    for _ in range(2):
        await house.metered(10, samples=pieces, external_id=transaction)
        await house.project()
    session_id = (await house.only()).session.id
    kept = await house.queries.list_readings(house.admin, session_id, after=None, limit=10)
    assert {(one.power_w, one.energy_wh, one.soc_percent) for one in kept} == {
        (7_200, None, None),
        (None, 2_000, None),
        (None, None, 40.0),
    }
    assert len(kept) == 3


async def test_two_projectors_do_each_row_once(house: House) -> None:
    transaction = await house.started(0)
    for minute in range(1, 50):
        await house.metered(minute, 1_000 + minute * 100, external_id=transaction)
    others = [
        SessionProjector(
            database=house.database,
            clock=house.clock,
            reader=read_back,
            listener=Watcher(),
            handover=Handover(),
        )
        for _ in range(3)
    ]
    await asyncio.gather(*(other.step() for other in others))
    await house.project()
    assert await count_readings(house) == 49


async def test_progress_is_told_with_the_price_so_far(house: House) -> None:
    await flat_tariff(house)
    transaction = await house.started(0)
    powered = (sample(10, 2_500, power_w=7_200, soc_percent=41.0),)
    await house.metered(10, samples=powered, external_id=transaction)
    await house.project()
    last = house.watcher.seen[-1]
    assert (last.energy_wh, last.power_w, last.soc_percent) == (1_500, 7_200, 41.0)
    assert (last.amount_minor, last.currency, last.status) == (150, "BRL", "charging")


async def test_a_charge_is_told_of_once_at_each_turn(house: House) -> None:
    await flat_tariff(house)
    transaction = await house.started(0)
    for _ in range(2):
        await house.ended(30, 4_000, external_id=transaction)
        await house.project()
    started, ended, rated = await told(house)
    assert isinstance(started, SessionStarted)
    assert isinstance(ended, SessionEnded)
    assert (ended.energy_wh, ended.late) == (3_000, False)
    assert isinstance(rated, SessionRated)
    assert rated.amount_minor == 300


async def test_a_late_correction_is_priced_again(house: House) -> None:
    await flat_tariff(house)
    first = await house.started(0)
    await house.started(60, 4_000)
    await house.project()
    lost, _ = await house.views()
    assert (facts(lost)["amount"], facts(lost)["rating"]) == ("3.00", "final")
    await house.ended(40, 3_800, external_id=first, received_at=at(90))
    await house.project()
    corrected, _ = await house.views()
    assert (facts(corrected)["amount"], facts(corrected)["rating"]) == ("2.80", "final")
    names = [event.name for event in await told(house)]
    assert names.count("session.corrected") == 1
    assert names.count("session.rated") == 2


async def test_who_ends_without_a_row_is_not_kept_waiting_by_the_others(house: House) -> None:
    await flat_tariff(house)
    closed = await house.report(ReportKind.STARTED, 0, register_wh=1_000, id_token=CARD)
    await house.metered(20, 4_000, external_id=closed.external_id)
    await house.project()
    assert closed.session_id is not None
    await house.sessions.close(house.admin, closed.session_id, reason="The cable was cut.")
    other = await house.started(30, evse=2, connector=2)
    for minute in (31, 32):
        await house.metered(minute, 1_000 + minute, external_id=other, evse=2, connector=2)
        await house.projector.step()
    shown = await house.view(closed.session_id)
    assert (facts(shown)["amount"], facts(shown)["rating"]) == ("3.00", "final")


async def test_what_turns_out_to_be_unknown_has_no_price_any_more(house: House) -> None:
    await flat_tariff(house)
    transaction = await house.started(0)
    await house.project()
    assert facts(await house.only())["amount"] == "0.00"
    await house.ended(30, external_id=transaction)
    await house.project()
    view = await house.only()
    assert (view.session.energy.energy_wh, view.charge, view.rating) == (None, None, "final")


async def test_without_a_tariff_there_is_no_price_and_nothing_waits(house: House) -> None:
    transaction = await house.started(0)
    await house.ended(30, 4_000, external_id=transaction)
    await house.project()
    view = await house.only()
    assert (view.charge, view.rating) == (None, "final")


async def test_unknown_energy_is_not_priced_as_zero(house: House) -> None:
    await flat_tariff(house)
    transaction = await house.started(0, None)
    await house.ended(30, external_id=transaction)
    await house.project()
    view = await house.only()
    assert (view.session.energy.energy_wh, view.charge) == (None, None)
