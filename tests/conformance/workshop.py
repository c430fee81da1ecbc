"""What a technician does: keep an image, order an update, ask for a log; and what stations do."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2

from tests.conformance.charger import Charger, Json
from tests.conformance.conftest import Grid
from tests.journeys.eventually import eventually

FIRMWARE = bytes(range(256)) * 3_000
"""More than a chunk of the store."""


async def image(grid: Grid, *, content: bytes | None = FIRMWARE, **fields: Any) -> Json:
    """Keep an image and its file."""
    made = await grid.admin.create(
        "/firmware-images", **{"name": "New", "version": "2.0.0", **fields}
    )
    if content is None:
        return made
    stored = await grid.http.put(
        f"/firmware-images/{made['id']}/file?file_name=fw-2.0.0.bin", content=content
    )
    assert stored.status_code == 200, stored.text
    shown: Json = stored.json()
    assert shown["sha256"] == hashlib.sha256(content).hexdigest()
    return shown


async def order(grid: Grid, charger: Charger, image_id: str, **fields: Any) -> Json:
    """Order an update of a station."""
    station = await grid.station(charger)
    path = f"/stations/{station['id']}/firmware-updates"
    return await grid.admin.create(path, image_id=image_id, **fields)


async def update(grid: Grid, ordered: Json) -> Json:
    """Return an update with its history."""
    return await grid.admin.get(f"/firmware-updates/{ordered['id']}")


async def reaches(grid: Grid, ordered: Json, status: str, reason: str | None = None) -> Json:
    """Wait until an update is so far, and return it."""

    async def look() -> Json | None:
        shown = await update(grid, ordered)
        return shown if (shown["status"], shown["reason"]) == (status, reason) else None

    return await eventually(look)


async def boot(charger: Charger, version: str | None = "1.0.0") -> None:
    """Say which firmware the station has."""
    more = {} if version is None else {"firmwareVersion": version}
    if charger.version == "ocpp1.6":
        payload: Json = {"chargePointVendor": "Maker", "chargePointModel": "AC", **more}
    else:
        payload = {
            "reason": "PowerUp",
            "chargingStation": {"vendorName": "Maker", "model": "AC", **more},
        }
    assert (await charger.tell("BootNotification", payload))["status"] == "Accepted"


async def fetch(url: str, **headers: str) -> httpx2.Response:
    """Fetch as a station does: with no account."""
    async with httpx2.AsyncClient() as station:
        return await station.get(url, headers=headers)


async def bring(url: str, *, method: str = "PUT", **how: Any) -> httpx2.Response:
    """Bring a file as a station does."""
    async with httpx2.AsyncClient() as station:
        return await station.request(method, url, **how)


def words(shown: Json) -> list[str]:
    """Return the words of an update's history."""
    return [step["word"] for step in shown["steps"]]


async def reply(charger: Charger, id_: str, frame: list[Any]) -> None:
    """Answer with a frame, whose id is put in; what is none is refused by 2.1."""
    await charger.say([frame[0], id_, *frame[1:]])
    if frame == [3, []] and charger.version == "ocpp2.1":
        assert (await charger.hear())[0] == 5


@asynccontextmanager
async def asking(
    grid: Grid, path: str, body: Json | None = None
) -> AsyncIterator[asyncio.Task[httpx2.Response]]:
    """Send a request that waits for a station; await what is given for its response."""
    yield asyncio.create_task(grid.http.post(path, json=body))
