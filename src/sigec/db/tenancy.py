"""Keep tenants apart: what each slice selects by, and row-level security as the net under it.

On PostgreSQL the owner of the schema sees all (ENABLE, not FORCE); a transaction of one tenant
becomes the role `TENANT_ROLE`, which sees only rows of the tenant in the setting ``app.tenant``.
"""

from sqlalchemy import ColumnElement, Connection, Table, text, true
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.actor import Scope
from sigec.kit.ids import TenantId

TENANT_ROLE = "sigec_tenant"

_ENTER = text("SELECT set_config('role', :role, true), set_config('app.tenant', :tenant, true)")

_MAY_USE_ALL = text(
    "SELECT bool_and(has_table_privilege(oid, 'SELECT, INSERT')) FROM pg_class"
    " WHERE relrowsecurity AND relnamespace = current_schema()::regnamespace"
)

_CREATE_ROLE = f"""
DO $$ BEGIN
    -- Each step alone: another database of this server may be at the same one right now,
    -- which ends in unique_violation or, for a grant, in internal_error.
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{TENANT_ROLE}') THEN
            CREATE ROLE {TENANT_ROLE} NOLOGIN;
        END IF;
    EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
        RAISE NOTICE 'the role {TENANT_ROLE} was not created: %', SQLERRM;
    END;
    BEGIN
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            EXECUTE format('GRANT {TENANT_ROLE} TO %I', current_user);
        END IF;
    EXCEPTION WHEN insufficient_privilege OR undefined_object OR invalid_grant_operation
        OR unique_violation OR internal_error THEN
        RAISE NOTICE 'the role {TENANT_ROLE} was not granted to its user: %', SQLERRM;
    END;
    BEGIN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO {TENANT_ROLE}', current_schema());
    EXCEPTION WHEN insufficient_privilege OR undefined_object THEN
        RAISE NOTICE 'the role {TENANT_ROLE} may not use the schema: %', SQLERRM;
    END;
END $$
"""  # noqa: S608 - the only name in it is the constant above


def visible(table: Table, scope: Scope) -> ColumnElement[bool]:
    """Restrict a query to the rows of the scope; every query of a tenant's data has it."""
    return true() if scope.tenant_id is None else table.c.tenant_id == scope.tenant_id


async def enter_tenant(connection: AsyncConnection, tenant_id: TenantId) -> None:
    """Bind the running transaction to one tenant; it ends with the transaction."""
    await connection.execute(_ENTER, {"role": TENANT_ROLE, "tenant": str(tenant_id)})


async def is_tenant_role_usable(connection: AsyncConnection) -> bool:
    """Say whether this user may become the tenant role and the role may use what it must.

    Found out by trying: since PostgreSQL 16 a member of a role may still not be let into it.
    """
    attempt = await connection.begin_nested()
    try:
        await connection.execute(_ENTER, {"role": TENANT_ROLE, "tenant": ""})
        return bool((await connection.execute(_MAY_USE_ALL)).scalar())
    except DBAPIError:
        return False
    finally:
        await attempt.rollback()


def create_tenant_role(connection: Connection) -> None:
    """Make the role if this user may; for a migration. Roles belong to the whole server.

    Without the right to, the platform works with its selectors alone and `/health` says so.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(_CREATE_ROLE))


def protect(
    connection: Connection,
    table: str,
    *,
    column: str = "tenant_id",
    privileges: str = "SELECT, INSERT, UPDATE, DELETE",
) -> None:
    """Let the tenant role see and write only its tenant's rows of ``table``; for a migration."""
    if connection.dialect.name != "postgresql":
        return
    connection.execute(text(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"))
    connection.execute(
        text(
            f"CREATE POLICY {table}_tenant ON {table}"
            f" USING ({column} = nullif(current_setting('app.tenant', true), '')::uuid)"
        )
    )
    _grant(connection, privileges, table)


def share(connection: Connection, table: str, *, privileges: str = "SELECT") -> None:
    """Let the tenant role use a table that holds no tenant's data; for a migration."""
    if connection.dialect.name == "postgresql":
        _grant(connection, privileges, table)


def _grant(connection: Connection, privileges: str, table: str) -> None:
    savepoint = connection.begin_nested()
    try:
        connection.execute(text(f"GRANT {privileges} ON {table} TO {TENANT_ROLE}"))
    except DBAPIError:
        savepoint.rollback()  # the role could not be made: see create_tenant_role
    else:
        savepoint.commit()
