"""The SQL of authorities: one of a tenant is active."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.certificates._store.tables import authorities
from sigec.certificates.model import Authority, AuthorityState
from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import AuthorityId, TenantId

_HIDDEN = frozenset({"sealed_key", "list_number"})
_COLUMNS = tuple(column for column in authorities.c if column.name not in _HIDDEN)


def select_authorities(scope: Scope) -> Select[Any]:
    """Begin every query of authorities here: a tenant sees its own, the platform all."""
    return select(*_COLUMNS).where(visible(authorities, scope))


def to_authority(row: RowMapping) -> Authority:
    """Read a row of `select_authorities`."""
    return Authority(**{**row, "state": AuthorityState(row["state"])})


async def add(connection: AsyncConnection, authority: Authority, *, sealed_key: bytes) -> None:
    """Store a new authority."""
    names = [column.name for column in _COLUMNS]
    values = {name: getattr(authority, name) for name in names}
    await connection.execute(
        insert(authorities).values(
            **values | {"state": authority.state.value}, sealed_key=sealed_key, list_number=0
        )
    )


async def find(
    connection: AsyncConnection, scope: Scope, authority_id: AuthorityId
) -> Authority | None:
    """Return one authority."""
    statement = select_authorities(scope).where(authorities.c.id == authority_id)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_authority(row)


async def find_active(connection: AsyncConnection, tenant_id: TenantId) -> Authority | None:
    """Return the authority that signs for a tenant now."""
    statement = select_authorities(Scope(tenant_id=tenant_id)).where(
        authorities.c.state == AuthorityState.ACTIVE.value
    )
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_authority(row)


async def load_key(connection: AsyncConnection, scope: Scope, authority_id: AuthorityId) -> bytes:
    """Return an authority's sealed key."""
    statement = select(authorities.c.sealed_key).where(
        visible(authorities, scope), authorities.c.id == authority_id
    )
    key: bytes = (await connection.execute(statement)).scalar_one()
    return key


async def count_list(connection: AsyncConnection, authority_id: AuthorityId) -> int:
    """Return the number that the next revocation list of an authority has."""
    statement = (
        update(authorities)
        .where(authorities.c.id == authority_id)
        .values(list_number=authorities.c.list_number + 1)
        .returning(authorities.c.list_number)
    )
    number: int = (await connection.execute(statement)).scalar_one()
    return number


async def set_state(
    connection: AsyncConnection, authority_id: AuthorityId, state: AuthorityState
) -> None:
    """Store what an authority is now."""
    await connection.execute(
        update(authorities).where(authorities.c.id == authority_id).values(state=state.value)
    )


async def load_believed(connection: AsyncConnection) -> Sequence[Mapping[Any, Any]]:
    """Return tenant and certificate of every authority that is believed; platform scope only."""
    statement = select(authorities.c.tenant_id, authorities.c.certificate_pem).where(
        authorities.c.state != AuthorityState.WITHDRAWN.value
    )
    return (await connection.execute(statement)).mappings().all()


async def count_active(connection: AsyncConnection) -> int:
    """Count the tenants that have an authority which signs; platform scope only."""
    statement = select(func.count()).where(authorities.c.state == AuthorityState.ACTIVE.value)
    return (await connection.execute(statement)).scalar_one()
