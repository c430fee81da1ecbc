"""What is signed, and what is not."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sigec.certificates.model import (
    CertificateUse,
    RequestFault,
    Revocation,
    RevocationReason,
    SigningOrder,
    fault_of,
    fault_of_request,
    key_digest,
    list_revoked,
    make_authority,
    names_of,
    organizations_of,
    read_pem,
    read_request,
    sign_request,
)
from sigec.kit.ids import StationId, TenantId, new_id
from sigec.stations.model import CertificateFault

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
STATION, V2G, V2G20 = CertificateUse.STATION, CertificateUse.V2G, CertificateUse.V2G20


def request(
    common: str | Sequence[str] = "CP1",
    organization: str = "Acacias",
    *,
    key: CertificateIssuerPrivateKeyTypes | None = None,
) -> str:
    key = key or ec.generate_private_key(ec.SECP256R1())
    commons = [common] if isinstance(common, str) else common
    names = [x509.NameAttribute(NameOID.COMMON_NAME, each) for each in commons]
    if organization:
        names.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization))
    is_edwards = isinstance(key, ed25519.Ed25519PrivateKey | ed448.Ed448PrivateKey)
    signed = x509.CertificateSigningRequestBuilder().subject_name(x509.Name(names))
    made = signed.sign(key, None if is_edwards else hashes.SHA256())
    return made.public_bytes(Encoding.PEM).decode()


def fault(pem: str, use: CertificateUse = STATION) -> RequestFault | None:
    read = read_request(pem)
    if isinstance(read, RequestFault):
        return read
    return fault_of_request(read, use, subjects={"CP1", "SN-7"}, operators={"Acácias", "Acacias"})


def test_the_station_itself_may_have_its_key_signed() -> None:
    assert fault(request()) is None
    assert fault(request("SN-7", " ACACIAS ")) is None
    bare = "".join(request().splitlines()[1:-1])
    assert fault(bare) is None


@pytest.mark.parametrize(
    ("common", "organization", "expected"),
    [
        ("CP2", "Acacias", RequestFault.SUBJECT),
        (("CP1", "CP2"), "Acacias", RequestFault.SUBJECT),
        ("cp1", "Acacias", RequestFault.SUBJECT),
        ("CP1", "Somebody", RequestFault.ORGANIZATION),
        ("CP1", "", RequestFault.ORGANIZATION),
    ],
)
def test_others_may_not(common: str, organization: str, expected: RequestFault) -> None:
    assert fault(request(common, organization)) is expected


def test_a_key_must_be_strong_and_of_its_use() -> None:
    keys: dict[CertificateIssuerPrivateKeyTypes, set[CertificateUse]] = {
        ec.generate_private_key(ec.SECP256R1()): {STATION, V2G},
        ec.generate_private_key(ec.SECP384R1()): {STATION},
        ec.generate_private_key(ec.SECP521R1()): {STATION, V2G20},
        ec.generate_private_key(ec.SECP192R1()): set(),
        rsa.generate_private_key(65537, 2048): {STATION},
        rsa.generate_private_key(65537, 1024): set(),  # noqa: S505 - it is to be refused
        ed25519.Ed25519PrivateKey.generate(): {STATION},
        ed448.Ed448PrivateKey.generate(): {STATION, V2G20},
        dsa.generate_private_key(2048): set(),
    }
    for key, allowed in keys.items():
        for use in CertificateUse:
            expected = None if use in allowed else RequestFault.KEY
            assert fault(request(key=key), use) is expected, (key, use)


def test_a_request_must_be_signed_by_its_own_key() -> None:
    der = x509.load_pem_x509_csr(request().encode()).public_bytes(Encoding.DER)
    broken = der[:-3] + bytes([der[-3] ^ 1]) + der[-2:]
    pem = x509.load_der_x509_csr(broken).public_bytes(Encoding.PEM).decode()
    assert fault(pem) is RequestFault.SIGNATURE


@pytest.mark.parametrize("text", ["", "CSR", "-----BEGIN CERTIFICATE REQUEST-----\n\0", "é" * 50])
def test_what_is_no_request_is_refused(text: str) -> None:
    assert fault(text) is RequestFault.UNREADABLE


def test_a_request_has_an_end() -> None:
    assert fault(request() + " " * 5_500) is RequestFault.TOO_LONG


def test_what_is_signed_is_believed_and_says_only_what_was_checked() -> None:
    holder = make_authority("Authority", "Acacias", at=NOW)
    pem = request()
    read = read_request(pem)
    assert not isinstance(read, RequestFault)
    usages = {
        STATION: (ExtendedKeyUsageOID.CLIENT_AUTH, None),
        V2G: (ExtendedKeyUsageOID.SERVER_AUTH, CertificateFault.UNTRUSTED),
    }
    for use, (usage, as_client) in usages.items():
        order = SigningOrder(
            tenant_id=TenantId(new_id()),
            station_id=StationId(new_id()),
            use=use,
            request_pem=pem,
            not_before=NOW,
            not_after=NOW + timedelta(days=9_999),
        )
        [leaf] = read_pem(sign_request(holder, order))
        anchors = read_pem(holder.certificate_pem)
        assert key_digest(leaf.public_key()) == read.key_digest
        assert (names_of(leaf), organizations_of(leaf)) == (
            frozenset({"CP1"}),
            frozenset({"Acacias"}),
        )
        assert usage in leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        assert leaf.not_valid_after_utc == anchors[0].not_valid_after_utc
        assert fault_of(leaf, at=NOW, anchors=anchors) is as_client


def test_a_list_names_what_is_revoked() -> None:
    holder = make_authority("Authority", "Acacias", at=NOW)
    revoked = [
        Revocation(serial_number=f"{number + 10:x}", revoked_at=NOW, reason=reason)
        for number, reason in enumerate(RevocationReason)
    ]
    signed = x509.load_pem_x509_crl(list_revoked(holder, revoked, number=7, at=NOW).encode())
    assert {each.serial_number for each in signed} == {10, 11, 12, 13}
    assert signed.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number == 7
    assert signed.next_update_utc == NOW + timedelta(days=7)
