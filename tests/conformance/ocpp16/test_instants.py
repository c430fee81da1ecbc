"""Instants as 1.6 stations write them: what is stored, and what is only assumed."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.conformance.charger import Charger
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16.words import start, status

NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=2)
DAY = NOON.date().isoformat()


@pytest.mark.parametrize(
    "written",
    [
        *("{day}T12:00:00Z", "{day}T12:00:00.000Z", "{day}T12:00:00.000000000Z"),
        *(
            "{day}T12:00:00+00:00",
            "{day}T14:00:00+02:00",
            "{day}T14:00:00+02",
            "{day}T09:00:00-0300",
        ),
        *("{day}t12:00:00z", "{day} 12:00:00Z", "{day}T12:00Z", " {day}T12:00:00Z "),
        "{day}T12:00:00,000Z",
    ],
)
async def test_a_spelling_of_an_instant(grid: Grid, charger: Charger, written: str) -> None:
    await charger.tell("StartTransaction", start(timestamp=written.format(day=DAY)))
    session = await grid.session(charger)
    assert datetime.fromisoformat(session["started_at"]) == NOON
    assert "time_assumed" not in session["flags"]
    assert "zone_assumed" not in session["flags"]


async def test_without_a_zone_it_is_utc_and_said_so(grid: Grid, charger: Charger) -> None:
    await charger.tell("StartTransaction", start(timestamp=f"{DAY}T12:00:00"))
    session = await grid.session(charger)
    assert datetime.fromisoformat(session["started_at"]) == NOON
    assert "zone_assumed" in session["flags"]


@pytest.mark.parametrize(
    "written",
    [
        *("", "null", None, "1970-01-01T00:00:00Z", "1970-01-01T00:00:00", "0001-01-01T00:00:00Z"),
        *("2019-12-31T23:59:59Z", "2199-01-01T00:00:00Z", "0000-00-00T00:00:00Z"),
        "9999-12-31T23:59:59-23:59",
    ],
)
async def test_an_impossible_instant_becomes_the_receipt_time(
    grid: Grid, charger: Charger, written: str | None
) -> None:
    before = datetime.now(UTC)
    payload = start() | {"timestamp": written}
    assert (await charger.tell("StartTransaction", payload))["transactionId"] > 0
    session = await grid.session(charger)
    assert before <= datetime.fromisoformat(session["started_at"]) <= datetime.now(UTC)
    assert "time_assumed" in session["flags"]


@pytest.mark.parametrize("written", ["", None, "1970-01-01T00:00:00Z", "2026-01-01T00:00:00"])
async def test_a_status_is_stored_whatever_its_instant(
    grid: Grid, charger: Charger, written: str | None
) -> None:
    await charger.tell("StatusNotification", status("Charging") | {"timestamp": written})
    [connector] = await grid.connectors(charger)
    assert connector["ocpp_status"] == "Charging"


@pytest.mark.parametrize("action", ["Heartbeat", "BootNotification"])
async def test_our_time_is_in_whole_seconds_of_utc(charger: Charger, action: str) -> None:
    payload = {"chargePointVendor": "V", "chargePointModel": "M"} if action[0] == "B" else {}
    told = (await charger.tell(action, payload))["currentTime"]
    parsed = datetime.strptime(told, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert abs(parsed - datetime.now(UTC)) < timedelta(seconds=3)
