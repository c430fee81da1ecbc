"""The sender meets real servers, and goes nowhere it must not."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from sigec.adapters.aes_vault import AesVault
from sigec.adapters.webhook_http import HttpWebhookSender
from sigec.kit.addresses import LOOPBACK, Reach
from sigec.webhooks.ports import AddressRefused, Unreachable

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@asynccontextmanager
async def receiver(answer: bytes | None) -> AsyncIterator[tuple[int, list[bytes]]]:
    """Answer every request with these bytes, or never."""
    heard: list[bytes] = []
    served: set[asyncio.Task[Any]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        served.add(task)
        with suppress(ConnectionError):
            heard.append(await reader.read(65_536))
            if answer is None:
                await reader.read()  # until the sender gives up
            else:
                writer.write(answer)
                await writer.drain()
        with suppress(ConnectionError):
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], heard
        await asyncio.gather(*served)


@pytest.fixture
async def sender() -> AsyncIterator[HttpWebhookSender]:
    made = HttpWebhookSender(Reach(allowed=LOOPBACK))
    yield made
    await made.close()


async def test_it_posts_to_the_name_and_reads_the_answer(sender: HttpWebhookSender) -> None:
    async with receiver(OK) as (port, heard):
        url = f"http://localhost:{port}/hook?a=b"
        answer = await sender.send(url, headers={"webhook-id": "1"}, body=b"{}")

    assert (answer.status, answer.text, answer.retry_after_s) == (200, "ok", None)
    request = b"".join(heard)
    assert request.startswith(b"POST /hook?a=b HTTP/1.1\r\n")
    assert f"host: localhost:{port}".encode() in request.lower()
    assert b"webhook-id: 1" in request
    assert b"Content-Length: 2\r\n" in request


async def test_a_redirect_is_an_answer_like_another(sender: HttpWebhookSender) -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n"
    async with receiver(moved) as (port, _):
        answer = await sender.send(f"http://127.0.0.1:{port}", headers={}, body=b"{}")

    assert answer.status == 302


async def test_a_long_answer_is_cut_and_a_wish_for_patience_is_read(
    sender: HttpWebhookSender,
) -> None:
    much = b"HTTP/1.1 429 Slow down\r\nRetry-After: 30\r\nContent-Length: 999999\r\n\r\n"
    async with receiver(much + b"a" * 200_000) as (port, _):
        answer = await sender.send(f"http://127.0.0.1:{port}", headers={}, body=b"{}")

    assert (answer.status, answer.retry_after_s, len(answer.text)) == (429, 30, 8_000)


@pytest.mark.parametrize(
    ("wish", "seconds"),
    [
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        (format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True), 3_600),
        ("later", None),
    ],
    ids=["past", "in an hour", "no date"],
)
async def test_a_wish_for_patience_may_be_a_date(
    sender: HttpWebhookSender, wish: str, seconds: int | None
) -> None:
    busy = f"HTTP/1.1 503 Busy\r\nRetry-After: {wish}\r\nContent-Length: 0\r\n\r\n"
    async with receiver(busy.encode()) as (port, _):
        answer = await sender.send(f"http://127.0.0.1:{port}", headers={}, body=b"{}")

    assert answer.retry_after_s == (seconds and pytest.approx(seconds, abs=600))


async def test_silence_ends(sender: HttpWebhookSender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sigec.adapters.webhook_http.ATTEMPT_TIMEOUT_S", 0.05)
    async with receiver(None) as (port, _):
        with pytest.raises(Unreachable, match=r"within 0\.05 s"):
            await sender.send(f"http://127.0.0.1:{port}", headers={}, body=b"{}")


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_nonsense_is_no_answer(sender: HttpWebhookSender, scheme: str) -> None:
    async with receiver(b"nonsense") as (port, _):
        with pytest.raises(Unreachable):
            await sender.send(f"{scheme}://127.0.0.1:{port}", headers={}, body=b"{}")


async def test_nobody_there(sender: HttpWebhookSender) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable):
            await sender.send(f"http://127.0.0.1:{taken.getsockname()[1]}", headers={}, body=b"{}")


async def test_a_name_that_leads_to_a_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sender = HttpWebhookSender(Reach())

    async def resolve(*_: object, **__: object) -> list[object]:
        public, private = ("93.184.216.34", 443), ("10.0.0.1", 443)
        return [(None, None, None, None, public), (None, None, None, None, private)]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolve)
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        await sender.send("https://rebound.example/", headers={}, body=b"{}")
    await sender.close()


async def test_a_name_that_leads_nowhere(
    sender: HttpWebhookSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def resolve(*_: object, **__: object) -> list[object]:
        raise socket.gaierror

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolve)
    with pytest.raises(Unreachable, match="leads nowhere"):
        await sender.send("https://nowhere.example/", headers={}, body=b"{}")


def test_a_sealed_text_can_be_opened_with_its_key_and_purpose_only() -> None:
    vault = AesVault("k" * 32, purpose="webhooks")
    sealed = vault.seal("whsec_abc")

    assert vault.open(sealed) == "whsec_abc"
    assert sealed != vault.seal("whsec_abc")
    assert b"whsec" not in sealed
    for other in (AesVault("l" * 32, purpose="webhooks"), AesVault("k" * 32, purpose="sources")):
        with pytest.raises(InvalidTag):
            other.open(sealed)
