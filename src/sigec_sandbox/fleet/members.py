"""Who belongs to a fleet."""

import ssl
from dataclasses import dataclass, field, replace

from sigec_sandbox.clocks import Clock
from sigec_sandbox.errors import ScenarioInvalid
from sigec_sandbox.stations.faults import Faults
from sigec_sandbox.stations.spec import StationSpec
from sigec_sandbox.stations.station import Station
from sigec_sandbox.versions import STATIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A station to simulate; `place` says where it stands, for people.

    `offers` are the versions that it proposes, `None` for its own alone, `()` for none at all.
    """

    identity: str
    version: str
    spec: StationSpec = field(default_factory=StationSpec)
    faults: Faults = field(default_factory=Faults)
    offers: tuple[str, ...] | None = None
    password: str | None = None
    place: str = ""

    def build(
        self,
        url: str,
        clock: Clock,
        tls: ssl.SSLContext | None = None,
        source: str | None = None,
    ) -> Station:
        """Return the station, not yet connected; `source` is this machine's address to dial from.

        :raises ScenarioInvalid: when no station speaks the version.
        """
        if self.version not in STATIONS:
            raise ScenarioInvalid(f"no station speaks OCPP {self.version}: {', '.join(STATIONS)}")
        station = STATIONS[self.version](
            url,
            self.identity,
            password=self.password,
            spec=self.spec,
            clock=clock,
            faults=replace(self.faults),
            tls=tls,
            offers=self.offers,
        )
        station.endpoint = replace(station.endpoint, source=source)
        return station
