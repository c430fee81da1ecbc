"""The words of notices in each language, out of ``catalogues``: defaults, reasons, causes."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sigec.tenants.model import Language

_CATALOGUES = Path(__file__).parent / "catalogues"


@cache
def catalogue(language: Language) -> Mapping[str, Any]:
    """Return all words of a language: section → name → words."""
    return tomllib.loads((_CATALOGUES / f"{language}.toml").read_text(encoding="utf-8"))


def word(language: Language, section: str, name: str) -> str:
    """Return the words for a name; what has none is written as it was told."""
    found: str = catalogue(language)[section].get(name, name)
    return found


def months(language: Language) -> Sequence[str]:
    """Return the short names of the months."""
    found: Sequence[str] = catalogue(language)["format"]["months"]
    return found
