"""ReserveNow, CancelReservation and what stations tell of them: the same story in every version.

OCPP 1.6 §5.2, §5.13; OCPP 2.0.1 and 2.1 H01 (reservation), H02 (cancellation), H03 (use with a
reservation), H04 (its end).
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from tests.conformance.charger import Charger, Json
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16 import words as one
from tests.conformance.ocpp201 import words as two
from tests.journeys.eventually import eventually

VERSIONS = ("ocpp1.6", "ocpp2.0.1", "ocpp2.1")


@pytest_asyncio.fixture(loop_scope="session", params=VERSIONS)
async def charger(grid: Grid, request: pytest.FixtureRequest) -> AsyncIterator[Charger]:
    """A station of each version, booted, with one free connector."""
    async with grid.charger(request.param) as charger:
        await _boot(charger)
        await _tell_status(charger, "Available")
        yield charger


async def test_a_place_is_kept_used_and_refused_to_others(grid: Grid, charger: Charger) -> None:
    kept = await _reserve(grid, charger, {"status": "Accepted"})
    assert (kept["status"], kept["answer"]) == ("accepted", {"status": "Accepted"})
    reservation = kept["reservation"]
    assert (reservation["status"], reservation["ocpp_reservation_id"]) == ("accepted", 1)

    taken = await _post(grid, charger, "reserve", evse=1, id_token="TAG2", minutes=5)
    assert taken.status_code == 409
    assert taken.json()["type"] == "urn:sigec:problem:conflict.place_reserved"
    started = await _post(grid, charger, "start", evse=1, connector=1, id_token="TAG2")
    assert started.status_code == 409
    assert started.json()["type"] == "urn:sigec:problem:conflict.reserved_for_other"
    assert "Reserv" in started.json()["detail"]
    assert await _show_card(charger, "TAG2") != "Accepted"

    await _tell_status(charger, "Reserved")
    [shown] = [
        each
        for each in (await grid.admin.get("/board"))["connectors"]
        if each["station_id"] == reservation["station_id"]
    ]
    assert shown["state"] == "reserved"
    assert [each["id"] for each in shown["reserved"]] == [reservation["id"]]

    await _start(charger, "TAG1", 1)
    used = await _now(grid, reservation)
    assert (used["status"], used["reason"]) == ("used", "charged")
    assert used["session_id"] == (await grid.sessions(charger))[-1]["id"]
    history = (await grid.admin.get(f"/reservations/{reservation['id']}/history"))["items"]
    assert [step["status"] for step in history] == ["sent", "accepted", "used"]
    refused = await _post(grid, charger, "cancel-reservation", reservation_id=1)
    assert refused.status_code == 409


async def test_every_answer_is_understood(grid: Grid, charger: Charger) -> None:
    ends = {"Occupied": "occupied", "Faulted": "faulted", "Unavailable": "unavailable"}
    for said, status in {**ends, "Rejected": "rejected"}.items():
        answered = await _reserve(grid, charger, {"status": said})
        assert answered["status"] == "rejected"
        assert answered["reservation"]["status"] == status

    asking = asyncio.create_task(_post(grid, charger, "reserve", evse=1, id_token="TAG1"))
    id_, _ = await charger.expect("ReserveNow")
    await charger.say([4, id_, "NotSupported", "", {}])
    error = (await asking).json()
    assert error["status"] == "error"
    assert error["reservation"]["reason"] == "not_supported"

    asking = asyncio.create_task(_post(grid, charger, "reserve", evse=1, id_token="TAG1"))
    id_, asked = await charger.expect("ReserveNow")
    assert (await asking).status_code == 504
    await charger.answer(id_, {"status": "Accepted"})  # late; who restarts is asked again anyway
    await _boot(charger)
    id_, again = await charger.expect("ReserveNow")
    assert again == asked
    await charger.answer(id_, {"status": "Accepted"})
    [kept] = await grid.admin.items("/reservations", **await _here(grid, charger), open=True)
    await eventually(lambda: _is(grid, kept, "accepted"))


async def test_an_end_is_told_and_believed(grid: Grid, charger: Charger) -> None:
    for said, last in (("Accepted", "released_by_station"), ("Rejected", "unknown_to_station")):
        reservation = (await _reserve(grid, charger, {"status": "Accepted"}))["reservation"]
        path = f"/reservations/{reservation['id']}"
        asking = asyncio.create_task(grid.http.post(f"{path}/cancel", json={"note": "Não vou."}))
        id_, sent = await charger.expect("CancelReservation")
        assert sent == {"reservationId": reservation["ocpp_reservation_id"]}
        await charger.answer(id_, {"status": said})
        assert (await asking).json()["status"] == "cancelled"
        history = (await grid.admin.get(f"{path}/history"))["items"]
        assert history[-1]["reason"] == last
        assert history[-2]["note"] == "Não vou."


async def test_what_somebody_reserves_by_hand_counts_too(grid: Grid, charger: Charger) -> None:
    payload = _by_hand(charger, 4242)
    asking = asyncio.create_task(grid.command(charger, "ReserveNow", payload))
    id_, _ = await charger.expect("ReserveNow")
    await charger.answer(id_, {"status": "Accepted"})
    assert (await asking).status_code == 200
    [kept] = await grid.admin.items("/reservations", **await _here(grid, charger))
    assert (kept["status"], kept["ocpp_reservation_id"]) == ("accepted", 4242)
    assert (kept["evse"], kept["id_token"]) == (1, "TAG1")
    taken = await _post(grid, charger, "reserve", evse=1, id_token="TAG2", minutes=5)
    assert taken.status_code == 409

    asking = asyncio.create_task(
        grid.command(charger, "CancelReservation", {"reservationId": 4242})
    )
    id_, _ = await charger.expect("CancelReservation")
    await charger.answer(id_, {"status": "Accepted"})
    assert (await asking).status_code == 200
    assert (await _now(grid, kept))["status"] == "cancelled"


async def test_a_station_ends_it_by_itself(grid: Grid, charger: Charger) -> None:
    reservation = (await _reserve(grid, charger, {"status": "Accepted"}))["reservation"]
    if charger.version == "ocpp1.6":
        # No message of 1.6 tells the end: a fault is one.
        await _tell_status(charger, "Faulted")
        id_, _ = await charger.expect("CancelReservation")
        await charger.answer(id_, {"status": "Rejected"})
        expected = "station_faulted"
    else:
        update = {"reservationId": 1, "reservationUpdateStatus": "Removed"}
        assert await charger.tell("ReservationStatusUpdate", update) == {}
        assert await charger.tell("ReservationStatusUpdate", update) == {}
        expected = "removed_by_station"
    await eventually(lambda: _is(grid, reservation, "cancelled"))
    assert (await _now(grid, reservation))["reason"] == expected


async def test_a_station_that_forgot_is_asked_again(grid: Grid, charger: Charger) -> None:
    await _reserve(grid, charger, {"status": "Accepted"})
    await _boot(charger)
    id_, again = await charger.expect("ReserveNow")
    assert 1 in (again.get("id"), again.get("reservationId"))
    await charger.answer(id_, {"status": "Occupied"})
    [now] = await grid.admin.items("/reservations", **await _here(grid, charger))
    await eventually(lambda: _is(grid, now, "occupied"))


async def _boot(charger: Charger) -> None:
    boot = one.BOOT if charger.version == "ocpp1.6" else two.BOOT
    assert (await charger.tell("BootNotification", boot))["status"] == "Accepted"


async def _tell_status(charger: Charger, name: str) -> None:
    at = datetime.now(UTC).isoformat()
    is_16 = charger.version == "ocpp1.6"
    code = {"errorCode": "GroundFailure"} if name == "Faulted" else {}
    said = one.status(name, timestamp=at, **code) if is_16 else two.status(name, timestamp=at)
    await charger.tell("StatusNotification", said)


async def _show_card(charger: Charger, card: str) -> str:
    """Return what a card is told at the reader."""
    if charger.version == "ocpp1.6":
        status: str = (await charger.tell("Authorize", {"idTag": card}))["idTagInfo"]["status"]
    else:
        token = {"idToken": card, "type": "ISO14443"}
        status = (await charger.tell("Authorize", {"idToken": token}))["idTokenInfo"]["status"]
    return status


async def _start(charger: Charger, card: str, number: int) -> None:
    """Begin to charge with what was reserved."""
    at = datetime.now(UTC).isoformat()
    if charger.version == "ocpp1.6":
        started = one.start(idTag=card, reservationId=number, timestamp=at)
        await charger.tell("StartTransaction", started)
        return
    token = {"idToken": card, "type": "ISO14443"}
    await charger.tell(
        "TransactionEvent",
        two.event("Started", 0, 0, idToken=token, reservationId=number, timestamp=at),
    )


def _by_hand(charger: Charger, number: int) -> Json:
    if charger.version == "ocpp1.6":
        return {
            "connectorId": 1,
            "expiryDate": "2099-01-01T00:00:00Z",
            "idTag": "TAG1",
            "reservationId": number,
        }
    return {
        "id": number,
        "evseId": 1,
        "expiryDateTime": "2099-01-01T00:00:00Z",
        "idToken": {"idToken": "TAG1", "type": "ISO14443"},
    }


async def _reserve(grid: Grid, charger: Charger, answer: Json, card: str = "TAG1") -> Json:
    """Reserve the station's connector, and let the station answer."""
    await _register(grid, card)
    asking = asyncio.create_task(
        _post(grid, charger, "reserve", evse=1, connector=1, id_token=card, minutes=30)
    )
    id_, sent = await charger.expect("ReserveNow")
    assert 1 in (sent.get("evseId"), sent.get("connectorId"))
    await charger.answer(id_, answer)
    response = await asking
    assert response.status_code == 200, response.text
    said: Json = response.json()
    return said


async def _register(grid: Grid, card: str) -> None:
    """Let a card be one that may charge; it stays for the next test."""
    await grid.http.post("/id-tokens", json={"value": card})


async def _post(grid: Grid, charger: Charger, command: str, **body: Any) -> httpx2.Response:
    station = await grid.station(charger)
    return await grid.http.post(f"/stations/{station['id']}/commands/{command}", json=body)


async def _here(grid: Grid, charger: Charger) -> Json:
    return {"station_id": (await grid.station(charger))["id"]}


async def _now(grid: Grid, reservation: Json) -> Json:
    return await grid.admin.get(f"/reservations/{reservation['id']}")


async def _is(grid: Grid, reservation: Json, status: str) -> bool:
    return bool((await _now(grid, reservation))["status"] == status)
