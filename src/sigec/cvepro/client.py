"""One account's calls: login, headers, tries, pauses, and what an answer means."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

import httpx2
import msgspec
from msgspec import Raw

from sigec.cvepro.login import Login
from sigec.cvepro.transport import ANSWER_BYTES_MAX
from sigec.cvepro.troubles import (
    CloudFailed,
    failing,
    host_of,
    key_trouble,
    rate_limited,
    reason_of,
    refused_account,
    wait_told,
)
from sigec.cvepro.wire import (
    BoxRow,
    Envelope,
    ErrorAnswer,
    Listing,
    TransactionRow,
    read_items,
    write_time,
)
from sigec.kit.ports import Clock
from sigec.sources.model import AuthScheme, ForbiddenAddress, Headers, SourceDraft

API = "/api/v1"
WAITS_S = (5.0, 10.0)
"""Between the three tries of a call that the network or the cloud broke."""

Sleep = Callable[[float], Awaitable[None]]


class Client:
    """Asks the cloud for one account.

    No call is made while the cloud told us to wait. ``calls`` counts the requests that were sent.
    """

    def __init__(
        self,
        source: SourceDraft,
        http: httpx2.AsyncClient,
        clock: Clock,
        *,
        sleep: Sleep = asyncio.sleep,
        not_before_at: datetime | None = None,
        headers: Headers | None = None,
    ) -> None:
        """Ask ``source``; ``headers`` are tried in place of its own."""
        self._source = source
        self._http = http
        self._clock = clock
        self._sleep = sleep
        self._headers = headers or source.headers
        self._not_before_at = not_before_at
        base = source.base_url.rstrip("/")
        self._base = base if base.endswith(API) else base + API
        self._host = host_of(source.base_url)
        self._login = Login(source, clock, self._post_login)
        self.calls = 0

    def use(self, headers: Headers) -> None:
        """Send other headers from now on; the token stays."""
        self._headers = headers

    async def token(self) -> str:
        """Return the account's token; it logs in only when there is none.

        :raises CloudFailed: when the cloud does not let the account in.
        """
        return await self._login.token()

    async def transactions(self, from_at: datetime, to_at: datetime) -> Listing[TransactionRow]:
        """Return the transactions that started in a window; there is no other filter.

        :raises CloudFailed: when they could not be had.
        """
        zone = ZoneInfo(self._source.timezone)
        query = {"fromDate": write_time(from_at, zone), "toDate": write_time(to_at, zone)}
        if self._headers.timezone_offset is not None:
            query["timeZone"] = self._headers.timezone_offset
        envelope = await self._list("/transaction", query)
        return read_items(TransactionRow, self._required(envelope.list))

    async def chargers(self) -> Listing[BoxRow]:
        """Return the account's chargers with the last status of their connectors.

        :raises CloudFailed: when they could not be had.
        """
        envelope = await self._list("/chargepoints", {})
        return read_items(BoxRow, self._required(envelope.charge_point_list))

    async def post(self, path: str, query: Mapping[str, str]) -> tuple[int, bytes]:
        """Send a command once, and return status and body; it is not repeated but for a login.

        :raises CloudFailed: when the cloud could not be asked.
        """
        response = await self._signed("POST", path, params=dict(query), tries=1)
        return response.status_code, response.content

    async def _list(self, path: str, query: dict[str, str]) -> Envelope:
        response = await self._signed("GET", path, params=query)
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            raise refused_account("source.header_refused", reason=_reason(response))
        if response.status_code == HTTPStatus.NOT_FOUND:
            raise failing("source.not_cvepro", host=self._host, status="404")
        if response.status_code >= HTTPStatus.MULTIPLE_CHOICES:
            raise failing("source.refused", reason=_reason(response))
        try:
            envelope = msgspec.json.decode(response.content, type=Envelope)
        except msgspec.DecodeError:
            raise failing("source.not_understood", host=self._host) from None
        if envelope.error:
            if "tenant not found" in envelope.error.lower():
                raise refused_account(key_trouble(self._source.base_url), host=self._host)
            raise failing("source.refused", reason=reason_of(envelope.error))
        return envelope

    def _required(self, items: list[Raw] | Any) -> list[Raw]:
        if items is None:
            raise failing("source.not_understood", host=self._host)
        return list(items)

    async def _signed(
        self, method: str, path: str, *, tries: int = 1 + len(WAITS_S), **content: Any
    ) -> httpx2.Response:
        """Send a request with the token; a 401 logs in once and sends it once more."""
        token = await self._login.token()
        response = await self._send(method, path, self._signing(token), tries=tries, **content)
        if response.status_code != HTTPStatus.UNAUTHORIZED:
            return response
        token = await self._login.token(instead_of=token)
        return await self._send(method, path, self._signing(token), tries=tries, **content)

    def _signing(self, token: str) -> dict[str, str]:
        headers = self._headers
        is_bearer = headers.auth_scheme is AuthScheme.BEARER
        signed = {"Authorization": f"Bearer {token}" if is_bearer else token}
        if headers.platform is not None:
            signed["Platform"] = headers.platform
        if headers.timezone_offset is not None:
            signed["X-Timezone-Offset"] = headers.timezone_offset
        return {**signed, **headers.extra_headers}

    async def _post_login(self) -> tuple[int, bytes]:
        account = self._source.account
        headers = {"Api-Key": account.api_key}
        if self._headers.platform is not None:
            headers["Platform"] = self._headers.platform
        response = await self._send(
            "POST",
            "/login",
            headers,
            tries=1 + len(WAITS_S),
            json={"email": account.email, "password": account.password},
        )
        return response.status_code, response.content

    async def _send(
        self, method: str, path: str, headers: dict[str, str], *, tries: int, **content: Any
    ) -> httpx2.Response:
        """Send a request up to three times, until the cloud answers anything but a breakdown."""
        for wait_s in (*WAITS_S[: tries - 1], None):
            self._refuse_in_pause()
            broken: CloudFailed
            try:
                response = await self._send_once(method, path, headers, **content)
            except CloudFailed as failed:
                broken = failed
            else:
                if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
                    return response
                broken = self._broken(response)
            if wait_s is None or (broken.failure.wait_s or 0) > wait_s or not _may_mend(broken):
                raise broken
            await self._sleep(wait_s)
        raise AssertionError("the last try returns or raises")

    async def _send_once(
        self, method: str, path: str, headers: dict[str, str], **content: Any
    ) -> httpx2.Response:
        self.calls += 1
        try:
            response = await self._http.request(
                method, self._base + path, headers=headers, **content
            )
        except ForbiddenAddress:
            raise refused_account("source.forbidden_address", host=self._host) from None
        except httpx2.TimeoutException:
            raise failing("source.timeout", host=self._host) from None
        except (httpx2.TransportError, OSError) as error:
            code = "source.certificate" if _is_certificate(error) else "source.unreachable"
            raise failing(code, host=self._host) from None
        if len(response.content) > ANSWER_BYTES_MAX:
            raise failing("source.not_understood", host=self._host)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            wait_s = wait_told(response.text, response.headers.get("retry-after"))
            self._not_before_at = self._clock.now() + timedelta(seconds=wait_s)
            raise rate_limited(wait_s)
        return response

    def _broken(self, response: httpx2.Response) -> CloudFailed:
        told = response.headers.get("retry-after", "")
        wait_s = float(told) if told.isdigit() else None
        status = str(response.status_code)
        return failing("source.unavailable", wait_s=wait_s, host=self._host, status=status)

    def _refuse_in_pause(self) -> None:
        until = self._not_before_at
        if until is not None and until > self._clock.now():
            raise rate_limited((until - self._clock.now()).total_seconds())


def _may_mend(broken: CloudFailed) -> bool:
    code = broken.failure.trouble.code
    return code in ("source.timeout", "source.unreachable", "source.unavailable")


def _is_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _reason(response: httpx2.Response) -> str:
    try:
        answer = msgspec.json.decode(response.content, type=ErrorAnswer)
    except msgspec.DecodeError:
        return f"HTTP {response.status_code}"
    return reason_of(answer.error or answer.message or f"HTTP {response.status_code}")
