"""No table of a tenant's data is forgotten by the second net."""

from sqlalchemy import text

from sigec.db import Database
from sigec.kit.actor import PLATFORM

_TABLES = text(
    """
    SELECT relname, relrowsecurity, EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid)
    FROM pg_class
    JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'tenant_id'
    WHERE relkind IN ('r', 'p') AND NOT relispartition
      AND relnamespace = current_schema()::regnamespace
    """
)


async def test_every_table_of_tenants_has_a_policy(postgres_url: str) -> None:
    database = Database(postgres_url)
    await database.open()
    async with database.read(PLATFORM) as connection:
        tables = (await connection.execute(_TABLES)).all()
    await database.close()

    assert len(tables) > 10
    assert not [name for name, is_on, has_policy in tables if not (is_on and has_policy)]
