"""Bring the list of who may charge that a station keeps in step, and believe what it reports."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace

from sigec.access._store import lists as store
from sigec.access.model import Place
from sigec.access.model.lists import (
    DIALECTS,
    NO_LIST,
    Limits,
    ListEntry,
    Part,
    StationList,
    WantedList,
    parts_of,
)
from sigec.access.model.offline import LIMITS, OCPP_16, enabled_name
from sigec.access.service.answers import NOT_THERE, word_of
from sigec.access.service.building import build_list, load_cards, read_limits
from sigec.access.service.policies import PolicyService
from sigec.db import Database
from sigec.kit.actor import Scope
from sigec.kit.ids import CommandId, new_id
from sigec.kit.ports import Clock
from sigec.stations.model import (
    AskLocalListVersion,
    Attempt,
    Command,
    CommandAnswer,
    CommandStatus,
    Desire,
    GetVariables,
    ListedToken,
    Outcome,
    SendLocalList,
    Visit,
)
from sigec.stations.ports import StationLink
from sigec.stations.service import StationService, find_values, keep_told

UNREADABLE = "unreadable"
"""The station's answer had no version in it."""
DISABLED = "disabled"
"""The station can, and its list is not switched on yet."""
_MISMATCH = "VersionMismatch"


class _Ended(Exception):
    """There is nothing more to try now."""

    def __init__(self, outcome: Outcome, reason: str | None = None) -> None:
        self.attempt = Attempt(outcome=outcome, reason=reason)


class LocalListFulfiller:
    """Asks for the version, sends what is missing, and asks again."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        link: StationLink,
        policies: PolicyService,
        stations: StationService,
    ) -> None:
        self._database = database
        self._clock = clock
        self._link = link
        self._policies = policies
        self._stations = stations

    async def fulfil(
        self, visit: Visit, wanted: Sequence[Desire]
    ) -> AsyncGenerator[tuple[Desire, Attempt]]:
        """Bring a station's list in step (`sigec.stations.ports.Fulfiller`)."""
        for desire in wanted:
            try:
                yield desire, await self._sync(visit)
            except _Ended as end:
                yield desire, end.attempt

    async def _sync(self, visit: Visit) -> Attempt:
        """Send what is missing, all of it if the station's list is not the one we know."""
        station = self._stations.find(visit.station_id)
        if station is None or visit.protocol not in DIALECTS:
            raise _Ended(Outcome.UNSUPPORTED)
        place = await self._policies.place_of(station)
        known = await self._known(visit)
        reported = await self._ask_version(visit)
        has_drifted = known.version is not None and known.found_at(reported).version is None
        known = known.found_at(reported)
        limits = await self._limits(visit, known)
        wanted = await self._build(visit, place, limits)
        known = replace(
            known,
            left_out=wanted.left_out,
            left_out_count=wanted.left_out_count,
            unfit_count=wanted.unfit_count,
        )
        sent = await self._send_all(visit, known, wanted.entries, (reported, limits))
        if sent is None:  # it has another list after all
            unknown = replace(await self._known(visit), version=None)
            sent = await self._send_all(visit, unknown, wanted.entries, (reported, limits))
        if sent is None:
            raise _Ended(Outcome.REFUSED, _MISMATCH)
        told = reported if sent is known else await self._ask_version(visit)
        if told == sent.version or (told == NO_LIST and not sent.entries):
            await self._save(replace(sent, version=told, synced_at=self._clock.now()))
            return Attempt(outcome=Outcome.REPORTED, has_drifted=has_drifted)
        await self._save(replace(sent, version=None, entries=()))
        return Attempt(outcome=Outcome.ACCEPTED, reason=f"reports: {told}", has_drifted=has_drifted)

    async def _send_all(
        self,
        visit: Visit,
        known: StationList,
        entries: Sequence[ListEntry],
        said: tuple[int, Limits],
    ) -> StationList | None:
        """Send the parts, keeping how far it is; ``None`` when the versions do not fit.

        ``said`` is the version that the station reported, and how much it takes.
        """
        reported, limits = said
        parts = parts_of(known, entries, reported=reported, items_at_once=limits.items_at_once)
        for part in parts:
            known = await self._save(known.sending(part))
            answer = await self._send(visit, _message(part))
            if answer.status is CommandStatus.ACCEPTED:
                known = await self._save(known.taken(part))
                continue
            if word_of(answer) == _MISMATCH:
                return None
            await self._give_up(known, part, answer)
        return known

    async def _give_up(self, known: StationList, part: Part, answer: CommandAnswer) -> None:
        """End with what it means that a station did not take a part."""
        word = word_of(answer)
        if answer.status is CommandStatus.NOT_SUPPORTED or word in NOT_THERE:
            raise _Ended(Outcome.UNSUPPORTED, word)
        if answer.status in (CommandStatus.FAILED, CommandStatus.REJECTED):
            learnt = known.refused(part)
            if learnt is None:
                raise _Ended(Outcome.REFUSED, word)
            await self._save(learnt)  # it may take less; the next visit tries that
        raise _Ended(Outcome.UNREACHED, word)

    async def _ask_version(self, visit: Visit) -> int:
        """Return the version that the station reports."""
        answer = await self._send(visit, AskLocalListVersion())
        if answer.status is CommandStatus.NOT_SUPPORTED or word_of(answer) in NOT_THERE:
            raise _Ended(Outcome.UNSUPPORTED, word_of(answer))
        match answer.payload:
            case {"listVersion": int(version)} | {"versionNumber": int(version)}:
                if version >= NO_LIST:
                    return version
            case _:
                raise _Ended(Outcome.UNREACHED, word_of(answer) or UNREADABLE)
        # OCPP 1.6 says -1 when it has no lists, and when they are switched off.
        name = enabled_name(visit.protocol)
        async with self._database.read(_scope(visit)) as connection:
            told = await find_values(connection, visit.station_id, [name])
        is_on = (told.get(name) or "").casefold() == "true"
        raise _Ended(*((Outcome.UNSUPPORTED, None) if is_on else (Outcome.UNREACHED, DISABLED)))

    async def _limits(self, visit: Visit, known: StationList) -> Limits:
        """Return how much the station takes; one that never said it is asked."""
        async with self._database.read(_scope(visit)) as connection:
            told = await read_limits(connection, visit.station_id)
        if told is None:
            is_16 = visit.protocol == OCPP_16
            names = [name for name in LIMITS if (name.component is None) is is_16]
            answer = await self._send(visit, GetVariables(names=names))
            at, station = self._clock.now(), (visit.station_id, visit.tenant_id)
            async with self._database.transaction(_scope(visit)) as connection:
                await keep_told(connection, *station, answer.variables, at=at)
                told = await read_limits(connection, visit.station_id)
        return (told or Limits()).narrowed(known.limits)

    async def _known(self, visit: Visit) -> StationList:
        async with self._database.read(_scope(visit)) as connection:
            known = await store.find_list(connection, visit.station_id)
        return known or StationList(station_id=visit.station_id, tenant_id=visit.tenant_id)

    async def _build(self, visit: Visit, place: Place, limits: Limits) -> WantedList:
        async with self._database.read(_scope(visit)) as connection:
            return await build_list(
                connection,
                place,
                await load_cards(connection, visit.tenant_id),
                protocol=visit.protocol,
                limits=limits,
                is_suspended=self._stations.is_suspended(visit.tenant_id),
                at=self._clock.now(),
            )

    async def _save(self, known: StationList) -> StationList:
        async with self._database.transaction(Scope(tenant_id=known.tenant_id)) as connection:
            await store.save_list(connection, known)
        return known

    async def _send(self, visit: Visit, command: Command) -> CommandAnswer:
        return await self._link.send(visit.station_id, command, command_id=CommandId(new_id()))


def _message(part: Part) -> SendLocalList:
    changed = [
        ListedToken(
            id_token=entry.value,
            id_token_kind=entry.kind.value,
            status=entry.status.value,
            expires_at=entry.expires_at,
            group=entry.group,
        )
        for entry in part.changes.values()
        if entry is not None
    ]
    gone = [
        ListedToken(id_token=entry.value, id_token_kind=entry.kind.value, status=None)
        for entry in part.removed
    ]
    return SendLocalList(version=part.version, is_full=part.is_full, tokens=[*gone, *changed])


def _scope(visit: Visit) -> Scope:
    return Scope(tenant_id=visit.tenant_id)
