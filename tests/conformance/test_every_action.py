"""Each action that a station may send, right and wrong in every simple way."""

import re

import pytest

from sigec.ocpp.messages import v16, v21, v201
from tests.conformance.charger import SCHEMAS
from tests.conformance.conftest import Grid
from tests.conformance.specimen import over_long, specimen, spoiled

TABLES = {"ocpp1.6": v16.ACTIONS, "ocpp2.0.1": v201.ACTIONS, "ocpp2.1": v21.ACTIONS}
INCOMING = [
    (version, name)
    for version, actions in TABLES.items()
    for name, action in sorted(actions.items())
    if action.from_station and action.response is not None
]
TO_STATION_ONLY = [
    (version, name)
    for version, actions in TABLES.items()
    for name, action in sorted(actions.items())
    if not action.from_station
]
MAY_BE_MISSING = {"missing timestamp", "missing meterStop", "missing triggerReason"}
"""Worth less than the transaction that they belong to."""

OPEN_TO_ANY_VALUE = {"errorCode", "reason", "triggerReason"}
"""Enumerations that stations extend, and that only describe."""

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
"""What may differ between the answers to a message and to its repeat."""


@pytest.mark.parametrize(("version", "action"), INCOMING)
async def test_an_action_of_the_station(grid: Grid, version: str, action: str) -> None:
    package = SCHEMAS[version]
    async with grid.charger(version) as charger:
        short = specimen(package, action)
        first = await charger.tell(action, short)
        again = await charger.tell(action, short)
        assert INSTANT.sub("", str(first)) == INSTANT.sub("", str(again))
        await charger.tell(action, specimen(package, action, is_full=True))
        await charger.tell(action, short | {"neverHeardOf": {"a": [1, None]}})
        if (longer := over_long(package, action)) is not None:
            await charger.tell(action, longer)
        for rule, wrong in spoiled(package, action):
            answer = await charger.ask(action, wrong)
            what, _, name = rule.partition(" of ")
            is_harmless = what == "value" and name in OPEN_TO_ANY_VALUE
            if is_harmless or (rule in MAY_BE_MISSING and answer[0] == 3):
                assert answer[0] == 3, (rule, answer)
            else:
                assert answer[0] == 4, (rule, answer)
                assert answer[2].endswith("ConstraintViolation"), (rule, answer)
        await charger.stays_open()


@pytest.mark.parametrize("version", TABLES)
async def test_an_action_of_the_platform_is_not_supported(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        for of_version, action in TO_STATION_ONLY:
            if of_version == version:
                assert await charger.refusal(action) == "NotSupported"
