"""Bring webhooks by HTTP, only to addresses that may be reached, and only where they lead now."""

import asyncio
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit, urlunsplit

import httpx2

from sigec.adapters.answers import beginning_of
from sigec.kit.addresses import OutOfReach, Reach, find_address
from sigec.webhooks.model import ANSWER_LENGTH_MAX, ATTEMPT_TIMEOUT_S
from sigec.webhooks.ports import AddressRefused, Answer, Unreachable

ANSWER_BYTES_MAX = 4 * ANSWER_LENGTH_MAX


class HttpWebhookSender:
    """Resolves a name once, checks every address it stands for, and connects to one of these.

    Resolving again while connecting would let a name change its meaning in between.
    """

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._client = httpx2.AsyncClient(
            follow_redirects=False, trust_env=False, timeout=ATTEMPT_TIMEOUT_S
        )

    async def close(self) -> None:
        """Close idle connections."""
        await self._client.aclose()

    async def send(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Answer:
        """POST once, follow no redirect, and wait for the answer.

        :raises Unreachable: when there is no answer in time.
        :raises AddressRefused: when the name stands for an address that may not be reached.
        """
        try:
            async with asyncio.timeout(ATTEMPT_TIMEOUT_S):
                return await self._send(url, headers, body)
        except TimeoutError:
            raise Unreachable(f"no answer within {ATTEMPT_TIMEOUT_S:g} s") from None
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise Unreachable(str(error) or type(error).__name__) from error

    async def _send(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        parts = urlsplit(url)
        host = parts.hostname or ""
        address = await self._resolve(host, parts.port or (443 if parts.scheme == "https" else 80))
        shown = f"[{address}]" if ":" in address else address
        target = parts._replace(netloc=f"{shown}:{parts.port}" if parts.port else shown)
        async with self._client.stream(
            "POST",
            urlunsplit(target),
            headers={**headers, "Host": parts.netloc},
            content=body,
            extensions={"sni_hostname": host},
        ) as response:
            text = await beginning_of(response, bytes_max=ANSWER_BYTES_MAX)
            return Answer(
                status=response.status_code,
                text=text,
                retry_after_s=_seconds(response.headers.get("retry-after")),
            )

    async def _resolve(self, host: str, port: int) -> str:
        try:
            return await find_address(self._reach, host, port)
        except OutOfReach as out:
            raise AddressRefused(str(out)) from None
        except OSError:
            raise Unreachable(f"the name {host} leads nowhere") from None


def _seconds(header: str | None) -> int | None:
    """Read ``Retry-After``: seconds, or a date (RFC 9110 §10.2.3)."""
    if header is None:
        return None
    if header.isascii() and header.isdigit():
        return int(header)
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0, round(at.timestamp() - time.time()))
