"""Want of each station what its policy says: settings, a list, a cache that forgot."""

from collections.abc import Collection, Mapping, Sequence

from sigec.access._store import lists as store
from sigec.access.model import AccessPolicy, Offline
from sigec.access.model.lists import DIALECTS, Limits
from sigec.access.model.offline import variables_of
from sigec.access.service.building import Cards, build_list, load_cards, read_limits
from sigec.access.service.policies import PolicyService
from sigec.db import Database
from sigec.drivers.service import find_barred
from sigec.kit.actor import PLATFORM, Scope
from sigec.kit.ids import IdTokenId, StationId, TenantId
from sigec.kit.ports import Clock
from sigec.stations.model import DesireKind, KnownStation, Wish, wish_for
from sigec.stations.service import (
    StationService,
    find_reached,
    unwant,
    want,
)

LIST_KEY = ""
"""A station has one list."""
_SEPARATOR = ":"


class AccessKeeper:
    """Keeps what is wanted of stations in step with policies, tokens and people.

    A repeat is harmless: what is wanted already changes nothing.
    """

    def __init__(
        self, database: Database, clock: Clock, policies: PolicyService, stations: StationService
    ) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._stations = stations

    async def keep_all(self) -> None:
        """Look again at all that is kept: with time tokens begin and cease to be valid."""
        async with self._database.read(PLATFORM) as connection:
            tenants = await store.load_tenants(connection)
        for tenant_id in tenants:
            await self.keep(tenant_id)

    async def keep(
        self, tenant_id: TenantId, station_ids: Collection[StationId] | None = None
    ) -> None:
        """Want of a tenant's stations, or of some of them, what their policies say now."""
        self._policies.forget(tenant_id)
        async with self._database.read(Scope(tenant_id=tenant_id)) as connection:
            reached = await find_reached(connection, tenant_id)
            before = await store.load_wishes(connection, tenant_id)
        if not before and not await self._policies.has_any(tenant_id):
            return
        cards: Cards | None = None
        for station_id, protocol in reached.items():
            station = self._stations.find(station_id)
            if station is None or (station_ids is not None and station_id not in station_ids):
                continue
            place = await self._policies.place_of(station)
            if cards is None and place.policy.keeps_list:
                async with self._database.read(Scope(tenant_id=tenant_id)) as connection:
                    cards = await load_cards(connection, tenant_id)
            wishes = await self._wishes(station, protocol, cards)
            await self._want(station, protocol, wishes, before.get(station_id, {}))

    async def forget_tokens(self, tenant_id: TenantId, changed: Sequence[IdTokenId]) -> None:
        """Let stations forget tokens that they let in and that may charge no more.

        Only where the policy says so. A station forgets all that it knows: no version can name one.
        """
        at = self._clock.now()
        async with self._database.read(Scope(tenant_id=tenant_id)) as connection:
            if not await self._policies.has_any(tenant_id):
                return
            barred = await find_barred(connection, tenant_id, changed, at=at)
            found = await store.find_stations_of(connection, barred)
        for station_id in sorted({each for here in found.values() for each in here}):
            await self._clear_cache(tenant_id, station_id)

    async def _clear_cache(self, tenant_id: TenantId, station_id: StationId) -> None:
        at, station = self._clock.now(), self._stations.find(station_id)
        if station is None or station.source_id is not None:
            return
        if not _clears((await self._policies.place_of(station)).policy):
            return
        wish = Wish(
            kind=DesireKind.CLEARED_CACHE,
            key=LIST_KEY,
            subject="cache",
            wanted={"before": at.isoformat()},
        )
        async with self._database.transaction(Scope(tenant_id=tenant_id)) as connection:
            await want(connection, station_id, tenant_id, [wish], at=at)

    async def _wishes(
        self, station: KnownStation, protocol: str, cards: Cards | None
    ) -> Sequence[Wish]:
        """Return what is wanted of a station that speaks a protocol."""
        place = await self._policies.place_of(station)
        wishes = [wish_for(name, value) for name, value in variables_of(place.policy, protocol)]
        if not place.policy.keeps_list or protocol not in DIALECTS or cards is None:
            return wishes
        async with self._database.read(Scope(tenant_id=station.tenant_id)) as connection:
            known = await store.find_list(connection, station.station_id)
            told = await read_limits(connection, station.station_id) or Limits()
            wanted = await build_list(
                connection,
                place,
                cards,
                protocol=protocol,
                limits=told.narrowed(known.limits) if known else told,
                is_suspended=self._stations.is_suspended(station.tenant_id),
                at=self._clock.now(),
            )
        listed = Wish(
            kind=DesireKind.LOCAL_LIST,
            key=LIST_KEY,
            subject="local list",
            wanted={"digest": wanted.digest},
        )
        return [*wishes, listed]

    async def _want(
        self,
        station: KnownStation,
        protocol: str,
        wishes: Sequence[Wish],
        before: Mapping[str, str],
    ) -> None:
        """Want what is new, and no longer what is gone, in one transaction."""
        now = {_place(wish): _value(wish) for wish in wishes}
        if now == before:
            return
        at, station_id = self._clock.now(), station.station_id
        gone = [_kind_and_key(place) for place in before if place not in now]
        async with self._database.transaction(Scope(tenant_id=station.tenant_id)) as connection:
            await unwant(connection, station_id, gone, at=at)
            await want(connection, station_id, station.tenant_id, wishes, at=at)
            await store.save_wishes(connection, station_id, station.tenant_id, protocol, now)


def _clears(policy: AccessPolicy) -> bool:
    return bool(policy.clears_cache) or policy.offline is Offline.KNOWN


def _place(wish: Wish) -> str:
    return f"{wish.kind.value}{_SEPARATOR}{wish.key}"


def _kind_and_key(place: str) -> tuple[DesireKind, str]:
    kind, _, key = place.partition(_SEPARATOR)
    return DesireKind(kind), key


def _value(wish: Wish) -> str:
    return str(wish.wanted.get("digest") or wish.wanted.get("value"))
