"""While a tenant is suspended no charge begins, and what charges ends as ever."""

from sigec.drivers.model import AuthorizationStatus, TokenInfo
from sigec.kit.actor import SYSTEM
from sigec.sessions.model import Flag, ReportKind, SessionStatus
from sigec.tenants.model import TenantStatus
from sigec.tenants.service import TenantService
from tests.integration.sessions.house import CARD, House


async def set_status(house: House, status: TenantStatus) -> None:
    tenants = TenantService(house.database, house.clock)
    await tenants.edit_tenant(SYSTEM, house.admin.require_tenant(), {"status": status})
    await house.stations.refresh_tenants()


async def test_what_charges_ends_and_is_kept_and_a_new_start_is_refused_and_kept(
    house: House,
) -> None:
    begun = await house.report(ReportKind.STARTED, 0, register_wh=1_000, id_token=CARD)
    assert begun.decision == TokenInfo(status=AuthorizationStatus.ACCEPTED)
    await set_status(house, TenantStatus.SUSPENDED)

    await house.ended(30, 6_000, external_id=begun.external_id)
    refused = await house.report(ReportKind.STARTED, 40, register_wh=6_000, id_token=CARD)

    kept = (await house.view(begun.session_id)).session
    assert (kept.status, kept.energy.energy_wh) == (SessionStatus.ENDED, 5_000)
    assert refused.decision == TokenInfo(status=AuthorizationStatus.BLOCKED)
    assert Flag.REFUSED in (await house.view(refused.session_id)).session.flags
    await house.ended(41, 6_000, external_id=refused.external_id)

    await set_status(house, TenantStatus.ACTIVE)
    again = await house.report(ReportKind.STARTED, 50, register_wh=6_000, id_token=CARD)
    assert again.decision == TokenInfo(status=AuthorizationStatus.ACCEPTED)
