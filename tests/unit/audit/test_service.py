from dataclasses import dataclass

from sigec.audit.service import _differences, _masked


@dataclass(frozen=True)
class Thing:
    name: str
    password: str | None = None
    id_token: str = "printed on a card"
    api_key: str = "secret"


def test_secrets_are_masked_and_what_looks_like_them_is_not() -> None:
    assert _masked(Thing(name="a", password="secret")) == {
        "name": "a",
        "password": "***",
        "id_token": "printed on a card",
        "api_key": "***",
    }


def test_an_absent_secret_is_seen_to_be_absent() -> None:
    masked = _masked({"password": None})

    assert masked == {"password": None}


def test_of_an_edit_only_the_differences_remain() -> None:
    before, after = _differences({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4})

    assert before == {"b": 2}
    assert after == {"b": 3, "c": 4}


def test_of_a_beginning_or_an_end_everything_remains() -> None:
    assert _differences(None, {"a": 1}) == (None, {"a": 1})
    assert _differences({"a": 1}, None) == ({"a": 1}, None)
