import asyncio
import json
import ssl
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sigec_sandbox import (
    CallRefused,
    CentralSystemSilent,
    HandshakeRefused,
    LineLost,
    Station16,
    Station201,
    StationSpec,
)
from sigec_sandbox.line import Endpoint
from tests.integration.sandbox.central_system import CentralSystem


async def test_the_right_password_opens_the_door() -> None:
    async with CentralSystem(passwords={"CP-1": "canary-pass"}) as central:
        async with Station16(central.url, "CP-1", password="canary-pass") as one:
            assert one.line.subprotocol == "ocpp1.6"
        with pytest.raises(HandshakeRefused) as refused:
            await Station16(central.url, "CP-1", password="wrong").connect()
    assert refused.value.status == 401


async def test_a_station_speaks_over_tls(tmp_path: Path) -> None:
    certificate = _self_signed(tmp_path)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=str(certificate))
    async with CentralSystem(tls=server) as central:
        async with Station201(central.url, "CS-1", tls=trusting) as one:
            assert one.registration == "Accepted"
        with pytest.raises(LineLost, match="certificate"):
            await Station201(central.url, "CS-1").dial()


async def test_the_subprotocol_is_the_version(central: CentralSystem) -> None:
    async with Station201(central.url, "CS-1") as one:
        assert one.line.subprotocol == "ocpp2.0.1"


def test_an_identity_is_percent_encoded() -> None:
    endpoint = Endpoint(url="ws://host/ocpp/", identity="Torre A#1", password=b"\xff\x00")
    assert endpoint.address == "ws://host/ocpp/Torre%20A%231"
    assert endpoint.headers["Authorization"].startswith("Basic ")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers for all of 127.0.0.0/8")
async def test_a_station_dials_from_where_it_is_told(central: CentralSystem) -> None:
    one = Station16(central.url, "CP-1")
    one.endpoint = replace(one.endpoint, source="127.0.0.2")
    await one.connect()
    assert central.sockets["CP-1"].remote_address[0] == "127.0.0.2"
    await one.close()


async def test_a_station_notices_that_it_is_hung_up(central: CentralSystem) -> None:
    async with Station16(central.url, "CP-1") as one:
        await central.sockets["CP-1"].close(1001)
        await one.hung_up()
        assert not one.online
        with pytest.raises(LineLost):
            await one.heartbeat()


async def test_an_open_call_ends_with_the_line(central: CentralSystem) -> None:
    central.answers["Heartbeat"] = None
    async with Station16(central.url, "CP-1") as one:
        beating = asyncio.create_task(one.heartbeat())
        await central.hears("Heartbeat", 1)
        one.cut()
        with pytest.raises(LineLost, match="before the answer"):
            await beating


async def test_nobody_there_is_a_lost_line() -> None:
    with pytest.raises(LineLost):
        await Station16("ws://127.0.0.1:9", "CP-1").dial()


async def test_a_silent_central_system_is_named(central: CentralSystem) -> None:
    central.answers["Heartbeat"] = None
    async with Station16(central.url, "CP-1", spec=StationSpec(silence_s=0.05)) as one:
        with pytest.raises(CentralSystemSilent, match="Heartbeat"):
            await one.heartbeat()


async def test_a_pending_station_announces_nothing(central: CentralSystem) -> None:
    boot = {"currentTime": "2026-01-01T00:00:00Z", "interval": 60, "status": "Pending"}
    central.answers["BootNotification"] = boot
    async with Station16(central.url, "CP-1") as one:
        assert one.registration == "Pending"
        await one.plug()
        await one.tap("AA")
        assert len(one.delivery) == 1
    assert central.actions == ["BootNotification"]


async def test_raw_frames_go_out_as_they_are(central: CentralSystem) -> None:
    async with Station16(central.url, "CP-1") as one:
        answer = await one.ask_raw('[2,"raw-1","Heartbeat",{}]')
        assert answer[:2] == [3, "raw-1"]
        sent = [frame.text for frame in one.frames if frame.direction == "out"]
        assert json.loads(sent[-1])[1] == "raw-1"


async def test_a_refusal_of_our_call_is_an_error(central: CentralSystem) -> None:
    central.refusals["Heartbeat"] = "InternalError"
    async with Station16(central.url, "CP-1") as one:
        with pytest.raises(CallRefused, match="InternalError"):
            await one.heartbeat()
    assert one.answers.last("Heartbeat").error == "InternalError"


def _self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = folder / "station.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return pem
