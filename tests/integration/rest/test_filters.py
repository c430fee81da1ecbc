"""Lists are narrowed in one style: by the names of their fields, and by a span of time."""

import pytest

from sigec.kit.actor import Role
from sigec.kit.ids import new_id
from sigec.tenants.model import Tenant
from tests.canaries import RFID_TOKEN
from tests.integration.rest.conftest import House, on_both
from tests.integration.rest.things import THINGS, charge

API = "/api/v1"
BEFORE, AFTER = "2026-11-21T11:59:59Z", "2026-11-21T12:00:01Z"

pytestmark = on_both


@pytest.fixture
async def tenant(house: House) -> Tenant:
    return await house.default_tenant()


@pytest.fixture
async def admin(house: House, tenant: Tenant) -> dict[str, str]:
    return await house.headers(Role.TENANT_ADMIN, tenant)


async def count(house: House, admin: dict[str, str], path: str, **wanted: str) -> int:
    response = await house.client.get(f"{API}/{path}", params=wanted, headers=admin)
    assert response.status_code == 200, response.text
    return len(response.json()["items"])


async def check(
    house: House,
    admin: dict[str, str],
    path: str,
    *,
    found: list[dict[str, str]],
    missed: list[dict[str, str]],
) -> None:
    """Expect the one thing of a list to be found, or not, under each of these filters."""
    assert await count(house, admin, path) == 1
    for wanted in found:
        assert await count(house, admin, path, **wanted) == 1, (path, wanted)
    for wanted in missed:
        assert await count(house, admin, path, **wanted) == 0, (path, wanted)


async def test_stations(house: House, tenant: Tenant, admin: dict[str, str]) -> None:
    await THINGS["station_id"](house, tenant)
    await check(
        house,
        admin,
        "stations",
        found=[{"search": "thing"}, {"online": "false"}, {"registration": "accepted"}],
        missed=[
            {"search": "th%ng"},
            {"online": "true"},
            {"ocpp_version": "ocpp1.6"},
            {"site_id": str(new_id())},
        ],
    )


async def test_messages(house: House, tenant: Tenant, admin: dict[str, str]) -> None:
    await THINGS["connector_id"](house, tenant)
    [station] = (await house.client.get(f"{API}/stations", headers=admin)).json()["items"]
    await check(
        house,
        admin,
        f"stations/{station['id']}/messages",
        found=[
            {"action": "StatusNotification"},
            {"direction": "in"},
            {"from": BEFORE, "to": AFTER},
        ],
        missed=[{"action": "Heartbeat"}, {"direction": "out"}, {"from": AFTER}, {"to": BEFORE}],
    )


async def test_sessions(house: House, tenant: Tenant, admin: dict[str, str]) -> None:
    session_id = await THINGS["session_id"](house, tenant)
    session = (await house.client.get(f"{API}/sessions/{session_id}", headers=admin)).json()
    await check(
        house,
        admin,
        "sessions",
        found=[
            {"status": session["status"]},
            {"rating": "pending", "source": "ocpp", "identity": session["identity"]},
            {"from": BEFORE, "to": AFTER},
        ],
        missed=[{"status": "ended"}, {"rating": "final"}, {"id_token": "NONE"}, {"from": AFTER}],
    )


async def test_sessions_of_a_unit_are_those_of_who_lived_there_then(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    person_id = await THINGS["person_id"](house, tenant)
    unit_id = await THINGS["unit_id"](house, tenant)
    card = {"value": RFID_TOKEN, "person_id": person_id}
    await house.client.post(f"{API}/id-tokens", json=card, headers=admin)
    session_id = await charge(house, tenant, RFID_TOKEN)

    async def live_there(**days: str) -> list[str]:
        url = f"{API}/people/{person_id}/residences"
        made = await house.client.post(url, json={"unit_id": unit_id, **days}, headers=admin)
        found = await house.client.get(
            f"{API}/sessions", params={"unit_id": unit_id}, headers=admin
        )
        await house.client.delete(f"{url}/{made.json()['id']}", headers=admin)
        return [item["id"] for item in found.json()["items"]]

    assert await count(house, admin, "sessions", unit_id=unit_id) == 0
    assert await live_there(from_date="2026-11-21") == [session_id]
    assert await live_there(from_date="2026-11-22") == []
    assert await live_there(from_date="2026-11-01", to_date="2026-11-21") == []
    unknown = {"unit_id": str(new_id())}
    response = await house.client.get(f"{API}/sessions", params=unknown, headers=admin)
    assert response.status_code == 404


async def test_handshakes(house: House, tenant: Tenant, admin: dict[str, str]) -> None:
    await THINGS["handshake_id"](house, tenant)
    await check(
        house,
        admin,
        "handshakes",
        found=[{"reason": "unknown_identity"}, {"address": "192.0.2.1"}, {"from": BEFORE}],
        missed=[{"reason": "tls_required"}, {"address": "192.0.2.2"}, {"to": BEFORE}],
    )


async def test_id_tokens(house: House, admin: dict[str, str]) -> None:
    body = {"value": RFID_TOKEN, "group": "family"}
    await house.client.post(f"{API}/id-tokens", json=body, headers=admin)
    await check(
        house,
        admin,
        "id-tokens",
        found=[{"status": "accepted"}, {"type": "ISO14443"}, {"group": "family"}],
        missed=[{"status": "blocked"}, {"type": "eMAID"}, {"group": "others"}],
    )


async def test_people_by_name_or_home(house: House, tenant: Tenant, admin: dict[str, str]) -> None:
    await THINGS["residence_id"](house, tenant)
    await check(
        house,
        admin,
        "people",
        found=[{"search": "an"}, {"search": "102"}],
        missed=[{"search": "103"}, {"search": "1%2"}],
    )


async def test_the_audit(house: House, tenant: Tenant, admin: dict[str, str]) -> None:
    station_id = await THINGS["station_id"](house, tenant)
    wanted = {"subject_kind": "station", "action": "station.created"}
    for more in ({}, {"subject_id": station_id}, {"from": BEFORE, "to": AFTER}):
        assert await count(house, admin, "audit", **wanted, **more) == 1
    for less in ({"subject_id": str(new_id())}, {"to": BEFORE}, {"from": AFTER}):
        assert await count(house, admin, "audit", **wanted, **less) == 0


async def test_commands_tell_who_and_why(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    station_id = await THINGS["station_id"](house, tenant)
    path = f"stations/{station_id}/commands"
    body = {"type": "soft", "reason": "Tela travada."}
    await house.client.post(f"{API}/{path}/reset", json=body, headers=admin)

    [given] = (await house.client.get(f"{API}/{path}", headers=admin)).json()["items"]
    assert (given["reason"], given["user_name"]) == ("Tela travada.", "Somebody")
    await check(
        house,
        admin,
        path,
        found=[{"kind": "reset"}, {"status": "offline"}, {"user_id": given["user_id"]}],
        missed=[{"kind": "start"}, {"status": "accepted"}, {"from": AFTER}],
    )


async def test_a_closed_session_says_who_closed_it_and_why(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    url = f"{API}/sessions/{await THINGS['session_id'](house, tenant)}"
    await house.client.post(f"{url}/close", json={"reason": "Trocado."}, headers=admin)

    [told] = (await house.client.get(f"{url}/corrections", headers=admin)).json()["items"]
    assert (told["reason"], told["user_name"]) == ("Trocado.", "Somebody")
    assert told["before"]["ended_at"] is None
    assert told["after"]["ended_at"] is not None


async def test_who_charged_is_put_right_with_a_reason_and_shown_by_name(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    body = {"value": "04AABBCC", "person_id": await THINGS["person_id"](house, tenant)}
    session_id = await charge(house, tenant, id_token="04aabbcc")
    url = f"{API}/sessions/{session_id}"
    card = (await house.client.post(f"{API}/id-tokens", json=body, headers=admin)).json()
    wanted = {"identity": "unknown", "id_token": card["value"]}
    listed = (await house.client.get(f"{API}/sessions", params=wanted, headers=admin)).json()
    assert [each["id"] for each in listed["items"]] == [session_id]

    past = f"{API}/id-tokens/{card['id']}/past-sessions"
    order = {"session_ids": [session_id], "reason": "Já era dela."}
    given = await house.client.post(past, json=order, headers=admin)
    assert given.json() == {"person_id": body["person_id"], "session_ids": [session_id]}
    shown = (await house.client.get(url, headers=admin)).json()
    assert (shown["person"]["name"], shown["identity"]) == ("Ana", "known")
    wrong = {"person_id": None, "reason": " "}
    assert (await house.client.put(f"{url}/person", json=wrong, headers=admin)).status_code == 422
    right = {"person_id": None, "reason": "Um engano."}
    again = (await house.client.put(f"{url}/person", json=right, headers=admin)).json()
    assert (again["person"], again["identity"]) == (None, "unknown")

    corrections = (await house.client.get(f"{url}/corrections", headers=admin)).json()["items"]
    assert [(each["before"]["person"], each["after"]["person"]) for each in corrections] == [
        (None, "Ana"),
        ("Ana", None),
    ]


async def test_a_token_is_no_way_to_find_out_who_charges(house: House, tenant: Tenant) -> None:
    viewer = await house.headers(Role.VIEWER, tenant)
    wanted = {"id_token": "04"}
    response = await house.client.get(f"{API}/sessions", params=wanted, headers=viewer)
    assert response.status_code == 403


async def test_sums_and_tables_hold_what_the_list_shows(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    session_id = await THINGS["session_id"](house, tenant)

    async def get(path: str, **wanted: str) -> str:
        url = f"{API}/sessions/{path}"
        return (await house.client.get(url, params=wanted, headers=admin)).text

    assert await get("totals") == ('{"sessions":1,"open_sessions":1,"energy_wh":0,"costs":[]}')
    assert '"sessions":0' in await get("totals", status="ended")
    head, line = (await get("export.csv")).splitlines()
    assert head.startswith("id,site,station,")
    assert line.startswith(f"{session_id},,THING-")
    assert "2026-11-21T09:00:00-03:00,,2026-11-21T12:00:00+00:00,," in line
    assert (await get("export.csv", status="ended")).splitlines() == [head]


async def test_a_parameter_that_is_mistyped_is_refused_and_the_known_ones_are_named(
    house: House,
) -> None:
    headers = await house.headers(Role.PLATFORM_ADMIN)
    answer = await house.client.get("/api/v1/sessions?stationid=1&limit=1", headers=headers)
    assert answer.status_code == 422
    whole = await house.client.get("/api/v1/plans?limit=200&cursor=", headers=headers)
    assert whole.status_code == 200
    [error] = answer.json()["errors"]
    assert (error["field"], error["code"]) == ("stationid", "field.unknown_parameter")
    assert "station_id" in error["message"]
    assert "tenant_id" in error["message"]
