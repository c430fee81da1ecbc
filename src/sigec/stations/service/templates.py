"""Make templates, see what one would do to a station, and apply it."""

from collections.abc import Collection, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, jobs
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.jobs import Job
from sigec.journal import holds_secret
from sigec.kit.actor import PLATFORM, Actor, Permission, Scope
from sigec.kit.errors import FieldError, Invalid, PreconditionFailed
from sigec.kit.ids import StationId, TemplateId, TenantId, new_id
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.sites.service import require_site
from sigec.stations._store import desires as desire_store
from sigec.stations._store import templates as store
from sigec.stations._store import variables
from sigec.stations._store.tables import desires
from sigec.stations.model import (
    Candidate,
    Comparison,
    DesireKind,
    Template,
    TemplateDraft,
    compare,
)
from sigec.stations.service.errors import (
    StationNotFound,
    TemplateNotFound,
    TooManyTemplates,
)
from sigec.stations.service.templating import SPREAD_KIND, bring
from sigec.stations.service.wanting import withdraw

TEMPLATES_MAX = 100
"""Of one tenant."""


class TemplateService:
    """The use cases of templates, and what follows from them by itself."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list_templates(self, actor: Actor, request: PageRequest) -> Page[Template]:
        """List the templates, the oldest first."""
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            statement = store.select_templates(actor.scope)
            return await page_by_id(connection, statement, request, store.to_template)

    async def count_stations(
        self, actor: Actor, ids: Collection[TemplateId]
    ) -> dict[TemplateId, int]:
        """Count the stations of which each of these templates wants something."""
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            return await store.count_applied(connection, ids)

    async def get_template(self, actor: Actor, template_id: TemplateId) -> Template:
        """Return one template.

        :raises TemplateNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            return await _get(connection, actor, template_id)

    async def create_template(self, actor: Actor, draft: TemplateDraft) -> Template:
        """Make a template; an automatic one is applied to the stations that fit.

        :raises Invalid: when it names a password, or a variable twice.
        :raises SiteNotFound: when the site is none of the actor's.
        :raises TooManyTemplates: when the tenant has as many as it may.
        """
        actor.require(Permission.COMMAND_STATIONS)
        _check(draft)
        at = self._clock.now()
        template = Template(
            id=TemplateId(new_id()),
            tenant_id=actor.require_tenant(),
            draft=draft,
            created_at=at,
        )
        async with self._database.transaction(actor.scope) as connection:
            await _check_site(connection, actor, draft)
            if await store.count(connection, template.tenant_id) >= TEMPLATES_MAX:
                raise TooManyTemplates(most=TEMPLATES_MAX)
            await store.add(connection, template)
            await self._note(connection, actor, "variable_template.created", None, template)
            await self._spread(connection, template.tenant_id)
        return template

    async def edit_template(
        self,
        actor: Actor,
        template_id: TemplateId,
        draft: TemplateDraft,
        *,
        expected_version: int | None = None,
    ) -> Template:
        """Replace what a template wants; the stations that it was applied to follow.

        :raises TemplateNotFound: when there is none for this actor.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        :raises Invalid: when it names a password, or a variable twice.
        :raises SiteNotFound: when the site is none of the actor's.
        """
        actor.require(Permission.COMMAND_STATIONS)
        _check(draft)
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor, template_id)
            await _check_site(connection, actor, draft)
            template = Template(
                id=before.id,
                tenant_id=before.tenant_id,
                draft=draft,
                created_at=before.created_at,
                version=before.version + 1,
            )
            is_latest = expected_version in (None, before.version)
            if not is_latest or not await store.save(connection, template, expected=before.version):
                raise PreconditionFailed
            await self._note(connection, actor, "variable_template.edited", before, template)
            await self._spread(connection, template.tenant_id)
        return template

    async def delete_template(self, actor: Actor, template_id: TemplateId) -> None:
        """Forget a template; what it wanted is wanted no longer, and stays as it is set.

        :raises TemplateNotFound: when there is none for this actor.
        """
        actor.require(Permission.COMMAND_STATIONS)
        async with self._database.transaction(actor.scope) as connection:
            template = await _get(connection, actor, template_id)
            await store.remove(connection, template_id)
            await self._note(connection, actor, "variable_template.deleted", template, None)
            await self._spread(connection, template.tenant_id)

    async def preview(
        self, actor: Actor, template_id: TemplateId, station_id: StationId
    ) -> Sequence[Comparison]:
        """Return what applying a template would do to a station, variable by variable.

        :raises TemplateNotFound: when there is none for this actor.
        :raises StationNotFound: when there is no such station that templates may be for.
        """
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            template = await _get(connection, actor, template_id)
            candidate = await _candidate(connection, template, station_id)
            keys = [wanted.name.key for wanted in template.draft.values]
            told = await variables.find_variables(connection, station_id, keys)
            wanted_now = await desire_store.find_of_station(
                connection, station_id, desire_store.is_one_of(DesireKind.VARIABLE, keys)
            )
        reported = {key: known.variable for key, known in told.items()}
        return compare(candidate, template, reported=reported, desires=wanted_now)

    async def apply(
        self, actor: Actor, template_id: TemplateId, station_ids: Collection[StationId]
    ) -> None:
        """Want of these stations what a template wants; all of them, or none.

        What people want of a station itself counts for more. A repeat changes nothing.

        :raises TemplateNotFound: when there is none for this actor.
        :raises StationNotFound: when one is no station that templates may be for.
        """
        actor.require(Permission.COMMAND_STATIONS)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            template = await _get(connection, actor, template_id)
            for station_id in sorted(set(station_ids)):
                candidate = await _candidate(connection, template, station_id)
                await bring(connection, candidate, at=at, also={template_id})
                await audit.record(
                    connection,
                    actor,
                    "station.template_applied",
                    Subject(kind="station", id=station_id),
                    at=at,
                    after={"template": template.draft.name},
                    tenant_id=template.tenant_id,
                )

    async def leave(
        self, actor: Actor, template_id: TemplateId, station_ids: Collection[StationId]
    ) -> None:
        """Want of these stations no longer what a template wants; an automatic one comes back.

        :raises TemplateNotFound: when there is none for this actor.
        """
        actor.require(Permission.COMMAND_STATIONS)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            template = await _get(connection, actor, template_id)
            for station_id in sorted(set(station_ids)):
                candidate = await _candidate(connection, template, station_id)
                await withdraw(connection, station_id, desires.c.template_id == template_id, at=at)
                await bring(connection, candidate, at=at)

    async def follow(self, station_id: StationId) -> None:
        """Bring to a station what its templates want: it booted, moved or is new; repeatable."""
        async with self._database.read(PLATFORM) as connection:
            found = await store.load_candidates(connection, PLATFORM, [station_id])
        for candidate in found:
            async with self._database.transaction(
                Scope(tenant_id=candidate.tenant_id)
            ) as connection:
                await bring(connection, candidate, at=self._clock.now())

    async def spread(self, job: Job) -> None:
        """Bring what was edited to all stations of its tenant; repeatable."""
        assert job.tenant_id is not None
        scope = Scope(tenant_id=job.tenant_id)
        async with self._database.read(scope) as connection:
            found = await store.load_candidates(connection, scope)
        for candidate in found:
            async with self._database.transaction(scope) as connection:
                await bring(connection, candidate, at=self._clock.now())

    async def _spread(self, connection: AsyncConnection, tenant_id: TenantId) -> None:
        await jobs.schedule(
            connection,
            kind=SPREAD_KIND,
            key=f"{SPREAD_KIND}:{tenant_id}",
            run_at=self._clock.now(),
            tenant_id=tenant_id,
        )

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: Template | None,
        after: Template | None,
    ) -> None:
        template = after or before
        assert template is not None
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="variable_template", id=template.id),
            at=self._clock.now(),
            before=before and before.draft,
            after=after and after.draft,
            tenant_id=template.tenant_id,
        )


async def _get(connection: AsyncConnection, actor: Actor, template_id: TemplateId) -> Template:
    template = await store.find_template(connection, actor.scope, template_id)
    if template is None:
        raise TemplateNotFound
    return template


async def _candidate(
    connection: AsyncConnection, template: Template, station_id: StationId
) -> Candidate:
    scope = Scope(tenant_id=template.tenant_id)
    found = await store.load_candidates(connection, scope, [station_id])
    if not found:
        raise StationNotFound
    return found[0]


async def _check_site(connection: AsyncConnection, actor: Actor, draft: TemplateDraft) -> None:
    if draft.target.site_id is not None:
        await require_site(connection, actor.scope, draft.target.site_id)


def _check(draft: TemplateDraft) -> None:
    seen: set[str] = set()
    faults = []
    for number, wanted in enumerate(draft.values):
        if holds_secret(wanted.name.variable):
            faults.append(FieldError(field=f"values.{number}.variable", code="field.is_secret"))
        if wanted.name.key in seen:
            faults.append(FieldError(field=f"values.{number}.variable", code="field.twice"))
        seen.add(wanted.name.key)
    if faults:
        raise Invalid(*faults)
