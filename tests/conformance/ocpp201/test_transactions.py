"""How 2.0.1 stations report charges, in and out of order, and what comes of it."""

from datetime import datetime

import pytest

from tests.conformance.charger import Charger, Json, at
from tests.conformance.conftest import Grid
from tests.conformance.ocpp201.words import TOKEN, event, meter


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


STARTED = event(
    "Started",
    0,
    0,
    state="Charging",
    idToken=TOKEN,
    meterValue=[meter(0, 1000, "Transaction.Begin")],
)
UPDATED = event("Updated", 1, 30, meterValue=[meter(30, 4000)])
ENDED = event(
    "Ended", 2, 60, reason="EVDisconnected", meterValue=[meter(60, 9000, "Transaction.End")]
)


async def test_a_plain_charge(grid: Grid, charger: Charger) -> None:
    assert (await charger.tell("TransactionEvent", STARTED))["idTokenInfo"]["status"] == "Unknown"
    assert await charger.tell("TransactionEvent", UPDATED) == {}
    assert (await grid.session(charger))["status"] == "charging"
    assert await charger.tell("TransactionEvent", ENDED) == {}
    session = await grid.session(charger)
    assert (session["status"], session["energy_wh"]) == ("ended", 8000)
    assert (session["external_id"], session["stop_reason"]) == ("T1", "EVDisconnected")
    assert instant(session["started_at"]) == instant(at(0))
    assert instant(session["ended_at"]) == instant(at(60))
    assert session["flags"] == ["refused"]


@pytest.mark.parametrize("order", [(0, 2, 1), (2, 1, 0), (1, 0, 2), (2, 0, 1), (0, 0, 1, 1, 2, 2)])
async def test_any_order_ends_in_the_same_session(
    grid: Grid, charger: Charger, order: tuple[int, ...]
) -> None:
    for place in order:
        await charger.tell("TransactionEvent", (STARTED, UPDATED, ENDED)[place])
    session = await grid.session(charger)
    assert (session["status"], session["energy_wh"]) == ("ended", 8000)
    assert instant(session["started_at"]) == instant(at(0))
    assert instant(session["ended_at"]) == instant(at(60))
    assert session["id_token"] == "TAG1"
    assert session["flags"] == ["refused"]


async def test_a_repeat_gets_the_same_answer(charger: Charger) -> None:
    first = await charger.tell("TransactionEvent", STARTED)
    await charger.tell("TransactionEvent", ENDED)
    assert await charger.tell("TransactionEvent", STARTED) == first


@pytest.mark.parametrize("kind", ["Updated", "Ended"])
async def test_a_transaction_never_heard_of_is_made_from_what_is_known(
    grid: Grid, charger: Charger, kind: str
) -> None:
    await charger.tell("TransactionEvent", event(kind, 7, 30, meterValue=[meter(30, 4000)]))
    session = await grid.session(charger)
    assert session["status"] == ("ended" if kind == "Ended" else "preparing")
    assert "start_unseen" in session["flags"]


async def test_a_gap_in_the_numbers_is_flagged(grid: Grid, charger: Charger) -> None:
    await charger.tell("TransactionEvent", STARTED)
    await charger.tell("TransactionEvent", event("Updated", 5, 30))
    assert "sequence_gap" in (await grid.session(charger))["flags"]
    for seq in (1, 2, 3, 4):
        await charger.tell("TransactionEvent", event("Updated", seq, seq))
    assert "sequence_gap" not in (await grid.session(charger))["flags"]


async def test_one_number_twice_counts_once(grid: Grid, charger: Charger) -> None:
    await charger.tell("TransactionEvent", STARTED)
    await charger.tell("TransactionEvent", UPDATED)
    await charger.tell("TransactionEvent", UPDATED | {"offline": True})
    assert (await grid.session(charger))["energy_wh"] == 3000


async def test_states_are_taken_one_to_one(grid: Grid, charger: Charger) -> None:
    wanted = [
        ("EVConnected", "preparing"),
        ("Charging", "charging"),
        ("SuspendedEV", "suspended_ev"),
        (None, "suspended_ev"),
        ("SuspendedEVSE", "suspended_evse"),
        ("Charging", "charging"),
        ("EVConnected", "finishing"),
        ("Idle", "finishing"),
    ]
    for seq, (state, status) in enumerate(wanted):
        kind = "Updated" if seq else "Started"
        await charger.tell("TransactionEvent", event(kind, seq, seq, state=state))
        assert (await grid.session(charger))["status"] == status, state


async def test_the_token_may_come_later(grid: Grid, charger: Charger) -> None:
    assert await charger.tell("TransactionEvent", event("Started", 0, 0)) == {}
    answer = await charger.tell("TransactionEvent", event("Updated", 1, 1, idToken=TOKEN))
    assert answer["idTokenInfo"]["status"] == "Unknown"
    assert (await grid.session(charger))["id_token"] == "TAG1"


async def test_the_token_of_the_end_is_not_the_sessions(grid: Grid, charger: Charger) -> None:
    await charger.tell("TransactionEvent", STARTED)
    other = {"idToken": "OTHER", "type": "ISO14443"}
    answer = await charger.tell("TransactionEvent", ENDED | {"idToken": other})
    assert answer["idTokenInfo"]["status"] == "Unknown"
    assert (await grid.session(charger))["id_token"] == "TAG1"


@pytest.mark.parametrize(
    "token",
    [
        {"idToken": "", "type": "NoAuthorization"},
        {"idToken": "x" * 200, "type": "Central"},
        {"idToken": "TAG1", "type": "ISO15693", "additionalInfo": []},
    ],
)
async def test_an_odd_token_is_answered(charger: Charger, token: Json) -> None:
    answer = await charger.tell("TransactionEvent", event("Started", 0, 0, idToken=token))
    expected = "Accepted" if token["type"] == "NoAuthorization" else "Unknown"
    assert answer["idTokenInfo"]["status"] == expected
    assert (await charger.tell("Authorize", {"idToken": token}))["idTokenInfo"]


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("blocked", "Blocked"),
        ("expired", "Expired"),
        ("invalid", "Invalid"),
        ("no_credit", "NoCredit"),
    ],
)
async def test_each_kind_of_refusal_has_its_word(
    grid: Grid, charger: Charger, status: str, word: str
) -> None:
    value = f"T{charger.identity[3:]}"
    await grid.admin.create("/id-tokens", value=value, status=status)
    token = {"idToken": value.upper(), "type": "ISO14443"}
    assert (await charger.tell("Authorize", {"idToken": token}))["idTokenInfo"]["status"] == word
    answer = await charger.tell("TransactionEvent", event("Started", 0, 0, idToken=token))
    assert answer["idTokenInfo"]["status"] == word


@pytest.mark.parametrize(
    "changes",
    [
        {"triggerReason": None},
        {"triggerReason": "SomethingElse"},
        {"evse": {"id": 1}},
        {"evse": {"id": 1, "connectorId": 0}},
        {"evse": None},
        {"offline": "true", "numberOfPhasesUsed": "3", "cableMaxCurrent": 32.0},
        {"seqNo": "0"},
        {"timestamp": at(0).removesuffix("Z")},
        {"reservationId": 0},
        {"vendor": 1},
        {"meterValue": meter(0, 1000, "Transaction.Begin")},
    ],
)
async def test_what_a_person_would_understand_is_taken(
    grid: Grid, charger: Charger, changes: Json
) -> None:
    started = {key: value for key, value in (STARTED | changes).items() if value is not None}
    assert "idTokenInfo" in await charger.tell("TransactionEvent", started)
    await charger.tell("TransactionEvent", ENDED)
    session = await grid.session(charger)
    assert (session["status"], session["energy_wh"]) == ("ended", 8000)


@pytest.mark.parametrize(
    ("values", "energy_wh"),
    [
        (
            [
                {"value": 1.0, "unitOfMeasure": {"unit": "kWh"}},
                {"value": 9.5, "unitOfMeasure": {"unit": "kWh"}},
            ],
            8500,
        ),
        ([{"value": 1, "unitOfMeasure": {"unit": "Wh", "multiplier": 3}}, {"value": 9500}], 8500),
        ([{"value": 1000}, {"value": 9500, "measurand": "Energy.Active.Import.Register"}], 8500),
        ([{"value": "1000"}, {"value": "9500"}], 8500),
        ([{"value": 1000, "location": "Outlet"}, {"value": 99_999, "location": "Inlet"}], None),
        (
            [
                {"value": 500, "measurand": "Energy.Active.Import.Interval"},
                {"value": 700, "measurand": "Energy.Active.Import.Interval"},
            ],
            1200,
        ),
    ],
)
async def test_units_multipliers_and_locations(
    grid: Grid, charger: Charger, values: list[Json], energy_wh: int | None
) -> None:
    for seq, (kind, sampled) in enumerate(zip(("Started", "Ended"), values, strict=True)):
        value = {"timestamp": at(seq * 10), "sampledValue": [sampled]}
        await charger.tell("TransactionEvent", event(kind, seq, seq * 10, meterValue=[value]))
    assert (await grid.session(charger))["energy_wh"] == energy_wh


async def test_an_empty_list_of_meter_values_is_as_good_as_none(charger: Charger) -> None:
    assert await charger.tell("TransactionEvent", event("Updated", 1, 1, meterValue=[])) == {}


async def test_no_reason_means_local(grid: Grid, charger: Charger) -> None:
    await charger.tell("TransactionEvent", STARTED)
    await charger.tell("TransactionEvent", event("Ended", 1, 5))
    assert (await grid.session(charger))["stop_reason"] == "Local"


async def test_an_id_that_starts_again_is_another_session(grid: Grid, charger: Charger) -> None:
    for message in (STARTED, UPDATED, ENDED):
        await charger.tell("TransactionEvent", message)
    again = event("Started", 0, 120, meterValue=[meter(120, 9000, "Transaction.Begin")])
    await charger.tell("TransactionEvent", again)
    first, second = await grid.sessions(charger)
    assert first["energy_wh"] == 8000
    assert "reused_id" in second["flags"]


async def test_two_stations_may_use_one_id(grid: Grid, charger: Charger) -> None:
    await charger.tell("TransactionEvent", STARTED)
    async with grid.charger("ocpp2.0.1") as other:
        await other.tell("TransactionEvent", ENDED)
        assert len(await grid.sessions(other)) == 1
    assert (await grid.session(charger))["status"] == "charging"


async def test_two_evses_are_two_sessions(grid: Grid, charger: Charger) -> None:
    await charger.tell("TransactionEvent", STARTED)
    two = event("Started", 0, 1, id_="T2", evse={"id": 2, "connectorId": 1}, state="Charging")
    await charger.tell("TransactionEvent", two)
    values = {"evseId": 2, "meterValue": [meter(5, 700)]}
    assert await charger.tell("MeterValues", values) == {}
    first, second = await grid.sessions(charger)
    assert [first["status"], second["status"]] == ["charging", "charging"]
    assert [first["evse"], second["evse"]] == [1, 2]


async def test_a_boot_ends_no_transaction(grid: Grid, charger: Charger) -> None:
    await charger.tell("TransactionEvent", STARTED)
    boot = {"reason": "PowerUp", "chargingStation": {"vendorName": "V", "model": "M"}}
    await charger.tell("BootNotification", boot)
    assert (await grid.session(charger))["status"] == "charging"


async def test_offline_events_keep_their_times(grid: Grid, charger: Charger) -> None:
    for message in (STARTED, UPDATED, ENDED):
        await charger.tell("TransactionEvent", message | {"offline": True})
    session = await grid.session(charger)
    assert instant(session["ended_at"]) == instant(at(60))
    assert "offline" in session["flags"]
