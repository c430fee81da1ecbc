"""Identities that knock and are not known here: another process may have registered them."""

import asyncio
from itertools import islice

import structlog

from sigec.db import Database, StorageUnavailable
from sigec.kit.actor import PLATFORM
from sigec.stations._store import connections
from sigec.stations.service.directory import StationDirectory

WAITING_MAX = 1_000
"""A crowd of strangers is looked up in part; who is left out knocks again."""
BATCH = 200

_log = structlog.get_logger(__name__)


class Lookups:
    """Reads again what is stored of strangers, so that they are known when they knock again.

    Events tell each process of new stations; one that was lost, or is late, costs a station no
    more than one refusal.
    """

    def __init__(self, directory: StationDirectory, database: Database) -> None:
        self._directory = directory
        self._database = database
        self._waiting: dict[str, None] = {}
        self._task: asyncio.Task[None] | None = None

    def note(self, identity: str) -> None:
        """Look an identity up some time soon."""
        if len(self._waiting) < WAITING_MAX:
            self._waiting[identity] = None
        if self._task is None:
            self._task = asyncio.create_task(self._look())

    async def _look(self) -> None:
        try:
            while self._waiting:
                identities = list(islice(self._waiting, BATCH))
                async with self._database.read(PLATFORM) as connection:
                    known = await connections.load_by_identity(connection, identities)
                for station in known:
                    self._directory.put(station)
                for identity in identities:
                    del self._waiting[identity]
        except StorageUnavailable as error:
            self._waiting.clear()
            _log.warning("stations.lookup.unavailable", problem=str(error))
        finally:
            self._task = None
