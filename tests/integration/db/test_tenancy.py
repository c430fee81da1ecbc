"""Row-level security, tried with raw SQL: the net that holds when a selector is forgotten."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from sigec.db import Database, tenancy
from sigec.db.migrate import migrate
from sigec.kit.actor import PLATFORM, Scope
from sigec.kit.ids import TenantId, new_id

OURS, THEIRS = TenantId(new_id()), TenantId(new_id())

INSERT_JOB = text(
    "INSERT INTO jobs (id, tenant_id, kind, key, run_at, payload)"
    " VALUES (:id, :tenant, 'k', :key, now(), '{}')"
)
INSERT_ROW = text(
    "INSERT INTO journal (stream, position, tenant_id, station_id, protocol, direction, action,"
    " message_id, at, received_at, request)"
    " VALUES (1, 1, :tenant, :id, 'ocpp1.6', 'in', 'Heartbeat', '1', now(), now(), '{}')"
)


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[Database]:
    database = Database(postgres_url)
    await database.open()
    async with database.transaction(PLATFORM) as connection:
        for tenant in (OURS, THEIRS):
            await connection.execute(
                INSERT_JOB, {"id": new_id(), "tenant": tenant, "key": str(tenant)}
            )
            await connection.execute(INSERT_ROW, {"id": new_id(), "tenant": tenant})
    yield database
    await database.close()


async def run(database: Database, statement: str) -> list[object]:
    async with database.transaction(Scope(tenant_id=OURS)) as connection:
        result = await connection.execute(text(statement))
        return list(result.scalars()) if result.returns_rows else [result.rowcount]


async def test_the_role_is_in_use_here(database: Database) -> None:
    assert database.has_tenant_role
    assert await run(database, "SELECT current_user::text") == [tenancy.TENANT_ROLE]


@pytest.mark.parametrize("table", ["journal", "jobs"])
async def test_a_tenant_sees_its_own_rows_only(database: Database, table: str) -> None:
    assert await run(database, f"SELECT tenant_id FROM {table}") == [OURS]  # noqa: S608


async def test_the_platform_sees_all(database: Database) -> None:
    async with database.read(PLATFORM) as connection:
        assert await connection.scalar(text("SELECT count(*) FROM journal")) == 2


async def test_a_tenant_changes_and_removes_its_own_rows_only(database: Database) -> None:
    assert await run(database, "UPDATE jobs SET attempts = 9") == [1]
    assert await run(database, "DELETE FROM jobs") == [1]

    async with database.read(PLATFORM) as connection:
        left = await connection.execute(text("SELECT tenant_id, attempts FROM jobs"))
        assert [tuple(row) for row in left] == [(THEIRS, 0)]


async def test_a_tenant_writes_no_row_of_another(database: Database) -> None:
    with pytest.raises(DBAPIError, match="row-level security"):
        await run(
            database,
            "INSERT INTO jobs (id, tenant_id, kind, key, run_at, payload)"
            " VALUES (gen_random_uuid(), gen_random_uuid(), 'k', 'new', now(), '')",
        )
    with pytest.raises(DBAPIError, match="row-level security"):
        await run(database, f"UPDATE jobs SET tenant_id = '{THEIRS}'")  # noqa: S608


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal",
        "UPDATE journal SET request = ''",
        "SELECT tenant_id FROM journal_default",
        "SELECT id FROM journal_streams",
        "SELECT payload FROM outbox",
        "SELECT version_num FROM alembic_version",
        "CREATE TABLE mine (id integer)",
    ],
)
async def test_a_tenant_may_not(database: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        await run(database, statement)


async def test_the_role_ends_with_the_transaction(database: Database) -> None:
    await run(database, "SELECT 1")

    async with database.transaction(PLATFORM) as connection:
        assert await connection.scalar(text("SELECT current_user::text")) != tenancy.TENANT_ROLE
        assert not await connection.scalar(text("SELECT current_setting('app.tenant', true)"))


async def test_the_role_without_a_tenant_sees_nothing(database: Database) -> None:
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(text(f"SET LOCAL ROLE {tenancy.TENANT_ROLE}"))
        assert await connection.scalar(text("SELECT count(*) FROM journal")) == 0


async def test_every_table_of_tenants_data_is_behind_the_net(database: Database) -> None:
    """Whoever adds a table with a tenant_id and forgets `protect` reads its name here."""
    unprotected = text("""
        SELECT c.relname FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
          AND NOT c.relispartition
          AND NOT (c.relrowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))
    """)
    async with database.read(PLATFORM) as connection:
        assert list((await connection.execute(unprotected)).scalars()) == []


# ── Where the owner of the schema may not make roles ──────────────────────────────────────────────


@pytest.fixture
async def modest_url(empty_postgres_url: str, service_prefix: str) -> AsyncIterator[str]:
    """An empty database whose owner may neither create roles nor join any."""
    url = make_url(empty_postgres_url)
    owner = f"{service_prefix}_owner"
    server = await asyncpg.connect(empty_postgres_url)
    try:
        await server.execute(f"CREATE ROLE {owner} LOGIN PASSWORD 'canary'")
        await server.execute(f'ALTER DATABASE "{url.database}" OWNER TO {owner}')
    except asyncpg.InsufficientPrivilegeError:
        await server.close()
        pytest.skip("the login of the tests may not create roles")
    modest = url.set(username=owner, password="canary")
    yield modest.render_as_string(hide_password=False)
    await server.execute(f"REASSIGN OWNED BY {owner} TO CURRENT_USER")
    await server.execute(f"DROP OWNED BY {owner}")
    await server.execute(f"DROP ROLE {owner}")
    await server.close()


async def assert_it_works_without_the_net(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await database.open()

    assert not database.has_tenant_role
    async with database.transaction(Scope(tenant_id=OURS)) as connection:
        await connection.execute(INSERT_JOB, {"id": new_id(), "tenant": OURS, "key": "a"})
        assert await connection.scalar(text("SELECT count(*) FROM jobs")) == 1
    await database.close()


async def test_an_owner_who_may_not_join_the_role_works_without_the_net(modest_url: str) -> None:
    await assert_it_works_without_the_net(modest_url)


async def test_an_owner_who_may_not_make_the_role_works_without_the_net(
    modest_url: str, service_prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = f"{service_prefix}_missing"
    monkeypatch.setattr(
        tenancy, "_CREATE_ROLE", tenancy._CREATE_ROLE.replace(tenancy.TENANT_ROLE, missing)
    )
    monkeypatch.setattr(tenancy, "TENANT_ROLE", missing)

    await assert_it_works_without_the_net(modest_url)


async def test_a_role_that_was_made_after_the_tables_is_not_used_before_it_may_use_them(
    modest_url: str, empty_postgres_url: str, service_prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = f"{service_prefix}_late"
    monkeypatch.setattr(
        tenancy, "_CREATE_ROLE", tenancy._CREATE_ROLE.replace(tenancy.TENANT_ROLE, late)
    )
    monkeypatch.setattr(tenancy, "TENANT_ROLE", late)
    await assert_it_works_without_the_net(modest_url)
    server = await asyncpg.connect(empty_postgres_url)
    owner = make_url(modest_url).username
    await server.execute(f"CREATE ROLE {late}; GRANT {late} TO {owner}; TRUNCATE jobs")
    try:
        await assert_it_works_without_the_net(modest_url)
    finally:
        await server.execute(f"DROP ROLE {late}")
        await server.close()
