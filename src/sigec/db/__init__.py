"""The ground of all tables: engines, transactions, column types, group commit, migrations."""

from sigec.db.database import Database
from sigec.db.failures import BadDatabaseUrl, StorageUnavailable
from sigec.db.ingest import Ingest
from sigec.db.metadata import metadata

__all__ = ["BadDatabaseUrl", "Database", "Ingest", "StorageUnavailable", "metadata"]
