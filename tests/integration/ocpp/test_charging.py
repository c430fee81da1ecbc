"""A whole charge over a real socket into a real database, in both versions."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from websockets.asyncio.client import ClientConnection

from sigec.drivers.model import TokenRef
from sigec.stations.model import CommandStatus
from tests.integration.ocpp.conftest import Site
from tests.integration.ocpp.harness import ask, hear


def at(minutes: int) -> str:
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
    return (start + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")


async def tell(station: ClientConnection, action: str, payload: dict[str, Any]) -> dict[str, Any]:
    frame = await ask(station, action, payload)
    assert frame[0] == 3, frame
    answer: dict[str, Any] = frame[2]
    return answer


async def test_a_charge_of_16(site: Site) -> None:
    async with site.connect("ocpp1.6") as station:
        boot = {"chargePointVendor": "V", "chargePointModel": "M"}
        assert (await tell(station, "BootNotification", boot))["status"] == "Accepted"
        status = {"connectorId": 1, "errorCode": "NoError"}
        await tell(station, "StatusNotification", status | {"status": "Preparing"})
        start = {"connectorId": 1, "idTag": "A1", "meterStart": 1000, "timestamp": at(0)}
        started = await tell(station, "StartTransaction", start)
        number = started["transactionId"]
        assert number > 0
        assert started["idTagInfo"]["status"] == "Invalid"  # nobody registered the tag
        assert await tell(station, "StartTransaction", start) == started  # a repeat
        value = {"value": "4.2", "unit": "kWh"}
        meter = {
            "connectorId": 1,
            "transactionId": number,
            "meterValue": [{"timestamp": at(30), "sampledValue": [value]}],
        }
        assert await tell(station, "MeterValues", meter) == {}
        stop = {"transactionId": number, "meterStop": 9000, "timestamp": at(60)}
        assert await tell(station, "StopTransaction", stop) == {}
        assert await tell(station, "StopTransaction", stop) == {}
        unknown = {"transactionId": number + 500, "meterStop": 1, "timestamp": at(60)}
        assert await tell(station, "StopTransaction", unknown) == {}
        await tell(station, "StatusNotification", status | {"status": "Available"})
    assert await site.charges() == [(str(number), "ended", 8000)]


async def test_a_charge_of_201(site: Site) -> None:
    async with site.connect("ocpp2.0.1") as station:
        boot = {"reason": "PowerUp", "chargingStation": {"vendorName": "V", "model": "M"}}
        assert (await tell(station, "BootNotification", boot))["status"] == "Accepted"
        event = {"triggerReason": "Authorized", "evse": {"id": 1, "connectorId": 1}}
        token = {"idToken": "A1", "type": "ISO14443"}

        def meter(wh: float, context: str) -> list[dict[str, Any]]:
            return [{"timestamp": at(0), "sampledValue": [{"value": wh, "context": context}]}]

        started = event | {
            "eventType": "Started",
            "timestamp": at(0),
            "seqNo": 0,
            "idToken": token,
            "transactionInfo": {"transactionId": "tx-1", "chargingState": "Charging"},
            "meterValue": meter(1000.0, "Transaction.Begin"),
        }
        answer = await tell(station, "TransactionEvent", started)
        assert answer["idTokenInfo"]["status"] == "Unknown"
        assert await tell(station, "TransactionEvent", started) == answer
        ended = event | {
            "eventType": "Ended",
            "timestamp": at(60),
            "seqNo": 1,
            "transactionInfo": {"transactionId": "tx-1", "stoppedReason": "EVDisconnected"},
            "meterValue": meter(9000.0, "Transaction.End"),
        }
        assert await tell(station, "TransactionEvent", ended) == {}
    assert await site.charges() == [("tx-1", "ended", 8000)]


async def test_a_charge_is_started_from_afar(site: Site) -> None:
    async with site.connect("ocpp1.6") as station:
        boot = {"chargePointVendor": "V", "chargePointModel": "M"}
        await tell(station, "BootNotification", boot)
        asking = asyncio.create_task(
            site.sessions.request_start(
                site.operator, site.station.id, connector=1, token=TokenRef(value="A1")
            )
        )
        call = await hear(station)
        assert call[2:] == ["RemoteStartTransaction", {"connectorId": 1, "idTag": "A1"}]
        await station.send(json.dumps([3, call[1], {"status": "Accepted"}]))
        assert (await asking).status is CommandStatus.ACCEPTED


async def test_everything_is_journaled_with_its_answer(site: Site) -> None:
    async with site.connect("ocpp1.6") as station:
        await tell(station, "DataTransfer", {"vendorId": "V"})
        await ask(station, "MakeCoffee", {})
        await tell(station, "Authorize", {"idTag": "A1"})
        await tell(station, "Heartbeat", {})
    await site.server.stop()
    said = {entry.action: entry.answer for entry in await site.journal()}
    assert said["DataTransfer"] == '{"status":"UnknownVendorId"}'
    assert (said["MakeCoffee"] or "").startswith('[4,"m1","NotImplemented"')
    assert said["Authorize"] == '{"idTagInfo":{"status":"Invalid"}}'
    assert "Heartbeat" not in said


async def test_no_database_is_harmed_by_what_an_id_or_an_action_holds(site: Site) -> None:
    async with site.connect("ocpp1.6") as station:
        for id_, action in (("\0", "DataTransfer"), ("a\0b", "Make\0Coffee"), ("c", "\0")):
            await station.send(json.dumps([2, id_, action, {"vendorId": "\0V"}]))
            answer = await hear(station)
            assert answer[1] == id_
            assert answer[2] != "InternalError"
    await site.server.stop()
    said = [(entry.message_id, entry.action) for entry in await site.journal()]
    assert said == [("", "DataTransfer"), ("ab", "MakeCoffee"), ("c", "")]
