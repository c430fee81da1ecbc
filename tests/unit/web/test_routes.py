from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette

from sigec.web import web_routes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<p>the app</p>")
    (static / "icon.svg").write_text("<svg/>")
    (static / "assets" / "index-DXSRA27q.js").write_text("run()")
    (tmp_path / "secret.txt").write_text("secret")
    return static


async def get(folder: Path, path: str, method: str = "GET") -> httpx2.Response:
    transport = httpx2.ASGITransport(app=Starlette(routes=web_routes(folder)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://sigec.test") as client:
        return await client.request(method, path)


@pytest.mark.parametrize("path", ["/", "/index.html", "/stations", "/sessions/01a2?from=x"])
async def test_every_screen_is_the_app(folder: Path, path: str) -> None:
    response = await get(folder, path)

    assert response.status_code == 200
    assert response.text == "<p>the app</p>"
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["content-type"].startswith("text/html")


async def test_hashed_files_are_kept_for_ever_and_others_are_asked_for(folder: Path) -> None:
    hashed = await get(folder, "/assets/index-DXSRA27q.js")
    plain = await get(folder, "/icon.svg")

    assert "immutable" in hashed.headers["cache-control"]
    assert hashed.headers["content-type"].startswith("text/javascript")
    assert plain.headers["cache-control"] == "no-cache"


async def test_the_service_worker_governs_every_screen_and_is_never_kept(folder: Path) -> None:
    (folder / "sw.js").write_text("keep()")
    (folder / "app.webmanifest").write_text("{}")

    worker = await get(folder, "/sw.js")
    manifest = await get(folder, "/app.webmanifest")

    assert worker.headers["cache-control"] == "no-cache"
    assert worker.headers["service-worker-allowed"] == "/"
    assert worker.headers["content-type"].startswith("text/javascript")
    assert manifest.headers["content-type"] == "application/manifest+json"


async def test_large_files_travel_compressed(folder: Path) -> None:
    (folder / "assets" / "large-12345678.js").write_text("run();" * 1_000)

    large = await get(folder, "/assets/large-12345678.js")
    small = await get(folder, "/icon.svg")

    assert large.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in small.headers


@pytest.mark.parametrize("path", ["/assets/gone-12345678.js", "/favicon.ico", "/api/v1/nothing"])
async def test_a_missing_file_is_not_the_app(folder: Path, path: str) -> None:
    assert (await get(folder, path)).status_code == 404


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/%00.txt"]
)
async def test_nothing_outside_the_folder_is_served(folder: Path, path: str) -> None:
    assert "secret" not in (await get(folder, path)).text


async def test_the_app_is_only_read(folder: Path) -> None:
    assert (await get(folder, "/stations", method="POST")).status_code == 405


async def test_before_the_app_is_built_a_page_says_so(tmp_path: Path) -> None:
    response = await get(tmp_path / "nothing", "/")

    assert response.status_code == 503
    assert "make run" in response.text
