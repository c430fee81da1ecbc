"""Let stations keep places and let them go, each when its time comes, until it is done."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database
from sigec.jobs import Job
from sigec.kit.actor import PLATFORM, SYSTEM, Actor
from sigec.kit.errors import SigecError, Unavailable
from sigec.kit.ids import ReservationId
from sigec.kit.ports import Clock
from sigec.reservations._store import reservations as store
from sigec.reservations.model import (
    Due,
    Reservation,
    ReservationReason,
    ReservationStatus,
    answered,
    find_due,
)
from sigec.reservations.service.book import ReservationBook
from sigec.reservations.service.telling import STATION, note_step, plan, store_change
from sigec.stations.model import (
    CancelReservation,
    CommandResult,
    CommandStatus,
    ReserveNow,
)
from sigec.stations.ports import StationOffline, StationSilent
from sigec.stations.service import StationService

_NO_WORDS: Final = {"error_code": "NotSupported"}
"""The station's version cannot say it."""


class Keeper:
    """Sends what is due; what a station does not answer is sent again, with the same number."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        stations: StationService,
        book: ReservationBook,
    ) -> None:
        self._database = database
        self._clock = clock
        self._stations = stations
        self._book = book
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, job: Job) -> None:
        """Do what is due about the job's reservation; stations are asked in the background."""
        await self.advance(ReservationId(UUID(job.payload["reservation_id"])))

    async def advance(self, reservation_id: ReservationId) -> None:
        """Do what is due about a reservation now; harmless when nothing is."""
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            before = await store.find_one(connection, PLATFORM, reservation_id, is_locked=True)
            if before is None:
                return
            due = find_due(before, at)
            if due is None:
                await plan(connection, before)
                return
            after = await self._take_step(connection, before, due)
        await self._book.refresh(after.station_id)
        if due is Due.ASK:
            self._spawn(self._ask_quietly(after))
        elif due is Due.RELEASE:
            self._spawn(self._release_quietly(after))

    async def ask(
        self, actor: Actor, reservation: Reservation, *, is_patient: bool
    ) -> tuple[Reservation, CommandResult]:
        """Ask the station to keep a place that is noted as being asked for, and take its answer.

        Without patience a reservation that cannot be sent is over; else it is sent again.

        :raises StationOffline: when nothing was sent.
        :raises StationSilent: when no answer came in time; it is asked again.
        """
        place, bearer = reservation.place, reservation.bearer
        command = ReserveNow(
            reservation_id=reservation.number,
            expires_at=reservation.span.expires_at,
            id_token=bearer.token.value,
            id_token_kind=bearer.token.kind.value,
            group=bearer.group,
            evse=place.evse,
            connector=place.connector,
            connector_type=place.connector_type,
        )
        try:
            result = await self._stations.command(
                actor, reservation.station_id, command, reason=reservation.note
            )
        except StationSilent:
            await self._wait(reservation, ReservationReason.STATION_SILENT)
            raise
        except (StationOffline, Unavailable):
            if is_patient:
                await self._wait(reservation, ReservationReason.STATION_OFFLINE)
            else:
                await self._refuse(reservation, ReservationReason.STATION_OFFLINE)
            raise
        except SigecError:  # the station was removed or is not accepted any more
            await self._refuse(reservation, ReservationReason.STATION_REMOVED)
            raise
        return await self._settle(reservation, result), result

    async def release(self, actor: Actor, reservation: Reservation) -> CommandResult:
        """Tell the station that it need keep a place no more; whatever it answers, that is it.

        :raises StationOffline: when nothing was sent; it is told later.
        :raises StationSilent: when no answer came in time; it is told again.
        """
        command = CancelReservation(reservation_id=reservation.number)
        try:
            result = await self._stations.command(actor, reservation.station_id, command)
        except (StationOffline, StationSilent, Unavailable):
            raise  # it is still owed, and its timer set
        except SigecError:
            await self._released(reservation, ReservationReason.STATION_REMOVED)
            raise
        reasons = {
            CommandStatus.ACCEPTED: ReservationReason.RELEASED_BY_STATION,
            CommandStatus.REJECTED: ReservationReason.UNKNOWN_TO_STATION,
        }
        await self._released(
            reservation, reasons.get(result.status, ReservationReason.STATION_ERROR)
        )
        return result

    async def close(self) -> None:
        """Wait no longer for stations; what was not answered is sent again by whoever runs next."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def finish(self) -> None:
        """Wait until everything that is being asked is answered."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def _take_step(
        self, connection: AsyncConnection, before: Reservation, due: Due
    ) -> Reservation:
        at = self._clock.now()
        match due:
            case Due.ASK:
                after = before.asking(at)
            case Due.REMIND:
                after = replace(before, is_reminded=True, changed_at=at)
            case Due.EXPIRE:
                after = before.expired(max(before.changed_at, before.span.expires_at))
            case Due.RELEASE:
                after = replace(before, asked=before.asked + 1, asked_at=at)
        await store_change(connection, before, after)
        return after

    async def _settle(self, asked: Reservation, result: CommandResult) -> Reservation:
        """Take in the answer, unless the reservation is over by now: then the station is told."""
        is_unsaid = result.status is CommandStatus.NOT_SUPPORTED and not result.answer
        answer = _NO_WORDS if is_unsaid else result.answer or {}
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            before = await self._locked(connection, asked)
            after = answered(before, answer, at)
            if before.status is not ReservationStatus.SENT:
                is_kept_in_vain = after.status is ReservationStatus.ACCEPTED and not before.is_open
                after = replace(before, is_owed=before.is_owed or is_kept_in_vain, asked_at=None)
            await store_change(connection, before, after, actor=STATION)
        await self._book.refresh(after.station_id)
        return after

    async def _wait(self, asked: Reservation, reason: ReservationReason) -> None:
        """Note why there is no answer; whoever has it sent again finds that by the timer."""
        async with self._database.transaction(PLATFORM) as connection:
            before = await self._locked(connection, asked)
            if before.status is ReservationStatus.SENT:
                await store_change(connection, before, before.waiting(reason, self._clock.now()))
        await self._book.refresh(asked.station_id)

    async def _refuse(self, asked: Reservation, reason: ReservationReason) -> None:
        async with self._database.transaction(PLATFORM) as connection:
            before = await self._locked(connection, asked)
            if before.status is ReservationStatus.SENT:
                after = before.ended(ReservationStatus.REJECTED, reason, self._clock.now())
                await store_change(connection, before, after)
        await self._book.refresh(asked.station_id)

    async def _released(self, reservation: Reservation, reason: ReservationReason) -> None:
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            before = await self._locked(connection, reservation)
            after = replace(before, is_owed=False)
            step = replace(note_step(after, STATION, None, at), reason=reason)
            await store.save(connection, after, step)
            await plan(connection, after)

    async def _locked(self, connection: AsyncConnection, known: Reservation) -> Reservation:
        found = await store.find_one(connection, PLATFORM, known.id, is_locked=True)
        assert found is not None, "reservations are not removed"
        return found

    async def _ask_quietly(self, reservation: Reservation) -> None:
        try:
            await self.ask(SYSTEM, reservation, is_patient=True)
        except SigecError:
            return  # noted, and asked again by its timer

    async def _release_quietly(self, reservation: Reservation) -> None:
        try:
            await self.release(SYSTEM, reservation)
        except SigecError:
            return  # told again by its timer

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside the timers: a station may take half a minute to answer."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
