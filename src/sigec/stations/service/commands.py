"""Tell a station to do something, and remember who asked and what became of it."""

import asyncio
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database
from sigec.journal import MASK, holds_secret, without_secrets
from sigec.kit.actor import PLATFORM, Actor, Permission, Scope
from sigec.kit.errors import Unavailable
from sigec.kit.ids import CommandId, StationId, TenantId, new_id
from sigec.kit.ports import Clock
from sigec.stations._store import commands as store
from sigec.stations._store import monitors, profiles, variables
from sigec.stations.model import (
    NO_LIMIT,
    REQUEST_LIMITS,
    Command,
    CommandAnswer,
    CommandKind,
    CommandResult,
    CommandStatus,
    GetVariables,
    GivenCommand,
    KnownStation,
    Order,
    Registration,
    RequestLimit,
    SetVariable,
    is_about_charging,
    kind_of,
)
from sigec.stations.ports import StationLink, StationOffline, StationSilent
from sigec.stations.service.directory import StationDirectory
from sigec.stations.service.errors import (
    CommandKeyReused,
    CommandUnderWay,
    StationNotAccepted,
)
from sigec.stations.service.faults import end_what_is_meant
from sigec.stations.service.fleet import require_known
from sigec.stations.service.variable_desires import note_variables

_OF_A_CHARGE = frozenset(
    {
        CommandKind.START,
        CommandKind.STOP,
        CommandKind.RESERVE,
        CommandKind.CANCEL_RESERVATION,
    }
)


class CommandDesk:
    """Gives commands, one at a time: written down, sent, completed."""

    def __init__(
        self, *, database: Database, clock: Clock, link: StationLink, directory: StationDirectory
    ) -> None:
        self._database = database
        self._clock = clock
        self._link = link
        self._directory = directory

    async def give(
        self, actor: Actor, station_id: StationId, command: Command, order: Order
    ) -> CommandResult:
        """Send a command and wait for its answer."""
        _require(actor, kind_of(command))
        station = self._find(actor, station_id, command)
        await self._link.check(station_id, command)
        given = self._write_down(actor, station_id, command, order)
        earlier = await self._insert(given, station.tenant_id, order.idempotency_key)
        if earlier is not None:
            return _repeat(earlier, given)
        return await self._send(given, station, command)

    async def take_late(self, command_id: CommandId, answer: CommandAnswer) -> None:
        """Complete a command that another process gave and no longer waits for."""
        async with self._database.read(PLATFORM) as connection:
            given = await store.find_command(connection, command_id)
        station = None if given is None else self._directory.find(given.station_id)
        if given is not None and station is not None:
            await self._take(given, station.tenant_id, answer)

    def _find(self, actor: Actor, station_id: StationId, command: Command) -> KnownStation:
        station = require_known(actor, self._directory.find(station_id))
        is_waiting = station.registration is Registration.PENDING
        may_be_told = is_waiting and not is_about_charging(command)
        if station.registration is not Registration.ACCEPTED and not may_be_told:
            raise StationNotAccepted(registration=station.registration.value)
        return station

    def _write_down(
        self, actor: Actor, station_id: StationId, command: Command, order: Order
    ) -> GivenCommand:
        payload: dict[str, Any] = without_secrets(msgspec.to_builtins(_public(command)))
        return GivenCommand(
            id=CommandId(new_id()),
            station_id=station_id,
            kind=kind_of(command),
            payload=payload,
            status=CommandStatus.SENT,
            answer=None,
            reason=order.reason,
            actor_kind=actor.kind.value,
            user_id=actor.user_id,
            requested_at=self._clock.now(),
            answered_at=None,
        )

    async def _insert(
        self, given: GivenCommand, tenant_id: TenantId, key: str | None
    ) -> GivenCommand | None:
        """Store the command; return the earlier one if the key was used before."""
        scope = Scope(tenant_id=tenant_id)
        try:
            async with self._database.transaction(scope) as connection:
                earlier = await _earlier(connection, tenant_id, key)
                if earlier is None:
                    await store.insert_command(
                        connection, given, tenant_id=tenant_id, idempotency_key=key
                    )
                return earlier
        except IntegrityError:
            # Somebody else stored the same key between our look and our insert.
            async with self._database.read(scope) as connection:
                return await _earlier(connection, tenant_id, key)

    async def _send(
        self, given: GivenCommand, station: KnownStation, command: Command
    ) -> CommandResult:
        try:
            answer = await self._link.send(
                given.station_id,
                command,
                command_id=given.id,
                limit=await self._limit_of(given.station_id, station.tenant_id, command),
                # Whoever gave it was told that the station is silent; the history tells more.
                when_late=partial(self._take, given, station.tenant_id),
            )
        except StationOffline:
            await self._give_up(given, station.tenant_id, CommandStatus.OFFLINE)
            raise
        except StationSilent:
            await self._give_up(given, station.tenant_id, CommandStatus.SILENT)
            raise
        except Unavailable:  # another node's station, and no way to it: nothing was sent
            await self._give_up(given, station.tenant_id, CommandStatus.OFFLINE)
            raise
        except asyncio.CancelledError:
            # Whoever gave it waits no longer: what was not sent yet is not sent any more.
            await asyncio.shield(self._give_up(given, station.tenant_id, CommandStatus.SILENT))
            raise
        await self._take(given, station.tenant_id, answer)
        return CommandResult(
            command_id=given.id,
            status=answer.status,
            answer=answer.payload,
            reserved=answer.reserved,
            released=answer.released,
            profiles=answer.profiles,
        )

    async def _limit_of(
        self, station_id: StationId, tenant_id: TenantId, command: Command
    ) -> RequestLimit:
        """Return how much of a long question the station takes at once."""
        if not isinstance(command, GetVariables) or len(command.names) <= 1:
            return NO_LIMIT
        async with self._database.read(Scope(tenant_id=tenant_id)) as connection:
            keys = [name.key for name in REQUEST_LIMITS]
            told = await variables.find_values(connection, station_id, keys)
        return RequestLimit.of(told)

    async def _take(self, given: GivenCommand, tenant_id: TenantId, answer: CommandAnswer) -> None:
        """Complete a command by its answer, and keep what that tells of the station's settings."""
        at = self._clock.now()
        async with self._database.transaction(Scope(tenant_id=tenant_id)) as connection:
            kept = without_secrets(answer.payload)
            await store.save_answer(connection, given.id, status=answer.status, answer=kept, at=at)
            if given.kind is CommandKind.AVAILABILITY:
                await end_what_is_meant(connection, given.station_id, at=at)
            await variables.save(connection, given.station_id, tenant_id, answer.variables, at=at)
            await note_variables(connection, given.station_id, answer.variables, at=at)
            if answer.profiles is not None:
                news = answer.profiles
                await profiles.take_news(connection, given.station_id, tenant_id, news, at=at)
            if answer.monitors is not None:
                await monitors.save(connection, given.station_id, tenant_id, answer.monitors, at=at)

    async def _give_up(
        self, given: GivenCommand, tenant_id: TenantId, status: CommandStatus
    ) -> None:
        async with self._database.transaction(Scope(tenant_id=tenant_id)) as connection:
            await store.save_answer(
                connection, given.id, status=status, answer=None, at=self._clock.now()
            )


def _public(command: Command) -> Command:
    """Return the command as it may be kept."""
    if isinstance(command, SetVariable) and holds_secret(command.name.variable):
        return replace(command, value=MASK)
    return command


def _require(actor: Actor, kind: CommandKind) -> None:
    """Let operators command; a resident's own charge or reservation was checked above."""
    if kind in _OF_A_CHARGE and actor.may(Permission.CHARGE_OWN):
        return
    actor.require(Permission.COMMAND_STATIONS)


async def _earlier(
    connection: AsyncConnection, tenant_id: TenantId, key: str | None
) -> GivenCommand | None:
    if key is None:
        return None
    return await store.find_by_key(connection, tenant_id=tenant_id, idempotency_key=key)


def _repeat(earlier: GivenCommand, given: GivenCommand) -> CommandResult:
    """Answer a repeated command as the first one was answered."""
    if _what(earlier) != _what(given):
        raise CommandKeyReused
    match earlier.status:
        case CommandStatus.SENT:
            raise CommandUnderWay
        case CommandStatus.OFFLINE:
            raise StationOffline
        case CommandStatus.SILENT:
            raise StationSilent
        case _:
            return CommandResult(
                command_id=earlier.id, status=earlier.status, answer=earlier.answer
            )


def _what(command: GivenCommand) -> tuple[object, ...]:
    return (command.station_id, command.kind, command.payload.get("action"))
