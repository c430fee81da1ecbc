"""Redis: no login without a password means that it is not ours to use."""

import shutil
import socket
from collections.abc import Sequence
from urllib.parse import urlsplit

import redis

from tests.services.discovery import Service, ServiceMissing, free_port, start_guarded
from tests.services.run import Run


def answers(url: str) -> bool:
    """Say whether Redis answers a PING at this address."""
    address = urlsplit(url)
    try:
        with socket.create_connection((address.hostname, address.port or 6379), 2) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
    except OSError:
        return False


def start(run: Run) -> str:
    """Start the Redis of this machine on a free port, keeping nothing on disk."""
    command, url = command_of(free_port())
    return start_guarded(REDIS, run, url, command)


def command_of(port: int) -> tuple[Sequence[str], str]:
    """Return what starts a Redis at a port that keeps nothing on disk, and its address.

    :raises ServiceMissing: when this machine has none.
    """
    program = shutil.which("redis-server")
    if program is None:
        raise ServiceMissing("redis-server is not on the PATH (apt install redis-server)")
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", ""]
    return command, f"redis://127.0.0.1:{port}/0"


def remove_keys(url: str, prefix: str) -> None:
    """Delete every key that begins with ``prefix``."""
    with redis.Redis.from_url(url) as client:
        for key in client.scan_iter(match=f"{prefix}*", count=1000):
            client.delete(key)


REDIS = Service(
    name="redis",
    variable="SIGEC_TEST_REDIS_URL",
    usual_urls=("redis://127.0.0.1:6379/0",),
    answers=answers,
    start=start,
)
