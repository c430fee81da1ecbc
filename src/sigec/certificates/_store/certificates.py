"""The SQL of the certificates that stations asked for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.certificates._store.tables import certificates
from sigec.certificates.model import (
    CertificateState,
    CertificateUse,
    Revocation,
    RevocationReason,
    StationCertificate,
)
from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import AuthorityId, CertificateId, StationId

_COLUMNS = tuple(column.name for column in certificates.c)


def select_certificates(scope: Scope) -> Select[Any]:
    """Begin every query of certificates here: a tenant sees its own, the platform all."""
    return select(certificates).where(visible(certificates, scope))


def to_certificate(row: RowMapping) -> StationCertificate:
    """Read a row of `select_certificates`."""
    closed = {"use": CertificateUse(row["use"]), "state": CertificateState(row["state"])}
    return StationCertificate(**{**row, **closed})


async def add(connection: AsyncConnection, certificate: StationCertificate) -> None:
    """Store a request."""
    await connection.execute(insert(certificates).values(**_values(certificate)))


async def save(connection: AsyncConnection, certificate: StationCertificate) -> None:
    """Store how far a certificate got."""
    await connection.execute(
        update(certificates)
        .where(certificates.c.id == certificate.id)
        .values(**_values(certificate))
    )


async def find(
    connection: AsyncConnection, scope: Scope, certificate_id: CertificateId
) -> StationCertificate | None:
    """Return one certificate."""
    found = await _find_where(connection, scope, certificates.c.id == certificate_id)
    return found[0] if found else None


async def find_of_station(
    connection: AsyncConnection,
    scope: Scope,
    station_id: StationId,
    states: Collection[CertificateState] = tuple(CertificateState),
    *,
    use: CertificateUse | None = None,
) -> Sequence[StationCertificate]:
    """Return a station's certificates in some states, those of the last request first."""
    conditions = [
        certificates.c.station_id == station_id,
        certificates.c.state.in_([state.value for state in states]),
    ]
    if use is not None:
        conditions.append(certificates.c.use == use.value)
    return await _find_where(connection, scope, *conditions)


async def find_of_authority(
    connection: AsyncConnection,
    scope: Scope,
    authority_id: AuthorityId,
    states: Collection[CertificateState],
) -> Sequence[StationCertificate]:
    """Return what an authority signed that is in some states."""
    return await _find_where(
        connection,
        scope,
        certificates.c.authority_id == authority_id,
        certificates.c.state.in_([state.value for state in states]),
    )


async def load_revoked(
    connection: AsyncConnection, authority_id: AuthorityId, *, at: datetime
) -> Sequence[Revocation]:
    """Return what an authority revoked that would be good otherwise."""
    statement = select(
        certificates.c.serial_number, certificates.c.revoked_at, certificates.c.reason
    ).where(
        certificates.c.authority_id == authority_id,
        certificates.c.state == CertificateState.REVOKED.value,
        certificates.c.not_after > at,
    )
    return [
        Revocation(
            serial_number=row.serial_number,
            revoked_at=row.revoked_at,
            reason=RevocationReason(row.reason),
        )
        for row in await connection.execute(statement)
    ]


async def load_revoked_fingerprints(connection: AsyncConnection, *, at: datetime) -> Sequence[str]:
    """Return which certificates are believed no more, of all tenants; platform scope only."""
    statement = select(certificates.c.fingerprint).where(
        certificates.c.state == CertificateState.REVOKED.value,
        certificates.c.fingerprint.is_not(None),
        certificates.c.not_after > at,
    )
    return list((await connection.execute(statement)).scalars())


async def _find_where(
    connection: AsyncConnection, scope: Scope, *conditions: ColumnElement[bool]
) -> Sequence[StationCertificate]:
    statement = select_certificates(scope).where(*conditions).order_by(certificates.c.id.desc())
    return [to_certificate(row) for row in (await connection.execute(statement)).mappings()]


def _values(certificate: StationCertificate) -> dict[str, Any]:
    values = {name: getattr(certificate, name) for name in _COLUMNS}
    return values | {"use": certificate.use.value, "state": certificate.state.value}
