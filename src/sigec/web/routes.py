"""The web application's files: hashed ones for ever, the page itself never from a cache."""

import re
from collections.abc import Sequence
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"
COMPRESSED_FROM_BYTES = 1_400
"""What is smaller travels in one packet anyway."""
_PAGE = "index.html"
_NOT_BUILT = Path(__file__).parent / "not_built.html"
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_EACH_TIME = "no-cache"
_WORKER = "sw.js"
_HASHED = re.compile(r"-[A-Za-z0-9_-]{8}\.\w+$")


def web_routes(folder: Path = STATIC) -> Sequence[BaseRoute]:
    """Serve the files of ``folder``; other addresses without a suffix are screens of the app.

    The last of all routes: it takes whatever the interface does not.
    """
    route = _ScreenRoute(
        "/{path:path}",
        _Files(folder).serve,
        methods=["GET", "HEAD"],
        middleware=[Middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM_BYTES)],
    )
    return [route]


class _ScreenRoute(Route):
    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        # What is wrong under /api is told as a problem, not shown as a screen.
        if scope.get("path", "").startswith("/api/"):
            return Match.NONE, {}
        return super().matches(scope)


class _Files:
    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    async def serve(self, request: Request) -> FileResponse:
        path = request.path_params["path"]
        file = self._find(path)
        if file is not None:
            return FileResponse(file, headers=_headers(file))
        if Path(path).suffix and path != _PAGE:
            raise HTTPException(404)
        return self._page()

    def _find(self, path: str) -> Path | None:
        if "\0" in path:
            return None
        file = (self._folder / path).resolve()
        is_ours = file.is_relative_to(self._folder) and file.is_file()
        return file if is_ours and file.name != _PAGE else None

    def _page(self) -> FileResponse:
        page = self._folder / _PAGE
        if page.is_file():
            return FileResponse(page, headers={"Cache-Control": _ASK_EACH_TIME})
        return FileResponse(
            _NOT_BUILT, status_code=503, headers={"Cache-Control": "no-store", "Retry-After": "10"}
        )


def _headers(file: Path) -> dict[str, str]:
    if file.name == _WORKER:
        # A kept worker would go on serving an application that is long gone.
        return {"Cache-Control": _ASK_EACH_TIME, "Service-Worker-Allowed": "/"}
    return {"Cache-Control": _FOR_EVER if _HASHED.search(file.name) else _ASK_EACH_TIME}
