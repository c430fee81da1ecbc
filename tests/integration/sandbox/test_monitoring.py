"""Monitors, their events and streams; messages on the display; what is known of customers."""

from collections.abc import AsyncIterator

import pytest

from sigec_sandbox import ScriptClock, Station, Station21
from tests.integration.sandbox.central_system import CentralSystem, Payload
from tests.integration.sandbox.orders import NOON, ORDERS_21, POWER, TOKEN


@pytest.fixture
async def station(central: CentralSystem) -> AsyncIterator[Station]:
    async with Station21(central.url, "CS-1", clock=ScriptClock(NOON)) as one:
        yield one


def monitor(kind: str, value: float, **fields: object) -> Payload:
    asked = {**POWER, "type": kind, "value": value, "severity": 5, **fields}
    return {"setMonitoringData": [asked]}


async def test_a_threshold_is_told_when_it_is_crossed_either_way(
    central: CentralSystem, station: Station
) -> None:
    answer = await central.ask("CS-1", "SetVariableMonitoring", monitor("UpperThreshold", 3_000))
    assert answer["setMonitoringResult"][0]["id"] == 1
    await station.plug()
    await station.tap("AA")
    await station.charge(1_000, minutes=10)
    await station.wait(minutes=1)
    await station.charge(1_000, minutes=1)
    await station.wait(minutes=1)
    await station.stop()
    await station.wait(minutes=1)
    events = [event["eventData"][0] for event in central.of("NotifyEvent")]
    assert [event.get("cleared", False) for event in events] == [False, True]
    assert events[0]["variableMonitoringId"] == 1


async def test_a_difference_and_a_period_are_told(central: CentralSystem, station: Station) -> None:
    await central.ask("CS-1", "SetVariableMonitoring", monitor("Delta", 1_000))
    await central.ask("CS-1", "SetVariableMonitoring", monitor("Periodic", 120))
    await station.wait(minutes=3)
    await station.plug()
    await station.tap("AA")
    await station.charge(1_000, minutes=10, samples=False)
    await station.wait(minutes=1)
    triggers = [event["eventData"][0]["trigger"] for event in central.of("NotifyEvent")]
    assert triggers == ["Periodic", "Delta", "Periodic"]


async def test_what_cannot_be_monitored_is_refused(
    central: CentralSystem, station: Station
) -> None:
    model: Payload = {
        "component": {"name": "ChargingStation"},
        "variable": {"name": "Model"},
    }
    cases = [
        (monitor("Delta", 1, component={"name": "Toaster"}), "UnknownComponent"),
        (monitor("Delta", 1, variable={"name": "Crumbs"}), "UnknownVariable"),
        (monitor("Delta", 1, **model), "UnsupportedMonitorType"),
        (monitor("TargetDelta", 1), "UnsupportedMonitorType"),
        (monitor("Delta", 1, id=77), "Rejected"),
        (monitor("Delta", 1), "Accepted"),
        (monitor("Delta", 1), "Duplicate"),
        (monitor("Delta", 2, id=1), "Accepted"),
    ]
    for asked, expected in cases:
        answer = await central.ask("CS-1", "SetVariableMonitoring", asked)
        assert answer["setMonitoringResult"][0]["status"] == expected


async def test_monitors_are_reported_quietened_and_cleared(
    central: CentralSystem, station: Station
) -> None:
    await central.ask("CS-1", "SetVariableMonitoring", monitor("Periodic", 60))
    for criteria, expected in (
        (["DeltaMonitoring"], "EmptyResultSet"),
        (["PeriodicMonitoring"], "Accepted"),
    ):
        query: Payload = {"requestId": 2, "monitoringCriteria": criteria}
        assert (await central.ask("CS-1", "GetMonitoringReport", query))["status"] == expected
    query = {"requestId": 3, "componentVariable": [{"component": {"name": "Toaster"}}]}
    assert (await central.ask("CS-1", "GetMonitoringReport", query))["status"] == "EmptyResultSet"
    await station.settle()
    [report] = central.of("NotifyMonitoringReport")
    assert report["monitor"][0]["variableMonitoring"][0]["value"] == 60
    for severity, expected in ((99, "Rejected"), (2, "Accepted")):
        level = {"severity": severity}
        assert (await central.ask("CS-1", "SetMonitoringLevel", level))["status"] == expected
    await station.wait(minutes=5)
    assert not central.of("NotifyEvent")
    await central.ask("CS-1", "SetMonitoringBase", {"monitoringBase": "FactoryDefault"})
    cleared = await central.ask("CS-1", "ClearVariableMonitoring", {"id": [1]})
    assert cleared == {"clearMonitoringResult": [{"id": 1, "status": "NotFound"}]}


async def test_a_stream_flows_in_send_frames(central: CentralSystem, station: Station) -> None:
    streamed = monitor("Periodic", 60, periodicEventStream={"interval": 600, "values": 3})
    await central.ask("CS-1", "SetVariableMonitoring", streamed)
    await station.settle()
    opened = central.of("OpenPeriodicEventStream")[0]["constantStreamData"]
    assert opened["params"] == {"interval": 600, "values": 3}
    await station.wait(minutes=6)
    await central.hears("NotifyPeriodicEventStream", 2)
    first, second = central.of("NotifyPeriodicEventStream")
    assert [value["t"] for value in first["data"]] == [0, 60, 120]
    assert second["basetime"] == "2026-01-05T12:04:00Z"
    listed = await central.ask("CS-1", "GetPeriodicEventStream", {})
    assert listed == {"constantStreamData": [opened]}
    for stream_id, expected in ((1, "Accepted"), (9, "Rejected")):
        adjust: Payload = {"id": stream_id, "params": {"values": 1}}
        answer = await central.ask("CS-1", "AdjustPeriodicEventStream", adjust)
        assert answer["status"] == expected
    await station.wait(minutes=1)
    await central.hears("NotifyPeriodicEventStream", 3)
    await central.ask("CS-1", "ClearVariableMonitoring", {"id": [1]})
    await station.settle()
    assert central.of("ClosePeriodicEventStream") == [{"id": 1}]
    assert await central.ask("CS-1", "GetPeriodicEventStream", {}) == {}


async def test_a_refused_stream_does_not_flow(central: CentralSystem, station: Station) -> None:
    central.answers["OpenPeriodicEventStream"] = {"status": "Rejected"}
    streamed = monitor("Periodic", 60, periodicEventStream={})
    await central.ask("CS-1", "SetVariableMonitoring", streamed)
    await station.settle()
    await station.wait(minutes=3)
    assert not central.of("NotifyPeriodicEventStream")


async def test_messages_are_shown_until_their_charge_ends(
    central: CentralSystem, station: Station
) -> None:
    await station.plug()
    await station.tap("AA")
    plain: Payload = ORDERS_21["SetDisplayMessage"]["message"]
    running = {**plain, "id": 2, "transactionId": station.transaction().id}
    for message, expected in (
        (plain, "Accepted"),
        (running, "Accepted"),
        ({**plain, "id": 3, "transactionId": "unknown"}, "UnknownTransaction"),
        ({**plain, "message": {"format": "HTML", "content": "<b>"}}, "NotSupportedMessageFormat"),
        ({**plain, "id": 4, "priority": "AlwaysFront"}, "Accepted"),
        ({**plain, "id": 5, "priority": "AlwaysFront"}, "Accepted"),
    ):
        answer = await central.ask("CS-1", "SetDisplayMessage", {"message": message})
        assert answer["status"] == expected
    await central.ask("CS-1", "GetDisplayMessages", {"requestId": 1})
    await station.settle()
    await station.stop()
    await central.ask("CS-1", "GetDisplayMessages", {"requestId": 2})
    await station.settle()
    shown = [[m["id"] for m in page["messageInfo"]] for page in central.of("NotifyDisplayMessages")]
    assert shown == [[1, 2, 5], [1, 5]]
    for expected in ("Accepted", "Unknown"):
        assert await central.ask("CS-1", "ClearDisplayMessage", {"id": 1}) == {"status": expected}


async def test_what_is_known_of_a_customer_is_told_and_forgotten(
    central: CentralSystem, station: Station
) -> None:
    entry: Payload = {"idToken": TOKEN, "idTokenInfo": {"status": "Accepted"}}
    await central.ask(
        "CS-1",
        "SendLocalList",
        {"versionNumber": 1, "updateType": "Full", "localAuthorizationList": [entry]},
    )
    ask: Payload = {"requestId": 1, "report": True, "clear": True, "idToken": TOKEN}
    for _ in range(2):
        assert await central.ask("CS-1", "CustomerInformation", ask) == {"status": "Accepted"}
        await station.settle()
    told = [payload["data"] for payload in central.of("NotifyCustomerInformation")]
    assert told == ["local list: Accepted", ""]
    nobody: Payload = {"requestId": 2, "report": True, "clear": False}
    assert await central.ask("CS-1", "CustomerInformation", nobody) == {"status": "Invalid"}
    idle: Payload = {**ask, "report": False, "clear": False}
    assert await central.ask("CS-1", "CustomerInformation", idle) == {"status": "Rejected"}


async def test_a_network_profile_never_gets_weaker(
    central: CentralSystem, station: Station
) -> None:
    order = ORDERS_21["SetNetworkProfile"]
    data = order["connectionData"]
    for changed, expected in (
        (order, "Accepted"),
        ({**order, "connectionData": {**data, "securityProfile": 1}}, "Rejected"),
        ({**order, "connectionData": {**data, "ocppTransport": "SOAP"}}, "Rejected"),
        ({**order, "connectionData": {**data, "ocppCsmsUrl": "http://host"}}, "Failed"),
        ({**order, "configurationSlot": 9}, "Rejected"),
    ):
        answer = await central.ask("CS-1", "SetNetworkProfile", changed)
        assert answer == {"status": expected}
