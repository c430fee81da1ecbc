from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec import Raw

from sigec.cvepro.translate import charger_report, end_register_wh, is_end_whole, read_wh
from sigec.cvepro.troubles import reason_of, wait_told
from sigec.cvepro.wire import (
    BoxRow,
    Number,
    TransactionRow,
    read_items,
    read_time,
    write_time,
)

SAO_PAULO = ZoneInfo("America/Sao_Paulo")


@pytest.mark.parametrize(
    ("text", "zone", "at"),
    [
        ("25/11/2025 16:18:00", UTC, datetime(2025, 11, 25, 16, 18, tzinfo=UTC)),
        ("25/11/2025 16:18:00", SAO_PAULO, datetime(2025, 11, 25, 19, 18, tzinfo=UTC)),
        ("25/11/2025 16:18", UTC, datetime(2025, 11, 25, 16, 18, tzinfo=UTC)),
        ("2026-01-09 00:45:15", SAO_PAULO, datetime(2026, 1, 9, 3, 45, 15, tzinfo=UTC)),
        ("2026-01-09T03:45:15.989Z", SAO_PAULO, datetime(2026, 1, 9, 3, 45, 15, 989000, UTC)),
        ("31/02/2026 00:00:00", UTC, None),
        ("", UTC, None),
        (None, UTC, None),
        ("yesterday", UTC, None),
    ],
)
def test_instants_are_read_however_they_are_written(
    text: str | None, zone: ZoneInfo, at: datetime | None
) -> None:
    assert read_time(text, zone) == at


def test_a_filter_is_written_with_a_space_in_the_sources_zone() -> None:
    at = datetime(2026, 1, 9, 2, 30, tzinfo=UTC)
    assert write_time(at, UTC) == "2026-01-09 02:30:00"
    assert write_time(at, SAO_PAULO) == "2026-01-08 23:30:00"


@pytest.mark.parametrize(
    ("value", "wh"),
    [
        (11_400, 11_400),
        ("6057910", 6_057_910),
        ("11,5", 12),
        (11.49, 11),
        (None, None),
        ("", None),
        ("n/a", None),
        (-1, None),
        (float("inf"), None),
        ("1e40", None),
    ],
)
def test_energy_is_whole_or_unknown(value: Number, wh: int | None) -> None:
    assert read_wh(value) == wh


def test_the_end_is_the_start_plus_what_is_billed_else_the_last_register() -> None:
    def row(**more: Number) -> TransactionRow:
        return TransactionRow(id=1, **more)  # type: ignore[arg-type]  # only numbers are given

    assert end_register_wh(row(start_value="100", energy=50, stop_value="999")) == 150
    assert end_register_wh(row(start_value="100", stop_value="175")) == 175
    assert end_register_wh(row(stop_value="175")) is None
    assert is_end_whole(row(energy=50))
    assert not is_end_whole(row(start_value="100"))


def test_one_broken_item_does_not_take_the_others_with_it() -> None:
    raws = [Raw(b'{"id": 1, "new": {}}'), Raw(b'{"id": "x"}'), Raw(b'{"id": "3", "energy": "7"}')]
    listing = read_items(TransactionRow, raws)

    assert [read.item.id for read in listing.items] == [1, 3]
    assert len(listing.unreadable) == 1
    assert "id" in (listing.note or "")


def test_power_is_in_watts_whether_the_cloud_means_kilowatts_or_not() -> None:
    box = BoxRow(charge_box_id="A")
    raw = b"""{"chargeBoxId": "A", "lastHeartbeatTimestamp": "2026-01-09 00:45:15", "connectors": [
        {"connectorId": 0, "powerMax": 1}, {"connectorId": 1, "powerMax": 7.4},
        {"connectorId": 2, "powerMax": 22000}, {"connectorId": 3, "powerMax": null}]}"""
    [read] = read_items(BoxRow, [Raw(raw)]).items
    told = charger_report(read.item)

    assert [each.power_max_w for each in told.connectors] == [7_400, 22_000, None]
    assert told.heartbeat_at == datetime(2026, 1, 9, 3, 45, 15, tzinfo=UTC)
    assert charger_report(box).connectors == ()


def test_the_wait_is_in_the_text() -> None:
    text = '{"message":"Rate limit exceeded. Try again in 1687 seconds.","status":429}'
    assert wait_told(text, None) == 1687
    assert wait_told("slow down", "12") == 12
    assert wait_told("slow down", None) == 60


def test_the_clouds_words_are_shown_short_and_without_an_account() -> None:
    assert reason_of("no\n such  user: someone@example.com.") == "no such user: …"
    assert len(reason_of("x" * 1000)) == 200
