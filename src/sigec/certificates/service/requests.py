"""Take the requests to sign that stations send, before they are answered."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.serialization import Encoding

from sigec.certificates._store import certificates as store
from sigec.certificates._store.authorities import find_active
from sigec.certificates.model import (
    LIVING,
    OPEN,
    CertificateState,
    CertificateUse,
    ReadRequest,
    RequestFault,
    StationCertificate,
    fault_of_request,
    read_request,
)
from sigec.certificates.service.steps import plan_step, tell
from sigec.db import Database
from sigec.kit.actor import Scope
from sigec.kit.ids import CertificateId, StationId, new_id
from sigec.kit.ports import Clock
from sigec.stations.model import KnownStation
from sigec.stations.service import StationDirectory

SUBJECT_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRequest:
    """What a station asks for, as it came."""

    station_id: StationId
    use: CertificateUse
    pem: str
    request_id: int | None = None


class RequestDesk:
    """Looks at requests; whoever has an authority of another kind signs without one of ours."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        directory: StationDirectory,
        *,
        needs_own_authority: bool = True,
    ) -> None:
        """Know stations and operators by ``directory``."""
        self._database = database
        self._clock = clock
        self._directory = directory
        self._needs_own_authority = needs_own_authority

    async def take(self, wanted: CertificateRequest) -> RequestFault | None:
        """Store a request durably; ``None`` says that it will be signed.

        A request for a key that is being dealt with changes nothing.
        """
        station = self._directory.find(wanted.station_id)
        if station is None:
            return RequestFault.SUBJECT
        read = read_request(wanted.pem)
        fault = read if isinstance(read, RequestFault) else self._examine(read, station, wanted)
        at, scope = self._clock.now(), Scope(tenant_id=station.tenant_id)
        async with self._database.transaction(scope) as connection:
            if fault is None and self._needs_own_authority:
                has_authority = await find_active(connection, station.tenant_id) is not None
                fault = None if has_authority else RequestFault.NO_AUTHORITY
            if fault is None and not isinstance(read, RequestFault):
                known = await store.find_of_station(
                    connection, scope, station.station_id, OPEN | LIVING, use=wanted.use
                )
                if any(each.key_digest == read.key_digest for each in known):
                    return None
            certificate = self._describe(station, wanted, read, fault)
            await store.add(connection, certificate)
            await tell(connection, certificate, at=at)
            if fault is None:
                await plan_step(connection, certificate, at=at)
        return fault

    def _examine(
        self, read: ReadRequest, station: KnownStation, wanted: CertificateRequest
    ) -> RequestFault | None:
        return fault_of_request(
            read,
            wanted.use,
            subjects=station.subjects,
            operators=self._directory.operators(station.tenant_id),
        )

    def _describe(
        self,
        station: KnownStation,
        wanted: CertificateRequest,
        read: ReadRequest | RequestFault,
        fault: RequestFault | None,
    ) -> StationCertificate:
        state = CertificateState.REQUESTED if fault is None else CertificateState.REFUSED
        return StationCertificate(
            id=CertificateId(new_id()),
            tenant_id=station.tenant_id,
            station_id=station.station_id,
            authority_id=None,
            use=wanted.use,
            state=state,
            request_pem="" if isinstance(read, RequestFault) else _pem(read),
            key_digest="" if isinstance(read, RequestFault) else read.key_digest,
            request_id=wanted.request_id,
            subject=_subject(read),
            chain_pem=None,
            fingerprint=None,
            serial_number=None,
            not_before=None,
            not_after=None,
            tries=0,
            reason=None if fault is None else fault.value,
            requested_at=self._clock.now(),
            signed_at=None,
            delivered_at=None,
            used_at=None,
            revoked_at=None,
        )


def _pem(read: ReadRequest) -> str:
    return read.request.public_bytes(Encoding.PEM).decode()


def _subject(read: ReadRequest | RequestFault) -> str:
    if isinstance(read, RequestFault):
        return ""
    return f"CN={read.common_name}, O={read.organization}".replace("\0", "")[:SUBJECT_LENGTH_MAX]
