import resource
from pathlib import Path

import pytest

from sigec_sandbox import NoRoomForStations
from sigec_sandbox.fleet import room

URL = "ws://127.0.0.1:9000/ocpp"


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """A system with limits of its own; what is asked of it is remembered."""
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1_024, 60_000))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limit: asked.append(limit))
    monkeypatch.setattr(room, "PORT_RANGE", Path("/nowhere"))
    return asked


def test_a_few_stations_need_nothing(limits: list[tuple[int, int]]) -> None:
    assert room.make_room(50, URL) == []
    assert limits == []


def test_the_limit_of_open_files_is_raised_as_far_as_needed(limits: list[tuple[int, int]]) -> None:
    assert room.make_room(10_000, URL) == []
    assert limits == [(12_100, 60_000)]


def test_too_few_open_files_are_a_sentence() -> None:
    with pytest.raises(NoRoomForStations, match="ulimit -n 120100"):
        room.make_room(100_000, URL)


def test_a_limit_that_cannot_be_raised_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int, __: tuple[int, int]) -> None:
        raise ValueError("not allowed")

    monkeypatch.setattr(resource, "setrlimit", refuse)
    with pytest.raises(NoRoomForStations, match="ulimit -n 2500"):
        room.make_room(2_000, URL)


def test_more_stations_than_ports_dial_from_several_addresses() -> None:
    assert room.make_room(30_000, URL) == ["127.0.0.1", "127.0.0.2"]


@pytest.mark.parametrize("host", ["example.org", "192.0.2.1"])
def test_elsewhere_ports_are_what_there_is(host: str) -> None:
    with pytest.raises(NoRoomForStations, match="ip_local_port_range"):
        room.make_room(30_000, f"ws://{host}/ocpp")


def test_the_range_of_ports_is_the_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "range"
    file.write_text("1000\t1999\n")
    monkeypatch.setattr(room, "PORT_RANGE", file)
    assert room.make_room(1_000, URL) == ["127.0.0.1", "127.0.0.2"]
