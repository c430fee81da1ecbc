"""Every command of every version is answered, and what it sets off is valid too."""

import pytest

from sigec_sandbox import ScriptClock
from sigec_sandbox.versions import STATIONS
from tests.integration.sandbox.central_system import CentralSystem
from tests.integration.sandbox.orders import NOON, ORDERS


@pytest.mark.parametrize(
    ("version", "action"),
    [(version, action) for version, orders in ORDERS.items() for action in sorted(orders)],
)
async def test_an_order_is_answered(central: CentralSystem, version: str, action: str) -> None:
    async with STATIONS[version](central.url, "CS-1", clock=ScriptClock(NOON)) as station:
        answer = await central.ask("CS-1", action, ORDERS[version][action])
        await station.settle()
    assert isinstance(answer, dict)
    assert answer.get("status") not in {"NotSupported", "NotImplemented", "UnknownVendor"}


def test_no_order_is_forgotten() -> None:
    for version, orders in ORDERS.items():
        assert set(orders) == set(STATIONS[version].dialects[version].routes)


@pytest.mark.parametrize("version", sorted(ORDERS))
async def test_an_order_without_its_fields_gets_the_right_error(
    central: CentralSystem, version: str
) -> None:
    code = "FormationViolation" if version == "1.6" else "FormatViolation"
    async with STATIONS[version](central.url, "CS-1", clock=ScriptClock(NOON)):
        assert await central.ask("CS-1", "Reset", {}) == code
        assert await central.ask("CS-1", "MakeCoffee", {}) == "NotImplemented"
