"""Whether this machine has room for a fleet's connections: open files and local ports."""

import ipaddress
import resource
import socket
from contextlib import suppress
from pathlib import Path

from websockets.uri import parse_uri

from sigec_sandbox.errors import NoRoomForStations

FILES_PER_STATION = 1.2  # some stations leave a half-open connection behind
OTHER_FILES = 100
MOST_ADDRESSES = 250
PORT_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
USUAL_PORTS = (32_768, 60_999)


def make_room(stations: int, url: str) -> list[str]:
    """Raise the limit of open files and return the addresses to dial from (none: any).

    :raises NoRoomForStations: with the sentence that tells what to do.
    """
    _allow_open_files(int(stations * FILES_PER_STATION) + OTHER_FILES, stations)
    return _sources(int(stations * FILES_PER_STATION), stations, url)


def _allow_open_files(needed: int, stations: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft >= needed:
        return
    if hard != resource.RLIM_INFINITY and hard < needed:
        raise NoRoomForStations(
            f"{stations} stations need {needed} open files and this system allows {hard}: "
            f"run `ulimit -n {needed}` first (as root), or simulate fewer stations"
        )
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
    except (OSError, ValueError) as refusal:
        raise NoRoomForStations(
            f"{stations} stations need {needed} open files: run `ulimit -n {needed}` first"
        ) from refusal


def _sources(needed: int, stations: int, url: str) -> list[str]:
    low, high = _port_range()
    ports = (high - low + 1) * 9 // 10  # others need some too
    if needed <= ports:
        return []
    host = parse_uri(url).host
    addresses = -(-needed // ports)
    if not _is_loopback(host) or addresses > MOST_ADDRESSES or not _can_bind(addresses):
        raise NoRoomForStations(
            f"{stations} stations need {needed} local ports and this system has {ports} for one "
            f"address: run `sysctl net.ipv4.ip_local_port_range='1024 65535'` (as root), "
            f"or simulate fewer stations"
        )
    return [f"127.0.0.{number}" for number in range(1, addresses + 1)]


def _port_range() -> tuple[int, int]:
    with suppress(OSError, ValueError):
        low, high = PORT_RANGE.read_text(encoding="ascii").split()
        return int(low), int(high)
    return USUAL_PORTS


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.IPv4Address(host).is_loopback
    except ValueError:
        return False


def _can_bind(addresses: int) -> bool:
    """Linux answers for all of 127.0.0.0/8, other systems for 127.0.0.1 alone."""
    with socket.socket() as trial:
        try:
            trial.bind((f"127.0.0.{addresses}", 0))
        except OSError:
            return False
    return True
