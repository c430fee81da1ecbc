"""NATS with JetStream: a server that asks for credentials is not ours to use."""

import json
import shutil
import socket
import sysconfig
from urllib.parse import urlsplit

import nats
from nats.js.errors import NotFoundError

from tests.services.discovery import Service, ServiceMissing, free_port, start_guarded
from tests.services.run import Run


def answers(url: str) -> bool:
    """Say whether a NATS server with JetStream greets us and asks for no credentials."""
    address = urlsplit(url)
    try:
        with socket.create_connection((address.hostname, address.port or 4222), 2) as connection:
            greeting = connection.makefile().readline()
    except OSError:
        return False
    if not greeting.startswith("INFO "):
        return False
    server = json.loads(greeting.removeprefix("INFO "))
    return bool(server.get("jetstream")) and not server.get("auth_required")


def start(run: Run) -> str:
    """Start the server that came as a wheel, or the machine's, on a free port."""
    port = free_port()
    store = str(run.folder / NATS.name / "store")
    command = [
        find_program(),
        "--addr",
        "127.0.0.1",
        "--port",
        str(port),
        "--js",
        "--store_dir",
        store,
    ]
    return start_guarded(NATS, run, f"nats://127.0.0.1:{port}", command)


def find_program() -> str:
    """Return where nats-server is.

    :raises ServiceMissing: when it is nowhere.
    """
    program = shutil.which("nats-server", path=sysconfig.get_path("scripts"))
    program = program or shutil.which("nats-server")
    if program is None:
        raise ServiceMissing("nats-server is not in .venv (make test installs it)")
    return program


async def remove_streams(url: str, prefix: str) -> None:
    """Delete every stream, key-value buckets included, whose name holds ``prefix``."""
    client = await nats.connect(url)
    try:
        for stream in await client.jetstream().streams_info():
            name = stream.config.name or ""
            if prefix in name:
                await client.jetstream().delete_stream(name)
    except NotFoundError:
        return  # another worker of the run was quicker
    finally:
        await client.close()


NATS = Service(
    name="nats",
    variable="SIGEC_TEST_NATS_URL",
    usual_urls=("nats://127.0.0.1:4222",),
    answers=answers,
    start=start,
)
