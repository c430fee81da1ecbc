"""Half of the garage speaks OCPP, half reports to a cloud: the same charge looks the same."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from tests.canaries import RFID_TOKEN
from tests.journeys.api import Json
from tests.journeys.cloud import CloudGarage
from tests.journeys.condominium import Condominium
from tests.journeys.eventually import eventually
from tests.journeys.live import Frame

PLACE = {
    "id",
    "station_id",
    "station_name",
    "station",
    "connector_id",
    "external_id",
    "source",
    "read_through",
    "recorded_at",
    "heard_at",
    "id_token",
    "last_reading_at",
}
"""What tells where it was, and how we heard of it: in which spelling, and with which readings."""
MEASURED = {
    "energy_wh",
    "energy_source",
    "energy_quality",
    "power_w",
    "offered_w",
    "cost",
    "price_lines",
}
"""What the cloud has not told before the end; then it must be the same."""
TOLD = ("session.started", "session.ended", "session.rated")


@pytest.mark.parametrize("shared_database_url", ["sqlite"], indirect=True)
async def test_and_it_is_the_same_everywhere(condominium: Condominium) -> None:
    # Noon in São Paulo: energy need not be divided among prices, which readings do more exactly.
    noon = datetime.now(UTC).replace(hour=15, minute=0, second=0, microsecond=0)
    began_at = noon - timedelta(days=1)
    ended_at = began_at + timedelta(hours=1)
    admin = condominium.admin
    [home] = condominium.resident["residences"]
    person = f"/people/{condominium.resident['id']}"
    await admin.patch(f"{person}/residences/{home['id']}", from_date="2020-01-01")
    async with (
        CloudGarage.connected(condominium) as garage,
        await condominium.station(at=began_at) as station,
        condominium.watching("sessions") as live,
        condominium.signed_in("resident", person_id=condominium.resident["id"]) as ana,
    ):
        number = garage.start(RFID_TOKEN.lower(), began_at)
        await garage.ask()
        await station.plug()
        await station.tap(RFID_TOKEN)

        async def both_charge() -> list[Json] | None:
            board = await admin.get("/board")
            found = [each for each in board["connectors"] if each["state"] == "in_use"]
            return found if len(found) == 2 else None

        cards = await eventually(both_charge)
        _alike(*[each["session"] for each in cards], but=PLACE | MEASURED)
        assert [each["session"]["person"]["unit"] for each in cards] == ["A 42", "A 42"]

        await station.charge(11_400, minutes=60)
        await station.stop()
        garage.cloud.stop(number, energy_wh=11_400, at=ended_at, reason="Local")
        await garage.ask()
        one, other = await condominium.settled(2)

        _alike(one, other, but=PLACE)
        assert {one["source"], other["source"]} == {"ocpp", "cvepro"}
        assert (one["energy_wh"], one["person"]["name"]) == (11_400, "Ana Moradora")
        assert one["rating"] == "final"
        of_unit = await condominium.sessions(unit_id=condominium.unit["id"])
        hers = await ana.items("/sessions")
        assert len(of_unit) == len(hers) == 2
        _alike(*hers, but=PLACE)
        totals = await admin.get("/sessions/totals", person_id=condominium.resident["id"])
        assert (totals["sessions"], totals["energy_wh"]) == (2, 22_800)
        table = await admin.text("/sessions/export.csv")
        _alike(*csv.DictReader(io.StringIO(table)), but=PLACE)

        while len(_of_sessions(live.seen)) < 2 * len(TOLD):
            await live.next("session.rated")
        for type_ in TOLD:
            told = [frame["data"] for frame in live.seen if frame["type"] == type_]
            _alike(*told, but={*PLACE, "session_id", "at"})
        first = next(frame for frame in live.seen if frame["type"] == "session.started")
        followed = await _followed(condominium, first["id"])
        assert _of_sessions(followed) == _of_sessions(live.seen)[1:]


def _alike(one: Json, other: Json, *, but: set[str]) -> None:
    assert {name for name in one if one[name] != other[name]} <= but


def _of_sessions(frames: list[Frame]) -> list[str]:
    return [frame["id"] for frame in frames if frame["type"] in TOLD]


async def _followed(condominium: Condominium, after: str) -> list[Frame]:
    """Return what programs that were away since a frame are told, up to the last price."""
    told: list[Frame] = []
    async for frame in condominium.admin.follow(after):
        told.append(frame)
        if [each["type"] for each in told].count("session.rated") == 2:
            break
    return told
