"""What may be wrong when the platform starts ends in one sentence and exit code 1."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def start(tmp_path: Path, **settings: object) -> str:
    """Run `sigec serve`, which must fail, and return its last words."""
    environment = {name: value for name, value in os.environ.items() if name[:6] != "SIGEC_"}
    environment |= {"SIGEC_DATA_DIR": str(tmp_path), "SIGEC_HTTP_PORT": "0", "SIGEC_OCPP_PORT": "0"}
    environment |= {f"SIGEC_{name.upper()}": str(value) for name, value in settings.items()}
    ended = subprocess.run(
        [sys.executable, "-m", "sigec", "serve"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1, ended.stderr
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.stderr.splitlines()[-1]


def test_a_taken_web_port(tmp_path: Path, taken_port: int) -> None:
    said = start(tmp_path, http_port=taken_port)

    assert said.startswith(f"sigec: the web port {taken_port} cannot be opened")
    assert "SIGEC_HTTP_PORT" in said


def test_a_taken_port_for_stations(tmp_path: Path, taken_port: int) -> None:
    said = start(tmp_path, ocpp_port=taken_port)

    assert str(taken_port) in said
    assert "SIGEC_OCPP_PORT" in said


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    said = start(tmp_path, database_url="postgresql://nobody@127.0.0.1:1/sigec")

    assert "the database cannot be used: the server cannot be reached" in said


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "sigec.db").write_text("Dear diary, " * 100)

    assert "is not a SQLite database" in start(tmp_path)


def test_a_data_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert "SIGEC_DATA_DIR" in start(tmp_path, data_dir=tmp_path / "file" / "data")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"databse_url": "x"}, "SIGEC_DATABSE_URL"),
        ({"http_port": "many"}, "SIGEC_HTTP_PORT"),
        ({"host": "0.0.0.0"}, "SIGEC_SECRET_KEY"),  # noqa: S104 - refused, which is the point
        ({"database_url": "mysql://localhost/sigec"}, "SIGEC_DATABASE_URL: not mysql"),
    ],
)
def test_settings_that_make_no_sense(
    tmp_path: Path, settings: dict[str, object], words: str
) -> None:
    assert words in start(tmp_path, **settings)
