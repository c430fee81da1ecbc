"""The past of the demo is told through the door of today, and cannot be told from a real one."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from sigec.app import Platform, open_platform
from sigec.demo import books
from sigec.demo.buildings import Building
from sigec.demo.furnishing import furnish, places_of, system_of
from sigec.demo.neighbourhood import CONDOMINIUMS
from sigec.kit.clock import ManualClock
from sigec.kit.pages import PageRequest
from sigec.sessions.model import Freshness, Quality
from sigec.sessions.service import SessionFilter
from sigec.settings import Settings
from tests.canaries import SECRET_KEY
from tests.integration.rest.conftest import NOON, quick_passwords
from tests.integration.sessions.house import Watcher


@pytest.fixture
async def platform(sqlite_url: str) -> AsyncIterator[Platform]:
    async with open_platform(
        Settings(database_url=sqlite_url),
        secret_key=SECRET_KEY,
        clock=ManualClock(NOON),
        passwords=quick_passwords(),
    ) as opened:
        yield opened


async def test_weeks_are_told_in_moments(platform: Platform) -> None:
    services = platform.services
    condominium = CONDOMINIUMS[1]
    tenant_id = await furnish(services, condominium)
    building = Building(condominium, tenant_id, places_of(condominium))
    since = NOON - timedelta(days=3)

    later = await building.tell_past(services, since=since, until=NOON)

    actor = system_of(tenant_id)
    page = await services.session_queries.list_sessions(
        actor, SessionFilter(), PageRequest(limit=200)
    )
    assert len(page.items) > 10
    for view in page.items:
        session = view.session
        assert session.started_at > since - timedelta(days=1)
        assert session.ended_at is not None
        assert session.recorded_at == session.started_at
        assert session.energy.quality is Quality.EXACT
        assert session.energy.energy_wh
        assert session.stop_reason in {"Local", "EVDisconnected", "Other"}
    before, after = [
        sum(outlet.register_wh for place in each.places for outlet in place.spec.outlets)
        for each in (building, later)
    ]
    measured = [view.session.energy.energy_wh or 0 for view in page.items]
    assert after - before == sum(measured)

    incidents = await services.incidents.list_incidents(actor, PageRequest())
    assert not [each for each in incidents.items if each.is_open]


async def test_a_past_month_is_closed_and_some_have_not_paid_it(platform: Platform) -> None:
    services = platform.services
    condominium = CONDOMINIUMS[0]
    tenant_id = await furnish(services, condominium)
    building = Building(condominium, tenant_id, places_of(condominium))
    await building.tell_past(services, since=NOON - timedelta(days=12), until=NOON)
    projector = services.sessions.projector(Watcher())
    while await projector.step():
        pass

    await books.keep(services, [tenant_id])

    [unpaid] = await services.statements.list_unpaid(system_of(tenant_id))
    assert (str(unpaid.month.month), unpaid.units) == ("2026-11", books.LATE)
    assert unpaid.amount_minor > 0


async def test_a_charge_is_left_open_where_a_station_vanished(platform: Platform) -> None:
    services = platform.services
    condominium = CONDOMINIUMS[1]
    tenant_id = await furnish(services, condominium)

    await Building(condominium, tenant_id, places_of(condominium)).leave_open(services)

    [view] = await services.session_queries.list_open(system_of(tenant_id), SessionFilter())
    assert view.session.energy.energy_wh == 3 * 3_300
    assert view.freshness is Freshness.STALE
