"""Groups 3 to 6, 8 and 9: what is told, what is not, and what comes instead (`cve-pro.md`)."""

from datetime import timedelta

import httpx2
import pytest

from sigec_sandbox import VirtualClock
from sigec_sandbox.cvepro import Cloud, CvePro, Fault
from tests.canaries import EMAIL, RFID_TOKEN
from tests.integration.sandbox.cvepro.conftest import KEY, NOON, WINDOW, Client

HOUR = timedelta(hours=1)


async def test_a_charge_is_active_until_the_cloud_knows_its_end(
    member: Client, clock: VirtualClock
) -> None:
    started = member.cloud.start("JAC0001", 1, RFID_TOKEN)
    await clock.run_for(3_600)
    [row] = await member.rows()
    assert row["id"] == started
    assert row["startTimestamp"] == "21/11/2026 12:00:00"
    assert (row["stopTimestamp"], row["energy"], row["stopValue"]) == (None, None, None)
    assert (row["ocppIdTag"], row["startValue"]) == (RFID_TOKEN, "6057910")

    member.cloud.stop(started, energy_wh=11_400, known_after=HOUR)
    assert (await member.rows())[0]["stopTimestamp"] is None
    await clock.run_for(3_600)
    [row] = await member.rows()
    assert row["stopTimestamp"] == "21/11/2026 13:00:00"
    assert (row["energy"], row["energyHumanReadable"]) == (11_400, "11,4000 kWh")
    assert (row["stopValue"], row["durationHumanReadable"]) == ("6069310", "01:00:00")
    assert row["userAddressComplement"] == "A 101"


async def test_tags_are_spelled_by_the_generation_and_may_come_last(member: Client) -> None:
    member.cloud.behaviours.empty_tag_until_stop = True
    member.cloud.behaviours.null_energy_after_stop = True
    started = member.cloud.start("JAC0002", 2, RFID_TOKEN)
    assert (await member.rows())[0]["ocppIdTag"] == ""
    member.cloud.stop(started, energy_wh=500)
    [row] = await member.rows()
    assert (row["ocppIdTag"], row["connectorId"]) == (RFID_TOKEN.swapcase(), 2)
    assert (row["energy"], row["startValue"], row["stopValue"]) == (None, "6057910", "6058410")


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"fromDate": WINDOW["fromDate"]},
        {"fromDate": "2026-11-20T00:00:00Z", "toDate": "2026-11-22T00:00:00Z"},
        {"fromDate": "2026-11-20", "toDate": "2026-11-22"},
    ],
)
async def test_a_window_needs_both_ends_in_the_one_format(
    member: Client, query: dict[str, str]
) -> None:
    assert (await member.get("/transaction", query)).status_code == 400


async def test_the_window_is_on_the_start_and_in_utc(member: Client) -> None:
    member.cloud.start("JAC0001", 1, RFID_TOKEN, at=NOON)
    late = {"fromDate": "2026-11-21 12:00:01", "toDate": WINDOW["toDate"]}
    assert (await member.get("/transaction", late)).json()["count"] == 0
    just = {"fromDate": "2026-11-21 12:00:00", "toDate": "2026-11-21 12:00:00"}
    assert (await member.get("/transaction", just)).json()["count"] == 1


async def test_a_dashboard_account_is_told_local_times(client: Client) -> None:
    await client.sign_in(email=f"painel.{EMAIL}")
    client.cloud.start("JAC0001", 1, RFID_TOKEN)
    [row] = await client.rows(timeZone="-3")
    assert row["startTimestamp"] == "21/11/2026 09:00:00"
    client.cloud.behaviours.tells_local_times = True
    [row] = await client.rows()
    assert row["startTimestamp"] == "21/11/2026 09:00:00"


async def test_chargers_have_their_traps(member: Client, clock: VirtualClock) -> None:
    await clock.run_for(3_600)
    member.cloud.beat("JAC0001")
    found = {each["chargeBoxId"]: each for each in await member.chargers()}
    assert found["JAC0001"]["lastHeartbeatTimestamp"] == "2026-11-21 10:00:00"
    last = found["JAC0001"]["connectors"][0]["lastStatus"]
    assert last["timeStamp"] == "2026-11-21T12:00:00.000Z"
    assert [each["connectorId"] for each in found["JAC0002"]["connectors"]] == [1, 2]
    powers = {each["connectors"][0]["powerMax"] for each in found.values()}
    assert powers <= {7.4, 7_400}


async def test_a_status_may_be_stale_and_a_ghost_has_no_transaction(member: Client) -> None:
    await member.control("status", charger="JAC0001", status="Charging")
    assert await member.rows() == []
    await member.control("behaviours", stale_status=True)
    await member.control("status", charger="JAC0001", status="Available")
    [status] = {
        each["chargeBoxId"]: each["connectors"][0]["lastStatus"]["status"]
        for each in await member.chargers()
        if each["chargeBoxId"] == "JAC0001"
    }.values()
    assert status == "Charging"


async def test_the_filter_is_ignored_unless_it_is_not(member: Client) -> None:
    asked = {"chargeBoxId": "JAC0001"}
    assert (await member.get("/chargepoints", asked)).json()["count"] == 2
    member.cloud.behaviours.ignores_filter = False
    assert (await member.get("/chargepoints", asked)).json()["count"] == 1


async def test_a_row_may_vanish_and_come_back(member: Client) -> None:
    started = member.cloud.start("JAC0001", 1, RFID_TOKEN)
    member.cloud.behaviours.vanished.add(started)
    assert await member.rows() == []
    member.cloud.behaviours.vanished.clear()
    assert len(await member.rows()) == 1


async def test_the_rate_is_limited_with_the_wait_in_the_text(
    member: Client, clock: VirtualClock
) -> None:
    await member.control("limit-rate", seconds=1_687)
    answer = await member.get("/chargepoints")
    assert answer.status_code == 429
    assert answer.json()["message"] == "Rate limit exceeded. Try again in 1687 seconds."
    assert "retry-after" not in answer.headers
    await clock.run_for(1_687)
    assert (await member.get("/chargepoints")).status_code == 200


@pytest.mark.parametrize(
    ("fault", "status"),
    [(Fault.HTML_502, 502), (Fault.HTML_503, 503), (Fault.ERROR_IN_200, 200), (Fault.GARBAGE, 200)],
)
async def test_faults_come_once_each(member: Client, fault: Fault, status: int) -> None:
    member.cloud.behaviours.faults = [fault]
    answer = await member.get("/chargepoints")
    assert answer.status_code == status
    assert "chargePointList" not in answer.text
    assert (await member.get("/chargepoints")).json()["count"] == 2


async def test_a_connection_may_break_in_the_middle_of_an_answer(cloud: Cloud) -> None:
    async with CvePro(cloud) as server, httpx2.AsyncClient(base_url=server.url) as http:
        cloud.behaviours.faults = [Fault.RESET]
        with pytest.raises(httpx2.RemoteProtocolError):
            await http.get("/api/v1/chargepoints")
        assert (await http.get("/api/v1/chargepoints")).status_code == 401


async def test_there_may_be_fields_that_nobody_knows(member: Client) -> None:
    member.cloud.start("JAC0001", 1, RFID_TOKEN)
    [plain] = await member.rows()
    member.cloud.behaviours.unknown_fields = True
    [odd] = await member.rows()
    assert odd.keys() - plain.keys()


async def test_the_plural_is_not_there(member: Client) -> None:
    assert (await member.get("/transactions", WINDOW)).status_code == 404


async def test_commands_are_not_there_unless_they_are(member: Client) -> None:
    address = "/api/v1/chargepoints/JAC0001/1/start?idTag=APP"
    headers = {"Authorization": member.token}
    assert (await member.http.post(address, headers=headers)).status_code == 404
    await member.control("behaviours", takes_commands=True)
    assert (await member.http.post(address, headers=headers)).status_code == 200
    [row] = await member.rows()
    stop = address.replace("start?idTag=APP", "stop")
    assert (await member.http.post(stop, headers=headers)).status_code == 200
    assert member.cloud.chargings[row["id"]].reason == "Remote"
    assert (await member.http.post(stop, headers=headers)).status_code == 409


async def test_it_is_played_from_outside_and_tells_the_truth(client: Client) -> None:
    await client.control("plug", charger="JAC0001")
    started = await client.control("start", charger="JAC0001", tag=RFID_TOKEN)
    await client.control("meter", transaction=started["transaction"], energy_wh=1_000)
    await client.control("stop", transaction=started["transaction"], energy_wh=2_000)
    [charge] = (await client.http.get("/_ctl/truth")).json()
    assert (charge["charger"], charge["energy_wh"], charge["tag"]) == ("JAC0001", 2_000, RFID_TOKEN)
    await client.login(key=KEY)
    heard = (await client.http.get("/_ctl/heard")).json()
    assert [(each["method"], each["path"], each["status"]) for each in heard] == [
        ("POST", "/login", 200)
    ]


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("start", {"charger": "JAC9999", "tag": "X"}),
        ("start", {"charger": "JAC0001"}),
        ("stop", {"transaction": 1}),
        ("behaviours", {"kindness": True}),
        ("behaviours", {"faults": ["earthquake"]}),
        ("clock", {"advance_s": "soon"}),
    ],
)
async def test_what_cannot_be_played_is_refused(client: Client, act: str, body: object) -> None:
    answer = await client.http.post(f"/_ctl/{act}", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]
