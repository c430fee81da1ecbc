"""Who may connect: decided from what is known of a station and what the handshake shows."""

import secrets
from dataclasses import dataclass, field
from enum import StrEnum

from sigec.kit.ids import SiteId, SourceId, StationId, TenantId
from sigec.stations.model.desires import DesireKind
from sigec.stations.model.passwords import is_password
from sigec.stations.model.reports import Registration

IDENTITY_LENGTH_MAX = 100
PROFILE_MAX = 3
_NO_DIGEST = secrets.token_bytes(32)
"""Compared when there is nothing to compare, so that the time taken tells nothing."""


class UnknownStations(StrEnum):
    """What happens to an identity that nobody registered."""

    REJECT = "reject"
    QUARANTINE = "quarantine"
    ACCEPT = "accept"


class RefusalReason(StrEnum):
    """Why a handshake is listed; people read it beside the identity."""

    UNKNOWN_IDENTITY = "unknown_identity"
    INVALID_IDENTITY = "invalid_identity"
    OTHER_TENANT = "other_tenant"
    CREDENTIALS_MISSING = "credentials_missing"
    CREDENTIALS_WRONG = "credentials_wrong"
    TLS_REQUIRED = "tls_required"
    CERTIFICATE_REQUIRED = "certificate_required"
    CERTIFICATE_UNTRUSTED = "certificate_untrusted"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_REVOKED = "certificate_revoked"
    CERTIFICATE_SUBJECT = "certificate_subject"
    """It is the certificate of another station."""
    CERTIFICATE_ORGANIZATION = "certificate_organization"
    """It is the certificate of another operator."""
    PROXY_UNTRUSTED = "proxy_untrusted"
    """A certificate in a header, from an address that is no proxy of ours."""
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    SUBPROTOCOL_MISSING = "subprotocol_missing"
    SUBPROTOCOL_UNSUPPORTED = "subprotocol_unsupported"
    PLAN_LIMIT = "plan_limit"
    """Let in by the installation, but the tenant's plan has room for no more stations."""
    QUARANTINED = "quarantined"
    """Not refused: connected, and pending until somebody adopts the station."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationPolicy:
    """How this installation treats stations.

    ``password_key`` comes from `derive_key`; ``node`` names the process that owns sockets.
    """

    password_key: bytes
    unknown_stations: UnknownStations = UnknownStations.REJECT
    heartbeat_interval_s: int = 300
    node: str = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """User and password of HTTP Basic, as bytes: some stations send keys that are no text."""

    user: bytes
    password: bytes


class CertificateFault(StrEnum):
    """Why a client certificate proves nothing."""

    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerCertificate:
    """What a client certificate says: its common and alternative names, and whose it is.

    ``issued_for`` is the tenant whose own authority signed it, ``None`` when that is somebody
    else's. ``fault`` is why it proves nothing, ``None`` when it is good.
    """

    fingerprint: str
    names: frozenset[str] = frozenset()
    organizations: frozenset[str] = frozenset()
    issued_for: TenantId | None = None
    fault: CertificateFault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Where a handshake comes from; ``certificate`` is what a client showed over TLS."""

    address: str
    is_tls: bool = False
    certificate: PeerCertificate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketOwner:
    """The process that has a station's socket, and the subprotocol that is spoken there."""

    node: str
    protocol: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStation:
    """What is remembered of a station to answer it without the database.

    It may come with its next password and by the profile that is wanted of it, and with the
    present ones until it does (``next_password_digest``, ``wanted_profile``).
    One with a source has no socket here: nobody connects under its identity.
    """

    station_id: StationId
    tenant_id: TenantId
    site_id: SiteId | None
    name: str
    identity: str
    registration: Registration
    security_profile: int
    password_digest: bytes | None = None
    next_password_digest: bytes | None = field(default=None, repr=False)
    wanted_profile: int | None = None
    certificate_subject: str | None = None
    serial_number: str | None = None
    price_group: str | None = None
    source_id: SourceId | None = None

    @property
    def subjects(self) -> frozenset[str]:
        """The names that its certificate may have: the registered one, else its own."""
        names = (self.identity, self.serial_number)
        return frozenset({self.certificate_subject or name for name in names if name})


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """The station may connect.

    ``security_profile`` and ``password_digest`` are what it proved itself by. ``is_new`` marks an
    identity that was unknown until now (``SIGEC_OCPP_UNKNOWN_STATIONS``); its row is made by
    `StationService.connected`. ``renewed`` is what it proved to have made its own, of what it is
    wanted to; ``outdated`` what it did not.
    """

    station_id: StationId
    tenant_id: TenantId
    site_id: SiteId | None
    identity: str
    registration: Registration
    security_profile: int
    password_digest: bytes | None = field(default=None, repr=False)
    certificate_fingerprint: str | None = None
    is_new: bool = False
    renewed: frozenset[DesireKind] = frozenset()
    outdated: frozenset[DesireKind] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The station may not connect; ``status`` is HTTP's, 401 or 404."""

    status: int
    reason: RefusalReason

    @property
    def is_authentication(self) -> bool:
        """Whether somebody tried to be a station and could not prove it."""
        return self.reason is RefusalReason.CREDENTIALS_WRONG


def is_valid_identity(identity: str) -> bool:
    """Say whether a station may be called so: 1 to 100 printable characters without a slash."""
    return (
        0 < len(identity) <= IDENTITY_LENGTH_MAX
        and identity.isprintable()
        and identity == identity.strip()
        and "/" not in identity
    )


def is_in_force(admission: Admission, station: KnownStation | None) -> bool:
    """Say whether a connection may go on: its station is ours, and was admitted as it is now."""
    return (
        station is not None
        and _grounds(admission) == _grounds(station)
        and admission.security_profile in (station.security_profile, station.wanted_profile)
        and admission.password_digest in (station.password_digest, station.next_password_digest)
    )


def _grounds(one: Admission | KnownStation) -> tuple[object, ...]:
    return one.tenant_id, one.identity, one.registration is Registration.REJECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """By which profile a station proved itself, and by which password, if it has one."""

    profile: int
    password_digest: bytes | None = field(default=None, repr=False)


def examine(
    station: KnownStation,
    *,
    credentials: Credentials | None,
    peer: Peer,
    key: bytes,
    operators: frozenset[str] = frozenset(),
) -> Proof | RefusalReason:
    """Check a known station's proof against its security profile, or the one that is wanted of it.

    Profile 0 asks for nothing, 1 for a password, 2 for a password over TLS, 3 for a client
    certificate in the station's name and in that of one of its ``operators`` (OCPP 2.0.1 A00).
    The password is compared in any case, in constant time.
    """
    matched = None
    for digest in (station.password_digest, station.next_password_digest):
        if credentials is not None and is_password(key, credentials.password, digest or _NO_DIGEST):
            matched = digest
    is_named = credentials is not None and credentials.user == station.identity.encode()
    proof = matched if is_named else None
    wanted = station.wanted_profile
    if (
        wanted is not None
        and _fault_at(wanted, station, credentials, proof, peer, operators) is None
    ):
        return Proof(profile=wanted, password_digest=proof or station.password_digest)
    profile = station.security_profile
    fault = _fault_at(profile, station, credentials, proof, peer, operators)
    if fault is not None:
        return fault
    return Proof(profile=profile, password_digest=proof or station.password_digest)


def _fault_at(
    profile: int,
    station: KnownStation,
    credentials: Credentials | None,
    proof: bytes | None,
    peer: Peer,
    operators: frozenset[str],
) -> RefusalReason | None:
    if profile == 0:
        return None
    if profile > 1 and not peer.is_tls:
        return RefusalReason.TLS_REQUIRED
    if profile == PROFILE_MAX:
        return _examine_certificate(station, peer.certificate, operators)
    if credentials is None:
        return RefusalReason.CREDENTIALS_MISSING
    return None if proof is not None else RefusalReason.CREDENTIALS_WRONG


def _examine_certificate(
    station: KnownStation, certificate: PeerCertificate | None, operators: frozenset[str]
) -> RefusalReason | None:
    if certificate is None:
        return RefusalReason.CERTIFICATE_REQUIRED
    if certificate.fault is not None:
        return _FAULTS[certificate.fault]
    if certificate.issued_for not in (None, station.tenant_id):
        return RefusalReason.CERTIFICATE_ORGANIZATION
    if not station.subjects & certificate.names:
        return RefusalReason.CERTIFICATE_SUBJECT
    # Our own authority signs only for the operator it is of, whatever that is called since.
    is_ours = certificate.issued_for is not None
    if is_ours or _folded(certificate.organizations) & _folded(operators):
        return None
    return RefusalReason.CERTIFICATE_ORGANIZATION


def _folded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(" ".join(name.split()).casefold() for name in names)


_FAULTS = {
    CertificateFault.UNTRUSTED: RefusalReason.CERTIFICATE_UNTRUSTED,
    CertificateFault.EXPIRED: RefusalReason.CERTIFICATE_EXPIRED,
    CertificateFault.REVOKED: RefusalReason.CERTIFICATE_REVOKED,
}
ALARMING_REFUSALS = frozenset(
    {
        *_FAULTS.values(),
        RefusalReason.CERTIFICATE_SUBJECT,
        RefusalReason.CERTIFICATE_ORGANIZATION,
        RefusalReason.PROXY_UNTRUSTED,
    }
)
"""What nobody shows by mistake: somebody else's certificate, or one that is none any more."""
