"""What stations tell that ends a reservation, or that makes one due again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import StationId
from sigec.kit.ports import Clock
from sigec.reservations._store import reservations as store
from sigec.reservations.model import (
    ASK_AGAIN_FIRST,
    CLOCK_SKEW,
    Reservation,
    ReservationReason,
    ReservationStatus,
    told,
)
from sigec.reservations.service.book import ReservationBook
from sigec.reservations.service.keeping import Keeper
from sigec.reservations.service.telling import STATION, store_change
from sigec.reservations.service.wishes import V16
from sigec.stations.model import ConnectorStatus, is_fault
from sigec.stations.service import find_connectors_at, find_places

SETTLED_AFTER = timedelta(seconds=20)
"""How long after it connects a station has booted, if it does; before that it may refuse all."""

Change = Callable[[Reservation], Reservation]


class Ear:
    """Hears of stations by their events; a repeat changes nothing."""

    def __init__(
        self, *, database: Database, clock: Clock, book: ReservationBook, keeper: Keeper
    ) -> None:
        self._database = database
        self._clock = clock
        self._book = book
        self._keeper = keeper

    async def told(self, station_id: StationId, number: int, status: str) -> None:
        """Take in a ReservationStatusUpdate."""
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            before = await store.find_by_number(connection, station_id, number)
            if before is None or not before.is_open:
                return
            connectors = (await find_connectors_at(connection, [station_id])).get(station_id, ())
            here = [each for each in connectors if before.place.evse in (None, each.evse)]
            cause = next(
                filter(None, (_trouble(each.status, each.error_code) for each in here)), None
            )
            after = told(before, status, at, cause=cause)
            await store_change(connection, before, after, actor=STATION)
        await self._book.refresh(station_id)

    async def connector_changed(
        self,
        station_id: StationId,
        evse: int,
        *,
        status: str,
        previous: str | None,
        error_code: str | None,
    ) -> None:
        """End what a broken connector cannot keep; ask again for what a station let go of.

        In 1.6 no message tells that a reservation is gone: the connector is just free again.
        """
        cause = _trouble(ConnectorStatus(status), error_code)
        is_let_go = previous == ConnectorStatus.RESERVED and status == ConnectorStatus.AVAILABLE
        if cause is None and not is_let_go:
            return
        at = self._clock.now()  # the station's own may be wrong by hours

        def change(before: Reservation) -> Reservation:
            if before.place.evse != evse or not before.is_held(at):
                return before
            if cause is not None:
                over = before.ended(ReservationStatus.CANCELLED, cause, at, is_owed=True)
                return replace(over, asked_at=None)  # it is told at once
            is_kept = before.status is ReservationStatus.ACCEPTED
            is_over = before.span.expires_at - at <= CLOCK_SKEW
            return before.lost(at) if is_kept and not is_over else before

        await self._change(station_id, change, only_16=cause is None)

    async def booted(self, station_id: StationId, *, booted_at: datetime) -> None:
        """Ask again for all that a station should keep: many forget it with their power.

        What it was asked since, it was asked after it had booted.
        """
        at = self._clock.now()

        def change(before: Reservation) -> Reservation:
            if (before.asked_at or before.changed_at) > booted_at:
                return before
            if before.status is ReservationStatus.ACCEPTED and before.span.includes(at):
                return before.lost(at, is_restart=True)
            return replace(before, asked_at=None)

        await self._change(station_id, change)

    async def connected(self, station_id: StationId) -> None:
        """Go on soon with what could not be sent while a station was away."""
        soon = self._clock.now() + SETTLED_AFTER

        def change(before: Reservation) -> Reservation:
            is_kept = before.status is ReservationStatus.ACCEPTED
            if is_kept or before.span.starts_at > soon:
                return before
            # As if it was asked so long ago that the next time is then.
            return replace(before, asked=1, asked_at=soon - ASK_AGAIN_FIRST)

        await self._change(station_id, change)

    async def changed(self, station_id: StationId) -> None:
        """End what a station that was removed cannot keep."""
        async with self._database.read(PLATFORM) as connection:
            place = (await find_places(connection, [station_id])).get(station_id)
        if place is None or not place.is_removed:
            return
        at = self._clock.now()

        def change(before: Reservation) -> Reservation:
            if not before.is_open:
                return replace(before, is_owed=False)
            return before.ended(ReservationStatus.CANCELLED, ReservationReason.STATION_REMOVED, at)

        await self._change(station_id, change)

    async def _change(
        self, station_id: StationId, change: Change, *, only_16: bool = False
    ) -> None:
        """Change what is open or owed at a station, and do at once what is due then."""
        changed: list[Reservation] = []
        async with self._database.transaction(PLATFORM) as connection:
            found: Sequence[Reservation] = await store.find_unsettled(connection, station_id)
            if found and only_16:
                place = (await find_places(connection, [station_id])).get(station_id)
                found = found if place and place.protocol == V16 else ()
            for before in found:
                after = change(before)
                if after is not before:
                    await store_change(connection, before, after, actor=STATION)
                    changed.append(after)
        if changed:
            await self._book.refresh(station_id)
        for each in changed:
            await self._keeper.advance(each.id)


def _trouble(status: ConnectorStatus | None, error_code: str | None) -> ReservationReason | None:
    if is_fault(status, error_code):
        return ReservationReason.STATION_FAULTED
    if status is ConnectorStatus.UNAVAILABLE:
        return ReservationReason.STATION_UNAVAILABLE
    return None
