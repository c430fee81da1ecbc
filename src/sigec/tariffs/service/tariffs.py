"""Create tariffs, let new versions take over, and find out what they make of a charge."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.events.tariffs import TariffChanged
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Invalid, PreconditionFailed
from sigec.kit.ids import SiteId, TariffId, TariffVersionId, TenantId, new_id
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.sites.service import require_site
from sigec.tariffs import _store
from sigec.tariffs.model import (
    Audience,
    Calendar,
    Charge,
    HypotheticalUse,
    Tariff,
    TariffVersion,
    VersionDraft,
    faults_of,
    rate,
)
from sigec.tariffs.service.calendars import load_calendar
from sigec.tariffs.service.errors import NoPriceThen, TariffNotFound


class TariffService:
    """The use cases of tariffs."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def create_tariff(
        self,
        actor: Actor,
        *,
        name: str,
        first: VersionDraft,
        audience: Audience = Audience(),  # noqa: B008 - a frozen value
    ) -> Tariff:
        """Create a tariff with its first version; without an audience it is the tenant's default.

        :raises Invalid: when a field breaks a rule.
        """
        actor.require(Permission.WRITE_TARIFFS)
        check_version(first)
        tariff = Tariff(
            id=TariffId(new_id()),
            tenant_id=actor.require_tenant(),
            site_id=audience.site_id,
            station_group=audience.station_group,
            person_group=audience.person_group,
            name=name,
            created_at=self._clock.now(),
            version=1,
            versions=(),
        )
        async with self._database.transaction(actor.scope) as connection:
            await self._check_site(connection, actor, audience.site_id)
            await _store.add_tariff(connection, tariff)
            version = await self._add_version(connection, tariff, first)
            tariff = replace(tariff, versions=(version,))
            await self._note(connection, actor, "tariff.created", None, tariff)
        return tariff

    async def add_version(self, actor: Actor, tariff_id: TariffId, draft: VersionDraft) -> Tariff:
        """Let new prices take over from a date; sessions that began before keep theirs.

        :raises TariffNotFound: when there is none for this actor.
        :raises Invalid: when a field breaks a rule.
        """
        actor.require(Permission.WRITE_TARIFFS)
        check_version(draft)
        async with self._database.transaction(actor.scope) as connection:
            before = await self._get(connection, actor.scope, tariff_id)
            for version in before.versions:
                if version.is_valid_at(draft.valid_from):
                    await _store.end_version(connection, version.id, valid_to=draft.valid_from)
            later = [one.valid_from for one in before.versions if one.valid_from > draft.valid_from]
            await self._add_version(connection, before, draft, valid_to=min(later, default=None))
            after = await self._get(connection, actor.scope, tariff_id)
            await self._note(connection, actor, "tariff.version_added", before, after)
        return after

    async def list_tariffs(self, actor: Actor, request: PageRequest) -> Page[Tariff]:
        """List the tariffs that the actor may see, oldest first."""
        actor.require(Permission.READ_TARIFFS)
        async with self._database.read(actor.scope) as connection:
            statement = _store.select_tariffs(actor.scope)
            page = await page_by_id(connection, statement, request, _store.to_tariff)
            return replace(page, items=await _store.with_versions(connection, page.items))

    async def get_tariff(self, actor: Actor, tariff_id: TariffId) -> Tariff:
        """Return one tariff with all its versions.

        :raises TariffNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_TARIFFS)
        async with self._database.read(actor.scope) as connection:
            return await self._get(connection, actor.scope, tariff_id)

    async def edit_tariff(
        self,
        actor: Actor,
        tariff_id: TariffId,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> Tariff:
        """Change a tariff's name or audience; its prices change by `add_version` only.

        :raises TariffNotFound: when there is none for this actor.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        :raises Invalid: when a field breaks a rule.
        """
        actor.require(Permission.WRITE_TARIFFS)
        async with self._database.transaction(actor.scope) as connection:
            before = await self._get(connection, actor.scope, tariff_id)
            if expected_version not in (None, before.version):
                raise PreconditionFailed
            after = replace(before, **changes, version=before.version + 1)
            await self._check_site(connection, actor, after.site_id)
            if not await _store.save_tariff(connection, after, replacing=before.version):
                raise PreconditionFailed
            await self._note(connection, actor, "tariff.edited", before, after)
        return after

    async def delete_tariff(self, actor: Actor, tariff_id: TariffId) -> None:
        """Take a tariff off the list; what it priced keeps its price.

        :raises TariffNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_TARIFFS)
        async with self._database.transaction(actor.scope) as connection:
            before = await self._get(connection, actor.scope, tariff_id)
            await _store.remove_tariff(connection, tariff_id, at=self._clock.now())
            await self._note(connection, actor, "tariff.deleted", before, None)

    async def get_version(self, actor: Actor, tariff_id: TariffId, at: datetime) -> TariffVersion:
        """Return the version of a tariff that prices a session that starts at an instant.

        :raises TariffNotFound: when there is none for this actor.
        :raises NoPriceThen: when no version is valid then.
        """
        tariff = await self.get_tariff(actor, tariff_id)
        for version in tariff.versions:
            if version.is_valid_at(at):
                return version
        raise NoPriceThen

    async def preview(
        self, actor: Actor, tariff_id: TariffId, version: VersionDraft, use: HypotheticalUse
    ) -> Charge:
        """Say what an imagined session would cost where the tariff is meant.

        ``version`` is one of the tariff's, or one that is being written.

        :raises TariffNotFound: when there is none for this actor.
        :raises Invalid: when a field of the version breaks a rule.
        """
        actor.require(Permission.READ_TARIFFS)
        check_version(version)
        async with self._database.read(actor.scope) as connection:
            tariff = await self._get(connection, actor.scope, tariff_id)
            calendar = await load_calendar(connection, tariff.tenant_id, tariff.site_id)
        return _rate(version, use, calendar)

    async def preview_draft(
        self, actor: Actor, site_id: SiteId | None, version: VersionDraft, use: HypotheticalUse
    ) -> Charge:
        """Say what an imagined session would cost at a site by prices that no tariff has yet.

        :raises SiteNotFound: when there is none for this actor.
        :raises Invalid: when a field of the version breaks a rule.
        """
        actor.require(Permission.READ_TARIFFS)
        check_version(version)
        async with self._database.read(actor.scope) as connection:
            await self._check_site(connection, actor, site_id)
            calendar = await load_calendar(connection, actor.require_tenant(), site_id)
        return _rate(version, use, calendar)

    async def _add_version(
        self,
        connection: AsyncConnection,
        tariff: Tariff,
        draft: VersionDraft,
        *,
        valid_to: datetime | None = None,
    ) -> TariffVersion:
        said = {field.name: getattr(draft, field.name) for field in fields(VersionDraft)}
        version = TariffVersion(
            id=TariffVersionId(new_id()), tariff_id=tariff.id, valid_to=valid_to, **said
        )
        await _store.add_version(connection, tariff.tenant_id, version, at=self._clock.now())
        return version

    async def _get(self, connection: AsyncConnection, scope: Scope, tariff_id: TariffId) -> Tariff:
        statement = _store.select_tariffs(scope).where(_store.tariffs.c.id == tariff_id)
        row = (await connection.execute(statement)).mappings().first()
        if row is None:
            raise TariffNotFound
        [tariff] = await _store.with_versions(connection, [_store.to_tariff(row)])
        return tariff

    async def _check_site(
        self, connection: AsyncConnection, actor: Actor, site_id: SiteId | None
    ) -> None:
        if site_id is not None:
            await require_site(connection, actor.scope, site_id)

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: Tariff | None,
        after: Tariff | None,
    ) -> None:
        tariff = after or before
        assert tariff is not None
        at = self._clock.now()
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="tariff", id=tariff.id),
            at=at,
            before=before,
            after=after,
            tenant_id=tariff.tenant_id,
        )
        changed = TariffChanged(tenant_id=tariff.tenant_id, at=at, tariff_id=tariff.id)
        await outbox.append(connection, [changed])


async def load_tariffs(connection: AsyncConnection, tenant_id: TenantId) -> Sequence[Tariff]:
    """Return all tariffs of a tenant, the removed ones too, inside the caller's transaction."""
    return await _store.load_tariffs(connection, tenant_id)


def check_version(draft: VersionDraft) -> None:
    """Pass, or refuse a version.

    :raises Invalid: when a field breaks a rule.
    """
    if faults := faults_of(draft):
        raise Invalid(*faults)


def _rate(version: VersionDraft, use: HypotheticalUse, calendar: Calendar) -> Charge:
    return rate(version, use.slices, calendar=calendar, idle=use.idle, is_reserved=use.is_reserved)
