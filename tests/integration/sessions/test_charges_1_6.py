"""What a charge of OCPP 1.6 becomes, whatever happens on the way."""

from datetime import UTC, datetime

from sigec.sessions.model import Flag, Identity, ReportKind, SessionStatus
from sigec.sessions.service import forget_orphans
from tests.integration.sessions.house import (
    CARD,
    STRANGER,
    ConnectorStatus,
    House,
    at,
    facts,
    flat_tariff,
    sample,
)


async def test_a_charge_by_card_from_plug_to_receipt(house: House) -> None:
    await flat_tariff(house, "0.85", price_per_minute="0.02", price_per_session="1.50")
    transaction = await house.started(0, 6_057_910)
    assert (await house.only()).session.status is SessionStatus.PREPARING
    await house.status(0.1, ConnectorStatus.CHARGING)
    assert (await house.only()).session.status is SessionStatus.CHARGING
    await house.metered(30, 6_060_000, external_id=transaction)
    await house.project()
    so_far = await house.only()
    assert so_far.charge is not None
    assert str(so_far.charge.total.amount) == "3.88"  # 2.09 kWh, 30 min, 1.50
    await house.status(60, ConnectorStatus.SUSPENDED_EV)
    assert (await house.only()).session.status is SessionStatus.SUSPENDED_EV
    await house.ended(95, 6_069_310, external_id=transaction, stop_reason="EVDisconnected")
    await house.project()
    assert facts(await house.only()) == {
        "status": "ended",
        "started": at(0),
        "ended": at(95),
        "reason": "EVDisconnected",
        "energy_wh": 11_400,
        "quality": "exact",
        "amount": "13.09",  # 11.4 × 0.85 = 9.69, 95 × 0.02 = 1.90, 1.50
        "rating": "final",
    }


async def test_a_repeat_is_answered_alike_and_changes_nothing(house: House) -> None:
    first = await house.report(ReportKind.STARTED, 0, register_wh=1_000, id_token=CARD)
    again = await house.report(
        ReportKind.STARTED, 0, register_wh=1_000, id_token=CARD, received_at=at(3)
    )
    assert again == first
    ended = await house.ended(30, 4_000, external_id=first.external_id)
    assert await house.ended(30, 4_000, external_id=first.external_id) == ended
    late = await house.report(
        ReportKind.STARTED, 0, register_wh=1_000, id_token=CARD, received_at=at(60)
    )
    assert late == first
    await house.project()
    assert facts(await house.only())["energy_wh"] == 3_000


async def test_a_refused_card_is_stored_with_a_real_number(house: House) -> None:
    outcome = await house.report(ReportKind.STARTED, 0, register_wh=1_000, id_token=STRANGER)
    assert outcome.decision is not None
    assert outcome.decision.status == "Unknown"
    assert int(outcome.external_id or 0) > 0
    session = (await house.only()).session
    assert Flag.REFUSED in session.flags
    assert session.holder.identity is Identity.UNKNOWN


async def test_two_connectors_are_two_sessions(house: House) -> None:
    left = await house.started(0, 1_000)
    right = await house.started(1, 50_000, evse=2, connector=2)
    assert left != right
    await house.metered(10, 51_000, evse=2, connector=2)  # names no transaction
    await house.metered(10, 1_500)
    await house.ended(20, 2_000, external_id=left)
    await house.ended(30, 53_000, external_id=right)
    await house.project()
    one, other = await house.views()
    assert [view.session.energy.energy_wh for view in (one, other)] == [1_000, 3_000]
    assert one.session.connector_id != other.session.connector_id
    for view, register_wh in ((one, 1_500), (other, 51_000)):
        [reading] = await house.queries.list_readings(
            house.admin, view.session.id, after=None, limit=10
        )
        assert reading.energy_wh == register_wh


async def test_offline_and_late_with_an_id_that_was_never_answered(house: House) -> None:
    late = {"received_at": at(300), "offline": True}
    await house.started(0, 1_000, **late)
    await house.metered(10, 2_000, **late)
    await house.ended(30, 4_000, id_token=CARD, **late)  # transactionId -1
    session = (await house.only()).session
    assert (session.started_at, session.ended_at) == (at(0), at(30))
    assert session.energy.energy_wh == 3_000
    assert session.flags >= {Flag.OFFLINE, Flag.ORPHAN_MATCHED}


async def test_a_stop_that_arrives_before_its_start_waits_for_it(house: House) -> None:
    stop = {"received_at": at(300), "id_token": CARD}
    await house.ended(30, 4_000, **stop)
    assert await house.queries.count_orphans(house.admin) == 1
    await house.metered(10, 2_000, received_at=at(300))
    await house.started(0, 1_000, received_at=at(301))
    await house.project()
    session = (await house.only()).session
    assert (session.ended_at, session.energy.energy_wh) == (at(30), 3_000)
    assert await house.queries.count_orphans(house.admin) == 0
    readings = await house.queries.list_readings(house.admin, session.id, after=None, limit=10)
    assert [reading.energy_wh for reading in readings] == [2_000]


async def test_what_nobody_claims_for_ninety_days_is_forgotten(house: House) -> None:
    await house.ended(0, 4_000, id_token=CARD)
    house.clock.advance(hours=90 * 24)
    await forget_orphans(house.database, house.clock)
    assert await house.queries.count_orphans(house.admin) == 1
    house.clock.advance(seconds=1)
    await forget_orphans(house.database, house.clock)
    assert await house.queries.count_orphans(house.admin) == 0


async def test_a_repeated_orphan_stop_changes_nothing(house: House) -> None:
    await house.started(0, 1_000)
    for _ in range(3):
        await house.ended(30, 4_000, id_token=CARD)
    assert (await house.only()).session.energy.energy_wh == 3_000
    assert await house.queries.count_orphans(house.admin) == 0


async def test_another_stations_number_ends_nothing(house: House) -> None:
    transaction = await house.started(0, 1_000)
    outcome = await house.ended(
        5, 9_000, external_id=transaction, station_id=house.other_station_id
    )
    assert outcome.session_id is None
    assert (await house.only()).session.is_open
    assert await house.queries.count_orphans(house.admin) == 1


async def test_the_next_start_proves_that_a_stop_was_lost(house: House) -> None:
    first = await house.started(0, 1_000)
    await house.metered(30, 3_500, external_id=first)
    await house.started(60, 4_000)
    await house.project()
    lost, running = await house.views()
    assert facts(lost)["ended"] == at(60)
    assert facts(lost)["energy_wh"] == 3_000
    assert Flag.LOST_STOP in lost.session.flags
    assert running.session.is_open
    await house.ended(40, 3_800, external_id=first, received_at=at(90))
    corrected, _ = await house.views()
    assert (corrected.session.ended_at, corrected.session.energy.energy_wh) == (at(40), 2_800)
    assert Flag.LOST_STOP not in corrected.session.flags


async def test_a_late_start_is_ended_by_the_one_that_overtook_it(house: House) -> None:
    await house.started(60, 4_000)
    await house.started(0, 1_000, received_at=at(61), offline=True)
    earlier, later = await house.views()
    assert (earlier.session.ended_at, earlier.session.energy.energy_wh) == (at(60), 3_000)
    assert later.session.is_open


async def test_late_meter_values_are_folded_where_they_belong(house: House) -> None:
    transaction = await house.started(0, 1_000)
    await house.metered(20, 50, external_id=transaction)  # after a reset nobody told of yet
    await house.metered(10, 3_000, external_id=transaction, received_at=at(25))
    await house.ended(30, 1_050, external_id=transaction)
    session = (await house.only()).session
    assert session.energy.energy_wh == 3_000  # 1,000 → 3,000 and 50 → 1,050
    assert Flag.METER_RESET in session.flags


async def test_without_a_stop_register_the_last_sample_counts(house: House) -> None:
    transaction = await house.started(0, 1_000)
    in_kwh = (sample(29, 3_500, energy_step_wh=10),)
    await house.ended(30, None, external_id=transaction, samples=in_kwh)
    assert facts(await house.only())["energy_wh"] == 2_500
    assert facts(await house.only())["quality"] == "estimated"


async def test_a_station_without_a_clock_gets_the_receipt_time(house: House) -> None:
    begun = datetime(1970, 1, 1, tzinfo=UTC)
    first = await house.started(0, 1_000, at=begun)
    assert await house.started(1, 1_000, at=begun) == first
    session = (await house.only()).session
    assert session.started_at == at(0)
    assert Flag.TIME_ASSUMED in session.flags


async def test_meter_values_after_the_stop_do_not_reopen_it(house: House) -> None:
    transaction = await house.started(0, 1_000)
    await house.ended(30, 4_000, external_id=transaction)
    await house.metered(31, 4_500, external_id=transaction)
    session = (await house.only()).session
    assert (session.ended_at, session.energy.energy_wh) == (at(30), 3_000)
    assert Flag.AFTER_END in session.flags


async def test_a_connector_that_says_charging_before_the_start_is_heard(house: House) -> None:
    await house.status(0, ConnectorStatus.CHARGING)
    await house.started(0.02)
    assert (await house.only()).session.status is SessionStatus.CHARGING


async def test_a_fault_is_noted_and_the_session_goes_on(house: House) -> None:
    transaction = await house.started(0)
    await house.status(5, ConnectorStatus.FAULTED)
    session = (await house.only()).session
    assert session.is_open
    assert Flag.FAULT in session.flags
    await house.ended(30, 4_000, external_id=transaction)
    assert (await house.only()).session.energy.energy_wh == 3_000


async def test_an_idle_connectors_clock_is_nobodys_and_other_strays_are_counted(
    house: House,
) -> None:
    by_the_clock = (sample(5, 900, context="Sample.Clock"),)
    await house.metered(5, samples=by_the_clock)
    await house.metered(5, samples=by_the_clock, evse=None, connector=None)
    assert await house.queries.count_orphans(house.admin) == 0
    for _ in range(2):
        await house.metered(6, 900, external_id="4711")
    assert await house.queries.count_orphans(house.admin) == 1
    assert await house.views() == []


async def test_silence_makes_a_session_long_and_then_stale(house: House) -> None:
    await house.started(0)
    house.clock.advance(hours=13)
    view = await house.only()
    assert (Flag.LONG in view.flags, view.freshness) == (True, "live")
    house.clock.advance(hours=12)
    view = await house.only()
    assert (view.session.is_open, view.freshness) == (True, "stale")
