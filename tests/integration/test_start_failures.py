"""What may be wrong when the platform starts ends in one sentence and exit code 1."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from sigec import cli


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


@pytest.fixture
def refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """How `sigec serve` ends with these settings: it must fail; return its last words."""

    commands = cli.cli

    def start(**settings: object) -> str:
        given = {"data_dir": tmp_path, "http_port": 0, "ocpp_port": 0, "grpc_port": 0, **settings}
        for name in [name for name in os.environ if name.startswith("SIGEC_")]:
            monkeypatch.delenv(name)
        for name, value in given.items():
            monkeypatch.setenv(f"SIGEC_{name.upper()}", str(value))
        monkeypatch.setattr("sigec.cli.cli", partial(commands, ["serve"]))
        monkeypatch.setattr("sigec.kit.logs.configure_logs", lambda **_: None)
        with pytest.raises(SystemExit) as ended:
            cli.run()
        assert ended.value.code == 1
        return capsys.readouterr().err.splitlines()[-1]

    return start


def test_a_process_ends_with_its_sentence_and_no_traceback(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name[:6] != "SIGEC_"}
    ended = subprocess.run(
        [sys.executable, "-m", "sigec", "serve"],
        env=environment | {"SIGEC_DATA_DIR": str(tmp_path), "SIGEC_HTP_PORT": "80"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (1, "sigec: SIGEC_HTP_PORT: unknown setting\n")


def test_a_taken_web_port(refused: Callable[..., str], taken_port: int) -> None:
    said = refused(http_port=taken_port)

    assert said.startswith(f"sigec: the web port {taken_port} cannot be opened")
    assert "SIGEC_HTTP_PORT" in said


def test_a_taken_port_for_stations(refused: Callable[..., str], taken_port: int) -> None:
    said = refused(ocpp_port=taken_port)

    assert str(taken_port) in said
    assert "SIGEC_OCPP_PORT" in said


def test_a_database_that_is_not_there(refused: Callable[..., str]) -> None:
    said = refused(database_url="postgresql://nobody@127.0.0.1:1/sigec")

    assert "the database cannot be used: the server cannot be reached" in said


def test_a_file_that_is_no_database(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "sigec.db").write_text("Dear diary, " * 100)

    assert "is not a SQLite database" in refused()


def test_a_data_directory_that_cannot_be_made(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    for folder in (tmp_path / "file" / "data", tmp_path / "file", Path("/proc/sigec")):
        said = refused(data_dir=folder)
        assert said.startswith(f"sigec: the data directory {folder} cannot be written (")
        assert said.endswith("; set SIGEC_DATA_DIR")


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
    refused: Callable[..., str], settings: dict[str, object], words: str
) -> None:
    said = refused(**settings)
    assert words in said
    assert "many" not in said, "a wrong value may be a secret"
