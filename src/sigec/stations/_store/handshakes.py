"""The SQL of refused handshakes: one row for the same refusal, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert as upsert_postgresql
from sqlalchemy.dialects.sqlite import insert as upsert_sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.ids import TenantId, new_id
from sigec.stations._store.tables import handshakes
from sigec.stations.model import RefusalReason

IDENTITY_LENGTH_MAX = 200
ADDRESS_LENGTH_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedHandshakes:
    """So many times the same refusal, until ``at``."""

    identity: str
    tenant_id: TenantId | None
    address: str
    reason: RefusalReason
    count: int
    at: datetime


async def count_handshakes(
    connection: AsyncConnection, refused: Sequence[RefusedHandshakes]
) -> None:
    """Add to the counts; the tenant is that of the last one."""
    upsert = upsert_postgresql if connection.dialect.name == "postgresql" else upsert_sqlite
    for each in refused:
        statement = upsert(handshakes).values(
            id=new_id(),
            tenant_id=each.tenant_id,
            identity=each.identity[:IDENTITY_LENGTH_MAX],
            address=each.address[:ADDRESS_LENGTH_MAX],
            reason=each.reason.value,
            count=each.count,
            first_at=each.at,
            last_at=each.at,
        )
        new = statement.excluded
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=["identity", "address", "reason"],
                set_={
                    "count": handshakes.c.count + new.count,
                    "last_at": new.last_at,
                    "tenant_id": new.tenant_id,
                },
            )
        )
