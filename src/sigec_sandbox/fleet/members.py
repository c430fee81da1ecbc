"""Who belongs to a fleet."""

import ssl
from dataclasses import dataclass, field

from sigec_sandbox.clocks import Clock
from sigec_sandbox.errors import ScenarioInvalid
from sigec_sandbox.stations.spec import StationSpec
from sigec_sandbox.stations.station import Station
from sigec_sandbox.v2 import Station201
from sigec_sandbox.v16 import Station16

STATIONS: dict[str, type[Station]] = {"1.6": Station16, "2.0.1": Station201}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A station to simulate; `place` says where it stands, for people."""

    identity: str
    version: str
    spec: StationSpec = field(default_factory=StationSpec)
    password: str | None = None
    place: str = ""

    def build(self, url: str, clock: Clock, tls: ssl.SSLContext | None = None) -> Station:
        """Return the station, not yet connected.

        :raises ScenarioInvalid: when no station speaks the version.
        """
        if self.version not in STATIONS:
            raise ScenarioInvalid(f"no station speaks OCPP {self.version}: {', '.join(STATIONS)}")
        return STATIONS[self.version](
            url, self.identity, password=self.password, spec=self.spec, clock=clock, tls=tls
        )
