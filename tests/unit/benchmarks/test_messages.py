"""The frames that benchmarks send are ones that the platform understands at once."""

from types import ModuleType

import msgspec
import pytest

from benchmarks.messages import SCRIPTS
from sigec.ocpp import frames
from sigec.ocpp.frames import CallFrame, OcppVersion
from sigec.ocpp.messages import v16, v201

ANSWER = b'[3,"1",{"transactionId":7,"idTagInfo":{"status":"Accepted"}}]'
ONE_CHARGE_16 = [
    "BootNotification",
    "StatusNotification",
    "Authorize",
    "StartTransaction",
    *["MeterValues"] * 5,
    "StopTransaction",
]
ONE_CHARGE_201 = [
    "BootNotification",
    "StatusNotification",
    "Authorize",
    *["TransactionEvent"] * 7,
]


@pytest.mark.parametrize(
    ("version", "spoken", "types", "expected"),
    [
        ("1.6", OcppVersion.V16, v16, ONE_CHARGE_16),
        ("2.0.1", OcppVersion.V201, v201, ONE_CHARGE_201),
    ],
)
def test_a_script_sends_strictly_valid_messages(
    version: str, spoken: OcppVersion, types: ModuleType, expected: list[str]
) -> None:
    script = SCRIPTS[version]()
    sent, message = [], next(script)
    for _ in expected:
        frame = frames.parse(message.decode(), spoken)
        assert isinstance(frame, CallFrame)
        msgspec.json.decode(frame.payload, type=types.ACTIONS[frame.action].request)
        sent.append(frame.action)
        message = script.send(ANSWER)
    assert sent == expected
