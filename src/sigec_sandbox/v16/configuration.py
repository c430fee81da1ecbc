"""The configuration keys of a 1.6 station; the writable ones change what it does."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.station import Station


@dataclass(frozen=True, slots=True)
class Key:
    """How a key is read and, unless it is read-only, written."""

    read: Callable[[Station], str | None]
    write: Callable[[Station, str], None] | None = None


def _set_heartbeat_interval(station: Station, value: str) -> None:
    station.heartbeat_interval_s = _positive(value)


def _set_sample_interval(station: Station, value: str) -> None:
    station.sample_interval_s = int(value)


def _set_measurands(station: Station, value: str) -> None:
    station.metering = replace(station.metering, measurands=tuple(value.split(",")))


def _set_remote_authorization(station: Station, value: str) -> None:
    station.spec = replace(station.spec, authorizes_remote_start=value.lower() == "true")


def _set_password(station: Station, value: str) -> None:
    station.endpoint = replace(station.endpoint, password=bytes.fromhex(value))


def _positive(value: str) -> int:
    number = int(value)
    if number <= 0:
        raise ValueError("not positive")
    return number


def _fixed(value: str) -> Key:
    return Key(lambda _: value)


KEYS = {
    "AuthorizationKey": Key(lambda _: None, _set_password),
    "AuthorizeRemoteTxRequests": Key(
        lambda s: str(s.spec.authorizes_remote_start).lower(), _set_remote_authorization
    ),
    "ChargeProfileMaxStackLevel": _fixed("9"),
    "ChargingScheduleAllowedChargingRateUnit": _fixed("Current,Power"),
    "ChargingScheduleMaxPeriods": _fixed("96"),
    "ConnectorPhaseRotation": _fixed("0.RST"),
    "GetConfigurationMaxKeys": _fixed("50"),
    "HeartbeatInterval": Key(lambda s: str(s.heartbeat_interval_s), _set_heartbeat_interval),
    "LocalAuthListEnabled": _fixed("true"),
    "LocalAuthListMaxLength": _fixed("1000"),
    "MaxChargingProfilesInstalled": _fixed("20"),
    "MeterValueSampleInterval": Key(lambda s: str(s.sample_interval_s), _set_sample_interval),
    "MeterValuesSampledData": Key(lambda s: ",".join(s.metering.measurands), _set_measurands),
    "NumberOfConnectors": Key(lambda s: str(len(s.connectors))),
    "SendLocalListMaxLength": _fixed("100"),
    "StopTransactionOnInvalidId": Key(lambda s: str(s.spec.stops_when_refused).lower()),
    "SupportedFeatureProfiles": _fixed(
        "Core,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger"
    ),
}


def read(station: Station, names: list[str]) -> tuple[list[Json], list[str]]:
    """Return the entries of the asked keys (none: all) and the names that are unknown."""
    entries: list[Json] = []
    for name in names or KEYS:
        if name in KEYS:
            entry: Json = {"key": name, "readonly": KEYS[name].write is None}
            value = KEYS[name].read(station)
            entries.append(entry if value is None else entry | {"value": value})
    return entries, [name for name in names if name not in KEYS]


def write(station: Station, name: str, value: str) -> str:
    """Set a key and return the status of the answer."""
    key = KEYS.get(name)
    if key is None:
        return "NotSupported"
    if key.write is None:
        return "Rejected"
    try:
        key.write(station, value)
    except ValueError:
        return "Rejected"
    return "Accepted"
