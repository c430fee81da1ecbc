"""The frames that 2.1 adds, and what breaks nothing."""

import pytest

from tests.conformance.charger import Charger
from tests.conformance.conftest import Grid
from tests.conformance.ocpp21.words import stream
from tests.journeys.eventually import eventually


async def test_a_send_is_kept_and_never_answered(grid: Grid, charger: Charger) -> None:
    await charger.say(stream(1.5, 2.5))
    await charger.stays_open()
    station = await grid.station(charger)

    async def is_kept() -> bool:
        messages = await grid.admin.items(f"/stations/{station['id']}/messages")
        return "NotifyPeriodicEventStream" in {message["action"] for message in messages}

    await eventually(is_kept)


@pytest.mark.parametrize(
    "text",
    [
        *('[6,"s","MakeCoffee",{}]', '[6,"s","NotifyPeriodicEventStream",{}]', '[6,"s"]', "[6]"),
        *('[6,"s","NotifyPeriodicEventStream",7]', '[5,"x","GenericError","",{}]', '[5,"x"]'),
        *('[3,"x",{}]', '[3,"x"]', '[4,"x","GenericError","",{}]', '[4,"x"]', "[5]", "[3]", "[4]"),
    ],
)
async def test_what_is_no_call_is_never_answered(charger: Charger, text: str) -> None:
    await charger.say(text)
    await charger.stays_open()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("hello", [4, "-1", "RpcFrameworkError"]),
        ("[]", [4, "-1", "RpcFrameworkError"]),
        ('[7,"h","Heartbeat",{}]', [4, "h", "MessageTypeNotSupported"]),
        ('[2,"h","Heartbeat",[]]', [4, "h", "FormatViolation"]),
        ('[2,"h","MakeCoffee",{}]', [4, "h", "NotImplemented"]),
        ('[2,"h","AFRRSignal",{}]', [4, "h", "NotSupported"]),
    ],
)
async def test_a_bad_call_is_answered_once(
    charger: Charger, text: str, answer: list[object]
) -> None:
    await charger.say(text)
    assert (await charger.hear())[:3] == answer
    await charger.stays_open()
