"""Take chargers of another cloud in as stations, under names of our own, and let them go."""

from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import SiteId, SourceChargerId, SourceId
from sigec.kit.pages import PAGE_LIMIT_MAX, PageRequest
from sigec.sources.model import Charger
from sigec.sources.service import ChargerService, ChargerTaken, SourceService
from sigec.stations._store.stations import StationFilter
from sigec.stations.model import Station, StationDraft
from sigec.stations.service.inventory import StationInventory


class ChargerChoice:
    """Says which of an account's chargers belong here."""

    def __init__(
        self, *, sources: SourceService, chargers: ChargerService, inventory: StationInventory
    ) -> None:
        self._sources = sources
        self._chargers = chargers
        self._inventory = inventory

    async def choose(
        self,
        actor: Actor,
        source_id: SourceId,
        charger_id: SourceChargerId,
        *,
        name: str | None = None,
        site_id: SiteId | None = None,
    ) -> Charger:
        """Make a charger one of our stations; what it charged lately is read with the next cycle.

        Without a name it has the cloud's, without a site its source's. A station that a removed
        source left behind goes on, with its history.

        :raises SourceNotFound: when there is no such source for this actor.
        :raises ChargerNotFound: when its account has none of this id.
        :raises ChargerTaken: when it belongs here already.
        :raises SiteNotFound: when the site is none of the actor's.
        """
        actor.require(Permission.WRITE_SOURCES)
        charger = await self._chargers.get_charger(actor, source_id, charger_id)
        if charger.is_chosen:
            raise ChargerTaken
        source = await self._sources.get_source(actor, source_id)
        left = await self._find_left_behind(actor, charger)
        if left is not None:
            given = {"name": name, "site_id": site_id}
            changes = {key: value for key, value in given.items() if value is not None}
            station = await self._inventory.edit_station(
                actor, left.id, {**changes, "source_id": source_id}
            )
        else:
            draft = StationDraft(
                name=name or charger.suggested_name,
                ocpp_identity=charger.external_id,
                site_id=site_id or source.site_id,
                source_id=source_id,
            )
            station = await self._inventory.create_station(actor, draft)
        return await self._chargers.assign(actor, source_id, charger_id, station.id)

    async def _find_left_behind(self, actor: Actor, charger: Charger) -> Station | None:
        """Return the charger's station of a source that was removed."""
        page = await self._inventory.list_stations(
            actor,
            PageRequest(limit=PAGE_LIMIT_MAX),
            StationFilter(ocpp_identity=charger.external_id),
        )
        theirs = [one for one in page.items if one.tenant_id == charger.tenant_id]
        sources = {station.source_id for station in theirs if station.source_id is not None}
        present = await self._sources.find_sources(actor, sources)
        left = (one for one in theirs if one.source_id and one.source_id not in present)
        return next(left, None)

    async def leave(self, actor: Actor, source_id: SourceId, charger_id: SourceChargerId) -> None:
        """Take a charger's station off the list; what was charged on it stays.

        :raises SourceNotFound: when there is no such source for this actor.
        :raises ChargerNotFound: when its account has none of this id.
        """
        actor.require(Permission.WRITE_SOURCES)
        charger = await self._chargers.get_charger(actor, source_id, charger_id)
        if charger.station_id is not None:
            await self._inventory.delete_station(actor, charger.station_id)
            await self._chargers.assign(actor, source_id, charger_id, None)
