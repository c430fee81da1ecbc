"""How 2.1 stations report charges, with the words that they alone have."""

from datetime import datetime

import pytest

from tests.conformance.charger import Charger, Json, at
from tests.conformance.conftest import Grid
from tests.conformance.ocpp201.words import BOOT, TOKEN, event, meter
from tests.journeys.eventually import eventually


async def test_a_charge_with_what_21_adds(grid: Grid, charger: Charger) -> None:
    started = event("Started", 0, 0, idToken=TOKEN, evseSleep=False, preconditioningStatus="Ready")
    started["transactionInfo"] |= {"operationMode": "ChargingOnly", "chargingState": "Charging"}
    started["meterValue"] = [meter(0, 1000, "Transaction.Begin")]
    assert (await charger.tell("TransactionEvent", started))["idTokenInfo"]["status"] == "Unknown"
    ended = event("Ended", 1, 60, reason="ReqEnergyTransferRejected")
    ended["meterValue"] = [meter(60, 9000, "Transaction.End")]
    assert await charger.tell("TransactionEvent", ended) == {}
    session = await grid.session(charger)
    assert (session["status"], session["energy_wh"]) == ("ended", 8000)
    assert session["stop_reason"] == "ReqEnergyTransferRejected"


@pytest.mark.parametrize("kind", ["EVCCID", "VIN", "DirectPayment", "eMAID", "ISO14443"])
async def test_a_token_of_any_kind_and_length(charger: Charger, kind: str) -> None:
    token = {"idToken": "x" * 255, "type": kind}
    answer = await charger.tell("Authorize", {"idToken": token})
    assert answer["idTokenInfo"]["status"] == "Unknown"


STARTED: Json = event("Started", 0, 0, state="Charging", meterValue=[meter(0, 1000)])
UPDATED: Json = event("Updated", 1, 30, meterValue=[meter(30, 4000)])


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ({"ongoingIndicator": False, "messagesInQueue": False}, "ended"),
        ({"ongoingIndicator": False, "messagesInQueue": True}, "charging"),
        ({"ongoingIndicator": True, "messagesInQueue": False}, "charging"),
    ],
)
async def test_after_a_boot_the_station_is_asked_what_goes_on(
    grid: Grid, version: str, answer: Json, status: str
) -> None:
    async with grid.charger(version) as charger:
        await charger.tell("TransactionEvent", STARTED)
        await charger.tell("TransactionEvent", UPDATED)
        await charger.tell("BootNotification", BOOT)
        id_, asked = await charger.expect("GetTransactionStatus")
        assert asked == {"transactionId": "T1"}
        await charger.answer(id_, answer)
        await charger.stays_open()

        async def look() -> Json | None:
            session = await grid.session(charger)
            return session if session["status"] == status else None

        session = await eventually(look)
        if status == "ended":
            assert datetime.fromisoformat(session["ended_at"]) == datetime.fromisoformat(at(30))
            assert "not_ongoing" in session["flags"]
            assert session["energy_wh"] == 3000


async def test_one_that_cannot_say_it_is_left_alone(grid: Grid) -> None:
    async with grid.charger("ocpp2.1") as charger:
        await charger.tell("TransactionEvent", STARTED)
        await charger.tell("BootNotification", BOOT)
        id_, _ = await charger.expect("GetTransactionStatus")
        await charger.say([4, id_, "NotSupported", "", {}])
        await charger.stays_open()
        assert (await grid.session(charger))["status"] == "charging"
