"""Each action that a station may send, right and wrong in every simple way."""

import asyncio
import re
from contextlib import AsyncExitStack

import pytest

from sigec.ocpp.messages import v16, v21, v201
from tests.conformance.charger import SCHEMAS, Charger
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16 import words as one
from tests.conformance.ocpp201 import words as two
from tests.conformance.specimen import over_long, specimen, spoiled

TABLES = {"ocpp1.6": v16.ACTIONS, "ocpp2.0.1": v201.ACTIONS, "ocpp2.1": v21.ACTIONS}
SIDE_BY_SIDE = 8
"""Stations among which the actions are divided: what they say is committed together."""

MAY_BE_MISSING = {"missing timestamp", "missing meterStop", "missing triggerReason"}
"""Worth less than the transaction that they belong to."""

OPEN_TO_ANY_VALUE = {"errorCode", "reason", "triggerReason"}
"""Enumerations that stations extend, and that only describe."""

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
"""What may differ between the answers to a message and to its repeat."""

HEARD_WHILE_WAITING = {
    "ocpp1.6": {"BootNotification", "StartTransaction", "StopTransaction"},
    "ocpp2.0.1": {"BootNotification"},
    "ocpp2.1": {"BootNotification"},
}


def said_by_stations(version: str) -> list[str]:
    return sorted(name for name, action in TABLES[version].items() if action.from_station)


def is_answered(version: str, action: str) -> bool:
    return TABLES[version][action].response is not None


@pytest.mark.parametrize("version", TABLES)
async def test_each_action_of_a_station(grid: Grid, version: str) -> None:
    actions = [name for name in said_by_stations(version) if is_answered(version, name)]
    async with AsyncExitStack() as stack:
        chargers = [
            await stack.enter_async_context(grid.charger(version)) for _ in range(SIDE_BY_SIDE)
        ]
        await asyncio.gather(
            *(
                _say_each(charger, actions[number::SIDE_BY_SIDE])
                for number, charger in enumerate(chargers)
            )
        )


async def _say_each(charger: Charger, actions: list[str]) -> None:
    package = SCHEMAS[charger.version]
    for action in actions:
        short = specimen(package, action)
        first = await charger.tell(action, short)
        again = await charger.tell(action, short)
        assert INSTANT.sub("", str(first)) == INSTANT.sub("", str(again)), action
        await charger.tell(action, specimen(package, action, is_full=True))
        await charger.tell(action, short | {"neverHeardOf": {"a": [1, None]}})
        if (longer := over_long(package, action)) is not None:
            await charger.tell(action, longer)
        for rule, wrong in spoiled(package, action):
            answer = await charger.ask(action, wrong)
            what, _, name = rule.partition(" of ")
            is_harmless = what == "value" and name in OPEN_TO_ANY_VALUE
            if is_harmless or (rule in MAY_BE_MISSING and answer[0] == 3):
                assert answer[0] == 3, (action, rule, answer)
            else:
                assert answer[0] == 4, (action, rule, answer)
                assert answer[2].endswith("ConstraintViolation"), (action, rule, answer)
    await charger.stays_open()


async def test_a_send_is_never_answered(grid: Grid) -> None:
    action = "NotifyPeriodicEventStream"
    async with grid.charger("ocpp2.1") as charger:
        wrong = [payload for _, payload in spoiled("v21", action)]
        for payload in (specimen("v21", action), *wrong, {"neverHeardOf": 1}):
            await charger.say([6, "send", action, payload])
        await charger.stays_open()


@pytest.mark.parametrize("version", TABLES)
async def test_who_waits_is_heard_only_of_what_may_not_be_lost(
    locked_grid: Grid, version: str
) -> None:
    station = await locked_grid.register(registration="pending")
    boot = one.BOOT if version == "ocpp1.6" else two.BOOT
    async with locked_grid.charger(version, station["ocpp_identity"]) as charger:
        for is_booted in (False, True):
            if is_booted:
                assert (await charger.tell("BootNotification", boot))["status"] == "Pending"
            for action in said_by_stations(version):
                payload = specimen(SCHEMAS[version], action)
                if not is_answered(version, action):
                    await charger.say([6, "send", action, payload])
                elif action in HEARD_WHILE_WAITING[version]:
                    await charger.tell(action, payload)
                else:
                    assert await charger.refusal(action, payload) == "SecurityError", action


@pytest.mark.parametrize("version", TABLES)
async def test_what_a_station_may_not_send(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        for action, known in TABLES[version].items():
            if not known.from_station:
                assert await charger.refusal(action) == "NotSupported"
        for action in ("MakeCoffee", "heartbeat", "", "x" * 5_000):
            assert await charger.refusal(action) == "NotImplemented"
