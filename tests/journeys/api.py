"""The REST interface as a program uses it: signed in, and failing loudly."""

import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

import httpx2

Json = dict[str, Any]

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody: the tests speak plain HTTP, and loading all authorities takes its time."""


class Api:
    """A client of ``/api/v1`` in the name of one user."""

    def __init__(
        self,
        client: httpx2.AsyncClient,
        token: str,
        headers: dict[str, str] | None = None,
        *,
        email: str,
    ) -> None:
        self._client = client
        self._email = email
        self.token = token
        self._headers = headers or {}

    @classmethod
    @asynccontextmanager
    async def signed_in(cls, base_url: str, email: str, password: str) -> AsyncIterator[Self]:
        """Sign in over HTTP."""
        base = f"{base_url}/api/v1"
        # The server closes what was idle for five seconds, perhaps just as we ask again.
        limits = httpx2.Limits(keepalive_expiry=2)
        async with httpx2.AsyncClient(
            base_url=base, timeout=60, verify=NO_TLS, limits=limits
        ) as client:
            credentials = {"email": email, "password": password}
            answer = await client.post("/auth/login", json=credentials)
            assert answer.status_code == 200, answer.text
            token = answer.json()["access_token"]
            client.headers["Authorization"] = f"Bearer {token}"
            yield cls(client, token, email=email)

    def of_tenant(self, tenant_id: str) -> Self:
        """Return the same user acting for one tenant, as platform admins do."""
        return type(self)(
            self._client, self.token, {"X-Sigec-Tenant": tenant_id}, email=self._email
        )

    async def get(self, path: str, **wanted: Any) -> Json:
        """Return what is at a path."""
        return _body(await self._ask("GET", path, params=wanted), 200)

    async def items(self, path: str, **wanted: Any) -> list[Json]:
        """Return a whole list, page by page."""
        found: list[Json] = []
        page: Json = {"next_cursor": ""}
        while (cursor := page["next_cursor"]) is not None:
            more = {"cursor": cursor} if cursor else {}
            page = await self.get(path, limit=200, **wanted, **more)
            found += page["items"]
        return found

    async def create(self, path: str, **fields: Any) -> Json:
        """Create a thing and return it."""
        return _body(await self._ask("POST", path, json=fields), 201)

    async def post(self, path: str, **fields: Any) -> Json:
        """Ask for something to be done and return the answer."""
        return _body(await self._ask("POST", path, json=fields), 200)

    async def patch(self, path: str, **fields: Any) -> Json:
        """Change a thing, whoever else does, and return it."""
        return _body(await self._ask("PATCH", path, json=fields), 200)

    async def put(self, path: str, **fields: Any) -> Json:
        """Set a thing and return it."""
        return _body(await self._ask("PUT", path, json=fields), 200)

    async def request(self, path: str, **fields: Any) -> Json:
        """Ask for something that happens soon, and return how it stands."""
        return _body(await self._ask("POST", path, json=fields), 202)

    async def text(self, path: str, **wanted: Any) -> str:
        """Return a file as text."""
        answer = await self._ask("GET", path, params=wanted)
        assert answer.status_code == 200, answer.text
        return answer.text

    async def follow(self, last_event_id: str) -> AsyncIterator[Json]:
        """Yield the events that were told after one, and go on with those of now."""
        headers = {**self._headers, "Last-Event-ID": last_event_id}
        async with self._client.stream("GET", "/events", headers=headers) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data: "):
                    yield json.loads(line.removeprefix("data: "))

    async def delete(self, path: str) -> None:
        """Remove a thing."""
        assert (await self._ask("DELETE", path)).status_code == 204

    async def refusal(self, method: str, path: str, **fields: Any) -> tuple[int, str]:
        """Try something that must fail; return its status and the name of the problem."""
        body = {"params": fields} if method == "GET" else {"json": fields}
        answer = await self._ask(method, path, **body)
        assert answer.status_code >= 400, answer.text
        assert answer.headers["Content-Type"] == "application/problem+json"
        return answer.status_code, answer.json()["type"].removeprefix("urn:sigec:problem:")

    async def _ask(self, method: str, path: str, **body: Any) -> httpx2.Response:
        return await self._client.request(method, path, headers=self._headers, **body)


def _body(answer: httpx2.Response, status: int) -> Json:
    assert answer.status_code == status, f"{answer.request.url.path}: {answer.text}"
    body: Json = answer.json()
    return body
