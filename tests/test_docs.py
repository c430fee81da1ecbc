"""Docs that cannot rot unseen: links lead somewhere, commands exist, packages say what they are."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[1]
PROSE_AT_ROOT = {
    "README.md",
    "README.pt-BR.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "LICENSE",
}
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PACKAGES = sorted((ROOT / "src").rglob("__init__.py"))

FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#+\s+(.+)$", re.MULTILINE)
COMMAND = re.compile(r"(?:^|`)make ([a-z][a-z-]*)", re.MULTILINE)
SENTENCE_BREAK = re.compile(r"[.!?]\s+[A-Z]")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_root_holds_no_other_prose() -> None:
    prose = {path.name for path in ROOT.iterdir() if path.suffix in {".md", ".rst", ".txt", ""}}
    files = {name for name in prose if (ROOT / name).is_file() and not name.startswith(".")}
    assert files - {"Makefile"} <= PROSE_AT_ROOT


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [link for link in _links(page) if not _leads_somewhere(page, link)]
    assert broken == []


def _links(page: Path) -> Iterator[str]:
    text = FENCED.sub("", page.read_text())
    for link in LINK.findall(text):
        if not re.match(r"[a-z]+:", link):
            yield unquote(link)


def _leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not anchor or anchor in _anchors(target))


def _anchors(page: Path) -> set[str]:
    headings = HEADING.findall(FENCED.sub("", page.read_text()))
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_make_targets_that_docs_name_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(COMMAND.findall(page.read_text())) <= targets


@pytest.mark.parametrize("package", PACKAGES, ids=_name)
def test_a_package_says_in_one_sentence_what_it_is(package: Path) -> None:
    said = ast.get_docstring(ast.parse(package.read_text()))
    assert said, "the package has no docstring"
    first_paragraph = said.split("\n\n")[0]
    assert first_paragraph.endswith(".")
    assert not SENTENCE_BREAK.search(first_paragraph), "more than one sentence"
