"""Who may connect, by which path, in which version: seen from the station's side."""

import asyncio
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from sigec.ocpp.connection import ConnectionLimits
from sigec.ocpp.server import OcppServerSettings
from sigec.stations.model import RefusalReason
from tests.integration.ocpp.harness import PASSWORD, Platform, ask, basic, serve


async def status_of(platform: Platform, path: str, **options: Any) -> int:
    with pytest.raises(InvalidStatus) as caught:
        await platform.open(path, "ocpp1.6", **options)
    return caught.value.response.status_code


async def raw_request(platform: Platform, *lines: str) -> str:
    """Send a handshake as written and return the head of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", platform.server.port)
    writer.write("\r\n".join((*lines, "", "")).encode())
    async with asyncio.timeout(5):
        head = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    return head.decode()


@pytest.mark.parametrize(
    ("path", "identity"),
    [
        ("/ocpp/CP1", "CP1"),
        ("/ocpp/default/CP1", "CP1"),
        ("//ocpp///CP1/", "CP1"),
        ("/ocpp/CP%201%23a", "CP 1#a"),
        ("/ocpp/CP%252F1", "CP%2F1"),
        ("/ocppCP1", "CP1"),
        ("/ocpp/CP1?token=x", "CP1"),
    ],
)
async def test_a_path_names_the_station(path: str, identity: str) -> None:
    async with (
        serve() as platform,
        platform.open(path, "ocpp1.6") as station,
    ):
        assert (await ask(station, "Heartbeat"))[0] == 3
        assert platform.calls[0].station.identity == identity


@pytest.mark.parametrize("path", ["/", "/ocpp", "/ocpp/", "/other/CP1", "/ocpp/a/b/CP1"])
async def test_a_path_without_a_station_is_not_found_and_listed(path: str) -> None:
    async with serve() as platform:
        assert await status_of(platform, path) == 404
        [(listed, refusal)] = platform.gate.refusals
        assert listed == path
        assert refusal.reason is RefusalReason.INVALID_IDENTITY


async def test_an_unknown_station_and_another_tenants_are_not_found() -> None:
    async with serve() as platform:
        assert await status_of(platform, "/ocpp/stranger") == 404
        assert await status_of(platform, "/ocpp/elsewhere/CP1") == 404


async def test_wrong_credentials_are_unauthorized_and_right_ones_let_in() -> None:
    async with serve() as platform:
        path = "/ocpp/CP-SECRET"
        assert await status_of(platform, path) == 401
        for wrong in (basic("CP-SECRET", b"wrong"), basic("CP-OTHER", PASSWORD)):
            assert await status_of(platform, path, additional_headers=wrong) == 401
        right = basic("CP-SECRET", PASSWORD)
        async with platform.station("CP-SECRET", additional_headers=right) as station:
            assert (await ask(station, "Heartbeat"))[0] == 3


async def test_a_password_that_is_no_text_does_no_harm() -> None:
    async with serve() as platform:
        header = basic("CP-SECRET", b"\xff\xfe\x00")
        assert await status_of(platform, "/ocpp/CP-SECRET", additional_headers=header) == 401


async def test_who_guesses_must_wait_even_with_the_right_password() -> None:
    async with serve() as platform:
        for _ in range(10):
            assert await status_of(platform, "/ocpp/CP-SECRET") == 401
        right = basic("CP-SECRET", PASSWORD)
        assert await status_of(platform, "/ocpp/CP-SECRET", additional_headers=right) == 429
        assert platform.gate.refusals[-1][1].reason is RefusalReason.TOO_MANY_ATTEMPTS
        async with platform.station("CP1") as station:
            assert (await ask(station, "Heartbeat"))[0] == 3


async def test_who_comes_again_and_again_must_wait_and_others_need_not() -> None:
    settings = OcppServerSettings(
        port=0, limits=ConnectionLimits(close_timeout_s=0.5), visits_per_minute_max=3
    )
    async with serve(settings=settings) as platform:
        for _ in range(3):  # such as two stations that share an identity
            async with platform.station("CP1") as station:
                assert (await ask(station, "Heartbeat"))[0] == 3
        assert await status_of(platform, "/ocpp/CP1") == 429
        assert platform.gate.refusals[-1][1].reason is RefusalReason.TOO_MANY_ATTEMPTS
        async with platform.station("CP2") as station:
            assert (await ask(station, "Heartbeat"))[0] == 3


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (["ocpp1.6"], "ocpp1.6"),
        (["ocpp2.0.1", "ocpp1.6"], "ocpp2.0.1"),
        (["ocpp1.6", "ocpp2.0.1"], "ocpp1.6"),
        (["ocpp2.1", "ocpp2.0.1"], "ocpp2.0.1"),
        (["ocpp1.5", "ocpp1.6"], "ocpp1.6"),
    ],
)
async def test_the_first_version_of_the_stations_list_wins(offered: list[str], chosen: str) -> None:
    async with serve() as platform, platform.station("CP1", *offered) as station:
        assert station.subprotocol == chosen
        await ask(station, "Heartbeat")
        assert platform.calls[0].version.value == chosen


async def test_without_a_subprotocol_the_station_speaks_16() -> None:
    async with serve() as platform, platform.open("/ocpp/CP1") as station:
        assert station.subprotocol is None
        await ask(station, "Heartbeat")
        assert platform.calls[0].version.value == "ocpp1.6"


async def test_unsupported_subprotocols_complete_the_handshake_and_close() -> None:
    async with serve() as platform:
        async with platform.station("CP1", "ocpp1.5") as station:
            assert station.subprotocol is None
            with pytest.raises(ConnectionClosedError):
                await station.recv()
        assert platform.gate.refusals[0][1].reason is RefusalReason.SUBPROTOCOL_UNSUPPORTED


@pytest.mark.parametrize(
    "connection", ["Connection: Upgrade", "Connection: keep-alive, Upgrade", ""]
)
@pytest.mark.parametrize("target", ["/ocpp/CP1", "http://example.org:9000/ocpp/CP1"])
async def test_odd_requests_are_understood(connection: str, target: str) -> None:
    lines = (
        f"GET {target} HTTP/1.1",
        "Host: example.org",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol: ocpp1.6",
        *([connection] if connection else []),
    )
    async with serve() as platform:
        head = await raw_request(platform, *lines)
        assert head.startswith("HTTP/1.1 101")
        assert "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in head


async def test_a_browser_is_told_what_this_port_is() -> None:
    async with serve() as platform:
        head = await raw_request(platform, "GET /ocpp/CP1 HTTP/1.1", "Host: x")
        assert head.startswith("HTTP/1.1 426")


async def test_what_is_no_http_is_a_bad_request() -> None:
    async with serve() as platform:
        head = await raw_request(platform, "BREW /coffee HTCPCP/1.0", "Host: x")
        assert head.startswith("HTTP/1.1 400")
