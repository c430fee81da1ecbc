"""When a certificate is looked at again, and what is told of it; in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import jobs, outbox
from sigec.certificates._store import certificates as store
from sigec.certificates.model import CertificateState, RevocationReason, StationCertificate
from sigec.events.certificates import StationCertificateChanged
from sigec.jobs import Plan
from sigec.stations.model import IncidentKind, Trouble

STEP_KIND = "certificate.step"
RENEWAL_KIND = "certificate.renew"


async def move(
    connection: AsyncConnection, certificate: StationCertificate, *, at: datetime
) -> None:
    """Store how far a certificate got, and tell of it."""
    await store.save(connection, certificate)
    await tell(connection, certificate, at=at)


async def tell(
    connection: AsyncConnection, certificate: StationCertificate, *, at: datetime
) -> None:
    """Tell how far a certificate is."""
    changed = StationCertificateChanged(
        tenant_id=certificate.tenant_id,
        at=at,
        station_id=certificate.station_id,
        certificate_id=certificate.id,
        use=certificate.use.value,
        state=certificate.state.value,
        reason=certificate.reason,
    )
    await outbox.append(connection, [changed])


async def plan_step(
    connection: AsyncConnection, certificate: StationCertificate, *, at: datetime
) -> None:
    """Go on with a certificate at an instant; of several plans the last one counts."""
    await jobs.schedule_all(connection, [_plan(STEP_KIND, certificate, at)])


async def plan_renewal(
    connection: AsyncConnection, certificate: StationCertificate, *, at: datetime
) -> None:
    """Ask the station for its next key at an instant."""
    await jobs.schedule_all(connection, [_plan(RENEWAL_KIND, certificate, at)])


async def forget_plans(
    connection: AsyncConnection,
    certificate: StationCertificate,
    *,
    kinds: Sequence[str] = (STEP_KIND, RENEWAL_KIND),
) -> None:
    """Look at a certificate no more."""
    await jobs.cancel_all(connection, [f"{kind}:{certificate.id}" for kind in kinds])


async def revoke(
    connection: AsyncConnection,
    certificate: StationCertificate,
    reason: RevocationReason,
    *,
    at: datetime,
) -> StationCertificate:
    """Believe a certificate no more; every process hears of it by the event."""
    revoked = replace(
        certificate, state=CertificateState.REVOKED, reason=reason.value, revoked_at=at
    )
    await move(connection, revoked, at=at)
    await forget_plans(connection, revoked)
    return revoked


def trouble_of(certificate: StationCertificate, reason: str, *, began_at: datetime) -> Trouble:
    """Make the trouble of a station whose certificate is not as it should be."""
    return Trouble(
        tenant_id=certificate.tenant_id,
        kind=IncidentKind.CERTIFICATE,
        began_at=began_at,
        station_id=certificate.station_id,
        error_code=reason,
        detail=certificate.use.value,
    )


def _plan(kind: str, certificate: StationCertificate, at: datetime) -> Plan:
    return Plan(
        kind=kind,
        key=f"{kind}:{certificate.id}",
        run_at=at,
        payload={"certificate_id": str(certificate.id)},
        tenant_id=certificate.tenant_id,
    )
