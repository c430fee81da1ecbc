"""Keys of stations: made by them, signed here, shown in handshakes, replaced and revoked.

Over real sockets, the one with TLS too; the stations are those of the sandbox.
"""

import ssl
from collections.abc import AsyncIterator
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
from sigec_sandbox import HandshakeRefused, LineLost, ScriptClock, Station
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
PUBLIC_URL = "wss://ocpp.example.com/ocpp"
BOOTS = {"1.6": BOOT_16, "2.0.1": BOOT_2, "2.1": BOOT_2}


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
    async def station(self, version: str) -> AsyncIterator[tuple[Json, Station]]:
        """Register a station with a password, and connect it without TLS."""
        row = await self.grid.register(password=STATION_PASSWORD)
        made = STATIONS[version](
            self.grid.url,
            row["ocpp_identity"],
            password=STATION_PASSWORD,
            clock=ScriptClock(datetime.now(UTC)),
        )
        made.organization = OPERATOR
        async with made as station:
            yield row, station

    async def shown(self, row: Json, **wanted: Any) -> Json:
        """Return what is shown of a station, once that is so."""

        async def look() -> Json | None:
            found = await self.grid.admin.get(f"/stations/{row['id']}")
            return found if {name: found[name] for name in wanted} == wanted else None

        return await eventually(look)

    async def told(self, row: Json, kind: str) -> None:
        """Wait until a station took what is wanted of it, and is to come back with it."""

        async def look() -> bool:
            found = await self.grid.admin.items(f"/stations/{row['id']}/desires", kind=kind)
            return [each["reason"] for each in found] == ["awaits_return"]

        await eventually(look)

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
        ocpp_public_url=PUBLIC_URL,
    )
    async with running(settings) as served, Installation.opened(served) as opened:
        [tenant] = await opened.admin.items("/tenants")
        await opened.admin.patch(f"/tenants/{tenant['id']}", name=OPERATOR)
        made = await opened.admin.create("/certificate-authorities")
        assert (made["state"], made["organization"]) == ("active", OPERATOR)
        grid = Grid(opened.ocpp_url, opened.admin, None)  # type: ignore[arg-type]  # not used
        port = served.platform.ocpp.tls_port
        yield SafeGrid(grid, f"wss://localhost:{port}/ocpp", server)


async def moved(station: Station, **to: Any) -> None:
    """Let a station come back another way."""
    await station.disconnect()
    station.endpoint = replace(station.endpoint, **to)
    await station.connect()


async def refusal(station: Station, **to: Any) -> int | None:
    """Return how a station is refused that comes this way; it is as it was afterwards."""
    before = station.endpoint
    try:
        await moved(station, **to)
    except HandshakeRefused as refused:
        return refused.status
    except LineLost:  # let in, and turned out again
        return None
    finally:
        station.endpoint = before
    return None


async def turned_away(station: Station, **to: Any) -> None:
    """Wait until a station is let in no more that comes this way; the door hears of it later."""

    async def is_refused() -> bool:
        return await refusal(station, **to) == 401

    await eventually(is_refused)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_station_is_made_safe_step_by_step(  # noqa: PLR0915 - one life, as it goes
    safe: SafeGrid, version: str
) -> None:
    async with safe.station(version) as (row, station):
        path = f"/stations/{row['id']}"
        # A new password, which nobody reads; both count until it came with the new one.
        wanted = await safe.grid.admin.post(f"{path}/password/change")
        assert "password" not in str(wanted["wanted"])
        await safe.told(row, "password")
        if version == "1.6":  # it comes with the old one, and is told again
            await moved(station, password=STATION_PASSWORD)
            await safe.shown(row, password_changing=True)
            await safe.told(row, "password")
        await moved(station)
        await safe.shown(row, password_changing=False)
        await turned_away(station, password=STATION_PASSWORD)

        # Up to TLS, and no way back.
        await station.connect()
        await safe.grid.admin.post(f"{path}/security-profile/raise", profile=2)
        await safe.told(row, "security_profile")
        if version != "1.6":
            [network] = station.networks.values()
            assert (network["ocppCsmsUrl"], network["securityProfile"]) == (PUBLIC_URL, 2)
        await moved(station)  # it may still come as it did
        assert (await safe.shown(row, wanted_profile=2))["security_profile"] == 1
        await moved(station, url=safe.tls_url, tls=safe.client())
        await safe.shown(row, security_profile=2, wanted_profile=None)
        await turned_away(station, url=safe.grid.url, tls=None)
        await station.connect()

        # A key of its own, signed here; then no password is needed any more.
        assert (await safe.renew(row))["status"] == "accepted"
        [first] = await safe.in_state(row, "delivered")
        assert first["use"] == "ChargingStationCertificate"
        assert first["subject"] == f"CN={row['ocpp_identity']}, O={OPERATOR}"
        leaf = x509.load_pem_x509_certificates(first["certificate"].encode())[0]
        assert f"{leaf.serial_number:x}" == first["serial_number"]
        await safe.grid.admin.post(f"{path}/security-profile/raise", profile=3)
        await moved(station, password=None)
        await safe.shown(row, security_profile=3, wanted_profile=None)
        [first] = await safe.in_state(row, "in_use")
        await turned_away(station, tls=safe.client())
        await station.connect()

        # The old key works until the new one is seen, and not a moment longer.
        old = ssl.create_default_context(cadata=safe.server.pem)
        station.certificates.load_into(old, "ChargingStationCertificate")
        assert (await safe.renew(row))["status"] == "accepted"
        await safe.in_state(row, "delivered", "in_use")
        await moved(station)
        second, first = await safe.in_state(row, "in_use", "revoked")
        assert first["reason"] == "superseded"

        async def is_over() -> bool:
            return await refusal(station, tls=old) == 401

        await eventually(is_over)
        await station.connect()

        # Revoked by a person: the connection ends, and it may not come back.
        await safe.grid.admin.post(
            f"{path}/certificates/{second['id']}/revoke", reason="key_compromise"
        )
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


@pytest.mark.parametrize("version", ["1.6", "2.1"])
async def test_roots_are_installed_listed_and_forgotten(safe: SafeGrid, version: str) -> None:
    root = Holder("Root", "Somebody", is_authority=True)
    async with safe.station(version) as (row, station):
        path = f"/stations/{row['id']}"
        wanted = await safe.grid.admin.post(
            f"{path}/root-certificates", kind="CSMSRootCertificate", certificate=root.pem
        )

        async def is_applied() -> bool:
            [desire] = await safe.grid.admin.items(f"{path}/desires", kind="root_certificate")
            return bool(desire["state"] == "applied")

        await eventually(is_applied)
        assert len(station.certificates.installed) == 1
        [told] = (await safe.grid.admin.post(f"{path}/installed-certificates/read"))["items"]
        assert told.pop("kind") == "CSMSRootCertificate"
        assert int(told["serial_number"], 16) == root.certificate.serial_number
        deleted = await safe.grid.admin.post(f"{path}/installed-certificates/delete", **told)
        assert deleted["status"] == "accepted"
        assert not station.certificates.installed
        gone = await safe.grid.admin.post(f"{path}/installed-certificates/delete", **told)
        assert (gone["status"], gone["answer"]) == ("rejected", {"status": "NotFound"})
        assert wanted["subject"] == "CSMSRootCertificate"


def request(common: str, organization: str, key: ec.EllipticCurvePrivateKey | Any) -> str:
    built = x509.CertificateSigningRequestBuilder().subject_name(name(common, organization))
    return built.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()
