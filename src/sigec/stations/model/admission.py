"""Who may connect: decided from what is known of a station and what the handshake shows."""

from dataclasses import dataclass
from enum import StrEnum

from sigec.kit.ids import SiteId, StationId, TenantId
from sigec.stations.model.reports import Registration


class UnknownStations(StrEnum):
    """What happens to an identity that nobody registered."""

    REJECT = "reject"
    QUARANTINE = "quarantine"
    ACCEPT = "accept"


class RefusalReason(StrEnum):
    """Why a handshake was refused; people read it beside the identity."""

    UNKNOWN_IDENTITY = "unknown_identity"
    INVALID_IDENTITY = "invalid_identity"
    OTHER_TENANT = "other_tenant"
    CREDENTIALS_MISSING = "credentials_missing"
    CREDENTIALS_WRONG = "credentials_wrong"
    TLS_REQUIRED = "tls_required"
    CERTIFICATE_REQUIRED = "certificate_required"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    SUBPROTOCOL_MISSING = "subprotocol_missing"
    SUBPROTOCOL_UNSUPPORTED = "subprotocol_unsupported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """User and password of HTTP Basic, as bytes: some stations send keys that are no text."""

    user: bytes
    password: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Where a handshake comes from; ``certificate_names`` are those of a verified client."""

    address: str
    is_tls: bool = False
    certificate_names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStation:
    """What is remembered of a station to answer it without the database."""

    station_id: StationId
    tenant_id: TenantId
    site_id: SiteId | None
    name: str
    identity: str
    registration: Registration
    security_profile: int
    password_digest: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """The station may connect.

    ``is_new`` marks an identity that was unknown until now (``SIGEC_OCPP_UNKNOWN_STATIONS``); its
    row is made by `StationService.connected`.
    """

    station_id: StationId
    tenant_id: TenantId
    site_id: SiteId | None
    identity: str
    registration: Registration
    security_profile: int
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The station may not connect; ``status`` is HTTP's, 401 or 404."""

    status: int
    reason: RefusalReason
