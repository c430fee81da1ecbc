"""Firmware images: what a maker publishes, and for which stations it is meant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sigec.kit.errors import FieldError
from sigec.kit.ids import FileId, FirmwareImageId, TenantId, UserId
from sigec.maintenance.model.signing import (
    CERTIFICATE_LENGTH_MAX,
    SIGNATURE_LENGTH_MAX,
    fault_of_certificate,
    is_base64,
)

URL_LENGTH_MAX = 400
"""OCPP has room for 512 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageDraft:
    """What an operator says of an image; its file follows, or ``url`` says where it is.

    ``version`` is spelled as the station tells it when it boots: that proves an update.
    ``from_versions`` are those it may replace; empty is any. ``vendor`` and ``model`` likewise.
    """

    name: str
    version: str
    vendor: str | None = None
    model: str | None = None
    from_versions: Sequence[str] = ()
    url: str | None = None
    signature: str | None = None
    signing_certificate: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A firmware image. ``size_bytes`` and the hashes are known of a file that we have."""

    id: FirmwareImageId
    tenant_id: TenantId
    name: str
    version: str
    vendor: str | None
    model: str | None
    from_versions: Sequence[str]
    url: str | None
    signature: str | None
    signing_certificate: str | None
    file_id: FileId | None
    file_name: str | None
    size_bytes: int | None
    sha256: str | None
    md5: str | None
    created_at: datetime
    created_by: UserId | None

    @property
    def is_ready(self) -> bool:
        """Whether a station can fetch it."""
        return self.file_id is not None or self.url is not None

    @property
    def is_signed(self) -> bool:
        """Whether its maker signed it."""
        return self.signature is not None


def faults_of_image(draft: ImageDraft, *, at: datetime) -> Iterator[FieldError]:
    """Yield what is wrong with an image."""
    if draft.url is not None and not _is_https(draft.url):
        yield FieldError(field="url", code="field.https_url")
    if (draft.signature is None) != (draft.signing_certificate is None):
        missing = "signature" if draft.signature is None else "signing_certificate"
        yield FieldError(field=missing, code="field.missing")
    if draft.signature is not None and not (
        len(draft.signature) <= SIGNATURE_LENGTH_MAX and is_base64(draft.signature)
    ):
        yield FieldError(field="signature", code="field.base64")
    if draft.signing_certificate is not None:
        pem = draft.signing_certificate
        is_short = len(pem) <= CERTIFICATE_LENGTH_MAX
        fault = fault_of_certificate(pem, at=at) if is_short else "field.certificate"
        if fault is not None:
            yield FieldError(field="signing_certificate", code=fault)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """What a station says of itself."""

    vendor: str | None
    model: str | None
    firmware_version: str | None


def misfit(image: Image, equipment: Equipment) -> str | None:
    """Say why an image is not for a station (``vendor``, ``model``, ``version``), or ``None``."""
    if image.vendor is not None and not _same(image.vendor, equipment.vendor):
        return "vendor"
    if image.model is not None and not _same(image.model, equipment.model):
        return "model"
    if image.from_versions and equipment.firmware_version not in image.from_versions:
        return "version"
    return None


def _same(one: str, other: str | None) -> bool:
    return other is not None and one.strip().casefold() == other.strip().casefold()


def _is_https(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_plain = parts.username is None and parts.password is None and not parts.fragment
    has_blank = any(letter.isspace() for letter in url)
    return parts.scheme == "https" and bool(parts.hostname) and is_plain and not has_blank
