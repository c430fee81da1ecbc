"""Write docs/ocpp-coverage.md: every action of every version, what becomes of it, and its tests.

It is made from the route tables, the commands and the conformance tests, so that it cannot say
more than the code does.
"""

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sigec.ocpp.frames import OcppVersion
from sigec.ocpp.link.dialects import DIALECTS
from sigec.ocpp.messages.base import Action
from sigec.ocpp.router import Handler
from sigec.ocpp.server.routers import OFFERS
from sigec.stations.model import (
    AskLocalListVersion,
    AskMonitors,
    AskReport,
    AskTransaction,
    ChargingProfile,
    ClearCache,
    ClearMonitor,
    ClearProfiles,
    CommandKind,
    GetComposite,
    GetLog,
    GetProfiles,
    GetVariables,
    LogKind,
    Monitor,
    MonitoringBase,
    NeutralCommand,
    PublishFirmware,
    Reset,
    SendLocalList,
    SetAvailability,
    SetMonitor,
    SetMonitoringBase,
    SetMonitoringLevel,
    SetNetworkProfile,
    SetProfile,
    SetVariable,
    StartCharging,
    StopCharging,
    Trigger,
    Unlock,
    UnpublishFirmware,
    UpdateDynamicProfile,
    UpdateFirmware,
    UsePriority,
    VariableName,
    kind_of,
)
from sigec.stations.model.profiles import (
    ProfileKind,
    ProfilePurpose,
    RateUnit,
    Schedule,
    SchedulePeriod,
)

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "ocpp-coverage.md"
CONFORMANCE = ROOT / "tests" / "conformance"
FOLDERS = {"ocpp16": OcppVersion.V16, "ocpp201": OcppVersion.V201, "ocpp21": OcppVersion.V21}
TESTS_MAX = 4
"""Named in a row; the rest is counted."""

_VARIABLE = VariableName(component="OCPPCommCtrlr", variable="HeartbeatInterval")
_LOCATION = "https://files.example.com/x"
_AT = datetime(2026, 11, 28, tzinfo=UTC)
_START = StartCharging(
    id_token="A1",  # noqa: S106 - an example
    id_token_kind="ISO14443",  # noqa: S106 - an example
    remote_start_id=1,
)
_PROFILE = ChargingProfile(
    id=1,
    purpose=ProfilePurpose.TX_DEFAULT,
    kind=ProfileKind.RELATIVE,
    stack_level=0,
    schedules=(Schedule(unit=RateUnit.A, periods=(SchedulePeriod(start_s=0, limit=6.0),)),),
)
EXAMPLES: Sequence[NeutralCommand] = [
    _START,
    StopCharging(external_id="1"),
    Unlock(evse=1, connector=1),
    Reset(),
    Trigger(message="Heartbeat"),
    Trigger(message="LogStatusNotification"),
    SetAvailability(operative=True),
    GetVariables(names=()),
    GetVariables(names=(_VARIABLE,)),
    SetVariable(name=_VARIABLE, value="300"),
    AskTransaction(external_id="1"),
    SetMonitor(monitor=Monitor(name=_VARIABLE, kind="Delta", value=1, severity=5)),
    ClearMonitor(number=1),
    SetMonitoringBase(base=MonitoringBase.ALL),
    SetMonitoringLevel(severity=5),
    AskMonitors(),
    AskReport(),
    SetNetworkProfile(
        slot=1,
        url="wss://sigec.example/ocpp",
        security_profile=2,
        message_timeout_s=30,
        interface="Wired0",
    ),
    ClearCache(),
    SendLocalList(version=1, is_full=True),
    AskLocalListVersion(),
    UpdateFirmware(request_id=1, location=_LOCATION, retrieve_at=_AT),
    UpdateFirmware(
        request_id=1,
        location=_LOCATION,
        retrieve_at=_AT,
        signature="AA==",
        signing_certificate="PEM",
    ),
    PublishFirmware(request_id=1, location=_LOCATION, checksum="00"),
    UnpublishFirmware(checksum="00"),
    *(GetLog(kind=kind, request_id=1, location=_LOCATION) for kind in LogKind),
    SetProfile(evse=1, profile=_PROFILE),
    ClearProfiles(profile_id=1),
    GetProfiles(),
    GetComposite(evse=1, duration_s=60),
    UpdateDynamicProfile(profile_id=1, limit=6.0),
    UsePriority(external_id="1", is_active=True),
]
"""Every command that has words of its own in some version."""

Tests = Mapping[tuple[OcppVersion, str], Sequence[str]]

_HEAD = """\
# What of OCPP is spoken

*Written by `make coverage` from the route tables and the tests; do not edit.*

Every action is read from the official schemas, in both directions, and is tried over a real socket
by tests that are made from the schemas:

| What | Test |
|---|---|
| each action of a station: valid, in full, again, with an unknown field, over-long, a field missing, of a wrong type, a wrong value | `test_every_action.py::test_each_action_of_a_station` |
| each action of a station before its boot is accepted | `test_every_action.py::test_who_waits_is_heard_only_of_what_may_not_be_lost` |
| an action that only the platform sends, or that nobody knows | `test_every_action.py::test_what_a_station_may_not_send` |
| each action of the platform, through `POST /stations/{id}/ocpp/{Action}`, and its answer | `test_raw_actions.py::test_every_action_reaches_the_station_and_its_answer_comes_back` |
| answers that are late, broken, errors, or never come | `test_raw_actions.py` |

The tables name the tests that are about one action's behaviour beside those. What is *shown* is
listed by `GET /stations/{id}/announcements`, the last word on each thing, and told as
`station.announced`. **raw only** marks what can be sent by the address above and has no command of
its own.
"""  # noqa: E501 - a table's rows cannot be broken


def main() -> None:
    """Write it."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """Return the page as it is to be."""
    tests = _tests_by_action()
    lines = [_HEAD]
    for version, offer in OFFERS.items():
        lines += [f"## {version.value}\n", *_summary(version, offer.actions, offer.handlers)]
        lines += _from_station(version, offer.actions, offer.handlers, tests)
        lines += _to_station(version, offer.actions, tests)
    return "\n".join(lines)


def _summary(
    version: OcppVersion, actions: Mapping[str, Action], handlers: Mapping[str, Handler]
) -> Iterator[str]:
    incoming = [name for name, action in actions.items() if action.from_station]
    outgoing = [name for name, action in actions.items() if action.to_station]
    without = [name for name in incoming if name not in handlers]
    commands = _commands(version)
    yield (
        f"{len(incoming)} actions from the station, {len(without)} of them without a handler;"
        f" {len(outgoing)} to it,"
        f" {len([name for name in outgoing if name in commands])} of them by a command.\n"
    )


def _from_station(
    version: OcppVersion,
    actions: Mapping[str, Action],
    handlers: Mapping[str, Handler],
    tests: Tests,
) -> Iterator[str]:
    yield "### From the station\n"
    yield "| Action | What becomes of it | Tests |\n|---|---|---|"
    for name in sorted(name for name, action in actions.items() if action.from_station):
        handler = handlers.get(name)
        does = "**missing**" if handler is None else _first_line(handler)
        yield f"| {name} | {does} | {_cell(tests[version, name])} |"
    yield ""


def _to_station(version: OcppVersion, actions: Mapping[str, Action], tests: Tests) -> Iterator[str]:
    commands = _commands(version)
    yield "### To the station\n"
    yield "| Action | Command | Tests |\n|---|---|---|"
    for name in sorted(name for name, action in actions.items() if action.to_station):
        by = ", ".join(f"`{kind}`" for kind in commands.get(name, ())) or "**raw only**"
        yield f"| {name} | {by} | {_cell(tests[version, name])} |"
    yield ""


def _commands(version: OcppVersion) -> Mapping[str, Sequence[CommandKind]]:
    """Return by which commands a version's actions are sent."""
    found: dict[str, list[CommandKind]] = defaultdict(list)
    for command in EXAMPLES:
        encoded = DIALECTS[version].encode(command)
        if encoded is not None and kind_of(command) not in found[encoded[0]]:
            found[encoded[0]].append(kind_of(command))
    return {name: kinds for name, kinds in found.items() if kinds}


def _tests_by_action() -> Tests:
    """Return the tests that name an action, by version; those outside a version's folder by all."""
    actions = {name for offer in OFFERS.values() for name in offer.actions}
    found: dict[tuple[OcppVersion, str], list[str]] = defaultdict(list)
    for path in sorted(CONFORMANCE.rglob("test_*.py")):
        where = path.relative_to(CONFORMANCE)
        versions = [FOLDERS[where.parts[0]]] if where.parts[0] in FOLDERS else list(OFFERS)
        for test in ast.parse(path.read_text()).body:
            if not isinstance(test, ast.AsyncFunctionDef) or not test.name.startswith("test_"):
                continue
            for action in sorted(actions & set(_texts(test))):
                for version in versions:
                    found[version, action].append(f"`{where.as_posix()}::{test.name}`")
    return found


def _texts(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def _cell(tests: Sequence[str]) -> str:
    more = len(tests) - TESTS_MAX
    shown = "<br>".join(tests[:TESTS_MAX])
    return f"{shown}<br>and {more} more" if more > 0 else shown


def _first_line(described: Callable[..., Any]) -> str:
    assert described.__doc__ is not None
    return described.__doc__.partition("\n")[0]


if __name__ == "__main__":
    main()
