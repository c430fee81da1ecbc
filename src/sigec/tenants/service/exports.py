"""Everything a tenant has, as one file that it may take elsewhere."""

import asyncio
import zipfile
from typing import IO, cast

import msgspec

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.tenant_data import NOT_EXPORTED, read_rows, tables_of_tenants
from sigec.kit.actor import PLATFORM, Actor, Permission
from sigec.kit.errors import Conflict
from sigec.kit.ids import TenantId
from sigec.kit.ports import Clock
from sigec.tenants.model import Tenant
from sigec.tenants.service.errors import TenantNotFound
from sigec.tenants.service.tenants import find_tenant

_ENCODER = msgspec.json.Encoder()


class ExportRunning(Conflict):
    """Somebody takes an export already; one at a time is enough for the database."""

    code = "conflict.export_running"


class ExportService:
    """Writes ZIP files of JSON lines, one for each table; what is secret stays here."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._turn = asyncio.Lock()

    async def admit(self, actor: Actor, tenant_id: TenantId) -> Tenant:
        """Return the tenant that the actor may export, and note that they do.

        :raises TenantNotFound: when there is none for this actor.
        :raises ExportRunning: while another export is written.
        """
        actor.require(Permission.WRITE_SETTINGS)
        if self._turn.locked():
            raise ExportRunning
        async with self._database.transaction(PLATFORM) as connection:
            tenant = await find_tenant(connection, tenant_id)
            if tenant is None or actor.scope.tenant_id not in (None, tenant_id):
                raise TenantNotFound
            subject = Subject(kind="tenant", id=tenant_id)
            at = self._clock.now()
            await audit.record(
                connection, actor, "tenant.exported", subject, at=at, tenant_id=tenant_id
            )
        return tenant

    async def write(self, tenant: Tenant, file: IO[bytes]) -> None:
        """Write all that the tenant has, as it is at one instant on PostgreSQL and SQLite alike.

        The file grows at its end only, so it may be read while it is written.
        """
        async with self._turn, self._database.snapshot(PLATFORM) as connection:
            end = cast("IO[bytes]", _AppendOnly(file))  # all that `zipfile` asks of it
            with zipfile.ZipFile(end, "w", zipfile.ZIP_DEFLATED) as archive:
                for table in tables_of_tenants():
                    if table.name in NOT_EXPORTED:
                        continue
                    name = f"{table.name}.jsonl"
                    with archive.open(name, "w", force_zip64=True) as entry:
                        async for rows in read_rows(connection, table, tenant.id):
                            await asyncio.to_thread(entry.write, _ENCODER.encode_lines(rows))
        file.flush()


class _AppendOnly:
    """Lets `zipfile` believe that it cannot go back, so that it never does."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, content: bytes) -> int:
        return self._file.write(content)

    def flush(self) -> None:
        self._file.flush()
