"""The names that ids are shown with: stations, their sites, people and where they live."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field

from sigec.drivers.model import Person
from sigec.kit.actor import Actor
from sigec.kit.ids import PersonId, SiteId, SourceId, StationId, TenantId
from sigec.rest.schemas import View
from sigec.rest.services import Services
from sigec.rest.source_ages import SourceAge
from sigec.sites.model import Site


class PersonName(View):
    """Who charges, as a card or a list shows them."""

    id: UUID
    name: str = Field(examples=["Ana Souza"])
    unit: str | None = Field(description="Tower and number of the home.", examples=["A 42"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What was looked up for one answer."""

    stations: dict[StationId, str]
    sites: dict[SiteId, Site]
    people: dict[PersonId, Person]
    timezones: dict[TenantId, str]
    station_sources: dict[StationId, SourceId]
    sources: dict[SourceId, SourceAge]

    def station(self, station_id: StationId) -> str:
        """Return a station's name; one that was removed has lost it."""
        return self.stations.get(station_id, "")

    def source_of(self, station_id: StationId) -> SourceAge | None:
        """Return the source that a station is read through, ``None`` if it speaks for itself."""
        return self.source(self.station_sources.get(station_id))

    def source(self, source_id: SourceId | None) -> SourceAge | None:
        """Return how old a source's facts are, ``None`` without one or when it was removed."""
        return None if source_id is None else self.sources.get(source_id)

    def site(self, site_id: SiteId | None) -> Site | None:
        """Return a site, ``None`` for a station that stands nowhere yet."""
        return None if site_id is None else self.sites.get(site_id)

    def timezone(self, tenant_id: TenantId, site_id: SiteId | None) -> str:
        """Return the zone in which times are read: the site's, else the tenant's."""
        site = self.site(site_id)
        return site.timezone if site else self.timezones.get(tenant_id, "UTC")

    def person(self, person_id: PersonId | None, services: Services) -> PersonName | None:
        """Return who it is and where they live today; ``None`` when nobody knows."""
        person = None if person_id is None else self.people.get(person_id)
        if person is None:
            return None
        zone = ZoneInfo(self.timezone(person.tenant_id, None))
        today = services.clock.now().astimezone(zone).date()
        homes = [home.unit.label for home in person.residences if home.includes(today)]
        return PersonName(id=person.id, name=person.name, unit=", ".join(homes) or None)


async def load_names(
    services: Services,
    actor: Actor,
    *,
    tenant_ids: Iterable[TenantId] = (),
    station_ids: Iterable[StationId] = (),
    site_ids: Iterable[SiteId | None] = (),
    person_ids: Iterable[PersonId | None] = (),
    source_ids: Iterable[SourceId | None] = (),
) -> Names:
    """Look up all names that an answer needs, in one query a kind; ``tenant_ids`` for the zones."""
    known = [services.stations.find(station_id) for station_id in set(station_ids)]
    mirrored = {each.station_id: each.source_id for each in known if each and each.source_id}
    wanted = {*mirrored.values(), *(each for each in source_ids if each)}
    sources = await services.sources.find_sources(actor, wanted)
    at = services.clock.now()
    return Names(
        stations={station.station_id: station.name for station in known if station},
        station_sources=mirrored,
        sources={key: SourceAge.of(source, at) for key, source in sources.items()},
        sites=dict(await services.sites.find_sites(actor, {each for each in site_ids if each})),
        people=dict(
            await services.people.find_people(actor, {each for each in person_ids if each})
        ),
        timezones=dict(await services.tenants.find_timezones(actor, set(tenant_ids))),
    )
