"""What is reserved now, remembered so that a card is answered without the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sigec.db import Database
from sigec.drivers.model import KnownToken, TokenRef
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import StationId
from sigec.reservations._store import reservations as store
from sigec.reservations.model import Reservation
from sigec.stations.service import find_connectors_at


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What is open at a station, and which EVSEs it is known to have."""

    reservations: Sequence[Reservation]
    evses: frozenset[int]


class ReservationBook:
    """The open reservations of all stations.

    Own changes are seen at once, those of other processes by their events, or within 30 s.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._pages: Mapping[StationId, _Page] = {}

    async def reload(self) -> None:
        """Remember all that is open; await it once, before the first station is served."""
        self._pages = await self._read(None)

    async def refresh(self, station_id: StationId) -> None:
        """Remember what is open at a station as it is stored now."""
        found = await self._read([station_id])
        others = {key: page for key, page in self._pages.items() if key != station_id}
        self._pages = {**others, **found}

    def open_at(self, station_id: StationId) -> Sequence[Reservation]:
        """Return what is open at a station."""
        page = self._pages.get(station_id)
        return page.reservations if page else ()

    def find_obstacle(
        self,
        station_id: StationId,
        token: TokenRef,
        known: KnownToken | None,
        *,
        evse: int | None,
        at: datetime,
    ) -> Reservation | None:
        """Return the reservation for somebody else that keeps a token from charging.

        Without ``evse`` nobody knows yet where: then every one of the station has to be kept.
        Which place the station keeps of several that would do is its own business.
        """
        page = self._pages.get(station_id)
        held = [each for each in page.reservations if each.is_held(at)] if page else []
        if page is None or not held:
            return None
        if any(each.bearer.is_shown_by(token, known) for each in held):
            return None
        if len(page.evses) == 1:
            return held[0]
        kept = {each.place.evse: each for each in held if each.place.evse is not None}
        if evse is not None:
            return kept.get(evse)
        return held[0] if page.evses and page.evses <= set(kept) else None

    async def _read(self, station_ids: Sequence[StationId] | None) -> dict[StationId, _Page]:
        async with self._database.read(PLATFORM) as connection:
            found: dict[StationId, list[Reservation]] = {}
            for each in await store.find_open(connection, station_ids):
                found.setdefault(each.station_id, []).append(each)
            connectors = await find_connectors_at(connection, found) if found else {}
        return {
            station_id: _Page(
                reservations=reservations,
                evses=frozenset(each.evse for each in connectors.get(station_id, ())),
            )
            for station_id, reservations in found.items()
        }
