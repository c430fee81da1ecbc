"""Monitors: what a station watches of its own variables, and the reports it is asked for (2.x)."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from sigec.kit.ids import StationId
from sigec.rest.commands import CommandResultView, KeyDep, Number, Reasoned, give, order_of
from sigec.rest.paging import PageDep
from sigec.rest.schemas import PageView, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.variables import NAMES_MAX, VariableBody
from sigec.stations.model import (
    SEVERITY_MAX,
    AskMonitors,
    AskReport,
    ClearMonitor,
    KnownMonitor,
    Monitor,
    MonitoringBase,
    MonitorKind,
    SetMonitor,
    SetMonitoringBase,
    SetMonitoringLevel,
    SetNetworkProfile,
)

router = APIRouter(prefix="/stations/{station_id}", tags=["commands"])

Severity = Annotated[int, Field(ge=0, le=SEVERITY_MAX, description="0 is danger, 9 is mild.")]
Names = Annotated[list[VariableBody], Field(max_length=NAMES_MAX)]
_WATCHED = {"component": "Connector", "evse": 1, "connector": 1, "variable": "Temperature"}


class SetMonitorBody(VariableBody, Reasoned):
    """Which variable to watch, and when to tell."""

    kind: MonitorKind
    value: float = Field(
        allow_inf_nan=False, description="A limit, a difference, or a period in seconds."
    )
    severity: Severity = 5
    only_charging: bool = Field(default=False, description="Tell only while somebody charges.")
    number: Number | None = Field(default=None, description="Of the monitor that it replaces.")

    model_config = example(**_WATCHED, kind="UpperThreshold", value=70)

    @property
    def command(self) -> SetMonitor:
        """The command."""
        monitor = Monitor(
            name=self.name,
            kind=self.kind.value,
            value=self.value,
            severity=self.severity,
            only_charging=self.only_charging,
            number=self.number,
        )
        return SetMonitor(monitor=monitor)


class ClearMonitorBody(Reasoned):
    """Which monitor to clear, by its station's number."""

    number: Number

    model_config = example(number=7)


class MonitoringBaseBody(Reasoned):
    """Which monitors the station goes back to; those that were set are gone."""

    base: MonitoringBase

    model_config = example(base="FactoryDefault")


class MonitoringLevelBody(Reasoned):
    """How bad it must be for the station to tell."""

    severity: Severity

    model_config = example(severity=6)


class GetMonitorsBody(Reasoned):
    """Of which variables and kinds to report; none is all."""

    variables: Names = Field(default_factory=list)
    criteria: list[Literal["ThresholdMonitoring", "DeltaMonitoring", "PeriodicMonitoring"]] = Field(
        default_factory=list, max_length=3
    )

    model_config = example(criteria=["ThresholdMonitoring"])


class GetReportBody(Reasoned):
    """Of which variables to report, or of components that are so."""

    variables: Names = Field(default_factory=list)
    criteria: list[Literal["Active", "Available", "Enabled", "Problem"]] = Field(
        default_factory=list, max_length=4
    )

    model_config = example(criteria=["Problem"])


class NetworkProfileBody(Reasoned):
    """How the station is to reach us from a slot; the password is set elsewhere."""

    slot: Annotated[int, Field(ge=0, le=100)]
    url: Annotated[str, StringConstraints(pattern=r"^wss?://[^\s@]+$", max_length=512)]
    security_profile: Annotated[int, Field(ge=0, le=3)]
    message_timeout_s: Annotated[int, Field(ge=1, le=3_600)] = 30
    interface: Annotated[str, Field(pattern=r"^(Wired|Wireless)[0-3]$")] = "Wired0"

    model_config = example(slot=1, url="wss://sigec.example/ocpp", security_profile=2)


class AlarmView(View):
    """What a monitor last told."""

    value: str
    at: datetime
    is_over: bool = Field(description="It is no longer so.")


class MonitorView(View):
    """A monitor that the station has."""

    number: int
    component: str | None
    component_instance: str | None
    evse: int | None
    connector: int | None
    variable: str
    instance: str | None
    kind: str = Field(description="As OCPP spells it.", examples=["UpperThreshold"])
    value: float
    severity: int
    only_charging: bool
    reported_at: datetime
    alarm: AlarmView | None

    @classmethod
    def of(cls, known: KnownMonitor) -> Self:
        """Show a monitor."""
        monitor, name = known.monitor, known.monitor.name
        assert monitor.number is not None, "a station's monitor has a number"
        return cls(
            number=monitor.number,
            component=name.component,
            component_instance=name.component_instance,
            evse=name.evse,
            connector=name.connector,
            variable=name.variable,
            instance=name.instance,
            kind=monitor.kind,
            value=monitor.value,
            severity=monitor.severity,
            only_charging=monitor.only_charging,
            reported_at=known.reported_at,
            alarm=None if known.alarm is None else AlarmView.model_validate(known.alarm),
        )


class MonitorPage(PageView[MonitorView]):
    """A page of monitors, those that were heard of first before others."""


@router.get("/monitors")
async def list_monitors(
    services: ServicesDep, actor: ActorDep, page: PageDep, station_id: UUID
) -> MonitorPage:
    """List what the station watches, and what each monitor last told."""
    found = await services.history.list_monitors(actor, StationId(station_id), page)
    items = [MonitorView.of(known) for known in found.items]
    return MonitorPage(items=items, next_cursor=found.next_cursor)


@router.post("/commands/set-monitor")
async def set_monitor(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: SetMonitorBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Let the station watch a variable; a station of OCPP 1.6 cannot."""
    order = order_of(body, idempotency_key)
    return await give(services, actor, station_id, body.command, order)


@router.post("/commands/clear-monitor")
async def clear_monitor(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: ClearMonitorBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Let the station no longer watch something."""
    command = ClearMonitor(number=body.number)
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))


@router.post("/commands/monitoring-base")
async def set_monitoring_base(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: MonitoringBaseBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Let the station go back to monitors that it was made with."""
    command = SetMonitoringBase(base=body.base)
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))


@router.post("/commands/monitoring-level")
async def set_monitoring_level(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: MonitoringLevelBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Let the station tell only what is this bad, or worse."""
    command = SetMonitoringLevel(severity=body.severity)
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))


@router.post("/commands/get-monitors")
async def get_monitors(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: GetMonitorsBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Ask what the station watches; it tells in reports of its own, listed under `monitors`."""
    command = AskMonitors(
        names=tuple(each.name for each in body.variables), criteria=tuple(body.criteria)
    )
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))


@router.post("/commands/get-report")
async def get_report(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: GetReportBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Ask for a report of some variables; what it tells is listed under `variables`."""
    command = AskReport(
        names=tuple(each.name for each in body.variables), criteria=tuple(body.criteria)
    )
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))


@router.post("/commands/network-profile")
async def set_network_profile(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: NetworkProfileBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Tell the station how to reach us from a slot; it counts when its priority says so."""
    command = SetNetworkProfile(
        slot=body.slot,
        url=body.url,
        security_profile=body.security_profile,
        message_timeout_s=body.message_timeout_s,
        interface=body.interface,
    )
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))
