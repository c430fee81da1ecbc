"""The source of OCPP 1.6's transaction ids."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.sessions._store.tables import transaction_numbers


async def reserve(connection: AsyncConnection, count: int) -> range:
    """Take the next ``count`` numbers for this process alone."""
    statement = (
        update(transaction_numbers)
        .where(transaction_numbers.c.id == 1)
        .values(next=transaction_numbers.c.next + count)
        .returning(transaction_numbers.c.next)
    )
    end = (await connection.execute(statement)).scalar_one()
    return range(end - count, end)
