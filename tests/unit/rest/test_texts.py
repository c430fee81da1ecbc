"""No error without words, in every language."""

import importlib
import pkgutil
import string
from collections.abc import Iterator

import pytest

import sigec
from sigec.kit.errors import SigecError
from sigec.rest.texts import LANGUAGES, catalogue, negotiate, text_of

INSIDE = "sigec.ocpp."
"""What goes wrong on a station's line reaches people in the words of `sigec.stations`."""

COMMANDS = {"sigec.__main__", "sigec.app", "sigec.cli", "sigec.demo"}
"""Nobody reads these through REST."""


def all_errors() -> Iterator[type[SigecError]]:
    for module in pkgutil.walk_packages(sigec.__path__, "sigec."):
        if module.name not in COMMANDS:
            importlib.import_module(module.name)
    waiting = [SigecError]
    while waiting:
        kind = waiting.pop()
        if kind.__module__.startswith("sigec.") and not kind.__module__.startswith(INSIDE):
            yield kind
        waiting += kind.__subclasses__()


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_error_of_ours_has_words_of_its_own() -> None:
    codes = {kind.code for kind in all_errors()}

    assert codes - catalogue().keys() == set()


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_words_are_there_in_every_language_with_the_same_parameters(code: str) -> None:
    words = catalogue()[code]

    assert words.keys() == set(LANGUAGES)
    assert len({frozenset(names_in(text.detail)) for text in words.values()}) == 1
    for text in words.values():
        assert text.detail.endswith(".")
        assert code.startswith("field") or text.title


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "pt-BR"),
        ("", "pt-BR"),
        ("en", "en"),
        ("en-US,en;q=0.9", "en"),
        ("pt-BR,pt;q=0.9,en;q=0.8", "pt-BR"),
        ("fr,en;q=0.3", "en"),
        ("en;q=0.4,pt;q=0.5", "pt-BR"),
        ("en;q=0.5,pt;q=0.4", "en"),
        ("de", "pt-BR"),
        ("en;q=oops", "pt-BR"),
        ("*", "pt-BR"),
    ],
)
def test_the_reader_chooses_the_language(header: str | None, language: str) -> None:
    assert negotiate(header) == language


def test_parameters_fill_the_words() -> None:
    text = text_of("field.less_than_equal", {"le": 31}, "en")

    assert text.detail == "Must be at most 31."


def test_a_rule_nobody_wrote_words_for_still_says_something() -> None:
    assert text_of("field.some_new_rule", {}, "en").detail == "Invalid value."


def test_a_parameter_that_is_missing_leaves_a_gap_not_an_error() -> None:
    assert text_of("field.less_than_equal", {}, "en").detail == "Must be at most ."
