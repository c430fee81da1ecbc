"""Import a list of residents: say what each line would do, then do exactly that."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database
from sigec.drivers._store import people as store
from sigec.drivers.model import Fate, ImportPlan, ImportRow, RowFate, plan_import
from sigec.drivers.service.directory import TokenDirectory
from sigec.drivers.service.import_register import gather_register
from sigec.drivers.service.import_writing import ImportWriter
from sigec.drivers.service.settling import local_day
from sigec.kit.actor import Actor, Permission
from sigec.kit.errors import Conflict, FieldError, Invalid
from sigec.kit.ids import SiteId
from sigec.kit.ports import Clock
from sigec.sites.model import Site
from sigec.sites.service import find_only_site, require_site
from sigec.tenants.service import within_limit_of_residents

IMPORT_ROWS_MAX = 1_000
"""What a single transaction writes without keeping stations waiting."""
_NEEDED = (Permission.WRITE_PEOPLE, Permission.WRITE_SITES, Permission.WRITE_ID_TOKENS)


class ImportOutdated(Conflict):
    """The register has changed since the preview: the lines would do something else now."""

    code = "conflict.import_outdated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What becomes, or became, of each line; ``digest`` names exactly this outcome."""

    site: Site
    fates: Sequence[RowFate]
    digest: str

    @property
    def counts(self) -> Mapping[Fate, int]:
        """How many lines have each fate."""
        counted = Counter(each.fate for each in self.fates)
        return {fate: counted[fate] for fate in Fate}

    @property
    def new_units(self) -> int:
        """How many units are made."""
        return sum(each.makes_unit for each in self.fates)


class ImportService:
    """The use cases of importing residents; nothing is kept between preview and apply."""

    def __init__(self, database: Database, clock: Clock, directory: TokenDirectory) -> None:
        self._database = database
        self._clock = clock
        self._directory = directory

    def admit(self, actor: Actor) -> None:
        """Pass when somebody may import, before their file is read.

        :raises PermissionDenied: when they may not.
        """
        for permission in _NEEDED:
            actor.require(permission)

    async def preview(
        self, actor: Actor, rows: Sequence[ImportRow], *, site_id: SiteId | None = None
    ) -> ImportOutcome:
        """Say what each line would do in a site, by default the tenant's only one.

        :raises SiteNotFound: when there is no such site for this actor.
        :raises Invalid: when the site has to be chosen, or there are too many lines.
        """
        self.admit(actor)
        _check(rows)
        async with self._database.read(actor.scope) as connection:
            outcome, _ = await self._plan(connection, actor, rows, site_id)
            return outcome

    async def apply(
        self,
        actor: Actor,
        rows: Sequence[ImportRow],
        *,
        digest: str,
        site_id: SiteId | None = None,
    ) -> ImportOutcome:
        """Do what a preview said, all of it or nothing; refused lines are left out.

        :raises ImportOutdated: when the lines would not do what ``digest`` stands for.
        :raises SiteNotFound: when there is no such site for this actor.
        :raises Invalid: when the site has to be chosen, or there are too many lines.
        """
        self.admit(actor)
        _check(rows)
        try:
            async with self._database.transaction(actor.scope) as connection:
                tenant_id = actor.require_tenant()
                day = await local_day(connection, tenant_id, self._clock)
                count = partial(store.count_residents, day=day)
                async with within_limit_of_residents(connection, tenant_id, count):
                    outcome, plan = await self._plan(connection, actor, rows, site_id)
                    if outcome.digest != digest:
                        raise ImportOutdated
                    writer = ImportWriter(connection, actor, at=self._clock.now())
                    await writer.write(plan, outcome.site)
        except IntegrityError as error:
            raise ImportOutdated from error  # somebody else registered the same meanwhile
        self._directory.forget(actor.require_tenant())
        return outcome

    async def _plan(
        self,
        connection: AsyncConnection,
        actor: Actor,
        rows: Sequence[ImportRow],
        site_id: SiteId | None,
    ) -> tuple[ImportOutcome, ImportPlan]:
        site = await _site(connection, actor, site_id)
        register = await gather_register(connection, site.tenant_id, site.id, rows, self._clock)
        plan = plan_import(rows, register)
        outcome = ImportOutcome(site=site, fates=plan.fates, digest=_digest(site, plan))
        return outcome, plan


def _check(rows: Sequence[ImportRow]) -> None:
    if not rows:
        raise Invalid(FieldError(field="rows", code="field.import_empty"))
    if len(rows) > IMPORT_ROWS_MAX:
        limit = (("limit", str(IMPORT_ROWS_MAX)),)
        raise Invalid(FieldError(field="rows", code="field.import_too_long", params=limit))


async def _site(connection: AsyncConnection, actor: Actor, site_id: SiteId | None) -> Site:
    if site_id is not None:
        return await require_site(connection, actor.scope, site_id)
    only = await find_only_site(connection, actor.scope)
    if only is None:
        raise Invalid(FieldError(field="site_id", code="field.import_site"))
    return only


def _digest(site: Site, plan: ImportPlan) -> str:
    """Name an outcome: the lines, their fates, and the state of those they concern."""
    told = [
        str(site.id),
        [asdict(fate) for fate in plan.fates],
        [
            [str(person.before.id), person.before.version]
            for person in plan.people
            if person.before is not None
        ],
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
