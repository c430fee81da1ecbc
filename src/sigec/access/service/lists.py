"""See the list that a station keeps, and let it be sent anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from sigec import audit
from sigec.access._store import lists as store
from sigec.access.model.lists import StationList
from sigec.access.service.keeping import LIST_KEY
from sigec.access.service.policies import PolicyService
from sigec.audit import Subject
from sigec.db import Database
from sigec.drivers.model import IdToken
from sigec.drivers.service import find_these
from sigec.kit.actor import Actor, Permission
from sigec.kit.errors import Conflict
from sigec.kit.ids import StationId
from sigec.kit.ports import Clock
from sigec.stations.model import Desire, DesireKind, KnownStation, Wish
from sigec.stations.service import StationService, find_desire, require_known, want


class ListNotKept(Conflict):
    """The station's policy does not say that it keeps a list."""

    code = "conflict.list_not_kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptList:
    """A station's list as far as we know it, with how near it is to what is wanted.

    ``known`` is ``None`` before it was ever asked, ``desire`` where no list is wanted; ``left_out``
    are those for whom the station has no room, as many as are named.
    """

    is_wanted: bool
    known: StationList | None
    desire: Desire | None
    left_out: Sequence[IdToken]


class ListService:
    """The use cases of the lists that stations keep."""

    def __init__(
        self, database: Database, clock: Clock, *, policies: PolicyService, stations: StationService
    ) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._stations = stations

    async def get_list(self, actor: Actor, station_id: StationId) -> KeptList:
        """Return what is known of a station's list.

        :raises StationNotFound: when there is no such station for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        actor.require(Permission.READ_ID_TOKENS)
        station = self._find(actor, station_id)
        place = await self._policies.place_of(station)
        async with self._database.read(actor.scope) as connection:
            known = await store.find_list(connection, station_id)
            desire = await find_desire(connection, station_id, DesireKind.LOCAL_LIST, LIST_KEY)
            left_out = known.left_out if known else ()
            return KeptList(
                is_wanted=bool(place.policy.keeps_list),
                known=known,
                desire=desire,
                left_out=await find_these(connection, actor.scope, left_out),
            )

    async def send_anew(self, actor: Actor, station_id: StationId) -> KeptList:
        """Let all of the list be sent, as soon as the station can be reached.

        What the station taught us of its limits is forgotten too.

        :raises StationNotFound: when there is no such station for this actor.
        :raises ListNotKept: when the station keeps none by its policy.
        """
        actor.require(Permission.COMMAND_STATIONS)
        station = self._find(actor, station_id)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            desire = await find_desire(connection, station_id, DesireKind.LOCAL_LIST, LIST_KEY)
            if desire is None:
                raise ListNotKept
            known = StationList(station_id=station_id, tenant_id=station.tenant_id)
            await store.save_list(connection, known)
            wanted = {**desire.wish.wanted, "asked_at": at.isoformat()}
            wish = Wish(
                kind=desire.wish.kind, key=LIST_KEY, subject=desire.wish.subject, wanted=wanted
            )
            await want(connection, station_id, station.tenant_id, [wish], at=at)
            await audit.record(
                connection,
                actor,
                "station.list_sent",
                Subject(kind="station", id=station_id),
                at=at,
                tenant_id=station.tenant_id,
            )
        return await self.get_list(actor, station_id)

    def _find(self, actor: Actor, station_id: StationId) -> KnownStation:
        return require_known(actor, self._stations.find(station_id))
