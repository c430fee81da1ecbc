"""Back a platform's database up while it runs, and restore it into an empty one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sigec.db import Database
from sigec.db.snapshots import BadSnapshot, Manifest, Tell, load_snapshot, write_snapshot
from sigec.kit.clock import SystemClock
from sigec.serving import StartFailure, explained, prepare_folder
from sigec.settings import Settings


async def back_up(settings: Settings, path: Path, *, version: str, tell: Tell) -> Manifest:
    """Write the database of the settings to a file that is not there yet.

    :raises StartFailure: when that is not possible; nothing is left then.
    """
    async with _opened(settings) as database:
        at = SystemClock().now()
        return await write_snapshot(database, path, version=version, at=at, tell=tell)


async def restore(settings: Settings, path: Path, *, tell: Tell) -> Manifest:
    """Fill the empty database of the settings from a file, and check every row.

    :raises StartFailure: when that is not possible; the database is still empty then.
    """
    async with _opened(settings) as database:
        return await load_snapshot(database, path, tell=tell)


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Database]:
    prepare_folder(settings)
    with explained():
        database = Database(settings.effective_database_url)
        try:
            yield database
        except BadSnapshot as problem:
            raise StartFailure(str(problem)) from problem
        finally:
            await database.close()
