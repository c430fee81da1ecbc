"""The words of problems, by code and language, from ``catalogues/*.toml``: one file per slice."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from sigec.kit.errors import SigecError

Language = Literal["pt-BR", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_CATALOGUES = Path(__file__).parent / "catalogues"
_FIELD_FALLBACK = "field"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A title and one sentence about what happened."""

    title: str
    detail: str


class _Blank(dict[str, object]):
    """Gives an empty word for a parameter that the error did not bring."""

    def __missing__(self, key: str) -> str:
        return ""


def negotiate(accept_language: str | None) -> Language:
    """Choose the reader's language from ``Accept-Language``; Portuguese when nothing fits."""
    best: tuple[float, Language] = (0.0, "pt-BR")
    for part in (accept_language or "").split(","):
        tag, _, quality = part.strip().partition(";q=")
        language: Language = "en" if tag.lower().startswith("en") else "pt-BR"
        if not tag.lower().startswith(("en", "pt")):
            continue
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if weight > best[0]:
            best = (weight, language)
    return best[1]


def text_of(what: type[SigecError] | str, params: Mapping[str, object], language: Language) -> Text:
    """Return the words for an error's class or a field's code, with ``params`` filled in.

    A class without words of its own speaks with those of its kind; a code with those of what
    stands before its last dot.
    """
    text = _lookup(_codes(what), language)
    filled = _Blank(params)
    return Text(title=text.title.format_map(filled), detail=text.detail.format_map(filled))


@cache
def catalogue() -> Mapping[str, Mapping[str, Text]]:
    """Return code → language → words, from all files."""
    merged: dict[str, Mapping[str, Text]] = {}
    for path in sorted(_CATALOGUES.glob("*.toml")):
        for code, languages in tomllib.loads(path.read_text(encoding="utf-8")).items():
            merged[code] = {
                name: Text(title=words.get("title", ""), detail=words["detail"])
                for name, words in languages.items()
            }
    return merged


def _codes(what: type[SigecError] | str) -> list[str]:
    if isinstance(what, str):
        parts = what.split(".")
        own = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
        return [*own, _FIELD_FALLBACK]
    return [kind.code for kind in what.__mro__ if issubclass(kind, SigecError)]


def _lookup(codes: list[str], language: Language) -> Text:
    words = catalogue()
    for code in codes:
        if code in words:
            return words[code][language]
    raise LookupError(f"no words for {codes[0]}")
