"""Variables: what a station is set to, as it last said so; asked for and set as commands."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import Field, StringConstraints

from sigec.kit.ids import StationId
from sigec.rest.commands import CommandResultView, KeyDep, Number, Reasoned
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, PageView, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.stations.model import (
    Characteristics,
    GetVariables,
    KnownVariable,
    SetVariable,
    VariableName,
)
from sigec.stations.service import VariableFilter

router = APIRouter(prefix="/stations/{station_id}", tags=["commands"])

NAMES_MAX = 100
Attribute = Literal["Actual", "Target", "MinSet", "MaxSet"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=50)]


class VariableBody(Body):
    """Which variable. In OCPP 1.6 `variable` is the configuration key, and nothing else counts."""

    variable: Name = Field(examples=["HeartbeatInterval"])
    instance: Name | None = None
    component: Name | None = Field(default=None, description="Required by OCPP 2.x.")
    component_instance: Name | None = None
    evse: Number | None = None
    connector: Number | None = None
    attribute: Attribute = Field(
        default="Actual", description="Which of the variable's values (OCPP 2.x)."
    )

    @property
    def name(self) -> VariableName:
        """The name as stations know it."""
        return VariableName(
            variable=self.variable,
            instance=self.instance,
            component=self.component,
            component_instance=self.component_instance,
            evse=self.evse,
            connector=self.connector,
            attribute=self.attribute,
        )


class GetVariablesBody(Reasoned):
    """Ask for these variables, or for all of them."""

    variables: Annotated[list[VariableBody], Field(max_length=NAMES_MAX)] = Field(
        default_factory=list,
        description="None asks for all: 2.x stations send them in a report of their own.",
    )

    model_config = example(
        variables=[{"variable": "HeartbeatInterval", "component": "OCPPCommCtrlr"}]
    )


class SetVariableBody(VariableBody, Reasoned):
    """Set one variable."""

    value: Annotated[str, StringConstraints(max_length=2_500, strip_whitespace=False)]

    model_config = example(variable="HeartbeatInterval", component="OCPPCommCtrlr", value="300")


class CharacteristicsView(View):
    """What values a variable can have."""

    data_type: str | None = Field(description="As OCPP 2.x spells it.", examples=["integer"])
    unit: str | None = Field(examples=["s"])
    limit_min: float | None
    limit_max: float | None
    values: list[str] = Field(description="What there is to choose from.")
    supports_monitoring: bool | None

    @classmethod
    def of(cls, told: Characteristics) -> Self:
        """Show what values a variable can have."""
        return cls(
            data_type=told.data_type,
            unit=told.unit,
            limit_min=told.limit_min,
            limit_max=told.limit_max,
            values=list(told.values),
            supports_monitoring=told.supports_monitoring,
        )


class VariableView(View):
    """A variable as the station last told it."""

    id: UUID
    component: str | None = Field(description="Null for a configuration key of OCPP 1.6.")
    component_instance: str | None
    evse: int | None
    connector: int | None
    variable: str
    instance: str | None
    attribute: str = Field(examples=["Actual"])
    value: str | None = Field(description="Null when the station keeps it to itself.")
    mutability: str | None = Field(description="As OCPP spells it.", examples=["ReadWrite"])
    persistent: bool | None = Field(description="It outlives a restart.")
    constant: bool | None = Field(description="It never changes.")
    characteristics: CharacteristicsView | None = Field(
        description="What values it can have, as the station or the standard says."
    )
    reported_at: datetime

    @classmethod
    def of(cls, known: KnownVariable) -> Self:
        """Show a variable."""
        variable = known.variable
        name, told = variable.name, variable.characteristics
        return cls(
            id=known.id,
            component=name.component,
            component_instance=name.component_instance,
            evse=name.evse,
            connector=name.connector,
            variable=name.variable,
            instance=name.instance,
            attribute=name.attribute,
            value=variable.value,
            mutability=variable.mutability,
            persistent=variable.is_persistent,
            constant=variable.is_constant,
            characteristics=None if told is None else CharacteristicsView.of(told),
            reported_at=known.reported_at,
        )


class VariablePage(PageView[VariableView]):
    """A page of variables, those that were heard of first before others."""


async def _wanted(
    component: Annotated[str | None, Query(max_length=50)] = None,
    variable: Annotated[str | None, Query(max_length=50)] = None,
    attribute: Annotated[Attribute | None, Query()] = None,
    search: Annotated[
        str | None, Query(max_length=100, description="A part of a name or of the value.")
    ] = None,
) -> VariableFilter:
    return VariableFilter(
        component=component, variable=variable, attribute=attribute, search=search
    )


@router.get("/variables")
async def list_variables(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    wanted: Annotated[VariableFilter, Depends(_wanted)],
    station_id: UUID,
) -> VariablePage:
    """List what the station is set to; values of passwords are masked."""
    found = await services.history.list_variables(actor, StationId(station_id), page, wanted)
    items = [VariableView.of(known) for known in found.items]
    return VariablePage(items=items, next_cursor=found.next_cursor)


@router.post("/commands/get-variables")
async def get_variables(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: GetVariablesBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Ask the station what it is set to; what it tells is listed under `variables`."""
    command = GetVariables(names=tuple(each.name for each in body.variables))
    result = await services.stations.command(
        actor,
        StationId(station_id),
        command,
        idempotency_key=idempotency_key,
        reason=body.reason,
    )
    return CommandResultView.model_validate(result)


@router.post("/commands/set-variable")
async def set_variable(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: SetVariableBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Set a variable; `reboot_required` says that it counts from the next boot."""
    command = SetVariable(name=body.name, value=body.value)
    result = await services.stations.command(
        actor,
        StationId(station_id),
        command,
        idempotency_key=idempotency_key,
        reason=body.reason,
    )
    return CommandResultView.model_validate(result)
