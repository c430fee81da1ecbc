"""An operator gives a garage new firmware: one station first, then all; and fetches a log."""

from typing import Any

import httpx2

from sigec_sandbox import Station
from tests.journeys.api import Json
from tests.journeys.condominium import Condominium
from tests.journeys.eventually import eventually

FIRMWARE = b"firmware 2.1.0" * 90_000


async def keep(condominium: Condominium, name: str, **fields: Any) -> Json:
    """Keep an image with its file, which stations really fetch."""
    made = await condominium.admin.create("/firmware-images", name=name, version="2.1.0", **fields)
    base = f"{condominium.installation.http_url}/api/v1"
    headers = {"Authorization": f"Bearer {condominium.admin.token}"}
    async with httpx2.AsyncClient(base_url=base, headers=headers) as client:
        path = f"/firmware-images/{made['id']}/file?file_name={name}"
        stored = await client.put(path, content=FIRMWARE)
    assert stored.status_code == 200, stored.text
    return made


async def is_(condominium: Condominium, campaign: Json, status: str) -> Json:
    async def look() -> Json | None:
        shown = await condominium.admin.get(f"/firmware-campaigns/{campaign['id']}")
        return shown if shown["status"] == status else None

    return await eventually(look)


async def version_of(condominium: Condominium, station: Station) -> str:
    [shown] = await condominium.admin.items("/stations", ocpp_identity=station.identity)
    return str(shown["firmware_version"])


async def test_one_station_first_and_then_all(condominium: Condominium) -> None:
    image = await keep(condominium, "fw-2.1.0.bin")
    async with await condominium.station() as one, await condominium.station() as other:
        campaign = await condominium.admin.create(
            "/firmware-campaigns",
            name="2.1.0",
            image_id=image["id"],
            stages=[{"stations": 1}, {"percent": 100}],
        )
        paused = await is_(condominium, campaign, "paused")
        assert paused["pause_reason"] == "stage_done"
        assert await version_of(condominium, one) == "2.1.0"
        assert await version_of(condominium, other) == "1.0.0"

        await condominium.admin.post(f"/firmware-campaigns/{campaign['id']}/resume")
        finished = await is_(condominium, campaign, "finished")
        assert finished["counts"]["updated"] == 2
        updates = await condominium.admin.items("/firmware-updates")
        assert {each["status"] for each in updates} == {"installed"}
        assert all(each["is_proven"] for each in updates)
        assert {each["sent_bytes"] for each in updates} == {len(FIRMWARE)}


async def test_a_file_that_cannot_be_installed_stops_the_campaign(
    condominium: Condominium,
) -> None:
    image = await keep(condominium, "fw-2.1.0-missing.bin")
    async with await condominium.station() as station:
        campaign = await condominium.admin.create(
            "/firmware-campaigns", name="2.1.0", image_id=image["id"], stages=[{"percent": 100}]
        )

        async def has_failed_once() -> bool:
            updates = await condominium.admin.items("/firmware-updates")
            return [each["reason"] for each in updates] == ["download_failed"]

        await eventually(has_failed_once)
        await condominium.admin.post(f"/firmware-campaigns/{campaign['id']}/cancel")
        [update] = await condominium.admin.items("/firmware-updates")
        assert update["status"] == "cancelled"
        assert await version_of(condominium, station) == "1.0.0"


async def test_a_log_is_brought_and_taken_away(condominium: Condominium) -> None:
    async with await condominium.station() as station:
        station_id = await condominium.station_id(station)
        asked = await condominium.admin.create(f"/stations/{station_id}/logs", kind="diagnostics")

        async def is_here() -> bool:
            shown = await condominium.admin.get(f"/station-logs/{asked['id']}")
            return bool(shown["status"] == "received")

        await eventually(is_here)
        base = f"{condominium.installation.http_url}/api/v1"
        headers = {"Authorization": f"Bearer {condominium.admin.token}"}
        async with httpx2.AsyncClient(base_url=base, headers=headers) as client:
            file = await client.get(f"/station-logs/{asked['id']}/file")
        assert b"log asked for" in file.content
        assert file.headers["content-disposition"].startswith("attachment")
