"""What is not known of a session is shown as unknown."""

from sigec.kit.actor import Role
from tests.integration.rest.conftest import House
from tests.integration.rest.things import charge


async def test_a_charge_of_which_no_power_was_told_shows_none_never_nought(house: House) -> None:
    tenant = await house.tenant("jacarandas")
    viewer = await house.headers(Role.VIEWER, tenant)
    session_id = await charge(house, tenant)

    shown = (await house.client.get(f"/api/v1/sessions/{session_id}", headers=viewer)).json()
    assert shown["ended_at"] is None
    assert (shown["power_w"], shown["energy_wh"]) == (None, None)
