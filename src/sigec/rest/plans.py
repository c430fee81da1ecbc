"""Plans, and how much of the tenant's own is used."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import Field, StringConstraints

from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.schemas import Body, Omittable, Patch, View, example
from sigec.rest.security import ActorDep, CallerDep
from sigec.rest.services import ServicesDep
from sigec.tenants.model import Feature, PlanDraft

router = APIRouter(tags=["plans"])

_CODE = r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"
_COUNT_MAX = 1_000_000

PlanCode = Annotated[str, Field(min_length=1, max_length=40, pattern=_CODE, examples=["basic"])]
PlanName = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Limit = Annotated[int, Field(ge=0, le=_COUNT_MAX)]
Features = Annotated[tuple[Feature, ...], Field(max_length=len(Feature))]


class PlanView(View):
    """What tenants of the plan may have; a maximum of null is no limit."""

    code: str
    name: str
    residents_max: int | None
    stations_max: int | None
    features: list[Feature]


class PlanList(View):
    """All plans, the smallest first."""

    items: list[PlanView]


class NewPlan(Body):
    """What a new plan is made of."""

    code: PlanCode
    name: PlanName
    residents_max: Limit | None = None
    stations_max: Limit | None = None
    features: Features = ()

    model_config = example(
        code="plus", name="Plus", residents_max=100, stations_max=10, features=["reports"]
    )


class PlanChanges(Patch):
    """The fields to change; what is left out stays, a maximum of null lifts the limit."""

    nullable = frozenset({"residents_max", "stations_max"})

    name: Omittable[PlanName] = None
    residents_max: Limit | None = None
    stations_max: Limit | None = None
    features: Omittable[Features] = None

    model_config = example(residents_max=60)


class UsedView(View):
    """How many there are, of how many; a limit of null is none."""

    used: int
    limit: int | None


class UsageView(View):
    """A tenant's plan and how much of it is used."""

    plan: PlanView
    residents: UsedView = Field(description="People who live somewhere today, or will.")
    stations: UsedView = Field(description="Accepted stations; those in quarantine do not count.")


@router.get("/plans")
async def list_plans(services: ServicesDep, caller: CallerDep) -> PlanList:
    """List all plans."""
    return PlanList.model_validate({"items": await services.plans.list_plans(caller)})


@router.post("/plans", status_code=201)
async def create_plan(
    services: ServicesDep, caller: CallerDep, body: NewPlan, response: Response
) -> PlanView:
    """Create a plan."""
    plan = await services.plans.create_plan(caller, PlanDraft(**body.model_dump()))
    set_etag(response, plan.version)
    return PlanView.model_validate(plan)


@router.patch("/plans/{plan_code}")
async def edit_plan(
    services: ServicesDep,
    caller: CallerDep,
    plan_code: Annotated[str, Path(max_length=40)],
    body: PlanChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> PlanView:
    """Change a plan for all its tenants; who is above a lowered limit keeps what they have."""
    plan = await services.plans.edit_plan(
        caller, plan_code, body.changes(), expected_version=expected_version
    )
    set_etag(response, plan.version)
    return PlanView.model_validate(plan)


@router.get("/usage")
async def get_usage(services: ServicesDep, actor: ActorDep) -> UsageView:
    """Show the tenant's plan and how much of it is used."""
    plan = await services.plans.get_plan(actor)
    residents = await services.people.count_residents(actor)
    stations = await services.inventory.count_stations(actor)
    return UsageView(
        plan=PlanView.model_validate(plan),
        residents=UsedView(used=residents, limit=plan.residents_max),
        stations=UsedView(used=stations, limit=plan.stations_max),
    )
