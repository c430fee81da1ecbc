"""Who may connect, in which version, by which address: from outside, over bare sockets."""

import asyncio
import base64
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from tests.canaries import STATION_PASSWORD
from tests.conformance.charger import Json
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16.words import BOOT
from tests.journeys.eventually import eventually


def basic(user: str, password: bytes | str) -> dict[str, str]:
    secret = password if isinstance(password, bytes) else password.encode()
    return {"Authorization": "Basic " + base64.b64encode(user.encode() + b":" + secret).decode()}


async def status_of(url: str, **options: Any) -> int:
    with pytest.raises(InvalidStatus) as caught:
        await connect(url, subprotocols=[Subprotocol("ocpp1.6")], **options)
    return caught.value.response.status_code


async def refusals(grid: Grid, identity: str, amount: int = 1) -> list[Json]:
    """Return how often an identity was refused, once so many reasons are listed."""

    async def look() -> list[Json] | None:
        found = await grid.admin.items("/handshakes", identity=identity)
        return found if len(found) == amount else None

    return await eventually(look)


async def reasons(grid: Grid, identity: str, amount: int = 1) -> set[str]:
    return {each["reason"] for each in await refusals(grid, identity, amount)}


async def test_an_unknown_station_is_not_found_and_listed(locked_grid: Grid) -> None:
    identity = locked_grid.new_identity()
    for _ in range(12):
        assert await status_of(f"{locked_grid.url}/{identity}") == 404
    assert await reasons(locked_grid, identity) == {"unknown_identity"}


async def test_it_may_connect_as_soon_as_it_is_registered(locked_grid: Grid) -> None:
    identity = locked_grid.new_identity()
    for _ in range(12):
        await status_of(f"{locked_grid.url}/{identity}")
    [handshake] = await refusals(locked_grid, identity)
    adopted = await locked_grid.admin.create(f"/handshakes/{handshake['id']}/adopt")
    assert (adopted["ocpp_identity"], adopted["registration"]) == (identity, "accepted")
    async with locked_grid.charger("ocpp1.6", identity) as charger:
        assert (await charger.tell("BootNotification", BOOT))["status"] == "Accepted"


async def test_a_password_is_required_and_compared(locked_grid: Grid) -> None:
    identity = (await locked_grid.register(password=STATION_PASSWORD))["ocpp_identity"]
    url = f"{locked_grid.url}/{identity}"
    assert await status_of(url) == 401
    wrong = [
        basic(identity, "wrong"),
        basic("other", STATION_PASSWORD),
        basic("", STATION_PASSWORD),
    ]
    for header in [*wrong, basic(identity, b"\xff\xfe"), {"Authorization": "Basic ???"}]:
        assert await status_of(url, additional_headers=header) == 401
    header = basic(identity, STATION_PASSWORD)
    async with locked_grid.charger("ocpp1.6", identity, additional_headers=header) as charger:
        await charger.tell("BootNotification", BOOT)
    wanted = {"credentials_missing", "credentials_wrong"}
    assert await reasons(locked_grid, identity, amount=2) == wanted


@pytest.mark.parametrize("as_bytes", [True, False])
async def test_a_hex_key_is_known_in_both_forms(locked_grid: Grid, *, as_bytes: bool) -> None:
    key = "ff00112233445566778899aabbccddee"
    identity = (await locked_grid.register(password=key))["ocpp_identity"]
    header = basic(identity, bytes.fromhex(key) if as_bytes else key.upper())
    async with locked_grid.charger("ocpp1.6", identity, additional_headers=header) as charger:
        await charger.stays_open()


async def test_the_second_profile_wants_tls(locked_grid: Grid) -> None:
    station = await locked_grid.register(password=STATION_PASSWORD, security_profile=2)
    identity = station["ocpp_identity"]
    header = basic(identity, STATION_PASSWORD)
    status = await status_of(f"{locked_grid.url}/{identity}", additional_headers=header)
    assert status == 401
    assert await reasons(locked_grid, identity) == {"tls_required"}


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (["ocpp1.6"], "ocpp1.6"),
        (["ocpp2.0.1", "ocpp1.6"], "ocpp2.0.1"),
        (["ocpp2.1", "ocpp2.0.1"], "ocpp2.1"),
        (["ocpp1.5", "ocpp1.6"], "ocpp1.6"),
        (["ocpp2.0", "ocpp2.0.1", "ocpp2.1"], "ocpp2.0.1"),
    ],
)
async def test_the_first_version_of_the_stations_list_wins(
    grid: Grid, offered: list[str], chosen: str
) -> None:
    protocols = [Subprotocol(name) for name in offered]
    async with connect(f"{grid.url}/{grid.new_identity()}", subprotocols=protocols) as socket:
        assert socket.subprotocol == chosen


async def test_unknown_versions_complete_the_handshake_and_end(grid: Grid) -> None:
    identity = grid.new_identity()
    protocols = [Subprotocol("ocpp1.5")]
    async with connect(f"{grid.url}/{identity}", subprotocols=protocols) as socket:
        assert socket.subprotocol is None
        with pytest.raises(ConnectionClosed):
            await socket.recv()
    assert await reasons(grid, identity) == {"subprotocol_unsupported"}


async def test_a_station_may_change_its_version(grid: Grid) -> None:
    identity = grid.new_identity()
    for version in ("ocpp1.6", "ocpp2.0.1", "ocpp2.1", "ocpp1.6"):
        async with grid.charger(version, identity) as charger:
            await charger.stays_open()
            assert (await grid.station(charger))["ocpp_version"] == version


@pytest.mark.parametrize(
    "address",
    [
        "/ocpp/{}",
        "/ocpp/default/{}",
        "//ocpp///{}//",
        "/ocpp{}",
        "/ocpp/{}?a=b",
        "/ocpp/{}/",
        "http://central.example:9000/ocpp/{}",
        "/ocpp/%43{}",
    ],
)
async def test_an_address_names_the_station(grid: Grid, address: str) -> None:
    identity = grid.new_identity()
    given = identity[1:] if "%43" in address else identity
    head = await upgrade(grid, address.format(given))
    assert head.startswith("HTTP/1.1 101")
    assert "sec-websocket-protocol: ocpp1.6" in head.lower()
    assert len(await grid.admin.items("/stations", ocpp_identity=identity)) == 1


@pytest.mark.parametrize("address", ["/", "/ocpp", "/ocpp/", "/ocpp/a/b/c", "/ocpp/nobody/CP1"])
async def test_an_address_that_names_nobody(grid: Grid, address: str) -> None:
    assert (await upgrade(grid, address)).startswith("HTTP/1.1 404")


async def upgrade(grid: Grid, address: str) -> str:
    """Send a handshake as written and return the head of the answer."""
    port = int(grid.url.split(":")[2].split("/")[0])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = (
        f"GET {address} HTTP/1.1",
        "Host: central.example",
        "Upgrade: websocket",
        "Connection: keep-alive, Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol: ocpp1.6",
    )
    writer.write("\r\n".join((*lines, "", "")).encode())
    async with asyncio.timeout(5):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        if head.startswith("HTTP/1.1 101"):
            heartbeat = b'[2,"h","Heartbeat",{}]'
            writer.write(bytes([0x81, 0x80 | len(heartbeat), 0, 0, 0, 0]) + heartbeat)
            await reader.readuntil(b"}]")
    writer.close()
    return head


async def test_the_newest_connection_wins(grid: Grid) -> None:
    identity = grid.new_identity()
    async with grid.charger("ocpp1.6", identity) as old:
        await old.tell("BootNotification", BOOT)
        async with grid.charger("ocpp1.6", identity) as new:
            await new.stays_open()
            with pytest.raises(ConnectionClosed):
                await old.hear()
            await new.stays_open()
            station = await grid.station(new)
            status = await grid.admin.get(f"/stations/{station['id']}/status")
            assert status["online"]


async def test_a_station_accepted_before_needs_no_boot(grid: Grid) -> None:
    identity = grid.new_identity()
    async with grid.charger("ocpp1.6", identity) as charger:
        await charger.tell("BootNotification", BOOT)
    async with grid.charger("ocpp1.6", identity) as charger:
        await charger.stays_open()
