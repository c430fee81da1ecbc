"""What a central system can configure, for every version; each raises `ValueError` on nonsense."""

from dataclasses import replace

from sigec_sandbox.metering import measurands
from sigec_sandbox.stations.station import Station


def set_heartbeat_interval(station: Station, value: str) -> None:
    """Beat every so many seconds."""
    station.heartbeat_interval_s = _positive(value)


def set_sample_interval(station: Station, value: str) -> None:
    """Read the meter every so many seconds, with 0 never."""
    interval_s = int(value)
    if interval_s < 0:
        raise ValueError("negative")
    station.sample_interval_s = interval_s


def set_measurands(station: Station, value: str) -> None:
    """Report these, separated by commas."""
    station.metering = replace(station.metering, measurands=measurands(value))


def set_connection_timeout(station: Station, value: str) -> None:
    """Let an accepted token wait so many seconds for its cable."""
    station.spec = replace(station.spec, connection_timeout_s=_positive(value))


def set_remote_authorization(station: Station, value: str) -> None:
    """Ask for the token of a remote start too."""
    station.spec = replace(station.spec, authorizes_remote_start=_is_true(value))


def set_stops_when_refused(station: Station, value: str) -> None:
    """End a transaction whose token turns out to be refused."""
    station.spec = replace(station.spec, stops_when_refused=_is_true(value))


def set_starts_offline(station: Station, value: str) -> None:
    """Let unknown tokens charge without a connection."""
    station.spec = replace(station.spec, starts_offline=_is_true(value))


def set_organization(station: Station, value: str) -> None:
    """Put this into certificates to come."""
    station.organization = value


def flag(value: bool) -> str:  # noqa: FBT001 - it is turned into a text
    """Write a truth as OCPP does."""
    return "true" if value else "false"


def _positive(value: str) -> int:
    number = int(value)
    if number <= 0:
        raise ValueError("not positive")
    return number


def _is_true(value: str) -> bool:
    if value.lower() not in {"true", "false"}:
        raise ValueError("neither true nor false")
    return value.lower() == "true"
