"""What plans there are, and keeping tenants within theirs."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.kit.actor import PLATFORM, Actor, Permission
from sigec.kit.errors import Conflict, Forbidden, NotFound, PreconditionFailed
from sigec.kit.ids import TenantId
from sigec.kit.ports import Clock
from sigec.tenants._store import plans as store
from sigec.tenants.model import Feature, Plan, PlanDraft, is_beyond

Count = Callable[[AsyncConnection, TenantId], Awaitable[int]]


class PlanNotFound(NotFound):
    """There is no plan with this code."""

    code = "not_found.plan"


class PlanTaken(Conflict):
    """Another plan has this code."""

    code = "conflict.plan_taken"


class ResidentLimitReached(Conflict):
    """The tenant's plan has room for no more residents."""

    code = "conflict.resident_limit"


class StationLimitReached(Conflict):
    """The tenant's plan has room for no more stations."""

    code = "conflict.station_limit"


class FeatureNotInPlan(Forbidden):
    """The tenant's plan does not include the feature."""

    code = "forbidden.feature_not_in_plan"


class ApiNotInPlan(FeatureNotInPlan):
    """The tenant's plan includes no programs beside people: no API keys, no webhooks."""

    code = "forbidden.feature_not_in_plan.api"


class ReportsNotInPlan(FeatureNotInPlan):
    """The tenant's plan includes no monthly reports."""

    code = "forbidden.feature_not_in_plan.reports"


class WhatsAppNotInPlan(FeatureNotInPlan):
    """The tenant's plan includes no notices by WhatsApp."""

    code = "forbidden.feature_not_in_plan.whatsapp"


_REFUSALS: Mapping[Feature, type[FeatureNotInPlan]] = {
    Feature.API: ApiNotInPlan,
    Feature.REPORTS: ReportsNotInPlan,
    Feature.WHATSAPP: WhatsAppNotInPlan,
}


class PlanService:
    """The use cases of plans."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list_plans(self, actor: Actor) -> Sequence[Plan]:
        """Return all plans, the smallest first."""
        actor.require(Permission.READ_TENANTS)
        async with self._database.read(actor.scope) as connection:
            return await store.fetch_plans(connection)

    async def get_plan(self, actor: Actor) -> Plan:
        """Return the plan of the actor's tenant."""
        actor.require(Permission.READ_TENANTS)
        tenant_id = actor.require_tenant()
        async with self._database.read(actor.scope) as connection:
            return await get_plan_of(connection, tenant_id)

    async def create_plan(self, actor: Actor, draft: PlanDraft) -> Plan:
        """Create a plan.

        :raises PlanTaken: when there is one with its code.
        """
        actor.require(Permission.WRITE_TENANTS)
        plan = Plan(**asdict(draft))
        try:
            async with self._database.transaction(PLATFORM) as connection:
                await store.add_plan(connection, plan)
                await self._note(connection, actor, "plan.created", None, plan)
        except IntegrityError as error:
            raise PlanTaken from error
        return plan

    async def edit_plan(
        self,
        actor: Actor,
        code: str,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> Plan:
        """Change the named fields of a plan; who is above a lowered limit keeps what they have.

        :raises PlanNotFound: when there is none with this code.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        """
        actor.require(Permission.WRITE_TENANTS)
        async with self._database.transaction(PLATFORM) as connection:
            before = await store.find_plan(connection, code)
            if before is None:
                raise PlanNotFound
            if expected_version not in (None, before.version):
                raise PreconditionFailed
            after = replace(before, **changes, version=before.version + 1)
            if not await store.save_plan(connection, after, replacing=before.version):
                raise PreconditionFailed
            await self._note(connection, actor, "plan.edited", before, after)
        return after

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: Plan | None,
        after: Plan,
    ) -> None:
        subject = Subject(kind="plan", id=after.code)
        at = self._clock.now()
        await audit.record(connection, actor, action, subject, at=at, before=before, after=after)


async def get_plan_of(connection: AsyncConnection, tenant_id: TenantId) -> Plan:
    """Return a tenant's plan; for the slices above, inside their transaction."""
    plan = await store.find_plan_of(connection, tenant_id)
    if plan is None:
        raise PlanNotFound
    return plan


@asynccontextmanager
async def within_limit_of_stations(
    connection: AsyncConnection, tenant_id: TenantId, count: Count
) -> AsyncIterator[None]:
    """Guard what may add stations, inside the caller's transaction.

    :raises StationLimitReached: when there are more than before, and than the plan includes.
    """
    plan = await get_plan_of(connection, tenant_id)
    async with _guarded(connection, tenant_id, count, plan.stations_max, plan, StationLimitReached):
        yield


@asynccontextmanager
async def within_limit_of_residents(
    connection: AsyncConnection, tenant_id: TenantId, count: Count
) -> AsyncIterator[None]:
    """Guard what may add residents, inside the caller's transaction.

    :raises ResidentLimitReached: when there are more than before, and than the plan includes.
    """
    plan = await get_plan_of(connection, tenant_id)
    limit = plan.residents_max
    async with _guarded(connection, tenant_id, count, limit, plan, ResidentLimitReached):
        yield


async def require_feature(
    connection: AsyncConnection, tenant_id: TenantId, feature: Feature
) -> None:
    """Pass when the tenant's plan includes the feature.

    :raises FeatureNotInPlan: when it does not.
    """
    plan = await get_plan_of(connection, tenant_id)
    if feature not in plan.features:
        raise _REFUSALS[feature](plan=plan.name)


@asynccontextmanager
async def _guarded(
    connection: AsyncConnection,
    tenant_id: TenantId,
    count: Count,
    limit: int | None,
    plan: Plan,
    refusal: type[Conflict],
) -> AsyncIterator[None]:
    if limit is None:
        yield
        return
    await store.wait_for_turn(connection, tenant_id)
    before = await count(connection, tenant_id)
    yield
    after = await count(connection, tenant_id)
    if is_beyond(limit, before=before, after=after):
        raise refusal(plan=plan.name, limit=limit)
