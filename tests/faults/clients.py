"""A program and a browser that do not give up: they ask again, and go on where they were cut."""

import asyncio
import json
import time
from typing import Any
from uuid import uuid4

import httpx2
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidHandshake, WebSocketException

from tests.canaries import PASSWORD
from tests.journeys.api import Api, Json
from tests.journeys.eventually import PATIENCE

PATIENCE_S = 120.0 * PATIENCE
PAUSE_S = 0.1
AGAIN = frozenset({429, 502, 503, 504})
TOPICS = ("sessions", "stations")


class PatientApi(Api):
    """Repeats what was not answered, under the same idempotency key, and signs in anew."""

    async def attempt(self, method: str, path: str, **fields: Any) -> int:
        """Try something that may be refused just now; return the status."""
        return (await self._ask(method, path, json=fields)).status_code

    async def _ask(self, method: str, path: str, **body: Any) -> httpx2.Response:
        headers = {**self._headers}
        if method != "GET":
            headers["Idempotency-Key"] = uuid4().hex
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                answer = await self._client.request(method, path, headers=headers, **body)
                if answer.status_code == 401:
                    await self._sign_in_again()
                elif answer.status_code not in AGAIN:
                    return answer
            except httpx2.TransportError:
                if time.monotonic() > deadline:
                    raise
            else:
                assert time.monotonic() < deadline, answer.text
            await asyncio.sleep(PAUSE_S)

    async def _sign_in_again(self) -> None:
        credentials = {"email": self._email, "password": PASSWORD}
        answer = await self._client.post("/auth/login", json=credentials)
        if answer.status_code == 200:
            self.token = answer.json()["access_token"]
            self._client.headers["Authorization"] = f"Bearer {self.token}"


class Viewer:
    """A browser that watches all the time, and after every loss asks for what it missed."""

    def __init__(self, http_url: str, api: Api) -> None:
        self._address = f"{http_url.replace('http', 'ws', 1)}/api/v1/live"
        self._api = api
        self._last: str | None = None
        self.seen: dict[str, Json] = {}
        self.frames = 0

    async def watch(self) -> None:
        """Watch until cancelled."""
        while True:
            try:
                async with connect(self._address, proxy=None, compression=None) as socket:
                    await socket.send(json.dumps({"token": self._api.token}))
                    more = {} if self._last is None else {"after": self._last}
                    await socket.send(json.dumps({"subscribe": TOPICS, **more}))
                    async for said in socket:
                        self._hear(json.loads(said))
            except (OSError, WebSocketException, InvalidHandshake, TimeoutError):
                pass
            await asyncio.sleep(PAUSE_S)

    def of(self, kind: str) -> list[str]:
        """Return of which sessions an event of a kind was seen."""
        return [each["data"]["session_id"] for each in self.seen.values() if each["type"] == kind]

    def _hear(self, frame: Json) -> None:
        self.frames += 1
        if (event_id := frame.get("id")) is not None:
            self.seen[event_id] = frame
            self._last = event_id
