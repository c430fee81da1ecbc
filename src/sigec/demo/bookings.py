"""Reservations of the demo: one that is kept now, one for later, one that is not needed."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sigec.demo.stage import TRIES, TRY_AGAIN_S
from sigec.drivers.model import TokenRef
from sigec.kit.actor import Actor
from sigec.kit.errors import SigecError
from sigec.kit.ids import StationId
from sigec.reservations.model import Place, Wish
from sigec.reservations.service import PlaceReserved
from sigec.rest.services import Services

KEPT_FOR = timedelta(hours=8)
LATER_BY = timedelta(hours=10)
LATER_FOR = timedelta(minutes=45)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """Somebody's card and the station that they want; the reservations follow from it."""

    actor: Actor
    station_id: StationId
    card: str


async def book(services: Services, bookings: Sequence[Booking]) -> None:
    """Reserve at each station, as soon as it can be asked."""
    await asyncio.gather(*(_insist(services, each) for each in bookings))


async def _insist(services: Services, booking: Booking) -> None:
    for _ in range(TRIES):
        now = services.clock.now()
        try:
            found, _ = await services.reservations.reserve(
                booking.actor, _wish(booking, None, now + KEPT_FOR, "Pedido do morador.")
            )
        except PlaceReserved:
            return  # by an earlier run of the demo
        except SigecError:
            pass  # it is not there yet
        else:
            if found.is_open:
                await _plan(services, booking, now + LATER_BY)
                return
        await asyncio.sleep(TRY_AGAIN_S)


async def _plan(services: Services, booking: Booking, at: datetime) -> None:
    """Reserve for later, and once more for what turns out not to be needed."""
    reservations = services.reservations
    await reservations.reserve(booking.actor, _wish(booking, at, at + LATER_FOR, None))
    after = at + timedelta(hours=1)
    dropped, _ = await reservations.reserve(
        booking.actor, _wish(booking, after, after + LATER_FOR, None)
    )
    await reservations.cancel(booking.actor, dropped.id, note="Viagem adiada.")


def _wish(
    booking: Booking, starts_at: datetime | None, expires_at: datetime, note: str | None
) -> Wish:
    return Wish(
        station_id=booking.station_id,
        place=Place(evse=1, connector=1),
        starts_at=starts_at,
        expires_at=expires_at,
        token=TokenRef(value=booking.card),
        note=note,
    )
