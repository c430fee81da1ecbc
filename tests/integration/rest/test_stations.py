"""Stations, their connectors, what they said, and who was refused."""

import pytest

from sigec.kit.actor import Role
from sigec.stations.model import Peer
from sigec.tenants.model import Tenant
from tests.canaries import STATION_PASSWORD
from tests.integration.rest.conftest import House
from tests.integration.rest.things import THINGS

PATH = "/api/v1/stations"


@pytest.fixture
async def tenant(house: House) -> Tenant:
    return await house.default_tenant()


@pytest.fixture
async def admin(house: House, tenant: Tenant) -> dict[str, str]:
    return await house.headers(Role.TENANT_ADMIN, tenant)


async def test_a_station_is_registered_without_showing_its_password(
    house: House, admin: dict[str, str]
) -> None:
    body = {"name": "Vaga 1", "ocpp_identity": "CP-1", "password": STATION_PASSWORD}
    response = await house.client.post(PATH, json=body, headers=admin)

    assert response.status_code == 201, response.text
    made = response.json()
    assert STATION_PASSWORD not in response.text
    expected = {
        "ocpp_identity": "CP-1",
        "registration": "accepted",
        "security_profile": 1,
        "has_password": True,
        "online": False,
        "site_id": None,
        "timezone": "America/Sao_Paulo",
    }
    assert expected.items() <= made.items()
    found = await house.client.get(PATH, params={"ocpp_identity": "CP-1"}, headers=admin)
    assert found.json() == {"items": [made], "next_cursor": None}


async def test_a_taken_identity_is_a_conflict(house: House, admin: dict[str, str]) -> None:
    body = {"name": "Vaga 1", "ocpp_identity": "CP-1"}
    await house.client.post(PATH, json=body, headers=admin)
    response = await house.client.post(PATH, json=body, headers=admin)

    assert response.status_code == 409
    assert response.json()["type"] == "urn:sigec:problem:conflict.identity_taken"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ocpp_identity", "a/b"),
        ("security_profile", 4),
        ("security_profile", 2),
        ("password", "short"),
        ("site_id", "garagem"),
        ("name", ""),
        ("name", "a\0b"),
        ("colour", "green"),
    ],
)
async def test_a_wrong_field_is_named(
    house: House, admin: dict[str, str], field: str, value: object
) -> None:
    body = {"name": "Vaga 1", "ocpp_identity": "CP-1", field: value}
    response = await house.client.post(PATH, json=body, headers=admin)

    assert response.status_code == 422, response.text
    expected = "password" if value == 2 else field
    assert [error["field"] for error in response.json()["errors"]] == [expected]


async def test_a_wrong_change_is_named(house: House, tenant: Tenant, admin: dict[str, str]) -> None:
    url = f"{PATH}/{await THINGS['station_id'](house, tenant)}"
    wrong = {"security_profile": 4, "name": None, "registration": "maybe"}

    response = await house.client.patch(url, json=wrong, headers=admin)

    assert response.status_code == 422
    assert {error["field"] for error in response.json()["errors"]} == set(wrong)
    search = await house.client.get(PATH, params={"ocpp_identity": "a\0"}, headers=admin)
    assert search.status_code == 422


async def test_a_station_is_edited_by_who_has_read_its_latest_version(
    house: House, admin: dict[str, str]
) -> None:
    body = {"name": "Vaga 1", "ocpp_identity": "CP-1"}
    made = await house.client.post(PATH, json=body, headers=admin)
    url = f"{PATH}/{made.json()['id']}"
    latest = {**admin, "If-Match": made.headers["ETag"]}

    first = await house.client.patch(url, json={"registration": "rejected"}, headers=latest)
    second = await house.client.patch(url, json={"name": "Vaga 2"}, headers=latest)

    assert first.json()["registration"] == "rejected"
    assert second.status_code == 412


async def test_a_station_has_its_place_on_the_plan(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    url = f"{PATH}/{await THINGS['station_id'](house, tenant)}"
    place = {"bay": "G1-12", "plan_x": 0.25, "plan_y": 1.0}

    placed = await house.client.patch(url, json=place, headers=admin)
    outside = await house.client.patch(url, json={"plan_x": 1.01}, headers=admin)
    taken = await house.client.patch(url, json={"plan_x": None, "plan_y": None}, headers=admin)

    assert place.items() <= placed.json().items()
    assert [error["field"] for error in outside.json()["errors"]] == ["plan_x"]
    assert (taken.json()["bay"], taken.json()["plan_x"]) == ("G1-12", None)


async def test_who_sets_a_station_up_is_told_where_it_connects(
    house: House, admin: dict[str, str]
) -> None:
    body = {"name": "Vaga 1", "ocpp_identity": "CP 1"}
    made = (await house.client.post(PATH, json=body, headers=admin)).json()
    url = f"{PATH}/{made['id']}"

    plain = (await house.client.get(f"{url}/connection", headers=admin)).json()
    change = {"security_profile": 2, "password": STATION_PASSWORD}
    await house.client.patch(url, json=change, headers=admin)
    safe = (await house.client.get(f"{url}/connection", headers=admin)).json()

    assert plain == {
        "urls": ["ws://sigec.test:9000/ocpp/default/CP%201"],
        "base_urls": ["ws://sigec.test:9000/ocpp/default"],
        "identity": "CP 1",
        "subprotocols": ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"],
    }
    assert safe["urls"] == [], "no certificate is set up"


async def test_a_form_is_made_from_the_schema_of_a_version(
    house: House, admin: dict[str, str]
) -> None:
    url = "/api/v1/ocpp/ocpp1.6/actions"

    listed = await house.client.get(url, headers=admin)
    reset = await house.client.get(f"{url}/Reset", headers=admin)
    unknown = await house.client.get(f"{url}/BootNotification", headers=admin)

    assert {"action": "Reset"} in listed.json()["items"]
    assert reset.json()["request"]["$defs"]["ResetType"]["enum"] == ["Hard", "Soft"]
    assert reset.headers["Cache-Control"] == "private, max-age=3600"
    assert unknown.json()["type"] == "urn:sigec:problem:not_found.action"


async def test_a_stations_connectors_and_counters_come_from_one_look(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    await THINGS["connector_id"](house, tenant)
    [station] = (await house.client.get(PATH, headers=admin)).json()["items"]

    offline = (await house.client.get(f"{PATH}/{station['id']}/status", headers=admin)).json()
    known = house.services.stations.admit(station["ocpp_identity"], peer=Peer(address="::1"))
    await house.services.stations.connected(known, protocol="ocpp2.0.1", peer=Peer(address="::1"))  # type: ignore[arg-type]  # it is registered
    online = (await house.client.get(f"{PATH}/{station['id']}/status", headers=admin)).json()

    assert (offline["online"], offline["counters"]["offline"]) == (False, 1)
    assert (online["online"], online["counters"]["available"]) == (True, 1)
    [connector] = online["connectors"]
    assert connector["state"] == "available"
    url = f"{PATH}/{station['id']}/connectors/{connector['id']}"
    plug = {"type": "cType2", "power_max_w": 7_400}
    edited = (await house.client.patch(url, json=plug, headers=admin)).json()
    assert plug.items() <= edited.items()


async def test_what_was_said_is_shown_to_those_who_may_see_id_tokens(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    await THINGS["connector_id"](house, tenant)
    [station] = (await house.client.get(PATH, headers=admin)).json()["items"]
    url = f"{PATH}/{station['id']}/messages"

    [message] = (await house.client.get(url, headers=admin)).json()["items"]
    viewer = await house.headers(Role.VIEWER, tenant)

    expected = {"direction": "in", "action": "StatusNotification", "request": "{}", "answer": "{}"}
    assert expected.items() <= message.items()
    assert (await house.client.get(url, headers=viewer)).status_code == 403


async def test_a_stranger_is_listed_and_adopted(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    handshake_id = await THINGS["handshake_id"](house, tenant)
    [listed] = (await house.client.get("/api/v1/handshakes", headers=admin)).json()["items"]

    response = await house.client.post(
        f"/api/v1/handshakes/{handshake_id}/adopt", json={"name": "Vaga 9"}, headers=admin
    )

    assert (listed["reason"], listed["count"]) == ("unknown_identity", 1)
    assert response.status_code == 201
    assert response.json()["ocpp_identity"] == listed["identity"]
    assert not (await house.client.get("/api/v1/handshakes", headers=admin)).json()["items"]


async def test_a_stranger_is_dismissed(house: House, tenant: Tenant, admin: dict[str, str]) -> None:
    url = f"/api/v1/handshakes/{await THINGS['handshake_id'](house, tenant)}"

    first = await house.client.delete(url, headers=admin)
    second = await house.client.delete(url, headers=admin)

    assert (first.status_code, second.status_code) == (204, 404)


@pytest.mark.parametrize(
    ("command", "body"),
    [
        ("start", {"evse": 1, "id_token": "CARD"}),
        ("unlock", {"connector": 1}),
        ("reset", {"type": "hard"}),
        ("trigger", {"message": "Heartbeat"}),
        ("availability", {"operative": False}),
    ],
)
async def test_a_command_to_an_offline_station_is_a_conflict_and_remembered(
    house: House, tenant: Tenant, admin: dict[str, str], command: str, body: dict[str, object]
) -> None:
    station_id = await THINGS["station_id"](house, tenant)
    url = f"{PATH}/{station_id}/commands"

    response = await house.client.post(f"{url}/{command}", json=body, headers=admin)

    assert response.status_code == 409
    assert response.json()["type"] == "urn:sigec:problem:conflict.station_offline"
    [given] = (await house.client.get(url, headers=admin)).json()["items"]
    assert (given["kind"], given["status"]) == (command, "offline")


async def test_a_stop_names_a_session_of_the_station(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    session_id = await THINGS["session_id"](house, tenant)
    other = await THINGS["station_id"](house, tenant)
    session = (await house.client.get(f"/api/v1/sessions/{session_id}", headers=admin)).json()

    async def stop(station_id: str) -> int:
        url = f"{PATH}/{station_id}/commands/stop"
        body = {"session_id": session_id}
        return (await house.client.post(url, json=body, headers=admin)).status_code

    assert await stop(other) == 404
    assert await stop(session["station_id"]) == 409
