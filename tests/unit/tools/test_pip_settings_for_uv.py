"""A mirror that is configured for pip alone serves uv too."""

import pytest

from tools.pip_settings_for_uv import UV_NAMES, exports, read_pip_settings


@pytest.fixture(autouse=True)
def nothing_set_for_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*UV_NAMES.values(), "UV_INDEX_STRATEGY"):
        monkeypatch.delenv(name, raising=False)


def test_the_environment_beats_the_files() -> None:
    lines = [
        ":env:.index-url='https://env.example/simple'",
        "global.index-url='https://file.example/simple'",
        "install.index-url='https://install.example/simple'",
    ]
    assert read_pip_settings(lines) == {"index-url": "https://env.example/simple"}


def test_what_uv_has_no_name_for_is_left_out() -> None:
    assert read_pip_settings(["global.disable-pip-version-check='1'"]) == {}


def test_a_mirror_becomes_uvs_default() -> None:
    assert list(exports({"index-url": "https://mirror.example/simple"})) == [
        "export UV_DEFAULT_INDEX=https://mirror.example/simple"
    ]


def test_several_indexes_are_all_looked_at_as_pip_does() -> None:
    assert list(exports({"extra-index-url": "https://a.example\nhttps://b.example"})) == [
        "export UV_INDEX='https://a.example https://b.example'",
        "export UV_INDEX_STRATEGY=unsafe-best-match",
    ]


def test_what_is_set_for_uv_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://uv.example/simple")
    assert list(exports({"index-url": "https://mirror.example/simple"})) == []


def test_a_quote_in_a_value_stays_a_value() -> None:
    assert list(exports({"proxy": "http://x'; echo"})) == [
        """export ALL_PROXY='http://x'"'"'; echo'"""
    ]
