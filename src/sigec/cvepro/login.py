"""The account's token: fetched once for all who wait, renewed in time, never twice in a row."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import msgspec

from sigec.cvepro.troubles import (
    CloudFailed,
    failing,
    host_of,
    key_trouble,
    reason_of,
    refused_account,
)
from sigec.cvepro.wire import LoginAnswer, read_time
from sigec.kit.ports import Clock
from sigec.sources.model import SourceDraft

AGE_MAX = timedelta(hours=24)
RENEW_BEFORE = timedelta(hours=1)
RENEW_BEFORE_END = timedelta(minutes=2)
"""How much sooner than its told end a token is renewed; most end in a day, some in an hour."""
SECONDS_MAX = 10**11
"""Greater numbers are milliseconds since 1970."""

Send = Callable[[], Awaitable[tuple[int, bytes]]]
"""Posts the login; returns status and body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a login gave, and until when to use it."""

    value: str
    renew_at: datetime


class Login:
    """Keeps the token of one account; any number of calls may wait for one login."""

    def __init__(self, source: SourceDraft, clock: Clock, send: Send) -> None:
        self._source = source
        self._clock = clock
        self._send = send
        self._token: Token | None = None
        self._turn = asyncio.Lock()

    async def token(self, *, instead_of: str | None = None) -> str:
        """Return a token that should do, other than ``instead_of``, which was refused.

        :raises CloudFailed: when the cloud does not let the account in.
        """
        async with self._turn:
            known = self._token
            is_good = known is not None and known.renew_at > self._clock.now()
            if known is None or not is_good or known.value == instead_of:
                self._token = None  # a login that fails leaves nothing behind
                self._token = known = await self._log_in()
            return known.value

    async def _log_in(self) -> Token:
        if not all((self._source.account.api_key, self._source.account.email)):
            raise refused_account("source.account_missing")
        status, body = await self._send()
        answer = _read(body)
        value = answer and (answer.token or answer.access_token)
        if answer is None or status >= HTTPStatus.MULTIPLE_CHOICES or answer.error or not value:
            raise self._refusal(status, body, answer)
        return Token(value=value, renew_at=self._renew_at(answer))

    def _renew_at(self, answer: LoginAnswer) -> datetime:
        now = self._clock.now()
        ends_at = _ends_at(answer.expires_at)
        if ends_at is None or ends_at <= now:
            return now + AGE_MAX - RENEW_BEFORE
        return max(ends_at - RENEW_BEFORE_END, now + (ends_at - now) / 2)

    def _refusal(self, status: int, body: bytes, answer: LoginAnswer | None) -> CloudFailed:
        text = body.decode(errors="replace")
        host = host_of(self._source.base_url)
        if "tenant not found" in text.lower():
            return refused_account(key_trouble(self._source.base_url), host=host)
        if "captcha" in text.lower():
            return refused_account("source.recaptcha")
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return refused_account("source.password_wrong")
        if answer is not None and answer.error:
            return refused_account("source.refused", reason=reason_of(answer.error))
        return failing("source.not_cvepro", host=host, status=str(status))


def _read(body: bytes) -> LoginAnswer | None:
    try:
        return msgspec.json.decode(body, type=LoginAnswer, strict=False)
    except msgspec.DecodeError:
        return None


def _ends_at(told: float | str | None) -> datetime | None:
    if isinstance(told, str):
        if not told.strip().isdigit():
            return read_time(told, UTC)
        told = int(told)
    if told is None:
        return None
    seconds = told / 1000 if told > SECONDS_MAX else told
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
