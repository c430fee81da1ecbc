"""What screens need to know of a source's chargers and tags beyond the cloud's own words."""

from sigec.kit.actor import Role
from tests.integration.rest.conftest import House, on_both
from tests.integration.rest.things import THINGS


@on_both
async def test_a_tag_is_listed_with_whose_it_is_and_a_charger_with_its_name_here(
    house: House,
) -> None:
    tenant = await house.tenant("jacarandas")
    admin = await house.headers(Role.TENANT_ADMIN, tenant)
    source = f"/api/v1/sources/{await THINGS['source_id'](house, tenant)}"
    charger = f"{source}/chargers/{await THINGS['charger_id'](house, tenant)}"
    person_id = await THINGS["person_id"](house, tenant)

    for key, body in (("pk:1", {"person_id": person_id}), ("pk:2", {"id_token": "04A1B2C3"})):
        await house.client.put(f"{source}/tag-map/{key}", json=body, headers=admin)
    tags = (await house.client.get(f"{source}/tag-map", headers=admin)).json()["items"]
    assert [tag["person"] and tag["person"]["id"] for tag in tags] == [person_id, None]

    await house.client.put(charger, json={"name": "Vaga 12"}, headers=admin)
    listed = (await house.client.get(f"{source}/chargers", headers=admin)).json()["items"]
    assert [each["station_name"] for each in listed] == ["Vaga 12"]
