"""Variables: asked for and set, and what is learnt from the answers (OCPP 2.0.1 block B)."""

from collections.abc import Iterator, Mapping
from typing import Any

from sigec.ocpp.messages import v201
from sigec.ocpp.router import Refused, understand_part
from sigec.ocpp.v2.variables import attribute_of, component_of, name_of, variable_of
from sigec.stations.model import GetVariables, SetVariable, Variable

_IS_SET = frozenset({"Accepted", "RebootRequired"})


def get_variables(
    command: GetVariables,
) -> tuple[str, v201.GetVariablesRequest | v201.GetBaseReportRequest] | None:
    """Ask for the variables that are named, or for a report of all; each needs a component."""
    if not command.names:
        return "GetBaseReport", v201.GetBaseReportRequest(
            request_id=command.request_id,
            report_base=v201.ReportBaseEnumType.FULL_INVENTORY,
        )
    if any(name.component is None for name in command.names):
        return None
    wanted = [
        v201.GetVariableDataType(
            component=component_of(name),
            variable=variable_of(name),
            attribute_type=attribute_of(name),
        )
        for name in command.names
    ]
    return "GetVariables", v201.GetVariablesRequest(get_variable_data=wanted)


def set_variable(command: SetVariable) -> tuple[str, v201.SetVariablesRequest] | None:
    """Set a variable; it needs a component."""
    if command.name.component is None:
        return None
    data = v201.SetVariableDataType(
        attribute_value=command.value,
        component=component_of(command.name),
        variable=variable_of(command.name),
        attribute_type=attribute_of(command.name),
    )
    return "SetVariables", v201.SetVariablesRequest(set_variable_data=[data])


def status_of(answer: Mapping[str, Any]) -> str | None:
    """Return the status of an answer: where one variable or monitor was meant, that."""
    match answer:
        case {"setVariableResult": [{"attributeStatus": str(status)}]}:
            return status
        case {"setMonitoringResult": [{"status": str(status)}]}:
            return status
        case {"clearMonitoringResult": [{"status": str(status)}]}:
            return status
        case {"status": str(status)}:
            return status
        case _:
            return None


def learn(action: str, request: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[Variable]:
    """Yield what an answer tells of the station's variables; nothing, if it is no answer."""
    try:
        match action:
            case "GetVariables":
                yield from _told(understand_part(v201.GetVariablesResponse, answer))
            case "SetVariables":
                wanted = understand_part(v201.SetVariablesRequest, request)
                yield from _set(wanted, understand_part(v201.SetVariablesResponse, answer))
    except Refused:
        return


def _told(answer: v201.GetVariablesResponse) -> Iterator[Variable]:
    for told in answer.get_variable_result:
        if told.attribute_status == v201.GetVariableStatusEnumType.ACCEPTED:
            name = name_of(told, told.attribute_type)
            yield Variable(name=name, value=told.attribute_value)


def _set(
    request: v201.SetVariablesRequest, answer: v201.SetVariablesResponse
) -> Iterator[Variable]:
    values = {
        name_of(each, each.attribute_type).key: each.attribute_value
        for each in request.set_variable_data
    }
    for done in answer.set_variable_result:
        name = name_of(done, done.attribute_type)
        if done.attribute_status in _IS_SET and name.key in values:
            yield Variable(name=name, value=values[name.key])
