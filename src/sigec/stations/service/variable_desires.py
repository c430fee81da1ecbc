"""Variables that stations are wanted to have: set, and believed when the station reports them."""

from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database
from sigec.kit.actor import Scope
from sigec.kit.ids import CommandId, StationId, new_id
from sigec.kit.ports import Clock
from sigec.stations._store import variables as store
from sigec.stations.model import (
    REQUEST_LIMITS,
    Attempt,
    CommandAnswer,
    CommandStatus,
    Desire,
    DesireKind,
    DesireState,
    GetVariables,
    Outcome,
    RequestLimit,
    SetVariable,
    Variable,
    Visit,
    is_name_of,
    is_same_value,
    name_in,
    value_in,
)
from sigec.stations.ports import StationLink
from sigec.stations.service.wanting import note_drift

NOT_SHOWN = "not_shown"
"""The station took the value and keeps it to itself."""
OTHER_VERSION = "other_version"
"""The station's version of OCPP has no such name."""
_NOT_THERE = frozenset({"NotImplemented", "NotSupported", "UnknownComponent", "UnknownVariable"})
"""What no repetition changes, whether a CALLERROR says it or the status of a variable."""


async def note_variables(
    connection: AsyncConnection,
    station_id: StationId,
    told: Collection[Variable],
    *,
    at: datetime,
) -> None:
    """Set again what a station reports to be otherwise than it was applied."""
    values = {each.name.key: each.value for each in told}

    def differs(desire: Desire) -> str | None:
        value = values.get(desire.wish.key)
        if value is None or is_same_value(value, value_in(desire)):
            return None
        return _reports(value)

    if values:
        await note_drift(connection, station_id, DesireKind.VARIABLE, differs, at=at)


class VariableFulfiller:
    """Asks for the variables, sets those that differ, and asks for these again."""

    def __init__(self, database: Database, clock: Clock, link: StationLink) -> None:
        self._database = database
        self._clock = clock
        self._link = link

    async def fulfil(
        self, visit: Visit, wanted: Sequence[Desire]
    ) -> AsyncGenerator[tuple[Desire, Attempt]]:
        """Bring the variables of a station to their values (`sigec.stations.ports.Fulfiller`)."""
        speakable = []
        for desire in wanted:
            if is_name_of(name_in(desire), visit.protocol):
                speakable.append(desire)
            else:
                yield desire, Attempt(outcome=Outcome.UNSUPPORTED, reason=OTHER_VERSION)
        told = await self._ask(visit, speakable)
        to_verify = []
        for desire in speakable:
            value = told.get(desire.wish.key)
            if _is_met(desire, value):
                yield desire, Attempt(outcome=Outcome.REPORTED)
                continue
            attempt = await self._set(visit, desire, has_drifted=value is not None)
            if attempt.outcome is Outcome.ACCEPTED:
                to_verify.append((desire, attempt))
            else:
                yield desire, attempt
        told = await self._ask(visit, [desire for desire, _ in to_verify])
        for desire, attempt in to_verify:
            yield desire, _verified(desire, attempt, told.get(desire.wish.key))

    async def _ask(self, visit: Visit, wanted: Sequence[Desire]) -> Mapping[str, str | None]:
        """Ask the station for variables, keep what it tells, and return the values by key."""
        if not wanted:
            return {}
        question = GetVariables(names=tuple(map(name_in, wanted)))
        answer = await self._send(visit, question, limit=await self._limit_of(visit))
        at = self._clock.now()
        async with self._database.transaction(Scope(tenant_id=visit.tenant_id)) as connection:
            await store.save(connection, visit.station_id, visit.tenant_id, answer.variables, at=at)
        return {each.name.key: each.value for each in answer.variables}

    async def _set(self, visit: Visit, desire: Desire, *, has_drifted: bool) -> Attempt:
        command = SetVariable(name=name_in(desire), value=value_in(desire))
        answer = await self._send(visit, command)
        outcome = _OUTCOMES.get(answer.status, Outcome.UNREACHED)
        reason = _reason(answer)
        if reason in _NOT_THERE:
            outcome = Outcome.UNSUPPORTED
        return Attempt(outcome=outcome, reason=reason, has_drifted=has_drifted)

    async def _limit_of(self, visit: Visit) -> RequestLimit:
        async with self._database.read(Scope(tenant_id=visit.tenant_id)) as connection:
            keys = [name.key for name in REQUEST_LIMITS]
            return RequestLimit.of(await store.find_values(connection, visit.station_id, keys))

    async def _send(
        self, visit: Visit, command: GetVariables | SetVariable, limit: RequestLimit | None = None
    ) -> CommandAnswer:
        return await self._link.send(
            visit.station_id,
            command,
            command_id=CommandId(new_id()),
            limit=limit or RequestLimit(),
        )


_OUTCOMES: Mapping[CommandStatus, Outcome] = {
    CommandStatus.ACCEPTED: Outcome.ACCEPTED,
    CommandStatus.REBOOT_REQUIRED: Outcome.REBOOT_REQUIRED,
    CommandStatus.REJECTED: Outcome.REFUSED,
    CommandStatus.NOT_SUPPORTED: Outcome.UNSUPPORTED,
}


def _is_met(desire: Desire, value: str | None) -> bool:
    """Say whether a station has what is wanted; one that keeps it to itself, if it took it once."""
    if value is None:
        return desire.state is DesireState.APPLIED
    return is_same_value(value, value_in(desire))


def _verified(desire: Desire, attempt: Attempt, value: str | None) -> Attempt:
    """Say what it means that a station took a value and then reports one, or none."""
    if value is None:
        return replace(attempt, outcome=Outcome.REPORTED, reason=NOT_SHOWN)
    if is_same_value(value, value_in(desire)):
        return replace(attempt, outcome=Outcome.REPORTED)
    return replace(attempt, reason=_reports(value))


def _reports(value: str) -> str:
    return f"reports: {value}"


def _reason(answer: CommandAnswer) -> str | None:
    """Return the station's own word for what it did not take."""
    if answer.status in (CommandStatus.ACCEPTED, CommandStatus.REBOOT_REQUIRED):
        return None
    match answer.payload:
        case {"setVariableResult": [{"attributeStatus": str(status)}]}:
            return status
        case {"status": str(status)} | {"error_code": str(status)}:
            return status
        case _:
            return None
