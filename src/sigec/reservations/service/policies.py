"""What residents of a site may reserve: look at the rule, and change it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.drivers.service import find_contacts
from sigec.kit.actor import Actor, Permission
from sigec.kit.errors import Invalid, PreconditionFailed
from sigec.kit.ids import SiteId, StationId
from sigec.kit.ports import Clock
from sigec.reservations._store import policies as store
from sigec.reservations.model import Evse, Policy, faults_of
from sigec.reservations.service.wishes import evses_of, sites_of
from sigec.sites.model import Site
from sigec.sites.service import find_sites, require_site
from sigec.stations.service import find_connectors_at, find_stations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservablePlaces:
    """A site where somebody may reserve: its rule, and its stations with their EVSEs."""

    site: Site
    policy: Policy
    stations: Sequence[tuple[StationId, str, Sequence[Evse]]]


class ReservationRules:
    """The use cases of sites' rules."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def get_policy(self, actor: Actor, site_id: SiteId) -> Policy:
        """Return the rule of a site; without any nobody may reserve.

        :raises SiteNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_SITES)
        async with self._database.read(actor.scope) as connection:
            site = await require_site(connection, actor.scope, site_id)
            found = await store.find_policy(connection, site_id)
        return found or Policy(site_id=site_id, tenant_id=site.tenant_id)

    async def edit_policy(
        self,
        actor: Actor,
        site_id: SiteId,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> Policy:
        """Change the named fields of a site's rule; what is reserved already stays.

        :raises SiteNotFound: when there is none for this actor.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        :raises Invalid: when a field breaks a rule.
        """
        actor.require(Permission.WRITE_SITES)
        async with self._database.transaction(actor.scope) as connection:
            site = await require_site(connection, actor.scope, site_id)
            found = await store.find_policy(connection, site_id, is_locked=True)
            before = found or Policy(site_id=site_id, tenant_id=site.tenant_id)
            if expected_version not in (None, before.version):
                raise PreconditionFailed
            after = replace(before, **changes, version=before.version + 1)
            if faults := faults_of(after):
                raise Invalid(*faults)
            await store.save_policy(connection, after)
            await audit.record(
                connection,
                actor,
                "reservation_policy.edited",
                Subject(kind="site", id=site_id),
                at=self._clock.now(),
                before=asdict(before),
                after=asdict(after),
                tenant_id=site.tenant_id,
            )
            return after

    async def list_places(self, actor: Actor) -> Sequence[ReservablePlaces]:
        """Return where the person behind the actor may reserve."""
        actor.require(Permission.CHARGE_OWN)
        person_id = actor.person_id
        if person_id is None:
            return []
        scope = actor.scope
        async with self._database.read(scope) as connection:
            contact = (await find_contacts(connection, [person_id])).get(person_id)
            if contact is None:
                return []
            homes = {home.unit.site_id for home in contact.person.residences}
            sites = await find_sites(connection, homes)
            allowed = []
            for site in sites.values():
                now = self._clock.now().astimezone(ZoneInfo(site.timezone))
                policy = await store.find_policy(connection, site.id)
                if policy and policy.is_allowed and site.id in sites_of(contact.person, now):
                    allowed.append((site, policy))
            stations = await find_stations_of(connection, [site.id for site, _ in allowed])
            connectors = await find_connectors_at(connection, stations)
        return [
            ReservablePlaces(
                site=site,
                policy=policy,
                stations=[
                    (station_id, place.name, evses_of(connectors.get(station_id, ())))
                    for station_id, place in stations.items()
                    if place.site_id == site.id
                ],
            )
            for site, policy in allowed
        ]
