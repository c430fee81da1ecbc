"""How 1.6 stations really report charges, and what comes of it."""

import pytest

from tests.conformance.charger import Charger, Json, at
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16.words import meter, start, status, stop, wh

INT32_MAX = 2**31 - 1


async def begin(charger: Charger, minutes: float = 0, **fields: object) -> int:
    """Start a transaction and return its number."""
    answer = await charger.tell("StartTransaction", start(minutes, **fields))
    number: int = answer["transactionId"]
    assert 1 <= number <= INT32_MAX
    return number


def same_instant(told: str, expected: str) -> bool:
    return told.replace("+00:00", "Z").removesuffix("Z").split(".")[0] == expected.removesuffix("Z")


async def test_a_plain_charge(grid: Grid, charger: Charger) -> None:
    number = await begin(charger)
    running = await grid.session(charger)
    assert (running["status"], running["external_id"]) == ("preparing", str(number))
    await charger.tell("StatusNotification", status("Charging", timestamp=at(1)))
    assert (await grid.session(charger))["status"] == "charging"
    assert await charger.tell("StopTransaction", stop(number, reason="EVDisconnected")) == {}
    session = await grid.session(charger)
    assert (session["status"], session["energy_wh"]) == ("ended", 8000)
    assert session["stop_reason"] == "EVDisconnected"
    assert same_instant(session["started_at"], at(0))
    assert same_instant(session["ended_at"], at(60))
    assert (session["evse"], session["connector"]) == (1, 1)
    assert session["flags"] == ["refused"]  # nobody registered the tag


async def test_a_repeated_start_gets_the_same_number(grid: Grid, charger: Charger) -> None:
    numbers = {await begin(charger) for _ in range(3)}
    assert len(numbers) == 1
    assert await begin(charger, meterStart=1001) not in numbers


async def test_a_repeated_start_after_the_stop_opens_nothing(grid: Grid, charger: Charger) -> None:
    number = await begin(charger)
    await charger.tell("StopTransaction", stop(number))
    assert await begin(charger) == number
    session = await grid.session(charger)
    assert (session["status"], session["energy_wh"]) == ("ended", 8000)


async def test_a_repeated_stop_changes_nothing(grid: Grid, charger: Charger) -> None:
    number = await begin(charger)
    await charger.tell("StopTransaction", stop(number))
    await charger.tell("StopTransaction", stop(number))
    await charger.tell("StopTransaction", stop(number, 90, meterStop=50_000))
    session = await grid.session(charger)
    assert session["energy_wh"] == 8000
    assert same_instant(session["ended_at"], at(60))


@pytest.mark.parametrize("number", [-1, 0, 2**40, 2**63 - 1])
async def test_a_stop_of_nothing_is_acknowledged(charger: Charger, number: int) -> None:
    frame = await charger.ask("StopTransaction", stop(number))
    assert frame[0] == 3, frame


async def test_a_stop_with_the_id_of_another_station_does_not_end_its_session(
    grid: Grid, charger: Charger
) -> None:
    number = await begin(charger)
    async with grid.charger("ocpp1.6") as other:
        assert await other.tell("StopTransaction", stop(number)) == {}
        assert await grid.sessions(other) == []
    assert (await grid.session(charger))["status"] != "ended"


@pytest.mark.parametrize("number", [-1, 0])
async def test_a_stop_without_a_number_ends_the_session_of_its_tag(
    grid: Grid, charger: Charger, number: int
) -> None:
    await begin(charger)
    await charger.tell("StopTransaction", stop(number, idTag="TAG1"))
    session = await grid.session(charger)
    assert (session["status"], session["energy_wh"]) == ("ended", 8000)
    assert "orphan_matched" in session["flags"]


async def test_a_stop_before_its_start_finds_it(grid: Grid, charger: Charger) -> None:
    await charger.tell("StopTransaction", stop(-1, idTag="TAG1"))
    await begin(charger)
    session = await grid.session(charger)
    assert (session["status"], session["energy_wh"]) == ("ended", 8000)


async def test_start_and_stop_come_together_at_the_end(grid: Grid, charger: Charger) -> None:
    await charger.say([2, "a", "StartTransaction", start()])
    answer = await charger.hear()
    await charger.say([2, "b", "StopTransaction", stop(answer[2]["transactionId"])])
    await charger.hear()
    assert (await grid.session(charger))["energy_wh"] == 8000


async def test_a_start_on_a_busy_connector_ends_the_session_before(
    grid: Grid, charger: Charger
) -> None:
    await begin(charger)
    await begin(charger, 30, meterStart=4000)
    first, second = await grid.sessions(charger)
    assert (first["status"], first["energy_wh"]) == ("ended", 3000)
    assert same_instant(first["ended_at"], at(30))
    assert "lost_stop" in first["flags"]
    assert second["status"] != "ended"


async def test_two_connectors_are_two_sessions(grid: Grid, charger: Charger) -> None:
    one = await begin(charger, 0)
    two = await begin(charger, 1, connectorId=2, idTag="TAG2", meterStart=500)
    await charger.tell("MeterValues", meter(20, wh(3000), transactionId=two, connectorId=2))
    await charger.tell("MeterValues", meter(20, wh(2000)))
    first, second = await grid.sessions(charger)
    assert (first["energy_wh"], second["energy_wh"]) == (1000, 2500)
    await charger.tell("StopTransaction", stop(one))
    first, second = await grid.sessions(charger)
    assert (first["status"], second["status"]) == ("ended", "charging")


@pytest.mark.parametrize("number", [None, -7, 0, 2**63 - 1])
async def test_meter_values_without_a_number_belong_to_the_connector(
    grid: Grid, charger: Charger, number: int | None
) -> None:
    await begin(charger)
    await charger.tell("MeterValues", meter(10, wh(1500), transactionId=number))
    assert (await grid.session(charger))["energy_wh"] == 500


async def test_meter_values_after_the_stop_reopen_nothing(grid: Grid, charger: Charger) -> None:
    number = await begin(charger)
    await charger.tell("StopTransaction", stop(number))
    await charger.tell("MeterValues", meter(61, wh(9500), transactionId=number))
    session = await grid.session(charger)
    assert (session["status"], session["energy_wh"]) == ("ended", 8000)


async def test_late_meter_values_of_the_middle_are_taken(grid: Grid, charger: Charger) -> None:
    number = await begin(charger)
    await charger.tell("StopTransaction", stop(number, meterStop=None))
    await charger.tell("MeterValues", meter(50, wh(7000), transactionId=number))
    assert (await grid.session(charger))["energy_wh"] == 6000


async def test_meter_values_of_connector_0_belong_to_nobody(grid: Grid, charger: Charger) -> None:
    await begin(charger)
    await charger.tell("MeterValues", meter(10, wh(999_999), connectorId=0))
    assert (await grid.session(charger))["energy_wh"] in (None, 0)
    assert [each["connector"] for each in await grid.connectors(charger)] == [1]


@pytest.mark.parametrize(
    ("started", "ended", "energy_wh", "flag"),
    [
        ({"meterStart": 1000.4}, {"meterStop": 2000.5}, 1001, "register_rounded"),
        ({"meterStart": "1000"}, {"meterStop": "2000"}, 1000, None),
        ({"meterStart": 6_057_910}, {"meterStop": 6_069_310}, 11_400, None),
        ({}, {"meterStop": 1000}, 0, None),
        ({}, {"reason": None}, 8000, None),
        ({"reservationId": 0}, {}, 8000, None),
        ({"extra": 1}, {"connectorId": 1, "disconnectReason": "x"}, 8000, None),
        ({}, {"idTag": "A tag that is far longer than twenty characters"}, 8000, None),
        ({}, {"transactionData": []}, 8000, None),
        ({}, {"idTag": None, "reason": ""}, 8000, None),
        ({}, {"reason": "null"}, 8000, None),
    ],
)
async def test_registers_as_stations_write_them(
    grid: Grid, charger: Charger, started: Json, ended: Json, energy_wh: int, flag: str | None
) -> None:
    number = await begin(charger, **started)
    assert (await charger.ask("StopTransaction", stop(number, **ended)))[0] == 3
    session = await grid.session(charger)
    assert session["status"] == "ended"
    assert session["energy_wh"] == energy_wh
    assert session["id_token"] == "TAG1"
    assert flag is None or flag in session["flags"]


async def test_a_register_that_goes_backwards_is_flagged_and_never_negative(
    grid: Grid, charger: Charger
) -> None:
    number = await begin(charger, meterStart=5000)
    await charger.tell("MeterValues", meter(20, wh(6000), transactionId=number))
    await charger.tell("StopTransaction", stop(number, meterStop=300))
    session = await grid.session(charger)
    assert session["energy_wh"] == 1000  # what it showed; nobody saw where it began anew
    assert "meter_reset" in session["flags"]


async def test_without_meter_stop_the_last_sample_counts(grid: Grid, charger: Charger) -> None:
    number = await begin(charger)
    data = [{"timestamp": at(59), "sampledValue": [{"value": "8.5", "unit": "kWh"}]}]
    answer = await charger.tell(
        "StopTransaction", stop(number, meterStop=None, transactionData=data)
    )
    assert answer == {}
    assert (await grid.session(charger))["energy_wh"] == 7500


async def test_equal_registers_are_corrected_by_samples(grid: Grid, charger: Charger) -> None:
    number = await begin(charger)
    await charger.tell("MeterValues", meter(20, wh(3000), transactionId=number))
    await charger.tell("StopTransaction", stop(number, meterStop=1000))
    session = await grid.session(charger)
    assert session["energy_wh"] == 2000


@pytest.mark.parametrize("tag", ["", " ", "null"])
async def test_an_empty_tag_gets_a_valid_answer(grid: Grid, charger: Charger, tag: str) -> None:
    answer = await charger.tell("StartTransaction", start(idTag=tag))
    assert answer["transactionId"] > 0
    assert (await charger.tell("Authorize", {"idTag": tag}))["idTagInfo"]["status"]


async def test_a_refused_tag_gets_a_number_all_the_same(grid: Grid, charger: Charger) -> None:
    answer = await charger.tell("StartTransaction", start(idTag="stranger"))
    assert answer["idTagInfo"]["status"] == "Invalid"
    assert answer["transactionId"] > 0
    session = await grid.session(charger)
    assert "refused" in session["flags"]


async def test_tags_are_compared_without_case_and_blanks(grid: Grid, charger: Charger) -> None:
    await grid.admin.create("/id-tokens", value=f"ab{charger.identity[3:]}")
    spelled = f"  AB{charger.identity[3:].upper()} "
    answer = await charger.tell("Authorize", {"idTag": spelled})
    assert answer["idTagInfo"]["status"] == "Accepted"
    started = await charger.tell("StartTransaction", start(idTag=spelled))
    assert started["idTagInfo"]["status"] == "Accepted"
    assert (await grid.session(charger))["flags"] == []


@pytest.mark.parametrize(
    ("token", "word"),
    [("blocked", "Blocked"), ("expired", "Expired"), ("invalid", "Invalid")],
)
async def test_each_kind_of_refusal_has_its_word(
    grid: Grid, charger: Charger, token: str, word: str
) -> None:
    value = f"T{charger.identity[3:]}"
    await grid.admin.create("/id-tokens", value=value, status=token)
    assert (await charger.tell("Authorize", {"idTag": value}))["idTagInfo"]["status"] == word
    started = await charger.tell("StartTransaction", start(idTag=value))
    assert started["idTagInfo"]["status"] == word


async def test_a_boot_ends_no_transaction(grid: Grid, charger: Charger) -> None:
    number = await begin(charger)
    await charger.tell("BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"})
    await charger.tell("StatusNotification", status("Available"))
    assert (await grid.session(charger))["status"] != "ended"
    await charger.tell("StopTransaction", stop(number, reason="PowerLoss"))
    assert (await grid.session(charger))["stop_reason"] == "PowerLoss"


async def test_days_late_is_not_too_late(grid: Grid, charger: Charger) -> None:
    number = await begin(charger, -6 * 24 * 60)
    await charger.tell("StopTransaction", stop(number, -5 * 24 * 60))
    session = await grid.session(charger)
    assert same_instant(session["started_at"], at(-6 * 24 * 60))
    assert same_instant(session["ended_at"], at(-5 * 24 * 60))
