"""What a station is made of and how its firmware behaves."""

from dataclasses import dataclass, field
from enum import StrEnum

from sigec_sandbox.metering import Metering
from sigec_sandbox.physics.outlets import OutletSpec
from sigec_sandbox.stations.stores.transfers import UploadManner


class StartPoint(StrEnum):
    """When a 2.x transaction starts (`TxCtrlr.TxStartPoint`)."""

    EV_CONNECTED = "EVConnected"
    AUTHORIZED = "Authorized"
    POWER_PATH_CLOSED = "PowerPathClosed"


class StopPoint(StrEnum):
    """When a 2.x transaction ends (`TxCtrlr.TxStopPoint`)."""

    AUTHORIZED = "Authorized"
    EV_CONNECTED = "EVConnected"


@dataclass(frozen=True, slots=True, kw_only=True)
class StationSpec:
    """A model of station with its firmware's habits.

    `authorizes`: asks the central system before it starts. `stops_when_refused`: ends the
    transaction when the answer to its start refuses the token. `ends_after_reboot`: reports the
    end of transactions that a reboot broke. `repeats_evse`: every TransactionEvent names the
    EVSE, not just the first. `announces_station`: after each boot and reconnection the station as
    a whole reports a status too, as connector 0. `connection_timeout_s`: how long an accepted
    token waits for its cable. `silence_s`: wall-clock seconds without an answer after which a
    CALL counts as lost. `records`: how many exchanges and frames are kept (all). `upload_manner`:
    how it brings a log.
    """

    vendor: str = "SIGEC Sandbox"
    model: str = "Wallbox AC"
    serial_number: str | None = None
    firmware_version: str = "1.0.0"
    outlets: tuple[OutletSpec, ...] = (OutletSpec(),)
    metering: Metering = field(default_factory=Metering)
    authorizes: bool = True
    authorizes_remote_start: bool = False
    stops_when_refused: bool = True
    starts_offline: bool = True
    ends_after_reboot: bool = True
    start_point: StartPoint = StartPoint.POWER_PATH_CLOSED
    stop_point: StopPoint = StopPoint.AUTHORIZED
    repeats_evse: bool = False
    announces_station: bool = False
    swaps_batteries: bool = False
    connection_timeout_s: int = 120
    silence_s: float = 30.0
    records: int | None = None
    upload_manner: UploadManner = UploadManner.PUT

    def __post_init__(self) -> None:
        if not self.outlets:
            raise ValueError("a station has at least one outlet")


def outlets(count: int, register_wh: int = 0, **options: int) -> tuple[OutletSpec, ...]:
    """Return equal outlets, for a station with several connectors."""
    return tuple(OutletSpec(register_wh=register_wh, **options) for _ in range(count))
