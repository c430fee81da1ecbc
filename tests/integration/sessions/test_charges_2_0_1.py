"""What a charge of OCPP 2.0.1 becomes, whatever happens on the way."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sigec.db import Database
from sigec.db.migrate import migrate
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import new_id
from sigec.sessions._store import sessions as store
from sigec.sessions.model import (
    ChargingState,
    Flag,
    Identity,
    ReportKind,
    SessionStatus,
)
from tests.integration.sessions.house import (
    CARD,
    STRANGER,
    V201,
    House,
    at,
    facts,
    flat_tariff,
    open_house,
    sample,
)

BEGIN, END = "Transaction.Begin", "Transaction.End"


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with open_house(database) as house:
        house.protocol = V201
        yield house


async def start(house: House, minute: float = 0, register_wh: int = 1_000, **said: Any) -> None:
    begin = (sample(minute, register_wh, context=BEGIN),)
    said = {"external_id": "tx-1", "seq": 0, "id_token": CARD, "samples": begin, **said}
    await house.report(ReportKind.STARTED, minute, **said)


async def go_on(house: House, minute: float, seq: int, **said: Any) -> None:
    await house.report(ReportKind.UPDATED, minute, **{"external_id": "tx-1", "seq": seq, **said})


async def end(house: House, minute: float, seq: int, register_wh: int, **said: Any) -> None:
    last = (sample(minute, register_wh, context=END),)
    said = {"external_id": "tx-1", "seq": seq, "samples": last, **said}
    await house.report(ReportKind.ENDED, minute, **said)


async def test_a_charge_by_card_from_plug_to_receipt(house: House) -> None:
    await flat_tariff(house, "0.85")
    await start(house, charging_state=ChargingState.EV_CONNECTED)
    assert (await house.only()).session.status is SessionStatus.PREPARING
    await go_on(house, 1, 1, charging_state=ChargingState.CHARGING)
    assert (await house.only()).session.status is SessionStatus.CHARGING
    await go_on(house, 60, 2, charging_state=ChargingState.SUSPENDED_EV)
    assert (await house.only()).session.status is SessionStatus.SUSPENDED_EV
    await go_on(house, 70, 3, charging_state=ChargingState.EV_CONNECTED)
    assert (await house.only()).session.status is SessionStatus.FINISHING
    await end(house, 95, 4, 12_400, stop_reason="EVDisconnected")
    await house.project()
    view = await house.only()
    assert facts(view) == {
        "status": "ended",
        "started": at(0),
        "ended": at(95),
        "reason": "EVDisconnected",
        "energy_wh": 11_400,
        "quality": "exact",
        "amount": "9.69",
        "rating": "final",
    }
    assert view.session.flags == frozenset()


async def test_an_end_never_seen_before_makes_the_session(house: House) -> None:
    both = (sample(0, 1_000, context=BEGIN), sample(30, 4_000, context=END))
    await end(house, 30, 5, 0, samples=both, received_at=at(60), offline=True)
    view = await house.only()
    assert facts(view)["energy_wh"] == 3_000
    assert (view.session.started_at, view.session.ended_at) == (at(0), at(30))
    assert view.session.flags >= {Flag.START_UNSEEN, Flag.SEQUENCE_GAP}
    await start(house, received_at=at(61), offline=True)
    assert Flag.START_UNSEEN not in (await house.only()).session.flags


async def test_an_id_used_again_after_its_end_is_another_session(house: House) -> None:
    await start(house)
    await end(house, 30, 1, 4_000)
    await start(house, 60, 4_000)
    await end(house, 90, 1, 9_000)
    await end(house, 90, 1, 9_000)
    first, second = await house.views()
    assert [view.session.energy.energy_wh for view in (first, second)] == [3_000, 5_000]
    assert Flag.REUSED_ID in second.session.flags


async def test_a_token_that_comes_later_identifies_the_session(house: House) -> None:
    await start(house, id_token=None)
    assert (await house.only()).session.decision is None
    outcome = await house.report(
        ReportKind.UPDATED, 1, external_id="tx-1", seq=1, id_token=STRANGER
    )
    assert outcome.decision is not None
    assert outcome.decision.status == "Unknown"
    session = (await house.only()).session
    assert (session.fold.id_token, session.holder.identity) == (STRANGER, Identity.UNKNOWN)
    assert Flag.REFUSED in session.flags


async def test_a_lost_end_is_proved_by_the_next_start(house: House) -> None:
    await start(house)
    await start(house, 60, 4_000, external_id="tx-2")
    lost, running = await house.views()
    assert facts(lost)["energy_wh"] == 3_000
    assert Flag.LOST_STOP in lost.session.flags
    assert running.session.is_open


@pytest.mark.parametrize("order", ["012345", "140532", "420135", "152304", "543210"])
async def test_a_lost_end_is_proved_alike_in_any_order(house: House, order: str) -> None:
    said: list[dict[str, Any]] = [
        {"kind": ReportKind.STARTED, "minute": 0, "samples": (sample(0, 1_000, context=BEGIN),)},
        {"kind": ReportKind.UPDATED, "minute": 10, "samples": (sample(10, 2_000),)},
        {"kind": ReportKind.STARTED, "minute": 30},
        {"kind": ReportKind.UPDATED, "minute": 31, "samples": (sample(30, 4_000, context=BEGIN),)},
        {"kind": ReportKind.UPDATED, "minute": 40, "samples": (sample(40, 6_000),)},
        {"kind": ReportKind.ENDED, "minute": 50, "samples": (sample(50, 7_000, context=END),)},
    ]
    for turn, place in enumerate(map(int, order)):
        which: dict[str, Any] = {"external_id": "tx-1" if place < 2 else "tx-2", "seq": place}
        await house.report(**said[place], **which, received_at=at(100 + turn))
    lost, ended = await house.views()
    assert (lost.session.ended_at, lost.session.energy.energy_wh) == (at(30), 3_000)
    assert Flag.LOST_STOP in lost.session.flags
    assert (ended.session.ended_at, ended.session.energy.energy_wh) == (at(50), 3_000)


async def test_a_clock_of_ours_that_is_set_back_loses_nothing(house: House) -> None:
    await start(house, received_at=at(0.1))
    await go_on(house, 10, 1, samples=(sample(10, 2_000),), received_at=at(-1))
    await end(house, 30, 3, 4_000, received_at=at(30))
    await go_on(house, 20, 2, samples=(sample(20, 3_000, power_w=7_000),), received_at=at(31))
    await house.project()
    session = (await house.only()).session
    assert (session.energy.energy_wh, session.fold.numbers) == (3_000, ((0, 3),))


async def test_two_stations_may_use_the_same_id(house: House) -> None:
    await start(house)
    await start(house, station_id=house.other_station_id)
    assert len(await house.views()) == 2


async def test_a_station_does_not_wait_for_another_that_counts_alike(house: House) -> None:
    if house.database.dialect == "sqlite":
        pytest.skip("SQLite has one writer")
    await house.started(0, external_id="1")
    other = await house.report(
        ReportKind.STARTED, 0, external_id="1", station_id=house.other_station_id
    )
    assert other.session_id is not None
    async with house.database.transaction(PLATFORM) as connection:
        await store.load_one(connection, other.session_id)
        async with asyncio.timeout(5):
            await asyncio.create_task(house.ended(30, external_id="1"))


async def test_meter_values_beside_the_transaction_are_attributed_by_place(house: House) -> None:
    await start(house, samples=())
    for minute, register_wh in ((5, 1_000), (25, 3_000)):
        await house.metered(minute, register_wh)
    await house.report(ReportKind.ENDED, 30, external_id="tx-1", seq=1)
    assert facts(await house.only())["energy_wh"] == 2_000


@given(data=st.data())
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_any_order_and_repetition_ends_in_the_same_session(
    sqlite_house: House, data: st.DataObject
) -> None:
    house, name = sqlite_house, f"tx-{new_id()}"
    place = {"evse": None, "connector": None, "external_id": name}
    facts_of_charge: list[dict[str, Any]] = [
        {"kind": ReportKind.STARTED, "minute": 0, "seq": 0, "id_token": CARD},
        {"kind": ReportKind.UPDATED, "minute": 10, "seq": 1, "samples": (sample(10, 1_500),)},
        {"kind": ReportKind.UPDATED, "minute": 20, "seq": 2, "samples": (sample(20, 40),)},
        {"kind": ReportKind.UPDATED, "minute": 25, "seq": 3, "samples": (sample(25, 900),)},
        {"kind": ReportKind.ENDED, "minute": 30, "seq": 4, "stop_reason": "EVDisconnected"},
    ]
    facts_of_charge[0]["samples"] = (sample(0, 1_000, context=BEGIN),)
    facts_of_charge[4]["samples"] = (sample(30, 1_040, context=END),)
    repeated = facts_of_charge + data.draw(st.lists(st.sampled_from(facts_of_charge), max_size=4))
    session_id = None
    for said in data.draw(st.permutations(repeated)):
        outcome = await house.report(**{**place, **said, "received_at": at(500)})
        session_id = outcome.session_id
    session = (await house.view(session_id)).session
    assert (session.started_at, session.ended_at) == (at(0), at(30))
    assert (session.energy.energy_wh, session.stop_reason) == (1_500, "EVDisconnected")
    assert session.flags == {Flag.METER_RESET}


@pytest.fixture
async def sqlite_house(sqlite_url: str) -> AsyncIterator[House]:
    database = Database(sqlite_url)
    await database.open()
    await migrate(database)
    async with open_house(database) as house:
        house.protocol = V201
        yield house
    await database.close()


async def test_a_station_that_names_the_evse_only_means_its_one_connector(house: House) -> None:
    await start(house, connector=None)
    session = (await house.only()).session
    assert session.fold.connector is None
    assert session.connector_id is not None
