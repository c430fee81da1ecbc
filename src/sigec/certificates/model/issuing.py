"""Sign: an authority's own certificate, a station's, and the list of what is revoked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sigec.certificates.model.records import (
    AUTHORITY_DAYS,
    CertificateUse,
    Revocation,
    RevocationReason,
    SigningOrder,
)

NAME_LENGTH_MAX = 64
CLOCK_SLACK = timedelta(hours=1)
"""Stations' clocks are not ours: what is signed was valid a little earlier."""
LIST_LASTS = timedelta(days=7)
_USAGES = {
    CertificateUse.STATION: ExtendedKeyUsageOID.CLIENT_AUTH,
    CertificateUse.V2G: ExtendedKeyUsageOID.SERVER_AUTH,
    CertificateUse.V2G20: ExtendedKeyUsageOID.SERVER_AUTH,
}
_REASONS = {
    RevocationReason.UNSPECIFIED: x509.ReasonFlags.unspecified,
    RevocationReason.KEY_COMPROMISE: x509.ReasonFlags.key_compromise,
    RevocationReason.SUPERSEDED: x509.ReasonFlags.superseded,
    RevocationReason.CESSATION: x509.ReasonFlags.cessation_of_operation,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHolder:
    """A certificate with its private key, both as PEM."""

    certificate_pem: str
    key_pem: str


def make_authority(name: str, organization: str, *, at: datetime) -> KeyHolder:
    """Make an authority: a new key, and a certificate that it signs for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name, organization)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - CLOCK_SLACK)
        .not_valid_after(at + timedelta(days=AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return KeyHolder(certificate_pem=_pem(certificate), key_pem=_key_pem(key))


def sign_request(holder: KeyHolder, order: SigningOrder) -> str:
    """Sign a station's request, which was checked before; return the certificate as PEM."""
    issuer = x509.load_pem_x509_certificate(holder.certificate_pem.encode())
    request = x509.load_pem_x509_csr(order.request_pem.encode())
    common, organization = (
        str(request.subject.get_attributes_for_oid(oid)[0].value)
        for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
    )
    key = request.public_key()
    certificate = (
        x509.CertificateBuilder()
        # Two names and no more: whatever else a request asks for was not checked.
        .subject_name(_name(common, organization))
        .issuer_name(issuer.subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(order.not_before)
        .not_valid_after(min(order.not_after, issuer.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([_USAGES[order.use]]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(_ec(issuer)), critical=False
        )
        .sign(_load_key(holder), hashes.SHA256())
    )
    return _pem(certificate)


def list_revoked(
    holder: KeyHolder, revoked: Sequence[Revocation], *, number: int, at: datetime
) -> str:
    """Sign the list of an authority's revoked certificates, good for a week; PEM."""
    issuer = x509.load_pem_x509_certificate(holder.certificate_pem.encode())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(at)
        .next_update(at + LIST_LASTS)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(_ec(issuer)), critical=False
        )
    )
    for each in revoked:
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(int(each.serial_number, 16))
            .revocation_date(each.revoked_at)
            .add_extension(x509.CRLReason(_REASONS[each.reason]), critical=False)
            .build()
        )
    signed = builder.sign(_load_key(holder), hashes.SHA256())
    return signed.public_bytes(Encoding.PEM).decode()


def _name(common: str, organization: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization[:NAME_LENGTH_MAX]),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:NAME_LENGTH_MAX]),
        ]
    )


def _key_usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _load_key(holder: KeyHolder) -> ec.EllipticCurvePrivateKey:
    key = load_pem_private_key(holder.key_pem.encode(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey), "we make no others"
    return key


def _ec(certificate: x509.Certificate) -> ec.EllipticCurvePublicKey:
    key = certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey), "we make no others"
    return key


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def _key_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
