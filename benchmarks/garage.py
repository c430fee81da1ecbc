"""A garage of many connectors as the web app sees it: the API's answers, and news every second."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from sigec.kit.actor import PERMISSIONS, Role
from sigec.web import web_routes

TICKS_PER_S = 50
"""News comes in small portions, as it does from stations that know nothing of each other."""
_TENANT = str(UUID(int=1))


class Garage:
    """Connectors that all charge; each says something new once per second."""

    def __init__(self, connectors: int) -> None:
        self._connectors = connectors
        self._energy_wh = 0
        self._url = ""

    @property
    def url(self) -> str:
        """Where the web app of this garage is."""
        return self._url

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Garage"]:
        """Serve for as long as the context lasts."""
        app = Starlette(
            routes=[
                Route("/api/v1/auth/refresh", self._sign_in, methods=["POST"]),
                Route("/api/v1/auth/me", self._me),
                Route("/api/v1/board", self._board),
                WebSocketRoute("/api/v1/live", self._live),
                *web_routes(),
            ]
        )
        config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        with socket.create_server(("127.0.0.1", 0)) as door:
            self._url = f"http://127.0.0.1:{door.getsockname()[1]}"
            serving = asyncio.create_task(server.serve(sockets=[door]))
            try:
                yield self
            finally:
                server.should_exit = True
                await serving

    async def _sign_in(self, _request: Request) -> JSONResponse:
        return JSONResponse({"access_token": "bench", "user": _user()})

    async def _me(self, _request: Request) -> JSONResponse:
        return JSONResponse(_user())

    async def _board(self, _request: Request) -> JSONResponse:
        rows = [self._row(number) for number in range(self._connectors)]
        return JSONResponse({"at": _now(), "counters": {}, "connectors": rows})

    async def _live(self, watcher: WebSocket) -> None:
        await watcher.accept()
        with suppress(WebSocketDisconnect, RuntimeError):
            await watcher.receive_text()
            loop = asyncio.get_running_loop()
            begun, told = loop.time(), 0
            while True:
                due = int((loop.time() - begun) * self._connectors)
                for number in range(told, due):
                    await watcher.send_text(self._news(number % self._connectors))
                told = due
                await asyncio.sleep(1 / TICKS_PER_S)

    def _news(self, number: int) -> str:
        self._energy_wh += 1
        data = {
            "session_id": _id(3, number),
            "at": _now(),
            "energy_wh": self._energy_wh,
            "power_w": 3_000 + (self._energy_wh * 37) % 4_000,
            "soc_percent": None,
            "amount_minor": self._energy_wh // 10,
            "currency": "BRL",
        }
        return json.dumps({"id": None, "type": "session.progress", "at": _now(), "data": data})

    def _row(self, number: int) -> dict[str, Any]:
        station_id, name = _id(2, number), f"Vaga {number + 1}"
        return {
            "tenant_id": _TENANT,
            "connector_id": _id(4, number),
            "evse": 1,
            "connector": 1,
            "station_id": station_id,
            "station_name": name,
            "site_id": _id(5, 0),
            "site_name": "Garagem",
            "source": None,
            "timezone": "America/Sao_Paulo",
            "state": "in_use",
            "ocpp_status": "Charging",
            "error_code": None,
            "status_at": _now(),
            "last_seen_at": _now(),
            "online": True,
            "ghost": False,
            "session": self._session(number, station_id, name),
        }

    def _session(self, number: int, station_id: str, name: str) -> dict[str, Any]:
        return {
            "id": _id(3, number),
            "tenant_id": _TENANT,
            "station_id": station_id,
            "station_name": name,
            "timezone": "America/Sao_Paulo",
            "evse": 1,
            "connector": 1,
            "source": "ocpp",
            "read_through": None,
            "id_token": None,
            "person": {"id": _id(6, number), "name": f"Moradora {number}", "unit": f"A {number}"},
            "identity": "known",
            "status": "charging",
            "freshness": "live",
            "started_at": _now(),
            "energy_wh": 0,
            "power_w": 7_000,
            "offered_w": 7_400,
            "soc_percent": None,
            "last_reading_at": _now(),
            "cost": {"amount": "0.00", "currency": "BRL"},
            "rating": "pending",
            "price_lines": [],
            "included_taxes": [],
            "flags": [],
        }


def _user() -> dict[str, Any]:
    return {
        "id": _id(7, 0),
        "email": "bench@example.com",
        "name": "Síndica",
        "role": "tenant_admin",
        "permissions": sorted(PERMISSIONS[Role.TENANT_ADMIN]),
        "tenant": {"id": _TENANT, "name": "Condomínio", "slug": "condominio"},
        "person_id": None,
    }


def _id(kind: int, number: int) -> str:
    return str(UUID(int=kind << 64 | number))


def _now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")
