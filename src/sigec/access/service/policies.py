"""Say who may charge at a place, and find what holds there."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.access._store import policies as store
from sigec.access.model import (
    AccessPolicy,
    Place,
    PlaceKind,
    PlacePolicy,
    effective,
    faults_of_policy,
)
from sigec.audit import Subject
from sigec.db import Database
from sigec.events.access import AccessPolicyChanged
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Invalid, PreconditionFailed
from sigec.kit.ids import SiteId, StationId, TenantId
from sigec.kit.ports import Clock
from sigec.sites.service import SiteNotFound, find_sites, find_zones
from sigec.stations.model import KnownStation
from sigec.stations.service import StationService, find_connector_types, require_known
from sigec.tenants.service import find_tenant

TTL = timedelta(seconds=30)
"""How long another process's change may stay unseen when its event is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyInForce:
    """What a place says itself, and what holds there with all that is said above it."""

    own: PlacePolicy
    inherited: AccessPolicy

    @property
    def effective(self) -> AccessPolicy:
        """What holds at the place."""
        return self.own.policy.over(self.inherited)


@dataclass(slots=True, kw_only=True)
class _House:
    """What is remembered of a tenant: all its policies, and its zones."""

    loaded_at: datetime
    policies: Mapping[UUID, PlacePolicy]
    zone: ZoneInfo
    zones: Mapping[SiteId, ZoneInfo]
    connectors: dict[StationId, Mapping[int, Sequence[str]]] = field(default_factory=dict)


class PolicyService:
    """The use cases of policies; what holds at a station is answered from memory."""

    def __init__(self, database: Database, clock: Clock, stations: StationService) -> None:
        self._database = database
        self._clock = clock
        self._stations = stations
        self._houses: dict[TenantId, _House] = {}

    async def get_policy(self, actor: Actor, kind: PlaceKind, place_id: UUID) -> PolicyInForce:
        """Return what a place says about who may charge there.

        :raises SiteNotFound: when the actor's tenant has no such site.
        :raises StationNotFound: when it has no such station.
        """
        actor.require(Permission.READ_SITES)
        actor.require(Permission.READ_ID_TOKENS)  # groups are theirs
        async with self._database.read(actor.scope) as connection:
            own, above = await self._find_place(connection, actor, kind, place_id)
            stored = await store.load_of_tenant(connection, own.tenant_id)
        by_place = {each.place_id: each for each in stored}
        return PolicyInForce(
            own=by_place.get(place_id, own),
            inherited=effective(by_place[each] for each in above if each in by_place),
        )

    async def edit_policy(
        self,
        actor: Actor,
        kind: PlaceKind,
        place_id: UUID,
        policy: AccessPolicy,
        *,
        expected_version: int | None = None,
    ) -> PolicyInForce:
        """Say anew who may charge at a place; it counts from the next card that is shown.

        :raises Invalid: when a field breaks a rule.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        :raises SiteNotFound: when the actor's tenant has no such site.
        :raises StationNotFound: when it has no such station.
        """
        actor.require(Permission.WRITE_SITES)
        if faults := faults_of_policy(policy):
            raise Invalid(*faults)
        async with self._database.transaction(actor.scope) as connection:
            blank, _ = await self._find_place(connection, actor, kind, place_id)
            scope = Scope(tenant_id=blank.tenant_id)
            before = await store.find(connection, scope, place_id) or blank
            if expected_version not in (None, before.version):
                raise PreconditionFailed
            at = self._clock.now()
            after = replace(before, policy=policy, version=before.version + 1, edited_at=at)
            if not await store.save(connection, after):
                raise PreconditionFailed
            await self._note(connection, actor, before, after, at=at)
        self.forget(after.tenant_id)
        return await self.get_policy(actor, kind, place_id)

    async def place_of(self, station: KnownStation) -> Place:
        """Return what holds at a station, from memory for up to 30 s; own changes at once."""
        house = await self._house(station.tenant_id)
        above = (station.tenant_id, station.site_id, station.station_id)
        said = [house.policies[each] for each in above if each and each in house.policies]
        place = Place(
            tenant_id=station.tenant_id,
            station_id=station.station_id,
            site_id=station.site_id,
            zone=house.zones.get(station.site_id, house.zone) if station.site_id else house.zone,
            policy=effective(said),
        )
        if not place.policy.connectors:
            return place
        return replace(place, connectors=await self._connectors(house, station.station_id))

    async def has_any(self, tenant_id: TenantId) -> bool:
        """Say whether anything was said about who may charge at a tenant's places."""
        return bool((await self._house(tenant_id)).policies)

    def forget(self, tenant_id: TenantId) -> None:
        """Look at a tenant's policies anew."""
        self._houses.pop(tenant_id, None)

    async def _house(self, tenant_id: TenantId) -> _House:
        at = self._clock.now()
        house = self._houses.get(tenant_id)
        if house is not None and at - house.loaded_at <= TTL:
            return house
        async with self._database.read(Scope(tenant_id=tenant_id)) as connection:
            policies = await store.load_of_tenant(connection, tenant_id)
            tenant = await find_tenant(connection, tenant_id)
            zones = await find_zones(connection, tenant_id)
        assert tenant is not None, "a station's tenant exists"
        house = _House(
            loaded_at=at,
            policies={each.place_id: each for each in policies},
            zone=ZoneInfo(tenant.timezone),
            zones=zones,
        )
        self._houses[tenant_id] = house
        return house

    async def _connectors(
        self, house: _House, station_id: StationId
    ) -> Mapping[int, Sequence[str]]:
        if station_id not in house.connectors:
            async with self._database.read(Scope(tenant_id=None)) as connection:
                found = await find_connector_types(connection, station_id)
            house.connectors[station_id] = found
        return house.connectors[station_id]

    async def _find_place(
        self, connection: AsyncConnection, actor: Actor, kind: PlaceKind, place_id: UUID
    ) -> tuple[PlacePolicy, Sequence[UUID]]:
        """Return a place with nothing said, and the places above it."""
        above: Sequence[UUID | None]
        match kind:
            case PlaceKind.TENANT:
                tenant_id, above = actor.require_tenant(), ()
            case PlaceKind.SITE:
                site = (await find_sites(connection, [SiteId(place_id)])).get(SiteId(place_id))
                if site is None or actor.scope.tenant_id not in (None, site.tenant_id):
                    raise SiteNotFound
                tenant_id, above = site.tenant_id, (site.tenant_id,)
            case PlaceKind.STATION:
                station = require_known(actor, self._stations.find(StationId(place_id)))
                tenant_id, above = station.tenant_id, (station.tenant_id, station.site_id)
        blank = PlacePolicy(
            tenant_id=tenant_id, kind=kind, place_id=place_id, policy=AccessPolicy()
        )
        return blank, [each for each in above if each is not None]

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        before: PlacePolicy,
        after: PlacePolicy,
        *,
        at: datetime,
    ) -> None:
        await audit.record(
            connection,
            actor,
            "access_policy.edited",
            Subject(kind=after.kind.value, id=after.place_id),
            at=at,
            before=_said(before.policy),
            after=_said(after.policy),
            tenant_id=after.tenant_id,
        )
        changed = AccessPolicyChanged(
            tenant_id=after.tenant_id, at=at, kind=after.kind.value, place_id=after.place_id
        )
        await outbox.append(connection, [changed])


def _said(policy: AccessPolicy) -> dict[str, Any]:
    return {name: value for name, value in asdict(policy).items() if value is not None}
