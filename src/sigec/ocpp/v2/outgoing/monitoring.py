"""Monitors and reports: asked for and set, and what is learnt from the answers (block N)."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from sigec.ocpp.messages import v201
from sigec.ocpp.router import Refused, understand
from sigec.ocpp.v2.variables import component_of, name_of, variable_of
from sigec.stations.model import (
    AskMonitors,
    AskReport,
    ClearMonitor,
    Monitor,
    MonitorNews,
    SetMonitor,
    SetMonitoringBase,
    SetMonitoringLevel,
    SetNetworkProfile,
    VariableName,
)


def set_monitor(command: SetMonitor) -> tuple[str, Struct] | None:
    """Let a variable be watched; it needs a component."""
    monitor = command.monitor
    if monitor.name.component is None:
        return None
    data = v201.SetMonitoringDataType(
        value=monitor.value,
        type=v201.MonitorEnumType(monitor.kind),
        severity=monitor.severity,
        component=component_of(monitor.name),
        variable=variable_of(monitor.name),
        id=monitor.number,
        transaction=monitor.only_charging or None,
    )
    request = v201.SetVariableMonitoringRequest(set_monitoring_data=[data])
    return "SetVariableMonitoring", request


def clear_monitor(command: ClearMonitor) -> tuple[str, Struct]:
    """Let it be watched no longer."""
    return "ClearVariableMonitoring", v201.ClearVariableMonitoringRequest(id=[command.number])


def set_base(command: SetMonitoringBase) -> tuple[str, Struct]:
    """Go back to monitors that the station was made with."""
    base = v201.MonitoringBaseEnumType(command.base)
    return "SetMonitoringBase", v201.SetMonitoringBaseRequest(monitoring_base=base)


def set_level(command: SetMonitoringLevel) -> tuple[str, Struct]:
    """Tell only what is this bad."""
    return "SetMonitoringLevel", v201.SetMonitoringLevelRequest(severity=command.severity)


def ask_monitors(command: AskMonitors) -> tuple[str, Struct]:
    """Ask for a report of monitors."""
    criteria = [v201.MonitoringCriterionEnumType(each) for each in command.criteria]
    return "GetMonitoringReport", v201.GetMonitoringReportRequest(
        request_id=command.request_id,
        component_variable=_wanted(command.names),
        monitoring_criteria=criteria or None,
    )


def ask_report(command: AskReport) -> tuple[str, Struct]:
    """Ask for a report of variables."""
    criteria = [v201.ComponentCriterionEnumType(each) for each in command.criteria]
    return "GetReport", v201.GetReportRequest(
        request_id=command.request_id,
        component_variable=_wanted(command.names),
        component_criteria=criteria or None,
    )


def set_network_profile(command: SetNetworkProfile) -> tuple[str, Struct]:
    """Say how to reach us from a slot."""
    return "SetNetworkProfile", v201.SetNetworkProfileRequest(
        configuration_slot=command.slot,
        connection_data=v201.NetworkConnectionProfileType(
            ocpp_version=v201.OCPPVersionEnumType.OCPP20,
            ocpp_transport=v201.OCPPTransportEnumType.JSON,
            ocpp_csms_url=command.url,
            message_timeout=command.message_timeout_s,
            security_profile=command.security_profile,
            ocpp_interface=v201.OCPPInterfaceEnumType(command.interface),
        ),
    )


def learn_monitors(
    action: str, request: Mapping[str, Any], answer: Mapping[str, Any]
) -> MonitorNews | None:
    """Return what an answer tells of the station's monitors; nothing, if it is no answer."""
    try:
        match action:
            case "SetVariableMonitoring":
                return _set(
                    _read(v201.SetVariableMonitoringRequest, request),
                    _read(v201.SetVariableMonitoringResponse, answer),
                )
            case "ClearVariableMonitoring":
                return _cleared(_read(v201.ClearVariableMonitoringResponse, answer))
            case "SetMonitoringBase" if answer.get("status") == "Accepted":
                # Whatever base it is: all that was set is gone (N11.FR.03 ff.).
                return MonitorNews(forgets_others=True)
            case _:
                return None
    except Refused:
        return None


def _set(
    request: v201.SetVariableMonitoringRequest, answer: v201.SetVariableMonitoringResponse
) -> MonitorNews:
    """Pair what was asked for with what was taken: the answer has no limits."""
    waiting = list(request.set_monitoring_data)
    there = []
    for done in answer.set_monitoring_result:
        place = (name_of(done).key, done.type, done.severity)
        asked = next(
            (each for each in waiting if (name_of(each).key, each.type, each.severity) == place),
            None,
        )
        if asked is None:
            continue
        waiting.remove(asked)
        if done.status == v201.SetMonitoringStatusEnumType.ACCEPTED and done.id is not None:
            there.append(
                Monitor(
                    name=name_of(asked),
                    kind=str(asked.type),
                    value=asked.value,
                    severity=asked.severity,
                    only_charging=bool(asked.transaction),
                    number=done.id,
                )
            )
    return MonitorNews(there=there)


def _cleared(answer: v201.ClearVariableMonitoringResponse) -> MonitorNews:
    gone = [
        each.id
        for each in answer.clear_monitoring_result
        if each.status != v201.ClearMonitoringStatusEnumType.REJECTED
    ]
    return MonitorNews(gone=gone)


def _wanted(names: Sequence[VariableName]) -> list[v201.ComponentVariableType] | None:
    return [
        v201.ComponentVariableType(component=component_of(name), variable=variable_of(name))
        for name in names
    ] or None


def _read(kind: Any, payload: Mapping[str, Any]) -> Any:
    return understand(kind, msgspec.json.encode(payload))[0]
