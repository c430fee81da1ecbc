"""X.509: what a certificate says, and whether a chain leads to somebody we trust."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sigec.stations.model import CertificateFault

CHAIN_LENGTH_MAX = 6
PEM_LENGTH_MAX = 64 * 1024


class NoCertificate(ValueError):
    """What came is no certificate, or more of them than any chain has."""


def read_pem(text: str) -> Sequence[x509.Certificate]:
    """Read a PEM text of one to six certificates, the leaf first.

    :raises NoCertificate: when it is none.
    """
    if len(text) > PEM_LENGTH_MAX:
        raise NoCertificate("too long")
    try:
        chain = x509.load_pem_x509_certificates(text.encode())
    except ValueError as error:
        raise NoCertificate(str(error)) from None
    if not 0 < len(chain) <= CHAIN_LENGTH_MAX:
        raise NoCertificate("too many certificates")
    return chain


def read_authorities(text: str) -> Sequence[x509.Certificate]:
    """Read all certificates of a file that an administrator names.

    :raises ValueError: when it holds none.
    """
    return x509.load_pem_x509_certificates(text.encode())


def read_der(encoded: Sequence[bytes]) -> Sequence[x509.Certificate]:
    """Read certificates in their binary form.

    :raises NoCertificate: when one is none.
    """
    if not 0 < len(encoded) <= CHAIN_LENGTH_MAX:
        raise NoCertificate("too many certificates")
    try:
        return [x509.load_der_x509_certificate(each) for each in encoded]
    except ValueError as error:
        raise NoCertificate(str(error)) from None


def fingerprint_of(certificate: x509.Certificate) -> str:
    """Return what tells a certificate from any other: the SHA-256 of it, in hex."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def names_of(certificate: x509.Certificate) -> frozenset[str]:
    """Return the common name and the alternative ones."""
    names = set(_subject(certificate, NameOID.COMMON_NAME))
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (x509.ExtensionNotFound, ValueError):
        return frozenset(names)
    alternative = extension.value
    names |= set(alternative.get_values_for_type(x509.DNSName))
    names |= {str(each) for each in alternative.get_values_for_type(x509.IPAddress)}
    names |= set(alternative.get_values_for_type(x509.UniformResourceIdentifier))
    return frozenset(names)


def organizations_of(certificate: x509.Certificate) -> frozenset[str]:
    """Return the organisations that the subject is of."""
    return frozenset(_subject(certificate, NameOID.ORGANIZATION_NAME))


def is_issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Say whether ``issuer`` signed a certificate."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def is_authority(certificate: x509.Certificate) -> bool:
    """Say whether a certificate is that of somebody who may sign others."""
    return _may_sign(certificate, below=0)


def path_to(
    leaf: x509.Certificate,
    *,
    between: Collection[x509.Certificate],
    anchors: Collection[x509.Certificate],
) -> Sequence[x509.Certificate] | None:
    """Return the certificates from a leaf to one that is trusted, ``None`` when none leads there.

    What is between must be allowed to sign; instants are not looked at (`fault_of`).
    """
    path = [leaf]
    while path[-1] not in anchors:
        if len(path) > CHAIN_LENGTH_MAX:
            return None
        issuer = _issuer_of(path[-1], [*anchors, *between], below=len(path) - 1)
        if issuer is None or issuer in path:
            return None
        path.append(issuer)
    return path


def fault_of(
    leaf: x509.Certificate,
    *,
    at: datetime,
    between: Collection[x509.Certificate] = (),
    anchors: Collection[x509.Certificate],
) -> CertificateFault | None:
    """Say why a client certificate proves nothing, ``None`` when it does."""
    path = path_to(leaf, between=between, anchors=anchors)
    if path is None or not _may_be_client(leaf):
        return CertificateFault.UNTRUSTED
    return None if is_valid(path, at) else CertificateFault.EXPIRED


def is_valid(chain: Iterable[x509.Certificate], at: datetime) -> bool:
    """Say whether all certificates are valid at an instant."""
    return all(each.not_valid_before_utc <= at <= each.not_valid_after_utc for each in chain)


def _issuer_of(
    certificate: x509.Certificate, candidates: Iterable[x509.Certificate], *, below: int
) -> x509.Certificate | None:
    return next(
        (
            each
            for each in candidates
            if each.subject == certificate.issuer
            and _may_sign(each, below=below)
            and is_issued_by(certificate, each)
        ),
        None,
    )


def _may_sign(certificate: x509.Certificate, *, below: int) -> bool:
    """Say whether a certificate is that of an authority with so many authorities below it."""
    try:
        limits = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return limits.ca and (limits.path_length is None or limits.path_length >= below)


def _may_be_client(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except ValueError:
        return False
    allowed = (ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE)
    return any(each in usage for each in allowed)


def _subject(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> list[str]:
    return [str(each.value) for each in certificate.subject.get_attributes_for_oid(oid)]
