"""Bring a database's schema to the version of this code, and tell whether it is."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from sigec.db.database import Database
from sigec.kit.actor import PLATFORM

_PACKAGED = Path(__file__).parents[1] / "migrations"
_IN_CHECKOUT = Path(__file__).parents[3] / "migrations"
_LOCK = 7364112
"""An arbitrary number that all SIGEC-VE processes use for PostgreSQL's advisory lock."""


async def migrate(database: Database, *, revision: str = "head") -> None:
    """Apply the missing migrations, each process waiting for the other; harmless when none is."""
    async with database.transaction(PLATFORM) as connection:
        await connection.run_sync(upgrade, revision)
    await database.open()  # the tenant role may be there only now


async def current_revision(database: Database) -> str | None:
    """Return the revision of the database's schema, ``None`` when it is empty."""
    async with database.read(PLATFORM) as connection:
        return await connection.run_sync(revision_of)


async def has_pending_migrations(database: Database) -> bool:
    """Say whether the schema is not that of this code."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    return await current_revision(database) != head


def revision_of(connection: Connection, /) -> str | None:
    """Return the revision of the schema that a transaction sees."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection, revision: str) -> None:
    """Apply the migrations up to a revision in a transaction that is open."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _config() -> Config:
    config = Config()
    location = _PACKAGED if _PACKAGED.is_dir() else _IN_CHECKOUT
    config.set_main_option("script_location", str(location))
    return config
