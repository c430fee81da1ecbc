"""Timelines as stations and clouds tell them: exactly the right notices at the right instants."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sigec.kit.actor import PLATFORM, Actor, Role
from sigec.notifications.model import Channel, DeliveryState, Kind, Notice
from sigec.sessions.model import ReportKind
from sigec.stations.model import ConnectorStatus, IncidentKind, Trouble
from sigec.stations.service import begin_troubles
from sigec.tenants.model import Tenant
from sigec.tenants.service import find_tenant
from tests.canaries import EMAIL, PHONE
from tests.integration.actors import somebody
from tests.integration.notifications.office import ANA, Office
from tests.integration.sessions.house import V16, V201, at, flat_tariff, sample

CLOUD = "cvepro"
both_versions = pytest.mark.parametrize("protocol", [V16, V201])
on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
"""For what writes by every path; what is judged does not depend on the database."""


class Car:
    """A car at connector 1, told minute by minute as its protocol tells it."""

    def __init__(self, office: Office, protocol: str) -> None:
        self.office = office
        self.house = office.house
        self.house.protocol = protocol
        self.named: dict[str, Any] = {} if protocol == V16 else {"external_id": "T-1"}

    async def start(self, minute: float = 0, **said: Any) -> None:
        await self.office.move_to(minute)
        self.named["external_id"] = await self.house.started(
            minute, id_token=ANA, **self.named, **said
        )

    async def draws(self, minute: float, power_w: int, energy_wh: int | None = None) -> None:
        await self.office.move_to(minute)
        told = (sample(minute, energy_wh, power_w=power_w),)
        await self.house.metered(minute, samples=told, **self.named)

    async def ends(self, minute: float, energy_wh: int = 12_400, **said: Any) -> None:
        await self.office.move_to(minute)
        await self.house.ended(minute, energy_wh, **self.named, **said)

    async def status(self, minute: float, status: ConnectorStatus) -> None:
        await self.office.move_to(minute)
        await self.house.status(minute, status)


@on_both
@both_versions
async def test_a_car_that_tapers_to_zero_and_stays_for_hours(office: Office, protocol: str) -> None:
    await flat_tariff(office.house)
    car = Car(office, protocol)
    await car.start()
    for minute, power_w in ((1, 7_200), (2, 7_200), (30, 7_200), (60, 1_500), (61, 8), (62, 0)):
        await car.draws(minute, power_w, 1_000 + minute * 180)
    for minute in (70, 120, 180):
        await car.draws(minute, 0, 12_400)
    await car.ends(200, stop_reason="EVDisconnected")

    assert await office.told() == [
        ("charging_started", 3),
        ("idle_started", 61),
        ("battery_full", 64),
        ("charging_ended", 200),
    ]
    await office.work()
    texts = [message.text for message in office.carrier().given]
    assert "Ana" in texts[0]
    assert "CP-1" in texts[0]
    assert texts[-1].endswith("Energia: 11,40 kWh\nDuração: 3 h 20 min\nValor: R$ 11,40")
    assert {message.to for message in office.carrier().given} == {PHONE}
    assert len(office.carrier().given) == 4
    assert {state for _, state in await office.states()} == {DeliveryState.SENT}


@both_versions
async def test_a_car_that_an_operator_stops_at_full_power_was_interrupted(
    office: Office, protocol: str
) -> None:
    car = Car(office, protocol)
    await car.start()
    for minute in (1, 2, 10):
        await car.draws(minute, 7_200)
    view = await office.house.only()
    await office.house.sessions.request_stop(office.house.admin, view.session.id)
    await car.ends(10.5, stop_reason="Remote")

    assert await office.told() == [("charging_started", 3), ("interrupted", 10.5)]
    assert "encerrada à distância" in office.carrier().given[-1].text


async def test_a_car_that_its_owner_stops_from_afar_ended_as_it_should(office: Office) -> None:
    owner: Actor = somebody(Role.RESIDENT, await _tenant(office))
    car = Car(office, V201)
    await car.start()
    await car.draws(1, 7_200)
    view = await office.house.only()
    await office.house.sessions.request_stop(
        replace(owner, person_id=office.ana.id), view.session.id
    )
    await car.ends(2, stop_reason="Remote")
    await office.move_to(3)
    assert await office.told() == [("charging_ended", 2)]


async def test_a_car_that_is_unplugged_at_full_power_ended_as_it_should(office: Office) -> None:
    car = Car(office, V16)
    await car.start()
    for minute in (1, 2, 3, 20):
        await car.draws(minute, 7_200)
    await car.ends(20.2, stop_reason="EVDisconnected")
    await office.move_to(21)
    assert await office.told() == [("charging_started", 3), ("charging_ended", 20.2)]


async def test_zero_power_preparation_is_not_idle(office: Office) -> None:
    car = Car(office, V201)
    await car.start()
    for minute in range(1, 9):
        await car.draws(minute, 0)
    assert await office.told() == []
    await car.draws(9, 7_200)
    assert await office.told() == [("charging_started", 9)]


async def test_a_dip_that_recovers_is_idle_once_and_never_full(office: Office) -> None:
    car = Car(office, V16)
    await car.start()
    for minute, power_w in ((1, 7_200), (10, 0), (12, 7_200), (20, 0), (22, 7_200), (40, 7_200)):
        await car.draws(minute, power_w)
    assert await office.told() == [("charging_started", 3), ("idle_started", 10)]


async def test_a_timer_tells_without_another_word_from_the_station(office: Office) -> None:
    car = Car(office, V16)
    await car.start()
    await car.draws(1, 7_200)
    await office.move_to(10)
    assert await office.told() == [("charging_started", 3)]


async def test_an_end_before_the_delay_cancels_the_start(office: Office) -> None:
    car = Car(office, V16)
    await car.start()
    await car.draws(1, 7_200)
    await car.ends(2.5, stop_reason="Local")
    await office.move_to(30)
    assert await office.told() == [("charging_ended", 2.5)]


async def test_what_is_told_in_one_go_after_an_outage_is_told_at_its_own_instants(
    office: Office,
) -> None:
    transaction = await office.house.started(0, id_token=ANA)
    for minute, power_w in ((1, 7_200), (5, 7_200), (20, 0), (24, 0)):
        told = (sample(minute, power_w=power_w),)
        await office.house.metered(
            minute, samples=told, external_id=transaction, received_at=at(25)
        )
    await office.move_to(25, works=False)
    await office.work()
    assert await office.told() == [
        ("charging_started", 3),
        ("idle_started", 20),
        ("battery_full", 23),
    ]


async def test_a_late_end_is_told_as_it_was_and_never_as_an_interruption(
    office: Office,
) -> None:
    car = Car(office, V16)
    await car.start()
    await office.move_to(200)
    await office.house.ended(60, 5_000, stop_reason="PowerLoss", received_at=at(200), **car.named)
    await office.work()
    assert await office.told() == []


@on_both
async def test_a_cloud_tells_by_its_states(office: Office) -> None:
    car = Car(office, CLOUD)
    await car.start()
    await car.status(1, ConnectorStatus.CHARGING)
    await car.status(50, ConnectorStatus.SUSPENDED_EV)
    await car.status(52, ConnectorStatus.CHARGING)
    await car.status(90, ConnectorStatus.SUSPENDED_EV)
    await office.move_to(150)
    await car.ends(150, stop_reason="EVDisconnected")
    await office.move_to(151)
    assert await office.told() == [
        ("charging_started", 3),
        ("idle_started", 50),
        ("battery_full", 93),
        ("charging_ended", 150),
    ]


async def test_a_cloud_that_says_whose_it_is_later_tells_the_start_then(office: Office) -> None:
    office.house.protocol = CLOUD
    await office.house.report(ReportKind.STARTED, 0, external_id="77", register_wh=0)
    await office.move_to(10)
    assert await office.told() == []
    await office.house.report(ReportKind.UPDATED, 10, external_id="77", id_token=ANA)
    await office.move_to(11)
    assert await office.told() == [("charging_started", 3)]


async def test_a_stranger_is_told_nothing(office: Office) -> None:
    await office.house.started(0)
    await office.house.metered(1, samples=(sample(1, power_w=7_200),))
    await office.move_to(10)
    assert await office.told() == []


async def test_settings_hold_from_the_next_event_and_zero_is_a_delay(office: Office) -> None:
    await office.switch(Kind.CHARGING_STARTED, delay_min=0, threshold_w=0)
    found = await office.settings.list_settings(office.house.admin)
    assert (found[0].delay_min, found[0].threshold_w) == (0, 0)
    car = Car(office, V16)
    await car.start()
    await car.draws(1, 1)
    assert await office.told() == [("charging_started", 1)]


@on_both
async def test_a_fault_is_told_to_who_charges_there_and_to_who_runs_the_place(
    office: Office,
) -> None:
    car = Car(office, V16)
    await car.start()
    await car.status(5, ConnectorStatus.FAULTED)
    assert await office.told() == [("admin_alert", 5), ("fault", 5)]
    fault = next(each for each in office.bell.heard if each.kind is Kind.FAULT)
    assert fault.recipient_id == office.ana.id
    mail = office.carrier(Channel.EMAIL).given
    assert [message.to for message in mail] == [office.sindica.email]
    assert mail[0].html is not None
    assert EMAIL not in mail[0].html

    await car.ends(6, stop_reason="Local")
    assert (await office.told())[-1] == ("interrupted", 6), "a fault is none of its owner's doing"


async def test_an_alert_says_since_when_and_comes_once(office: Office) -> None:
    station = office.house.station_id
    incident = await _offline(office)
    assert incident.kind is Kind.ADMIN_ALERT
    assert incident.station_id == station
    assert "sem comunicação desde" in incident.text
    await office.work()
    assert len(office.bell.heard) == 1


async def _offline(office: Office) -> Notice:
    await office.move_to(20)
    trouble = Trouble(
        tenant_id=office.ana.tenant_id,
        kind=IncidentKind.STATION_OFFLINE,
        began_at=at(10),
        station_id=office.house.station_id,
    )
    async with office.database.transaction(PLATFORM) as connection:
        await begin_troubles(connection, [trouble], at=office.clock.now())
    await office.work()
    [notice] = office.bell.heard
    assert notice.at == at(10) + timedelta(minutes=5)
    return notice


async def _tenant(office: Office) -> Tenant:
    async with office.database.read(PLATFORM) as connection:
        tenant = await find_tenant(connection, office.ana.tenant_id)
    assert tenant is not None
    return tenant
