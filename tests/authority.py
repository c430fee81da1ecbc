"""An authority of somebody else: it signs whatever a test wants to show."""

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


def name(common: str, organization: str | None = None) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    if organization is not None:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization))
    return x509.Name(parts)


class Holder:
    """A certificate with its key; without an issuer it signs itself."""

    def __init__(
        self,
        common: str,
        organization: str | None = None,
        *,
        issuer: "Holder | None" = None,
        is_authority: bool = False,
        valid: tuple[timedelta, timedelta] = (-DAY, 30 * DAY),
        usages: Sequence[x509.ObjectIdentifier] = (),
    ) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        self.name = name(common, organization)
        self.issuer = issuer or self
        builder = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(self.issuer.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + valid[0])
            .not_valid_after(now + valid[1])
            .add_extension(
                x509.SubjectAlternativeName(
                    [x509.DNSName("localhost"), x509.IPAddress(IPv4Address("127.0.0.1"))]
                ),
                critical=False,
            )
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        )
        if usages:
            builder = builder.add_extension(x509.ExtendedKeyUsage(usages), critical=False)
        self.certificate = builder.sign(self.issuer.key, hashes.SHA256())

    def sign(self, common: str, organization: str | None = None, **options: object) -> "Holder":
        return Holder(common, organization, issuer=self, **options)  # type: ignore[arg-type]

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def key_pem(self) -> str:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write certificate and key into files, and return these."""
        folder.mkdir(parents=True, exist_ok=True)
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        certificate.write_text(self.pem)
        key.write_text(self.key_pem)
        return certificate, key

    def context(self, folder: Path, shown: "Self | None" = None) -> ssl.SSLContext:
        """Make a client that trusts this holder and shows another."""
        context = ssl.create_default_context(cadata=self.pem)
        if shown is not None:
            context.load_cert_chain(*shown.write(folder))
        return context
