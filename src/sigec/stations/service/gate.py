"""Who may connect: answered from memory, in constant time, before the upgrade."""

from collections.abc import Callable

from sigec.kit.ids import StationId, TenantId, new_id
from sigec.stations.model import (
    Admission,
    Credentials,
    DesireKind,
    KnownStation,
    Peer,
    Proof,
    Refusal,
    RefusalReason,
    Registration,
    UnknownStations,
    examine,
    is_valid_identity,
)
from sigec.stations.service.directory import StationDirectory

UNAUTHORIZED = 401
NOT_FOUND = 404


class Gate:
    """Decides about handshakes and tells ``note`` of those that people should see."""

    def __init__(
        self,
        *,
        directory: StationDirectory,
        password_key: bytes,
        unknown_stations: UnknownStations,
        note: Callable[[str, TenantId | None, Peer, RefusalReason], None],
    ) -> None:
        self._directory = directory
        self._password_key = password_key
        self._unknown_stations = unknown_stations
        self._note = note

    def admit(
        self,
        identity: str,
        *,
        tenant_slug: str | None,
        credentials: Credentials | None,
        peer: Peer,
    ) -> Admission | Refusal:
        """Decide, and list a refusal."""
        station = self._directory.find_by_identity(identity)
        tenant_id = self._directory.find_tenant(tenant_slug)
        if station is None:
            return self._receive_stranger(identity, tenant_id, peer)
        if tenant_slug is not None and station.tenant_id != tenant_id:
            # Listed where the station was looked for, so that its owner's data stay unseen.
            return self._refuse(identity, tenant_id, peer, RefusalReason.OTHER_TENANT)
        proof = examine(
            station,
            credentials=credentials,
            peer=peer,
            key=self._password_key,
            operators=self._directory.operators(station.tenant_id),
        )
        if isinstance(proof, RefusalReason):
            return self._refuse(identity, station.tenant_id, peer, proof)
        return _admission(station, peer, proof)

    def _receive_stranger(
        self, identity: str, tenant_id: TenantId | None, peer: Peer
    ) -> Admission | Refusal:
        if not is_valid_identity(identity):
            return self._refuse(identity, tenant_id, peer, RefusalReason.INVALID_IDENTITY)
        is_closed = tenant_id is None or self._directory.is_suspended(tenant_id)
        if tenant_id is None or is_closed or self._unknown_stations is UnknownStations.REJECT:
            return self._refuse(identity, tenant_id, peer, RefusalReason.UNKNOWN_IDENTITY)
        is_accepted = self._unknown_stations is UnknownStations.ACCEPT
        if not is_accepted:
            self._note(identity, tenant_id, peer, RefusalReason.QUARANTINED)
        return Admission(
            station_id=StationId(new_id()),
            tenant_id=tenant_id,
            site_id=None,
            identity=identity,
            registration=Registration.ACCEPTED if is_accepted else Registration.PENDING,
            security_profile=0,
            is_new=True,
        )

    def _refuse(
        self, identity: str, tenant_id: TenantId | None, peer: Peer, reason: RefusalReason
    ) -> Refusal:
        self._note(identity, tenant_id, peer, reason)
        return Refusal(status=_STATUS.get(reason, UNAUTHORIZED), reason=reason)


_STATUS = {
    RefusalReason.UNKNOWN_IDENTITY: NOT_FOUND,
    RefusalReason.INVALID_IDENTITY: NOT_FOUND,
    RefusalReason.OTHER_TENANT: NOT_FOUND,
}


def _admission(station: KnownStation, peer: Peer, proof: Proof) -> Admission:
    proved = {
        DesireKind.PASSWORD: station.next_password_digest == proof.password_digest,
        DesireKind.SECURITY_PROFILE: station.wanted_profile == proof.profile,
    }
    wanted = {
        DesireKind.PASSWORD: station.next_password_digest is not None,
        DesireKind.SECURITY_PROFILE: station.wanted_profile is not None,
    }
    changing = {kind for kind, is_wanted in wanted.items() if is_wanted}
    return Admission(
        station_id=station.station_id,
        tenant_id=station.tenant_id,
        site_id=station.site_id,
        identity=station.identity,
        registration=station.registration,
        security_profile=proof.profile,
        password_digest=proof.password_digest,
        certificate_fingerprint=peer.certificate.fingerprint if peer.certificate else None,
        renewed=frozenset(kind for kind in changing if proved[kind]),
        outdated=frozenset(kind for kind in changing if not proved[kind]),
    )
