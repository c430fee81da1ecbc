"""An MQTT broker: nats-server speaks 3.1.1, too, with QoS 1, kept messages and wills."""

import socket
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tests.services.discovery import Service, free_port, start_guarded
from tests.services.nats import find_program
from tests.services.run import Run

_CONFIGURATION = """\
listen: "127.0.0.1:{port}"
server_name: "sigec-test-mqtt"
jetstream {{ store_dir: "{folder}/store" }}
mqtt {{
  listen: "127.0.0.1:{mqtt_port}"
  {tls}
}}
"""


def answers(url: str) -> bool:
    """Say whether anything listens at this address."""
    address = urlsplit(url)
    try:
        with socket.create_connection((address.hostname, address.port or 1883), 2):
            return True
    except OSError:
        return False


def command(folder: Path, mqtt_port: int, *, tls: str = "") -> Sequence[str]:
    """Return what starts a broker that keeps its files in a folder."""
    folder.mkdir(exist_ok=True)
    file = folder / "broker.conf"
    said = {"port": free_port(), "folder": folder, "mqtt_port": mqtt_port, "tls": tls}
    file.write_text(_CONFIGURATION.format(**said))
    return [find_program(), "--config", str(file)]


def start(run: Run) -> str:
    """Start a broker on a free port."""
    port = free_port()
    return start_guarded(
        MQTT, run, f"mqtt://127.0.0.1:{port}", command(run.folder / MQTT.name, port)
    )


MQTT = Service(
    name="mqtt",
    variable="SIGEC_TEST_MQTT_URL",
    usual_urls=(),  # what is kept there would stay: a broker of our own costs nothing
    answers=answers,
    start=start,
)
