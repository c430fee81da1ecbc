"""What a session costs follows from its tariff, its readings, its person and its calendar."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sigec.drivers.model import IdTokenDraft, PersonDraft, TokenRef
from sigec.kit.ids import SessionId
from sigec.kit.pages import PageRequest
from sigec.sessions.model import ChargingState, MeterSample, ReportKind
from sigec.sessions.service import SessionView
from sigec.stations.model import StationDraft
from sigec.tariffs.model import (
    TEMPLATES,
    Audience,
    Basis,
    LineKind,
    VersionDraft,
)
from sigec.tenants.service import HolidayService
from tests.integration.sessions.house import (
    STRANGER,
    V201,
    ConnectorStatus,
    House,
    at,
    facts,
    flat_tariff,
    sample,
)

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
[TWO_RATES] = TEMPLATES


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SAO_PAULO).astimezone(UTC)


async def two_rates(house: House, **fields: Any) -> None:
    draft = VersionDraft(
        valid_from=datetime(2025, 1, 1, tzinfo=UTC),
        currency="BRL",
        price_per_kwh=TWO_RATES.price_per_kwh,
        windows=TWO_RATES.windows,
        **fields,
    )
    await house.tariffs.create_tariff(house.admin, name="Condomínio", first=draft)


async def evening(
    house: House, day: str, *samples: MeterSample, protocol: str = V201
) -> SessionView:
    """Let 8.05 kWh flow from 16:18 to 20:50 of a day."""
    begin, end = local(f"{day} 16:18"), local(f"{day} 20:50")
    common: dict[str, Any] = {"external_id": f"T-{day}", "protocol": protocol}
    await house.report(
        ReportKind.STARTED, 0, at=begin, received_at=begin, register_wh=1_000, **common
    )
    for one in samples:
        assert one.at is not None
        await house.report(
            ReportKind.UPDATED, 0, at=one.at, received_at=one.at, samples=(one,), **common
        )
    outcome = await house.report(
        ReportKind.ENDED, 0, at=end, received_at=end, register_wh=9_050, **common
    )
    await house.project()
    return await house.view(outcome.session_id)


def lines(view: SessionView) -> Sequence[tuple[str, int | None, str]]:
    assert view.charge is not None
    return [
        (line.window, line.energy_wh, str(line.amount.amount))
        for line in view.charge.lines
        if line.kind is LineKind.ENERGY
    ]


def amounts(view: SessionView) -> dict[str, str]:
    assert view.charge is not None
    return {line.kind.value: str(line.amount.amount) for line in view.charge.lines}


async def test_the_vector_of_the_condominium_end_to_end(house: House) -> None:
    await two_rates(house)
    view = await evening(house, "2025-11-25")
    assert lines(view) == [("base", 2_131, "1.13"), ("peak", 5_327, "16.41"), ("base", 592, "0.31")]
    assert view.charge is not None
    assert str(view.charge.total.amount) == "17.85"
    assert {line.basis for line in view.charge.lines} == {Basis.PROPORTIONAL}
    assert [line.seconds for line in view.charge.lines] == [4_320, 10_800, 1_200]


async def test_readings_say_which_window_the_energy_flowed_in(house: House) -> None:
    await two_rates(house)
    registers = {"17:00": 4_000, "17:29": 6_000, "17:30": 6_000, "19:00": 7_000, "20:31": 9_000}
    samples = [
        MeterSample(at=local(f"2025-11-25 {clock}"), energy_wh=wh)
        for clock, wh in registers.items()
    ]
    view = await evening(house, "2025-11-25", *samples)
    # Of the 2 kWh from 19:00 to 20:31 a ninety-first part flowed in the last minute.
    assert lines(view) == [("base", 5_000, "2.65"), ("peak", 2_978, "9.17"), ("base", 72, "0.04")]
    assert view.charge is not None
    assert {line.basis for line in view.charge.lines} == {Basis.READINGS}


async def test_the_tenants_holidays_have_no_peak(house: House) -> None:
    await two_rates(house)
    holidays = HolidayService(house.database, house.clock)
    await holidays.put_holiday(house.admin, date(2025, 11, 26), name="Aniversário da cidade")
    await holidays.put_holiday(house.admin, date(2025, 11, 20), is_observed=False)
    own, national, struck = [
        await evening(house, day) for day in ("2025-11-26", "2024-11-20", "2025-11-20")
    ]
    assert lines(own) == [("base", 8_050, "4.27")]
    assert national.charge is None  # no price was valid yet
    assert [window for window, *_ in lines(struck)] == ["base", "peak", "base"]


@pytest.mark.parametrize(("minutes", "fee"), [(15, None), (16, "0.50"), (45, "15.00")])
async def test_a_car_that_says_it_is_full_pays_for_standing(
    house: House, minutes: int, fee: str | None
) -> None:
    await flat_tariff(house, price_per_idle_minute="0.50")
    transaction = await house.started(0)
    await house.status(1, ConnectorStatus.CHARGING)
    await house.status(60, ConnectorStatus.SUSPENDED_EV)
    await house.ended(60 + minutes, 4_000, external_id=transaction)
    await house.project()
    assert amounts(await house.only()).get("idle") == fee


async def test_a_car_pays_for_standing_while_it_stands(house: House) -> None:
    await flat_tariff(house, price_per_idle_minute="1.00")
    common: dict[str, Any] = {"external_id": "T1", "protocol": V201}
    await house.started(0, **common)
    for minute, power_w in ((10, 7_000), (60, 0), (70, 0), (80, 0)):
        samples = (sample(minute, 3_000, power_w=power_w),)
        await house.metered(minute, samples=samples, **common)
        await house.project()
    costs = [one.amount_minor for one in house.watcher.seen if one.amount_minor is not None]
    assert costs[-4:] == [200, 200, 200, 700]
    await house.ended(85, 3_000, charging_state=ChargingState.EV_CONNECTED, **common)
    await house.project()
    assert amounts(await house.only()) == {"energy": "2.00", "idle": "10.00"}


async def test_groups_of_people_and_stations_have_their_own_prices(house: House) -> None:
    await flat_tariff(house, "1.00")
    for price, audience in (
        ("2.00", Audience(station_group="fast")),
        ("0.50", Audience(person_group="staff")),
    ):
        draft = VersionDraft(valid_from=at(-60), currency="BRL", price_per_kwh=Decimal(price))
        await house.tariffs.create_tariff(house.admin, name=price, first=draft, audience=audience)
    ana = await house.people.create_person(
        house.admin, PersonDraft(name="Ana", price_group="staff")
    )
    await house.tokens.create_token(house.admin, IdTokenDraft(value="ANA", person_id=ana.id))
    fast = await house.inventory.create_station(
        house.admin, StationDraft(name="F", ocpp_identity="F", price_group="fast")
    )

    async def charge(**fields: Any) -> str:
        transaction = await house.started(0, **fields)
        fields.pop("id_token", None)
        outcome = await house.ended(30, 2_000, external_id=transaction, **fields)
        await house.project()
        return str(facts(await house.view(outcome.session_id))["amount"])

    assert await charge() == "1.00"
    assert await charge(station_id=fast.id) == "2.00"
    assert await charge(station_id=house.other_station_id, id_token=TokenRef(value="ANA")) == "0.50"


async def test_a_group_counts_as_it_was_at_the_start(house: House) -> None:
    draft = VersionDraft(valid_from=at(-60), currency="BRL", price_per_kwh=Decimal("0.50"))
    await house.tariffs.create_tariff(
        house.admin, name="Staff", first=draft, audience=Audience(person_group="staff")
    )
    await flat_tariff(house, "1.00")
    ana = await house.people.create_person(
        house.admin, PersonDraft(name="Ana", price_group="staff")
    )
    await house.tokens.create_token(house.admin, IdTokenDraft(value="ANA", person_id=ana.id))
    transaction = await house.started(0, id_token=TokenRef(value="ANA"))
    await house.people.edit_person(house.admin, ana.id, {"price_group": None})
    await house.ended(30, 2_000, external_id=transaction)
    again = await house.started(40, id_token=TokenRef(value="ANA"))
    await house.ended(50, 2_000, external_id=again)
    await house.project()
    assert [facts(view)["amount"] for view in await house.views()] == ["0.50", "1.00"]


async def test_a_removed_tariff_still_prices_what_began_before(house: House) -> None:
    await flat_tariff(house)
    transaction = await house.started(0)
    [tariff] = (await house.tariffs.list_tariffs(house.admin, PageRequest())).items
    house.clock.advance(minutes=10)
    await house.tariffs.delete_tariff(house.admin, tariff.id)
    await house.ended(30, 4_000, external_id=transaction)
    await house.project()
    assert facts(await house.only())["amount"] == "3.00"


async def test_who_was_refused_and_drew_nothing_pays_nothing(house: House) -> None:
    await flat_tariff(house, price_per_session="5.00")
    transaction = await house.started(0, id_token=STRANGER)
    await house.ended(1, 1_000, external_id=transaction)
    await house.project()
    assert facts(await house.only())["amount"] == "0.00"


async def test_a_preview_of_a_session_is_its_price(house: House) -> None:
    await two_rates(house, price_per_idle_minute=Decimal("0.50"))
    view = await evening(house, "2025-11-25")
    [tariff] = (await house.tariffs.list_tariffs(house.admin, PageRequest())).items
    session_id: SessionId = view.session.id
    charge = await house.queries.preview_price(house.admin, session_id, tariff.versions[0])
    assert charge == view.charge
