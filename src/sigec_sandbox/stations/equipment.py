"""What a station is made of: connectors, meters, charging profiles, a queue, a list of tokens."""

import itertools
from dataclasses import replace

from sigec_sandbox.clocks import Clock
from sigec_sandbox.line import Endpoint
from sigec_sandbox.metering import Metering
from sigec_sandbox.physics.outlets import Outlet
from sigec_sandbox.profiles import Profiles, Supply
from sigec_sandbox.stations.answering import Answering
from sigec_sandbox.stations.connectors import Connector
from sigec_sandbox.stations.faults import Faults
from sigec_sandbox.stations.local_list import LocalList
from sigec_sandbox.stations.spec import StationSpec

ACCEPTED = "Accepted"


class Equipped(Answering):
    """The part of a station that is there whatever it does.

    `boot_reason` is set while a boot is due: after power up, a reboot, a reset.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        spec: StationSpec,
        clock: Clock | None,
        faults: Faults | None,
        seed: int,
    ) -> None:
        super().__init__(
            endpoint,
            clock=clock,
            faults=faults,
            records=spec.records,
            silence_s=spec.silence_s,
        )
        self.spec = spec
        self.metering = spec.metering
        self.sample_interval_s = spec.metering.sample_interval_s
        self.heartbeat_interval_s = 300
        self.boot_retry_s = 60
        self.boot_reason: str | None = "PowerUp"
        self.registration: str | None = None
        self.is_down = False
        self.restart_when_idle = False
        self.profiles = Profiles()
        self.local_list = LocalList()
        self.event_ids = itertools.count(1)
        now = self.clock.now()
        self.connectors = {
            number: Connector(number, Outlet(outlet, now, seed + number))
            for number, outlet in enumerate(spec.outlets, start=1)
        }

    @property
    def delivers(self) -> bool:
        """Transaction messages can go out now instead of waiting."""
        return self.online and self.registration in {None, ACCEPTED}

    @property
    def current_metering(self) -> Metering:
        """The metering options with the faults of this moment."""
        faults = self.faults
        if not (faults.kwh_registers or faults.no_meter_stop):
            return self.metering
        return replace(
            self.metering,
            energy_unit="kWh" if faults.kwh_registers else self.metering.energy_unit,
            meter_stop=self.metering.meter_stop and not faults.no_meter_stop,
        )

    def apply_limit(self, connector: Connector) -> None:
        """Let the charging profiles of this instant hold at the outlet."""
        started_at = connector.transaction.started_at if connector.transaction else None
        connector.outlet.limit_w = self.profiles.limit_w(
            connector.number, self.clock.now(), started_at, self.supply(connector)
        )

    def supply(self, connector: Connector) -> Supply:
        """Return what turns amperes into watts at a connector."""
        return Supply(
            phases=connector.outlet.used_phases, voltage_v=connector.outlet.spec.voltage_v
        )
