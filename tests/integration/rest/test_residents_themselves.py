"""A resident who signs in sees their own things and nobody else's."""

from sigec.accounts.model import UserDraft
from sigec.drivers.model import IdTokenDraft, PersonDraft
from sigec.kit.actor import Role
from tests.canaries import PASSWORD
from tests.integration.rest.conftest import House, system
from tests.integration.rest.things import charge


async def test_a_resident_sees_their_person_and_their_charge_only(house: House) -> None:
    tenant = await house.default_tenant()
    actor = system(tenant)
    ana = await house.services.people.create_person(actor, PersonDraft(name="Ana"))
    card = IdTokenDraft(value="ANA-1", person_id=ana.id)
    await house.services.id_tokens.create_token(actor, card)
    draft = UserDraft(
        email="ana@example.com",
        name="Ana",
        role=Role.RESIDENT,
        password=PASSWORD,
        person_id=ana.id,
    )
    headers = await house.sign_in(await house.services.accounts.create_user(actor, draft))
    own, other = await charge(house, tenant, "ANA-1"), await charge(house, tenant, "SOMEBODY")

    me = await house.client.get("/api/v1/me/person", headers=headers)
    assert (me.status_code, me.json()["name"]) == (200, "Ana")
    listed = await house.client.get("/api/v1/sessions", headers=headers)
    assert [session["id"] for session in listed.json()["items"]] == [own]
    foreign = await house.client.get(f"/api/v1/sessions/{other}", headers=headers)
    assert foreign.status_code == 404
    everyone = await house.client.get("/api/v1/people", headers=headers)
    assert everyone.status_code == 403


async def test_a_user_who_stands_for_nobody_has_no_person(house: House) -> None:
    headers = await house.headers(Role.RESIDENT, await house.default_tenant())

    answer = await house.client.get("/api/v1/me/person", headers=headers)
    assert answer.json()["type"] == "urn:sigec:problem:not_found.person"
