"""Authorities of ours, and what they signed for stations, as people see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sigec.kit.ids import AuthorityId, CertificateId, StationId, TenantId

AUTHORITY_DAYS = 3_650
RENEW_BEFORE = timedelta(days=30)
WARN_BEFORE = timedelta(days=14)
TRIES_MAX = 6
"""How often a station may refuse what was signed for it."""


class CertificateUse(StrEnum):
    """What a station's key is for, as OCPP spells it."""

    STATION = "ChargingStationCertificate"
    """To prove who it is to us (security profile 3)."""
    V2G = "V2GCertificate"
    """To prove to cars that it is of an operator (ISO 15118-2)."""
    V2G20 = "V2G20Certificate"
    """The same for ISO 15118-20."""


LIFE: dict[CertificateUse, timedelta] = {
    CertificateUse.STATION: timedelta(days=365),
    CertificateUse.V2G: timedelta(days=90),
    CertificateUse.V2G20: timedelta(days=90),
}
"""How long a certificate is good; cars ask for young ones (ISO 15118-2 annex F)."""

TRIGGERS: dict[CertificateUse, str] = {
    CertificateUse.STATION: "SignChargingStationCertificate",
    CertificateUse.V2G: "SignV2GCertificate",
    CertificateUse.V2G20: "SignV2G20Certificate",
}
"""What a station is asked for so that it makes a new key."""


class AuthorityState(StrEnum):
    """Whether an authority signs, is still believed, or neither."""

    ACTIVE = "active"
    RETIRED = "retired"
    """Another one signs now; what it signed is good until it is replaced."""
    WITHDRAWN = "withdrawn"
    """Nothing that it signed is believed any more."""


class CertificateState(StrEnum):
    """How far a certificate got, from the station's request to its end."""

    REFUSED = "refused"
    """The request breaks a rule; nothing was signed."""
    REQUESTED = "requested"
    SIGNED = "signed"
    """On its way to the station, which is told again until it takes it."""
    DELIVERED = "delivered"
    """The station took it; the one before goes on working until this one is seen."""
    IN_USE = "in_use"
    """It was seen in a handshake."""
    FAILED = "failed"
    """It could not be signed, or the station would not take it."""
    REVOKED = "revoked"


OPEN = frozenset({CertificateState.REQUESTED, CertificateState.SIGNED})
"""What is not done yet."""
LIVING = frozenset({CertificateState.SIGNED, CertificateState.DELIVERED, CertificateState.IN_USE})
"""What a station may show."""


class RevocationReason(StrEnum):
    """Why a certificate is believed no more (RFC 5280)."""

    UNSPECIFIED = "unspecified"
    KEY_COMPROMISE = "key_compromise"
    SUPERSEDED = "superseded"
    CESSATION = "cessation_of_operation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An authority of a tenant; its key stays sealed."""

    id: AuthorityId
    tenant_id: TenantId
    name: str
    organization: str
    certificate_pem: str
    fingerprint: str
    state: AuthorityState
    created_at: datetime
    not_after: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StationCertificate:
    """A station's request to sign a key of its own, and what became of it.

    ``reason`` says why it was refused, failed or was revoked.
    """

    id: CertificateId
    tenant_id: TenantId
    station_id: StationId
    authority_id: AuthorityId | None
    use: CertificateUse
    state: CertificateState
    request_pem: str
    key_digest: str
    request_id: int | None
    subject: str
    chain_pem: str | None
    fingerprint: str | None
    serial_number: str | None
    not_before: datetime | None
    not_after: datetime | None
    tries: int
    reason: str | None
    requested_at: datetime
    signed_at: datetime | None
    delivered_at: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None

    @property
    def renew_at(self) -> datetime | None:
        """When the station should be asked for its next key: a month before the end."""
        if self.not_before is None or self.not_after is None:
            return None
        return self.not_after - min(RENEW_BEFORE, (self.not_after - self.not_before) / 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedChain:
    """What an authority signed, as PEM, the leaf first; the root may be left out."""

    pem: str
    authority_id: AuthorityId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningOrder:
    """What an authority is asked to sign: the request, checked already, and for how long."""

    tenant_id: TenantId
    station_id: StationId
    use: CertificateUse
    request_pem: str
    not_before: datetime
    not_after: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """A certificate that is believed no more, as a revocation list names it."""

    serial_number: str
    revoked_at: datetime
    reason: RevocationReason


def newest(certificates: Sequence[StationCertificate]) -> StationCertificate | None:
    """Return the one that was requested last."""
    return max(certificates, key=lambda each: each.requested_at, default=None)
