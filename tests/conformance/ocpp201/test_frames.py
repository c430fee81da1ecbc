"""What a 2.0.1 station may send in which form, and what breaks nothing."""

from typing import Any

import pytest

from tests.conformance.charger import Charger
from tests.conformance.ocpp201.words import BOOT, TOKEN, event, status


@pytest.mark.parametrize("id_", ["", "ü", "x" * 300, 17, 2**63])
async def test_an_id_is_echoed_as_it_came(charger: Charger, id_: Any) -> None:
    await charger.tell("Heartbeat", id_=id_)


@pytest.mark.parametrize(
    "text",
    [
        *("", "hello", "{}", "[]", "null", "[2]", "[2,", '[2,"h"', "[" * 20_000),
        *('[2,null,"Heartbeat",{}]', '[2,{},"Heartbeat",{}]', '[2,"h","Heartbeat",{"a":]'),
        '["2"]',
    ],
)
async def test_what_cannot_be_read_is_answered_under_minus_one(charger: Charger, text: str) -> None:
    await charger.socket.send(text)
    assert await charger.socket.recv() == '[4,"-1","RpcFrameworkError","",{}]'
    await charger.stays_open()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[2,"h","Heartbeat",[]]', "FormatViolation"),
        ('[2,"h","Heartbeat","text"]', "FormatViolation"),
        ('[2,"h"]', "RpcFrameworkError"),
        ('[2,"h","Heartbeat"]', "RpcFrameworkError"),
        ('[2,"h","Heartbeat",{},{}]', "RpcFrameworkError"),
        ('[2,"h",5,{}]', "RpcFrameworkError"),
        ('[5,"h","GenericError","",{}]', "MessageTypeNotSupported"),
        ('[6,"h","Heartbeat",{}]', "MessageTypeNotSupported"),
        ('[99,"h","Heartbeat",{}]', "MessageTypeNotSupported"),
    ],
)
async def test_a_broken_frame_with_a_readable_id(charger: Charger, text: str, code: str) -> None:
    await charger.say(text)
    assert (await charger.hear())[:3] == [4, "h", code]
    await charger.stays_open()


@pytest.mark.parametrize(
    "text",
    [
        *('[3,"unknown",{}]', '[4,"unknown","GenericError","",{}]', '[4,"unknown"]', "[3]", "[4]"),
        *('[4,"-1","RpcFrameworkError","",{}]', '[3,"unknown",null]', "[3,17,{}]", '[3,"a",{}'),
    ],
)
async def test_an_unexpected_reply_is_never_answered(charger: Charger, text: str) -> None:
    await charger.say(text)
    await charger.stays_open()


@pytest.mark.parametrize(
    ("action", "payload", "code"),
    [
        ("MakeCoffee", {}, "NotImplemented"),
        ("StartTransaction", {}, "NotImplemented"),
        ("BatterySwap", {}, "NotImplemented"),
        ("RequestStartTransaction", {}, "NotSupported"),
        ("GetVariables", {"getVariableData": []}, "NotSupported"),
        ("BootNotification", {"reason": "PowerUp"}, "OccurrenceConstraintViolation"),
        (
            "BootNotification",
            {"chargePointVendor": "V", "chargePointModel": "M"},
            "FormatViolation",
        ),
        ("StatusNotification", {"connectorId": 1, "errorCode": "NoError"}, "FormatViolation"),
        ("StatusNotification", status("Charging"), "PropertyConstraintViolation"),
        ("StatusNotification", status("Available", evseId="one"), "TypeConstraintViolation"),
        ("StatusNotification", status("Available", evse=-1), "PropertyConstraintViolation"),
        ("Authorize", {"idToken": "TAG1"}, "TypeConstraintViolation"),
        ("Authorize", {"idToken": TOKEN | {"type": "Card"}}, "PropertyConstraintViolation"),
        ("TransactionEvent", event("Begun", 0, 0), "PropertyConstraintViolation"),
        ("TransactionEvent", event("Started", 0, 0, seqNo=None), "OccurrenceConstraintViolation"),
        ("TransactionEvent", event("Started", 0, 0, seqNo=-1), "PropertyConstraintViolation"),
        ("MeterValues", {"evseId": 1, "meterValue": []}, "OccurrenceConstraintViolation"),
    ],
)
async def test_a_call_that_nobody_understands_gets_the_code_that_fits(
    charger: Charger, action: str, payload: Any, code: str
) -> None:
    assert await charger.refusal(action, payload) == code
    await charger.stays_open()


async def test_compression_is_accepted_when_offered(grid: Any) -> None:
    async with grid.charger("ocpp2.0.1", compression="deflate") as charger:
        assert [each.name for each in charger.socket.protocol.extensions] == ["permessage-deflate"]
        boot = BOOT | {"customData": {"vendorId": "V", "text": "x" * 50_000}}
        assert (await charger.tell("BootNotification", boot))["status"] == "Accepted"


async def test_our_time_is_in_whole_seconds_of_utc(charger: Charger) -> None:
    for told in (
        (await charger.tell("Heartbeat"))["currentTime"],
        (await charger.tell("BootNotification", BOOT))["currentTime"],
    ):
        assert len(told) == len("2026-01-01T00:00:00Z")
        assert told.endswith("Z")
