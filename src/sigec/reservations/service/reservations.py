"""The door to reservations: for people, for stations, and for the charges that use them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.drivers.model import KnownToken, TokenRef
from sigec.drivers.service import DriverService, find_contacts
from sigec.jobs import Job
from sigec.kit.actor import PLATFORM, Actor, Permission
from sigec.kit.errors import SigecError
from sigec.kit.ids import PersonId, ReservationId, SessionId, StationId
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.reservations._store import reservations as store
from sigec.reservations._store.reservations import EVERY_RESERVATION, ReservationFilter
from sigec.reservations.model import (
    Reservation,
    ReservationReason,
    ReservationStatus,
    Step,
    Wish,
    find_used,
)
from sigec.reservations.service.book import ReservationBook
from sigec.reservations.service.errors import (
    ReservationNotFound,
    ReservationOver,
    ReservedForOther,
    local_time,
)
from sigec.reservations.service.hearing import Ear
from sigec.reservations.service.keeping import Keeper
from sigec.reservations.service.telling import store_change
from sigec.reservations.service.wishes import WishDesk, audited, zone_of
from sigec.stations.model import CommandResult
from sigec.stations.ports import StationOffline, StationSilent
from sigec.stations.service import StationService

NO_SHOWS_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A charge that begins, as far as it may use a reservation; ``number`` is what it names."""

    station_id: StationId
    session_id: SessionId
    number: int | None
    evse: int | None
    token: TokenRef | None
    known: KnownToken | None
    at: datetime


class ReservationService:
    """The use cases of reservations."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        stations: StationService,
        drivers: DriverService,
    ) -> None:
        self._database = database
        self._clock = clock
        self._book = ReservationBook(database)
        self._wishes = WishDesk(database=database, clock=clock, stations=stations, drivers=drivers)
        self._keeper = Keeper(database=database, clock=clock, stations=stations, book=self._book)
        self.ear = Ear(database=database, clock=clock, book=self._book, keeper=self._keeper)

    async def start(self) -> None:
        """Remember what is reserved; await it once, before the first station is served."""
        await self._book.reload()

    async def refresh(self, station_id: StationId | None = None) -> None:
        """Remember what is reserved at a station, or everywhere, as it is stored now."""
        if station_id is None:
            await self._book.reload()
        else:
            await self._book.refresh(station_id)

    async def run_due(self, job: Job) -> None:
        """Do what is due about a reservation by its timer."""
        await self._keeper.run(job)

    async def finish(self) -> None:
        """Wait until all that stations are being asked is answered."""
        await self._keeper.finish()

    async def close(self) -> None:
        """Ask no more."""
        await self._keeper.close()

    async def reserve(self, actor: Actor, wish: Wish) -> tuple[Reservation, CommandResult | None]:
        """Reserve a place: now, with the station's answer, or from a later instant on.

        What the station refuses is stored as refused, with the reason.

        :raises StationNotFound: when the actor's tenant has no such station.
        :raises Invalid: when the span, the token or a limit of the site is broken.
        :raises BearerMissing: when nobody is named, or the person has no token.
        :raises PlaceUnknown: when the station has no such place.
        :raises PlaceReserved: when somebody has it at that time.
        :raises ReservationsNotSupported: when the station says that it cannot.
        :raises ReservationsNotAllowed: when the resident's site allows none.
        :raises NotAtHome: when the resident does not live there.
        :raises NotForOthers: when a resident asks for somebody else.
        :raises TooManyReservations: when the resident has as many as the site allows.
        :raises StationOffline: when it begins now and the station has no connection.
        :raises StationSilent: when it did not answer in time; it is asked again.
        """
        reservation = await self._wishes.make(actor, wish)
        await self._book.refresh(reservation.station_id)
        if reservation.status is ReservationStatus.PLANNED:
            return reservation, None
        return await self._keeper.ask(actor, reservation, is_patient=False)

    async def cancel(
        self, actor: Actor, reservation_id: ReservationId, *, note: str | None = None
    ) -> tuple[Reservation, CommandResult | None]:
        """End a reservation; a station that cannot be told now is told when it is back.

        :raises ReservationNotFound: when there is none for this actor.
        :raises ReservationOver: when it has ended.
        """
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            before = await self._get_own(connection, actor, reservation_id, is_locked=True)
            if not before.is_open:
                raise ReservationOver(status=before.status.value)
            is_owed = before.status is not ReservationStatus.PLANNED or before.asked > 0
            after = before.ended(
                ReservationStatus.CANCELLED,
                ReservationReason.CANCELLED_BY_PERSON,
                at,
                is_owed=is_owed,
            )
            await store_change(connection, before, after, actor=actor, note=note)
            await audit.record(
                connection,
                actor,
                "reservation.cancelled",
                Subject(kind="reservation", id=after.id),
                at=at,
                before=audited(before),
                after=audited(after),
                tenant_id=after.tenant_id,
            )
        await self._book.refresh(after.station_id)
        if not is_owed:
            return after, None
        return after, await self._release(actor, after)

    async def _release(self, actor: Actor, reservation: Reservation) -> CommandResult | None:
        try:
            return await self._keeper.release(actor, reservation)
        except (StationOffline, StationSilent):
            return None
        except SigecError:
            return None  # nobody is there who could keep it

    async def heed_raw(self, actor: Actor, station_id: StationId, result: CommandResult) -> None:
        """Note what a station accepted in its own words, as if it was said in ours."""
        if result.reserved is not None:
            await self._wishes.adopt(actor, station_id, result.reserved)
        elif result.released is not None:
            await self._end_released(actor, station_id, result.released)
        else:
            return
        await self._book.refresh(station_id)

    async def _end_released(self, actor: Actor, station_id: StationId, number: int) -> None:
        async with self._database.transaction(actor.scope) as connection:
            before = await store.find_by_number(connection, station_id, number)
            if before is None or not before.is_open:
                return
            after = before.ended(
                ReservationStatus.CANCELLED,
                ReservationReason.CANCELLED_BY_PERSON,
                self._clock.now(),
            )
            await store_change(connection, before, after, actor=actor)

    async def list_reservations(
        self,
        actor: Actor,
        request: PageRequest,
        wanted: ReservationFilter = EVERY_RESERVATION,
    ) -> Page[Reservation]:
        """List reservations, the latest made first; a resident sees their own."""
        wanted = self._own_only(actor, wanted)
        statement = store.select_reservations(actor.scope).where(*store.conditions(wanted))
        async with self._database.read(actor.scope) as connection:
            return await page_by_id(
                connection, statement, request, store.to_reservation, newest_first=True
            )

    async def list_open(self, actor: Actor) -> Sequence[Reservation]:
        """Return what is open of the actor's tenant, for the board, by its beginning."""
        actor.require(Permission.READ_SESSIONS)
        async with self._database.read(actor.scope) as connection:
            found = await store.find_open(connection)
        tenant_id = actor.scope.tenant_id
        return [each for each in found if tenant_id in (None, each.tenant_id)]

    async def get_reservation(self, actor: Actor, reservation_id: ReservationId) -> Reservation:
        """Return one reservation.

        :raises ReservationNotFound: when there is none for this actor.
        """
        async with self._database.read(actor.scope) as connection:
            return await self._get_own(connection, actor, reservation_id)

    async def find_number(self, actor: Actor, station_id: StationId, number: int) -> Reservation:
        """Return the reservation that a station knows by a number.

        :raises ReservationNotFound: when there is none for this actor.
        """
        if not actor.may(Permission.READ_SESSIONS):
            actor.require(Permission.READ_OWN)
        async with self._database.transaction(actor.scope) as connection:
            found = await store.find_by_number(connection, station_id, number)
            if found is None:
                raise ReservationNotFound
            return await self._get_own(connection, actor, found.id)

    async def list_steps(self, actor: Actor, reservation_id: ReservationId) -> Sequence[Step]:
        """Return how a reservation came to where it is.

        :raises ReservationNotFound: when there is none for this actor.
        """
        async with self._database.read(actor.scope) as connection:
            await self._get_own(connection, actor, reservation_id)
            return await store.read_steps(connection, reservation_id)

    async def count_no_shows(
        self, actor: Actor, wanted: ReservationFilter = EVERY_RESERVATION
    ) -> Sequence[tuple[PersonId, int]]:
        """Count by person the places that were kept in vain, the most first."""
        actor.require(Permission.READ_PEOPLE)
        async with self._database.read(actor.scope) as connection:
            return await store.count_no_shows(connection, actor.scope, wanted, limit=NO_SHOWS_MAX)

    def find_obstacle(
        self,
        station_id: StationId,
        token: TokenRef,
        known: KnownToken | None,
        *,
        evse: int | None,
        at: datetime,
    ) -> Reservation | None:
        """Return, from memory, the reservation that keeps a token from charging there."""
        return self._book.find_obstacle(station_id, token, known, evse=evse, at=at)

    async def explain(self, obstacle: Reservation) -> ReservedForOther:
        """Say for whom and until when a place is kept, by the unit and never by the name."""
        person_id = obstacle.bearer.person_id
        async with self._database.read(PLATFORM) as connection:
            zone = await zone_of(connection, obstacle.tenant_id, obstacle.site_id)
            contact = (await find_contacts(connection, [person_id] if person_id else [])).get(
                person_id  # type: ignore[arg-type]  # nobody has no contact
            )
        day = self._clock.now().date()
        homes = contact.person.residences if contact else ()
        units = [home.unit.label for home in homes if home.includes(day)]
        return ReservedForOther(
            holder=", ".join(units) or f"#{obstacle.number}",
            until=local_time(obstacle.span.expires_at, zone),
        )

    def may_concern(self, station_id: StationId, number: int | None) -> bool:
        """Say, from memory, whether a start at a station may use a reservation."""
        return number is not None or bool(self._book.open_at(station_id))

    async def use(self, connection: AsyncConnection, starts: Sequence[Start]) -> None:
        """Note which reservations these starts use; a repeat changes nothing."""
        for start in starts:
            found = await store.find_candidates(
                connection, start.station_id, number=start.number, at=start.at
            )
            before = find_used(
                found,
                number=start.number,
                evse=start.evse,
                token=start.token,
                known=start.known,
                at=start.at,
            )
            if before is None or before.status is ReservationStatus.USED:
                continue
            after = before.used(start.session_id, max(start.at, before.created_at))
            await store_change(connection, before, after)

    def _own_only(self, actor: Actor, wanted: ReservationFilter) -> ReservationFilter:
        if actor.may(Permission.READ_SESSIONS):
            return wanted
        actor.require(Permission.READ_OWN)
        if actor.person_id is None:
            raise ReservationNotFound
        return replace(wanted, person_id=actor.person_id)

    async def _get_own(
        self,
        connection: AsyncConnection,
        actor: Actor,
        reservation_id: ReservationId,
        *,
        is_locked: bool = False,
    ) -> Reservation:
        """Return a reservation that the actor may see, or with a lock may end."""
        staff = Permission.COMMAND_STATIONS if is_locked else Permission.READ_SESSIONS
        if not actor.may(staff):
            actor.require(Permission.CHARGE_OWN if is_locked else Permission.READ_OWN)
        found = await store.find_one(connection, actor.scope, reservation_id, is_locked=is_locked)
        is_own = found is not None and found.bearer.person_id == actor.person_id
        if found is None or not (actor.may(staff) or (actor.person_id and is_own)):
            raise ReservationNotFound
        return found
