"""The words of the web app, by their keys: a journey reads the same in every language."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

CATALOGUES = Path(__file__).parents[2] / "frontend/src/i18n"
LANGUAGES = ("pt-BR", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """What the web app says in one language."""

    language: str

    def __call__(self, key: str, **blanks: str) -> str:
        """Return the text of ``group.name``, its blanks filled in."""
        text: Any = _catalogue(self.language)
        for part in key.split("."):
            text = text[part]
        for name, value in blanks.items():
            text = text.replace(f"{{{{{name}}}}}", value)
        assert isinstance(text, str), key
        return text


@cache
def _catalogue(language: str) -> dict[str, Any]:
    catalogue: dict[str, Any] = {}
    for path in sorted((CATALOGUES / language).rglob("*.json")):
        catalogue |= json.loads(path.read_text())
    return catalogue
