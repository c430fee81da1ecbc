"""What it takes to ask other clouds, and to tell their chargers something."""

from dataclasses import dataclass

from sigec.cvepro.chargers import ChargerTeller
from sigec.cvepro.charges import ChargeTeller
from sigec.cvepro.cycle import Asker
from sigec.cvepro.feeds import Feeds
from sigec.cvepro.link import CveProLink
from sigec.cvepro.poller import Poller
from sigec.cvepro.translate import PROTOCOL
from sigec.cvepro.translate import read_report as read_cvepro
from sigec.ground import Ground
from sigec.journal import Entry
from sigec.kit.ids import SourceId, StationId
from sigec.ocpp.server import read_report as read_ocpp
from sigec.rest.services import Services
from sigec.rest.texts import text_of
from sigec.sessions.model import TransactionReport
from sigec.sources.model import Trouble
from sigec.sources.service import CommandSwitch, SourceProgress
from sigec.stations.service import MirrorService, StationDirectory


@dataclass(frozen=True, slots=True, kw_only=True)
class Clouds:
    """What every process knows of sources; one of them asks each."""

    progress: SourceProgress
    switch: CommandSwitch
    link: CveProLink


def open_clouds(ground: Ground, directory: StationDirectory) -> Clouds:
    """Return the line to the stations that are read through a source."""
    progress = SourceProgress(ground.database, vault=ground.source_vault, describe=describe)
    switch = CommandSwitch(ground.database)

    def find_source(station_id: StationId) -> SourceId | None:
        station = directory.find(station_id)
        return None if station is None else station.source_id

    link = CveProLink(
        http=ground.http,
        clock=ground.clock,
        progress=progress,
        switch=switch,
        find_source=find_source,
    )
    return Clouds(progress=progress, switch=switch, link=link)


def poller_of(ground: Ground, clouds: Clouds, services: Services) -> Poller:
    """Return who asks the sources that this process holds."""
    chargers = ChargerTeller(stations=services.stations, mirrors=MirrorService(ground.database))
    asker = Asker(
        clock=ground.clock,
        progress=clouds.progress,
        sessions=services.sessions,
        charges=ChargeTeller(services.sessions),
        chargers=chargers,
    )
    feeds = None
    if ground.source_reach is not None:
        feeds = Feeds(
            clock=ground.clock,
            progress=clouds.progress,
            chargers=chargers,
            reach=ground.source_reach,
        )
    return Poller(
        database=ground.database,
        clock=ground.clock,
        progress=clouds.progress,
        asker=asker,
        http=ground.http,
        feeds=feeds,
        sleep=ground.sleep,
    )


def describe(trouble: Trouble) -> str:
    """Say a trouble as alerts do, which have one language for all who read them."""
    return text_of(trouble.code, dict(trouble.params), "pt-BR").detail


def read_report(entry: Entry) -> TransactionReport | None:
    """Read a row of the journal again, whichever edge wrote it."""
    return read_cvepro(entry) if entry.protocol == PROTOCOL else read_ocpp(entry)
