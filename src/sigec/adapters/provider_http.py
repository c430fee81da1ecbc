"""Ask providers of messages by HTTP, and know for sure whether one took a message."""

import asyncio
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import httpx2
import msgspec

from sigec.adapters.answers import beginning_of
from sigec.kit.addresses import OutOfReach, Reach, find_address
from sigec.notifications.ports import AnswerLost, ChannelClosed, MessageRefused, NotCarried

CONNECT_TIMEOUT_S = 5.0
TOTAL_TIMEOUT_S = 20.0
ANSWER_BYTES_MAX = 64 * 1024
SAID_LENGTH_MAX = 200
RETRY_AFTER_MAX_S = 3_600
_CONNECTIONS_MAX = 100
_PERSONAL = re.compile(r"\+?\d[\d\s().-]{6,}\d|\S+@\S+")
_REDIRECTION = 3
_NOT_OURS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_FOR_NOW = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)
_PERHAPS_TAKEN = (HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT)
"""What a proxy says whose provider did not answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a provider answered: at most 64 KiB of it."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def is_yes(self) -> bool:
        """Whether it is a 2xx."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def retry_after_s(self) -> int | None:
        """When the provider wants to be asked again, at most an hour from now."""
        told = self.headers.get("retry-after", "").strip()
        if told.isascii() and told.isdigit():
            return min(int(told[:9]), RETRY_AFTER_MAX_S)
        try:
            wait = parsedate_to_datetime(told) - parsedate_to_datetime(self.headers["date"])
        except (ValueError, KeyError, TypeError):
            return None
        return max(0, min(round(wait.total_seconds()), RETRY_AFTER_MAX_S))

    def json(self) -> Mapping[str, Any]:
        """Return the JSON object that it is, an empty one when it is anything else."""
        try:
            read = msgspec.json.decode(self.text)
        except (msgspec.DecodeError, UnicodeError):
            return {}
        return read if isinstance(read, dict) else {}


class ProviderHttp:
    """Asks any provider, within reach, by verified TLS; one connection per request.

    A connection that was kept may be closed by the other side just when it is used: nobody would
    know whether the message was taken.
    """

    def __init__(
        self,
        reach: Reach,
        *,
        connect_timeout_s: float = CONNECT_TIMEOUT_S,
        total_timeout_s: float = TOTAL_TIMEOUT_S,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Prepare; tests share one ``tls``, which takes long to make."""
        self._reach = reach
        self._total_timeout_s = total_timeout_s
        self._connect_timeout_s = connect_timeout_s
        self._tls = tls
        self._opened: httpx2.AsyncClient | None = None

    async def close(self) -> None:
        """Close what is open."""
        if self._opened is not None:
            await self._opened.aclose()

    async def ask(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> Answered:
        """Send one request and return what was answered, whatever it is.

        :raises ChannelClosed: when the address is none that may be asked.
        :raises NotCarried: when nothing of the request was sent.
        :raises AnswerLost: when it was, and no whole answer came.
        """
        begun = asyncio.Event()

        async def trace(name: str, _about: Mapping[str, Any]) -> None:
            if name.endswith("send_request_headers.started"):
                begun.set()

        try:
            async with asyncio.timeout(self._total_timeout_s):
                target, host, named = await self._address(url)
                async with self._client.stream(
                    method,
                    target,
                    headers={**(headers or {}), "Host": named},
                    extensions={"sni_hostname": host, "trace": trace},
                    **content,
                ) as response:
                    return Answered(
                        status=response.status_code,
                        headers={k.lower(): v for k, v in response.headers.items()},
                        text=await beginning_of(response, bytes_max=ANSWER_BYTES_MAX),
                    )
        except (httpx2.HTTPError, OSError) as error:  # TimeoutError is an OSError
            what = _words_of(error)
            if begun.is_set():
                raise AnswerLost(f"the provider's answer was lost: {what}") from None
            raise NotCarried(f"the provider was not reached: {what}") from None
        except UnicodeError:
            raise ChannelClosed("a key has a letter that no key has") from None

    @property
    def _client(self) -> httpx2.AsyncClient:
        """The client, made when the first message goes out: most processes send none."""
        if self._opened is None:
            self._opened = httpx2.AsyncClient(
                verify=self._tls or ssl.create_default_context(),
                follow_redirects=False,
                trust_env=False,
                timeout=httpx2.Timeout(self._total_timeout_s, connect=self._connect_timeout_s),
                limits=httpx2.Limits(max_connections=_CONNECTIONS_MAX, max_keepalive_connections=0),
            )
        return self._opened

    async def _address(self, url: str) -> tuple[httpx2.URL, str, str]:
        """Return an address with a number for its name, the name, and what to call it there."""
        try:
            whole = httpx2.URL(url)
            is_https = whole.scheme == "https"
            if not whole.host or whole.scheme not in ("http", "https"):
                raise ChannelClosed("the provider's address is not https://…")
            port = whole.port or (443 if is_https else 80)
            found = await find_address(self._reach, whole.host, port)
        except httpx2.InvalidURL:
            raise ChannelClosed("the provider's address cannot be read") from None
        except OutOfReach as out:
            raise ChannelClosed(str(out)) from None
        except OSError:
            raise NotCarried(f"the name {whole.host} leads nowhere") from None
        if not is_https and Reach().includes(found):
            raise ChannelClosed("keys and messages go over the internet by https only")
        return whole.copy_with(host=found), whole.host, whole.netloc.decode("ascii")


def refusal(answer: Answered, said: str) -> NotCarried | AnswerLost:
    """Return what an answer that is no yes means, where the provider has no own word for it."""
    reason = f"HTTP {answer.status}{': ' if said else ''}{masked(said)}"
    status = answer.status
    if status in _NOT_OURS or status // 100 == _REDIRECTION:
        return ChannelClosed(reason)
    if status in _PERHAPS_TAKEN or answer.is_yes:
        return AnswerLost(reason)
    if status in _FOR_NOW or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return NotCarried(reason, retry_after_s=answer.retry_after_s)
    return MessageRefused(reason)


def masked(said: object) -> str:
    """Return the beginning of what a provider said, without telephone numbers and addresses."""
    return _PERSONAL.sub("…", " ".join(str(said).split()))[:SAID_LENGTH_MAX]


def shortened(text: str, length_max: int) -> str:
    """Return a text that a provider takes, with a sign that there was more."""
    return text if len(text) <= length_max else f"{text[: length_max - 1]}…"


def _words_of(error: Exception) -> str:
    return masked(str(error) or type(error).__name__)
