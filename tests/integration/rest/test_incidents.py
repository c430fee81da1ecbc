"""What needs somebody, and what is known of it."""

from sigec.kit.actor import Role
from sigec.kit.ids import new_id
from sigec.stations.model import Peer
from tests.integration.rest.conftest import House
from tests.integration.rest.things import THINGS, charge
from tests.journeys.eventually import eventually

ATTENTION = "/api/v1/attention"
INCIDENTS = "/api/v1/incidents"


async def test_what_needs_somebody_is_gathered_the_worst_first(house: House) -> None:
    tenant = await house.default_tenant()
    admin = await house.headers(Role.TENANT_ADMIN, tenant)
    fault_id = await THINGS["incident_id"](house, tenant)
    session_id = await charge(house, tenant)
    for number in range(3):
        house.clock.advance(seconds=1)
        peer = Peer(address=f"192.0.2.{number}")
        house.services.stations.admit("KNOCKER", peer=peer)
    house.services.stations.admit("KNOCKER", peer=peer)
    pending = await house.client.post(
        "/api/v1/stations",
        headers=admin,
        json={"name": "Nova", "ocpp_identity": "NEW-1", "registration": "pending"},
    )

    async def gathered() -> dict[str, object] | None:
        found = (await house.client.get(ATTENTION, headers=admin)).json()
        knocks = [each["handshake"] for each in found["items"] if each["handshake"]]
        return found if [knock["attempts"] for knock in knocks] == [4] else None

    found = await eventually(gathered)  # a refusal is noted without being awaited
    assert found["counts"] == {"critical": 1, "warning": 2, "info": 1}
    items = found["items"]
    assert isinstance(items, list)
    kinds = ["incident", "refused_handshake", "pending_station", "unidentified_session"]
    assert [item["kind"] for item in items] == kinds
    fault, knock, waiting, unknown = items
    assert fault["incident"]["id"] == fault_id
    assert fault["station"]["id"] == fault["incident"]["station_id"]
    assert knock["handshake"]["identity"] == "KNOCKER"
    assert knock["station"] is None
    assert waiting["station"] == {"id": pending.json()["id"], "name": "Nova", "site_id": None}
    assert unknown["session"]["id"] == session_id
    assert unknown["session"]["person"] is None

    viewer = await house.headers(Role.VIEWER, tenant)
    seen = (await house.client.get(ATTENTION, headers=viewer)).json()
    assert [item["kind"] for item in seen["items"]] == [kinds[0], kinds[2], kinds[3]]
    elsewhere = (await house.client.get(f"{ATTENTION}?site_id={new_id()}", headers=admin)).json()
    assert elsewhere["items"] == []


async def test_an_incident_is_acknowledged_with_a_note_and_found_by_it(house: House) -> None:
    tenant = await house.default_tenant()
    admin = await house.headers(Role.TENANT_ADMIN, tenant)
    incident_id = await THINGS["incident_id"](house, tenant)
    url = f"{INCIDENTS}/{incident_id}"
    done = await house.client.post(
        f"{url}/acknowledge", headers=admin, json={"note": "Técnico chamado"}
    )
    assert done.json()["acknowledged_note"] == "Técnico chamado"
    me = (await house.client.get("/api/v1/auth/me", headers=admin)).json()
    assert done.json()["acknowledged_by_name"] == me["name"]
    shown = (await house.client.get(url, headers=admin)).json()
    assert (shown["status"], shown["kind"]) == ("open", "connector_fault")
    by_station = f"/api/v1/stations/{shown['station_id']}/incidents"
    for query in (
        f"{INCIDENTS}?status=open&acknowledged=true&kind=connector_fault",
        f"{by_station}?severity=critical",
    ):
        page = (await house.client.get(query, headers=admin)).json()
        assert [item["id"] for item in page["items"]] == [incident_id]
        assert page["items"][0]["acknowledged_by_name"] == me["name"]
    for query in (f"{INCIDENTS}?status=closed", f"{INCIDENTS}?acknowledged=false"):
        assert (await house.client.get(query, headers=admin)).json()["items"] == []
    refused = await house.client.post(f"{url}/close", headers=admin)
    assert (refused.status_code, refused.json()["title"]) == (409, "Encerra sozinha")
    viewer = await house.headers(Role.VIEWER, tenant)
    denied = await house.client.post(f"{url}/acknowledge", headers=viewer, json={})
    assert denied.status_code == 403
