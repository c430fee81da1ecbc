"""The reference needs nothing from outside this platform."""

import re
from pathlib import Path
from unittest.mock import Mock

import httpx2
import pytest

from sigec.rest import docs
from sigec.rest.app import create_api


async def get(path: str) -> httpx2.Response:
    transport = httpx2.ASGITransport(app=create_api(Mock()))
    async with httpx2.AsyncClient(transport=transport, base_url="http://sigec.test") as client:
        return await client.get(path)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/api/docs", "text/html"),
        ("/api/docs/reference.js", "text/javascript"),
        ("/api/docs/reference.css", "text/css"),
        ("/api/openapi.json", "application/json"),
    ],
)
async def test_the_reference_is_served(path: str, media_type: str) -> None:
    response = await get(path)

    assert response.status_code == 200
    assert response.headers["content-type"].startswith(media_type)


async def test_nothing_else_is_served_beside_it() -> None:
    assert (await get("/api/docs/index.html")).status_code == 422


@pytest.mark.parametrize("path", sorted(docs._FOLDER.iterdir()), ids=lambda path: path.name)
def test_the_reference_points_to_no_other_place(path: Path) -> None:
    assert not re.search(r"https?://|[\"'(]//", path.read_text())
