"""Images: what is wrong with one, for whom it is, and whether its signature is its own."""

import base64
import hashlib
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from sigec.kit.ids import FirmwareImageId, TenantId, new_id
from sigec.maintenance.model import (
    Equipment,
    Image,
    ImageDraft,
    faults_of_image,
    is_signed_by,
    misfit,
)
from tests.unit.maintenance.signing import certificate, signature
from tests.unit.maintenance.updates import NOON

FIRMWARE = b"firmware 2.0.0"
SHA = hashlib.sha256(FIRMWARE).hexdigest()
EC_KEY = ec.generate_private_key(ec.SECP256R1())
RSA_KEY = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
DRAFT = ImageDraft(name="2.0.0", version="2.0.0")


def faults(draft: ImageDraft) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in faults_of_image(draft, at=NOON)]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/fw.bin",
        "ftp://example.com/fw.bin",
        "https://user:secret@example.com/fw.bin",
        "https://",
        "https://example.com/a b",
        "https://[",
    ],
)
def test_an_address_is_https_and_holds_no_secret(url: str) -> None:
    assert faults(replace(DRAFT, url=url)) == [("url", "field.https_url")]
    assert not faults(replace(DRAFT, url="https://example.com/fw.bin?v=2"))


@pytest.mark.parametrize("key", [EC_KEY, RSA_KEY], ids=["ecdsa", "rsa"])
def test_a_signature_is_that_of_the_file_and_of_the_key(
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
) -> None:
    pem, signed = certificate(key, at=NOON), signature(key, FIRMWARE)

    assert not faults(replace(DRAFT, signature=signed, signing_certificate=pem))
    assert is_signed_by(pem, signed, SHA)
    assert not is_signed_by(pem, signed, hashlib.sha256(b"forged").hexdigest())
    other = certificate(ec.generate_private_key(ec.SECP256R1()), at=NOON)
    assert not is_signed_by(other, signed, SHA)


def test_older_padding_is_taken_too() -> None:
    signed = RSA_KEY.sign(FIRMWARE, padding.PKCS1v15(), SHA256())
    assert is_signed_by(certificate(RSA_KEY, at=NOON), base64.b64encode(signed).decode(), SHA)


def test_certificates_that_cannot_be_used_are_named() -> None:
    signed = signature(EC_KEY, FIRMWARE)

    def fault(pem: str) -> list[tuple[str, str]]:
        return faults(replace(DRAFT, signature=signed, signing_certificate=pem))

    where = "signing_certificate"
    assert fault("no certificate") == [(where, "field.certificate")]
    assert fault("x" * 6_000) == [(where, "field.certificate")]
    expired = certificate(EC_KEY, at=NOON, days=-1, begins=-9)
    assert fault(expired) == [(where, "field.certificate_expired")]
    early = certificate(EC_KEY, at=NOON, begins=2)
    assert fault(early) == [(where, "field.certificate_early")]
    odd = certificate(ed25519.Ed25519PrivateKey.generate(), at=NOON)
    assert fault(odd) == [(where, "field.certificate_key")]
    short = rsa.generate_private_key(public_exponent=65_537, key_size=1_024)  # noqa: S505 - it is to be refused
    weak = certificate(short, at=NOON)
    assert fault(weak) == [(where, "field.certificate_key")]


def test_signature_and_certificate_go_together() -> None:
    pem = certificate(EC_KEY, at=NOON)

    assert faults(replace(DRAFT, signing_certificate=pem)) == [("signature", "field.missing")]
    lonely = replace(DRAFT, signature="AAAA")
    assert faults(lonely) == [("signing_certificate", "field.missing")]
    broken = replace(DRAFT, signature="not base64!", signing_certificate=pem)
    assert faults(broken) == [("signature", "field.base64")]


def test_an_image_is_for_some_stations() -> None:
    image = Image(
        id=FirmwareImageId(new_id()),
        tenant_id=TenantId(new_id()),
        name="2.0.0",
        version="2.0.0",
        vendor="Sigec",
        model="AC-7",
        from_versions=("1.0.0", "1.1.0"),
        url=None,
        signature=None,
        signing_certificate=None,
        file_id=None,
        file_name=None,
        size_bytes=None,
        sha256=None,
        md5=None,
        created_at=NOON,
        created_by=None,
    )
    fits = Equipment(vendor="SIGEC ", model="ac-7", firmware_version="1.1.0")

    assert misfit(image, fits) is None
    assert misfit(image, replace(fits, vendor="Other")) == "vendor"
    assert misfit(image, replace(fits, model=None)) == "model"
    assert misfit(image, replace(fits, firmware_version="0.9")) == "version"
    assert misfit(replace(image, from_versions=()), replace(fits, firmware_version=None)) is None
    assert not image.is_ready
    assert replace(image, url="https://example.com/f").is_ready
