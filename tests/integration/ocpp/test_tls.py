"""The same stations on the port with TLS, with and without a certificate of their own."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sigec.ocpp.server import OcppServerSettings, make_tls_context
from tests.integration.ocpp.harness import ask, serve


class Certificates:
    """A self-signed certificate for a name, in files."""

    def __init__(self, folder: Path, name: str) -> None:
        self.certificate, self.key = folder / f"{name}.pem", folder / f"{name}.key"
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        now = datetime.now(UTC)
        alternative = [x509.DNSName(name), x509.IPAddress(IPv4Address("127.0.0.1"))]
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName(alternative), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        self.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        self.key.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )


@pytest.fixture(scope="module")
def server_files(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("tls"), "platform")


@pytest.fixture(scope="module")
def station_files(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("tls"), "CP1")


def client_context(trusted: Certificates) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=trusted.certificate)


async def test_a_station_connects_by_tls_and_by_the_plain_port(server_files: Certificates) -> None:
    tls = make_tls_context(certificate=server_files.certificate, key=server_files.key)
    settings = OcppServerSettings(port=0, tls_port=0, tls=tls)
    async with serve(settings=settings) as platform:
        context = client_context(server_files)
        async with platform.open("/ocpp/CP1", "ocpp1.6", tls=True, ssl=context) as station:
            assert (await ask(station, "Heartbeat"))[0] == 3
        async with platform.station("CP1") as station:
            assert (await ask(station, "Heartbeat"))[0] == 3
        assert [peer.is_tls for peer in platform.gate.peers] == [True, False]


async def test_the_names_of_a_client_certificate_are_known(
    server_files: Certificates, station_files: Certificates
) -> None:
    tls = make_tls_context(
        certificate=server_files.certificate,
        key=server_files.key,
        client_ca=station_files.certificate,
    )
    settings = OcppServerSettings(port=0, tls_port=0, tls=tls)
    async with serve(settings=settings) as platform:
        context = client_context(server_files)
        context.load_cert_chain(station_files.certificate, station_files.key)
        async with platform.open("/ocpp/CP1", "ocpp1.6", tls=True, ssl=context) as station:
            assert (await ask(station, "Heartbeat"))[0] == 3
        assert platform.gate.peers[0].certificate_names == {"CP1", "127.0.0.1"}


async def test_old_tls_is_refused(server_files: Certificates) -> None:
    tls = make_tls_context(certificate=server_files.certificate, key=server_files.key)
    assert tls.minimum_version is ssl.TLSVersion.TLSv1_2
