"""Create, find, edit and remove sources."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, jobs, outbox
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.events.sources import SourceChanged
from sigec.kit.actor import PLATFORM, Actor, Permission
from sigec.kit.errors import FieldError, Invalid, PreconditionFailed
from sigec.kit.ids import SourceId, new_id
from sigec.kit.pages import PAGE_LIMIT_MAX, Page, PageRequest
from sigec.kit.ports import Clock, Vault
from sigec.sites.service import require_site
from sigec.sources._store import sources as store
from sigec.sources._store.tables import sources
from sigec.sources.model import (
    Source,
    SourceDraft,
    SourceState,
    TryOut,
    faults_of,
)
from sigec.sources.ports import SourceProbe
from sigec.sources.service.editing import DRAFT, audited, edited, is_same_account, relieved
from sigec.sources.service.errors import SourceInactive, SourceNotFound, SourcePaused
from sigec.sources.service.switch import CommandSwitch

POLL_KIND = f"{jobs.LEASED}sources.poll"
SYNC_BACK_MAX = timedelta(days=400)
SHOWN_MAX = 100


def poll_key(source_id: SourceId) -> str:
    """Return the key of the job that asks a source."""
    return f"{POLL_KIND}:{source_id}"


class SourceService:
    """The use cases of sources; who asks them is a job of `POLL_KIND` each."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        vault: Vault,
        probe: SourceProbe,
        switch: CommandSwitch,
        is_local: bool = False,
    ) -> None:
        """Keep accounts in ``vault``; ``is_local`` lets addresses of this machine pass."""
        self._probe = probe
        self._switch = switch
        self._database = database
        self._clock = clock
        self._vault = vault
        self._is_local = is_local

    async def create_source(self, actor: Actor, draft: SourceDraft) -> Source:
        """Store a source; somebody asks it within seconds.

        :raises Invalid: when a field breaks a rule.
        :raises SiteNotFound: when the site is none of the actor's.
        """
        actor.require(Permission.WRITE_SOURCES)
        source = Source(
            **{name: getattr(draft, name) for name in (*DRAFT, "account")},
            id=SourceId(new_id()),
            tenant_id=actor.require_tenant(),
            state=SourceState.NEW if draft.is_active else SourceState.INACTIVE,
            interval_s=draft.poll_interval_s,
            created_at=self._clock.now(),
        )
        self.check(source)
        async with self._database.transaction(actor.scope) as connection:
            await self._check_site(connection, actor, source)
            await store.add_source(connection, source, self._vault)
            await self._note(connection, actor, "source.created", None, source)
        await self._plan(source)
        return source

    def check(self, draft: SourceDraft) -> None:
        """Pass when a source may be asked so.

        :raises Invalid: when a field breaks a rule.
        """
        if faults := faults_of(draft, is_local=self._is_local):
            raise Invalid(*faults)

    async def try_draft(self, actor: Actor, draft: SourceDraft) -> TryOut:
        """Try an account out before it is stored; every failure is in the answer.

        :raises Invalid: when a field breaks a rule.
        :raises SourcePaused: while the cloud allows the account no call.
        """
        actor.require(Permission.WRITE_SOURCES)
        self.check(draft)
        request = PageRequest(limit=PAGE_LIMIT_MAX)
        for source in (await self.list_sources(actor, request)).items:
            if is_same_account(source, draft):
                self._refuse_in_pause(source)
        return await self._probe.try_out(draft)

    async def try_source(self, actor: Actor, source_id: SourceId) -> TryOut:
        """Try a stored source out; what it is like does not change by that.

        :raises SourceNotFound: when there is none for this actor.
        :raises SourcePaused: while the cloud allows no call.
        """
        actor.require(Permission.WRITE_SOURCES)
        source = await self.get_source(actor, source_id)
        self._refuse_in_pause(source)
        return await self._probe.try_out(source)

    async def list_sources(self, actor: Actor, request: PageRequest) -> Page[Source]:
        """List the sources that the actor may see, oldest first."""
        actor.require(Permission.READ_SOURCES)
        async with self._database.read(actor.scope) as connection:
            return await page_by_id(
                connection, store.select_sources(actor.scope), request, store.reader(self._vault)
            )

    async def get_source(self, actor: Actor, source_id: SourceId) -> Source:
        """Return one source.

        :raises SourceNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_SOURCES)
        async with self._database.read(actor.scope) as connection:
            return await self._get(connection, actor, source_id)

    async def find_sources(
        self, actor: Actor, ids: Collection[SourceId]
    ) -> Mapping[SourceId, Source]:
        """Return those of these sources that the actor's tenant has, to say how old facts are."""
        if not ids:
            return {}
        async with self._database.read(actor.scope) as connection:
            return await store.load_sources(connection, actor.scope, ids, self._vault)

    async def list_all(self) -> Sequence[Source]:
        """Return the sources of all tenants, for health and metrics; the first hundred."""
        statement = store.select_sources(PLATFORM).order_by(sources.c.id).limit(SHOWN_MAX)
        async with self._database.read(PLATFORM) as connection:
            rows = (await connection.execute(statement)).mappings()
            return [store.reader(self._vault)(row) for row in rows]

    async def edit_source(
        self,
        actor: Actor,
        source_id: SourceId,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> Source:
        """Change the named fields.

        Parts of the account are named ``api_key`` and so on, those of ``headers`` are a mapping.
        What may have mended a failure is tried at once, except that a pause which the cloud asked
        for is kept.

        :raises SourceNotFound: when there is none for this actor.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        :raises Invalid: when a field breaks a rule, or the address changes without the account.
        :raises SiteNotFound: when the site is none of the actor's.
        """
        actor.require(Permission.WRITE_SOURCES)
        async with self._database.transaction(actor.scope) as connection:
            before = await self._get(connection, actor, source_id)
            if expected_version not in (None, before.version):
                raise PreconditionFailed
            after = edited(before, changes)
            self.check(after)
            await self._check_site(connection, actor, after)
            saved = await store.save_source(
                connection, after, self._vault, replacing=before.version
            )
            if not saved:
                raise PreconditionFailed
            await self._note(connection, actor, "source.edited", before, after)
        await self._plan(after)
        return after

    async def delete_source(self, actor: Actor, source_id: SourceId) -> None:
        """Remove a source and its account; the stations and what they told stay.

        :raises SourceNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_SOURCES)
        async with self._database.transaction(actor.scope) as connection:
            before = await self._get(connection, actor, source_id)
            await store.remove_source(connection, source_id, at=self._clock.now())
            await self._note(connection, actor, "source.deleted", before, None)
            await outbox.append(connection, relieved(before, None, at=self._clock.now()))
        async with self._database.transaction(PLATFORM) as connection:
            await jobs.cancel(connection, poll_key(source_id))
        await self._switch.refresh()

    async def request_sync(
        self, actor: Actor, source_id: SourceId, *, from_at: datetime | None = None
    ) -> Source:
        """Ask the source soon, for all transactions since an instant (by default two days).

        A pause that the cloud asked for is kept.

        :raises SourceNotFound: when there is none for this actor.
        :raises SourceInactive: when it is switched off.
        :raises Invalid: when the instant lies ahead, or too far back.
        """
        actor.require(Permission.WRITE_SOURCES)
        now = self._clock.now()
        wanted_at = from_at or now - timedelta(days=2)
        if not now - SYNC_BACK_MAX <= wanted_at <= now:
            raise Invalid(FieldError(field="from", code="field.sync_from"))
        async with self._database.transaction(actor.scope) as connection:
            source = await self._get(connection, actor, source_id)
            if not source.is_active:
                raise SourceInactive
            await store.ask_sync(connection, [source_id], from_at=wanted_at)
            return await self._get(connection, actor, source_id)

    def _refuse_in_pause(self, source: Source) -> None:
        until_at = source.not_before_at
        is_paused = source.state is SourceState.RATE_LIMITED
        if is_paused and until_at is not None and until_at > self._clock.now():
            raise SourcePaused(until=until_at.isoformat(timespec="seconds"))

    async def _get(self, connection: AsyncConnection, actor: Actor, source_id: SourceId) -> Source:
        source = await store.find_source(connection, actor.scope, source_id, self._vault)
        if source is None:
            raise SourceNotFound
        return source

    async def _check_site(self, connection: AsyncConnection, actor: Actor, source: Source) -> None:
        if source.site_id is not None:
            await require_site(connection, actor.scope, source.site_id)

    async def _plan(self, source: Source) -> None:
        """Put the job that asks the source on the list, or take it off."""
        await self._switch.refresh()  # other processes hear of it
        key = poll_key(source.id)
        async with self._database.transaction(PLATFORM) as connection:
            if not source.is_active:
                await jobs.cancel(connection, key)
            elif not await jobs.leases.is_planned(connection, key):
                await jobs.schedule(
                    connection,
                    kind=POLL_KIND,
                    key=key,
                    run_at=self._clock.now(),
                    payload={"source_id": str(source.id)},
                    tenant_id=source.tenant_id,
                )

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: Source | None,
        after: Source | None,
    ) -> None:
        source = after or before
        assert source is not None
        at = self._clock.now()
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="source", id=source.id),
            at=at,
            before=before and audited(before, after),
            after=after and audited(after, before),
            tenant_id=source.tenant_id,
        )
        changed = SourceChanged(tenant_id=source.tenant_id, at=at, source_id=source.id)
        over = relieved(before, after, at=at) if before and after else []
        await outbox.append(connection, [changed, *over])
