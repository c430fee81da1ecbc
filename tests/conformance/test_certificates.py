"""Keys of stations: made by them, signed here, shown in handshakes, replaced and revoked.

Over real sockets, the one with TLS too; the stations are those of the sandbox.
"""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from sigec.serving import running
from sigec_sandbox import HandshakeRefused, ScriptClock, Station
from sigec_sandbox.versions import STATIONS
from tests.authority import Holder, name
from tests.canaries import STATION_PASSWORD
from tests.conformance.charger import Json
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16.words import BOOT as BOOT_16
from tests.conformance.ocpp201.words import BOOT as BOOT_2
from tests.conformance.test_handshakes import basic
from tests.journeys.eventually import eventually
from tests.journeys.installation import Installation, settings_for

VERSIONS = ("1.6", "2.0.1", "2.1")
OPERATOR = "Condominium"
BOOTS = {"1.6": BOOT_16, "2.0.1": BOOT_2, "2.1": BOOT_2}
Look = Callable[[], Awaitable[Json | None]]


@dataclass(frozen=True, slots=True)
class SafeGrid:
    """A platform with TLS, one operator and its authority."""

    grid: Grid
    tls_url: str
    server: Holder

    def client(self) -> ssl.SSLContext:
        """Make what a station knows of the platform."""
        return ssl.create_default_context(cadata=self.server.pem)

    @asynccontextmanager
    async def station(self, version: str, **fields: Any) -> AsyncIterator[tuple[Json, Station]]:
        """Register a station and connect it by TLS."""
        row = await self.grid.register(password=STATION_PASSWORD, security_profile=2, **fields)
        made = STATIONS[version](
            self.tls_url,
            row["ocpp_identity"],
            password=STATION_PASSWORD,
            tls=self.client(),
            clock=ScriptClock(datetime.now(UTC)),
        )
        made.organization = OPERATOR
        async with made as station:
            yield row, station

    async def certificates(self, row: Json) -> list[Json]:
        return await self.grid.admin.items(f"/stations/{row['id']}/certificates")

    async def in_state(self, row: Json, *states: str) -> list[Json]:
        """Return a station's certificates once they are in these states, the latest first."""

        async def look() -> list[Json] | None:
            found = await self.certificates(row)
            return found if [each["state"] for each in found] == list(states) else None

        return await eventually(look)

    async def renew(self, row: Json) -> Json:
        path = f"/stations/{row['id']}/certificates/renew"
        return await self.grid.admin.post(path)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def safe(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SafeGrid]:
    folder = tmp_path_factory.mktemp("safe")
    server = Holder("localhost", is_authority=True)
    certificate, key = server.write(folder / "tls")
    settings = settings_for(
        f"sqlite:///{folder}/sigec.db",
        folder,
        ocpp_tls_port=0,
        ocpp_tls_cert=certificate,
        ocpp_tls_key=key,
    )
    async with running(settings) as served, Installation.opened(served) as opened:
        [tenant] = await opened.admin.items("/tenants")
        await opened.admin.patch(f"/tenants/{tenant['id']}", name=OPERATOR)
        made = await opened.admin.create("/certificate-authorities")
        assert (made["state"], made["organization"]) == ("active", OPERATOR)
        grid = Grid(opened.ocpp_url, opened.admin, None)  # type: ignore[arg-type]  # not used
        port = served.platform.ocpp.tls_port
        yield SafeGrid(grid, f"wss://localhost:{port}/ocpp", server)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_key_is_signed_used_renewed_and_revoked(safe: SafeGrid, version: str) -> None:
    async with safe.station(version) as (row, station):
        assert (await safe.renew(row))["status"] == "accepted"
        [first] = await safe.in_state(row, "delivered")
        assert first["use"] == "ChargingStationCertificate"
        assert first["subject"] == f"CN={row['ocpp_identity']}, O={OPERATOR}"
        leaf = x509.load_pem_x509_certificates(first["certificate"].encode())[0]
        assert f"{leaf.serial_number:x}" == first["serial_number"]

        # The station comes back with it, and needs no password any more.
        await safe.grid.admin.patch(f"/stations/{row['id']}", security_profile=3)
        await station.hung_up()
        await station.connect()
        [first] = await safe.in_state(row, "in_use")

        # The old key works until the new one is seen, and not a moment longer.
        old = ssl.create_default_context(cadata=safe.server.pem)
        station.certificates.load_into(old, "ChargingStationCertificate")
        assert (await safe.renew(row))["status"] == "accepted"
        await safe.in_state(row, "delivered", "in_use")
        await station.reconnect()
        second, first = await safe.in_state(row, "in_use", "revoked")
        assert first["reason"] == "superseded"

        async def refused() -> bool:
            station.endpoint = replaced(station, old)
            try:
                await station.reconnect()
            except HandshakeRefused as refusal:
                return refusal.status == 401
            return False

        new = station.endpoint.tls
        await eventually(refused)
        station.endpoint = replaced(station, new)
        await station.connect()

        # Revoked by a person: the connection ends, and it may not come back.
        path = f"/stations/{row['id']}/certificates/{second['id']}/revoke"
        await safe.grid.admin.post(path, reason="key_compromise")
        await station.hung_up()
        with pytest.raises(HandshakeRefused) as caught:
            await station.connect()
        assert caught.value.status == 401
        [authority] = await safe.grid.admin.items("/certificate-authorities")
        listed = await safe.grid.admin.get(
            f"/certificate-authorities/{authority['id']}/revocation-list"
        )
        crl = x509.load_pem_x509_crl(listed["pem"].encode())
        root = x509.load_pem_x509_certificate(authority["certificate"].encode())
        assert crl.is_signature_valid(root.public_key())  # type: ignore[arg-type]  # it is EC
        for each in (first, second):
            found = crl.get_revoked_certificate_by_serial_number(int(each["serial_number"], 16))
            assert found is not None


@pytest.mark.parametrize("version", VERSIONS)
async def test_what_breaks_a_rule_is_not_signed(safe: SafeGrid, version: str) -> None:
    row = await safe.grid.register(password=STATION_PASSWORD)
    own, identity = ec.generate_private_key(ec.SECP256R1()), row["ocpp_identity"]
    weak = rsa.generate_private_key(65537, 1024)  # noqa: S505 - it is to be refused
    refused = {
        "unreadable": "-----BEGIN CERTIFICATE REQUEST-----",
        "subject": request("CP-OTHER", OPERATOR, own),
        "organization": request(identity, "Somebody else", own),
        "key": request(identity, OPERATOR, weak),
        "too_long": "A" * 5_501,
    }
    header = basic(identity, STATION_PASSWORD)
    async with safe.grid.charger(f"ocpp{version}", identity, additional_headers=header) as charger:
        await charger.tell("BootNotification", BOOTS[version])
        for reason, csr in refused.items():
            answer = await charger.tell("SignCertificate", {"csr": csr})
            assert answer["status"] == "Rejected"
            assert answer.get("statusInfo", {"reasonCode": reason}) == {"reasonCode": reason}
        await charger.stays_open()
    found = await safe.certificates(row)
    assert [each["reason"] for each in reversed(found)] == list(refused)
    assert {each["state"] for each in found} == {"refused"}


def request(common: str, organization: str, key: ec.EllipticCurvePrivateKey | Any) -> str:
    built = x509.CertificateSigningRequestBuilder().subject_name(name(common, organization))
    return built.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


def replaced(station: Station, tls: ssl.SSLContext | None) -> Any:
    """Return the station's endpoint with another context."""
    return replace(station.endpoint, tls=tls)
