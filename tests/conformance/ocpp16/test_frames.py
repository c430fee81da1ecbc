"""What a 1.6 station may send in which form, and what breaks nothing."""

import json
from contextlib import suppress
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosedError

from tests.conformance.charger import Charger, at
from tests.conformance.ocpp16.words import BOOT, STATUS, start, stop

HEARTBEAT = [2, "h", "Heartbeat", {}]


@pytest.mark.parametrize(
    "id_", ["1", "", "ü € 🚗", "x" * 36, "y" * 300, 17, -3, 2**63, 0, 'with "quotes" and \\']
)
async def test_an_id_is_echoed_as_it_came(charger: Charger, id_: Any) -> None:
    await charger.tell("Heartbeat", id_=id_)


async def test_an_id_may_be_used_again_at_once(charger: Charger) -> None:
    await charger.say(HEARTBEAT, HEARTBEAT)
    assert [(await charger.hear())[1] for _ in range(2)] == ["h", "h"]


async def test_calls_without_waiting_are_answered_in_order(charger: Charger) -> None:
    calls = [[2, str(n), "StatusNotification", STATUS | {"connectorId": n}] for n in range(30)]
    await charger.say(*calls)
    assert [(await charger.hear())[1] for _ in calls] == [str(n) for n in range(30)]


@pytest.mark.parametrize(
    "text",
    [
        '  [ 2 , "h" , "Heartbeat" , { } ] \r\n',
        '\n[2,"h","Heartbeat",{}]',
        '[2,"h","Heartbeat",null]',
    ],
)
async def test_json_is_read_as_json(charger: Charger, text: str) -> None:
    await charger.say(text)
    assert (await charger.hear())[:2] == [3, "h"]


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "hello", "{}", "[]", "null", "7", '"text"', "[2]", "[2,", '[2,"h"', "\ufeff[]"),
        *('[2,null,"Heartbeat",{}]', '[2,{},"Heartbeat",{}]', '[2,["h"],"Heartbeat",{}]'),
        *('[3,"unknown",{}]', '[4,"unknown","GenericError","",{}]', '[4,"unknown"]', "[3]"),
        *('[4,"unknown","GenericError","","text"]', '[3,"unknown",null]', "[3,17,{}]"),
        *('[5,"h","GenericError","",{}]', '[6,"h","Heartbeat",{}]', '[99,"h","Heartbeat",{}]'),
        *('[-1,"h","Heartbeat",{}]', '["2","h","Heartbeat",{}]', '[2.5,"h","Heartbeat",{}]'),
        "[" * 20_000,
        '[,2,"h","Heartbeat",{}]',
    ],
)
async def test_what_has_no_readable_id_or_kind_is_not_answered(charger: Charger, text: str) -> None:
    await charger.say(text)
    await charger.stays_open()


@pytest.mark.parametrize(
    "text",
    [
        *('[2,"h"]', '[2,"h","Heartbeat"]', '[2,"h","Heartbeat",{},{}]', '[2,"h",5,{}]'),
        *('[2,"h","Heartbeat",[]]', '[2,"h","Heartbeat","text"]', '[2,"h","Heartbeat",7]'),
        *('[2,"h","Heartbeat",{]', '[2,"h","StopTransaction",{"transactionId":,"meterStop":1}]'),
        *('[2,"h",null,{}]', '[2,"h","Heartbeat",{,}]', '[2,"h","Heartbeat",{"a":NaN}]'),
        '[2,"h","Heartbeat",{"a":"\\ud8"}]',
        '[2,"h","Heartbeat",' + '{"a":' * 20_000,
    ],
)
async def test_a_broken_call_with_a_readable_id_is_a_formation_violation(
    charger: Charger, text: str
) -> None:
    await charger.say(text)
    answer = await charger.hear()
    assert answer[:3] == [4, "h", "FormationViolation"]
    await charger.stays_open()


async def test_answers_are_exactly_as_the_specification_writes_them(charger: Charger) -> None:
    await charger.socket.send('[2,"19223201","MakeCoffee",{}]')
    assert await charger.socket.recv() == '[4,"19223201","NotImplemented","",{}]'
    await charger.socket.send(f'[2,"19223202","StatusNotification",{json.dumps(STATUS)}]')
    assert await charger.socket.recv() == '[3,"19223202",{}]'


@pytest.mark.parametrize(
    ("action", "payload", "code"),
    [
        ("MakeCoffee", {}, "NotImplemented"),
        ("", {}, "NotImplemented"),
        ("heartbeat", {}, "NotImplemented"),
        ("x" * 5_000, {}, "NotImplemented"),
        ("TransactionEvent", {}, "NotImplemented"),
        ("RemoteStartTransaction", {"idTag": "A"}, "NotSupported"),
        ("ChangeConfiguration", {}, "NotSupported"),
        ("BootNotification", {"chargePointVendor": "V"}, "OccurenceConstraintViolation"),
        ("Authorize", {}, "OccurenceConstraintViolation"),
        ("StatusNotification", STATUS | {"status": "Sleeping"}, "PropertyConstraintViolation"),
        ("StatusNotification", STATUS | {"connectorId": "one"}, "TypeConstraintViolation"),
        ("StatusNotification", STATUS | {"connectorId": [1]}, "TypeConstraintViolation"),
        ("StatusNotification", STATUS | {"connectorId": -1}, "PropertyConstraintViolation"),
        ("StartTransaction", start(meterStart={}), "TypeConstraintViolation"),
        ("StartTransaction", start(timestamp="yesterday"), "PropertyConstraintViolation"),
        ("StartTransaction", start(idTag=["A"]), "TypeConstraintViolation"),
        ("MeterValues", {"connectorId": 1, "meterValue": 7}, "TypeConstraintViolation"),
        ("MeterValues", {"connectorId": 1}, "OccurenceConstraintViolation"),
    ],
)
async def test_a_call_that_nobody_understands_gets_the_code_that_fits(
    charger: Charger, action: str, payload: Any, code: str
) -> None:
    assert await charger.refusal(action, payload) == code
    await charger.stays_open()


async def test_a_message_may_come_in_fragments(charger: Charger) -> None:
    await charger.socket.send(["[2,", '"ü"', ',"Heartbeat"', ",{}]"])
    assert (await charger.hear())[:2] == [3, "ü"]


async def test_three_mebibytes_of_transaction_data_are_taken(charger: Charger) -> None:
    number = (await charger.tell("StartTransaction", start()))["transactionId"]
    kinds = ("Energy.Active.Import.Register", "Power.Active.Import", "Voltage", "SoC")
    sampled = [{"value": "1500", "measurand": kind, "phase": "L1"} for kind in kinds]
    data = [{"timestamp": at(n / 200), "sampledValue": sampled} for n in range(12_000)]
    ended = stop(number, transactionData=data)
    assert 3 * 2**20 < len(json.dumps(ended, separators=(",", ":"))) < 4 * 2**20
    assert await charger.tell("StopTransaction", ended) == {}
    await charger.stays_open()


async def test_more_than_four_mebibytes_are_refused(charger: Charger) -> None:
    with suppress(ConnectionClosedError):
        await charger.say([2, "h", "DataTransfer", {"vendorId": "V", "data": "x" * 2**22}])
    with pytest.raises(ConnectionClosedError) as closed:
        await charger.hear()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


async def test_binary_messages_are_refused(charger: Charger) -> None:
    await charger.socket.send(b'[2,"h","Heartbeat",{}]')
    with pytest.raises(ConnectionClosedError) as closed:
        await charger.hear()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1003


async def test_a_lone_surrogate_harms_nobody(charger: Charger) -> None:
    boot = '[2,"h","BootNotification",{"chargePointVendor":"\\ud800","chargePointModel":"M"}]'
    await charger.say(boot)
    assert (await charger.hear())[1] == "h"
    await charger.stays_open()


async def test_a_key_that_comes_twice_harms_nobody(charger: Charger) -> None:
    await charger.say('[2,"h","Authorize",{"idTag":"A","idTag":"B"}]')
    assert (await charger.hear())[:2] == [3, "h"]


async def test_a_boot_may_come_again_and_again(charger: Charger) -> None:
    for _ in range(3):
        answer = await charger.tell("BootNotification", BOOT)
        assert answer["status"] == "Accepted"
        assert 60 <= answer["interval"] <= 900
