"""What is remembered of every station and tenant, so that a handshake needs no database."""

from collections.abc import Collection, Mapping

from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import StationId, TenantId
from sigec.stations._store.connections import load_known
from sigec.stations.model import KnownStation

DEFAULT_TENANT_SLUG = "default"


class StationDirectory:
    """All stations in memory: loaded at start, kept by our own writes and ``StationChanged``."""

    def __init__(self) -> None:
        self._by_id: dict[StationId, KnownStation] = {}
        self._by_identity: dict[str, KnownStation] = {}
        self._tenants: Mapping[str, TenantId] = {}
        self._suspended: frozenset[TenantId] = frozenset()
        self._operators: Mapping[TenantId, frozenset[str]] = {}

    def find(self, station_id: StationId) -> KnownStation | None:
        """Return the station, ``None`` when there is none."""
        return self._by_id.get(station_id)

    def find_by_identity(self, identity: str) -> KnownStation | None:
        """Return the station that connects here under exactly this identity."""
        return self._by_identity.get(identity)

    def put(self, station: KnownStation) -> None:
        """Remember a station, replacing what was known of it."""
        self.drop(station.station_id)
        self._by_id[station.station_id] = station
        if station.source_id is None:
            self._by_identity[station.identity] = station

    def drop(self, station_id: StationId) -> None:
        """Forget a station; harmless when it is not known."""
        known = self._by_id.pop(station_id, None)
        if known is not None and self._by_identity.get(known.identity) is known:
            del self._by_identity[known.identity]

    def put_tenants(
        self,
        tenants: Mapping[str, TenantId],
        *,
        suspended: Collection[TenantId] = (),
        operators: Mapping[TenantId, frozenset[str]] | None = None,
    ) -> Collection[TenantId]:
        """Remember the tenants by their slugs; return those suspended, or no more, since.

        ``operators`` are what each is called, in the certificates of its stations too.
        """
        before, self._suspended = self._suspended, frozenset(suspended)
        self._operators = dict(operators or {})
        self._tenants = dict(tenants)
        return before ^ self._suspended

    def is_suspended(self, tenant_id: TenantId) -> bool:
        """Say whether nobody may begin to charge at the tenant's stations."""
        return tenant_id in self._suspended

    def operators(self, tenant_id: TenantId) -> frozenset[str]:
        """Return what a tenant is called as an operator of stations."""
        return self._operators.get(tenant_id, frozenset())

    def find_tenant(self, slug: str | None) -> TenantId | None:
        """Return the tenant of a path; without a slug the only one, else ``default``."""
        if slug is not None:
            return self._tenants.get(slug)
        if len(self._tenants) == 1:
            return next(iter(self._tenants.values()))
        return self._tenants.get(DEFAULT_TENANT_SLUG)


async def reload(directory: StationDirectory, database: Database, station_id: StationId) -> None:
    """Remember a station as it is stored now; one that was removed is forgotten."""
    async with database.read(PLATFORM) as connection:
        known = await load_known(connection, station_id=station_id)
    directory.drop(station_id)
    for station in known:
        directory.put(station)
