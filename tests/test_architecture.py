"""The shape of the house: who may import whom, what is private, how big a file may grow."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp

SOURCES = Path(__file__).parents[1] / "src"
GENERATED = "src/sigec/ocpp/messages/v*.py"
LOADED_BY_NAME = {
    "asyncpg",  # SQLAlchemy's, chosen by the database's address
    "httptools",  # uvicorn's parser
    "tzdata",  # zoneinfo's, where the system has no time zones
}
MOST_LINES = 400
"""Most files have 50 to 200; one this long has become two things."""


def test_imports_keep_the_contracts() -> None:
    # In a process of its own, since it silences the loggers of the one it runs in.
    program = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run(
        [program, "--no-cache", "--no-logo"],
        cwd=SOURCES.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout


def test_a_leading_underscore_is_private_to_its_package() -> None:
    graph = grimp.build_graph("sigec", "sigec_sandbox", cache_dir=None)
    trespassers = [
        f"{importer} imports {module}"
        for module in sorted(graph.modules)
        if (owner := _owner_of_private(module))
        for importer in sorted(graph.find_modules_that_directly_import(module))
        if importer != owner and not importer.startswith(f"{owner}.")
    ]
    assert trespassers == []


def _owner_of_private(module: str) -> str | None:
    """Return the package that a private module, or anything inside one, belongs to."""
    parts = module.split(".")
    for depth, part in enumerate(parts):
        if part.startswith("_") and not part.startswith("__"):
            return ".".join(parts[:depth])
    return None


def test_the_sandbox_stands_apart() -> None:
    graph = grimp.build_graph("sigec", "sigec_sandbox", cache_dir=None)
    assert not graph.chain_exists("sigec_sandbox", "sigec", as_packages=True)


def test_what_is_imported_is_declared_and_nothing_else() -> None:
    graph = grimp.build_graph(
        "sigec", "sigec_sandbox", include_external_packages=True, cache_dir=None
    )
    external = {module for module in graph.modules if graph.is_module_squashed(module)}
    distributions = packages_distributions()
    imported = {
        _canonical(distributions[module][0]) for module in external - sys.stdlib_module_names
    }
    project = tomllib.loads((SOURCES.parent / "pyproject.toml").read_text())["project"]
    declared = {_canonical(re.split(r"[\[<>=]", each)[0]) for each in project["dependencies"]}
    assert declared == imported | LOADED_BY_NAME


def _canonical(distribution: str) -> str:
    return distribution.lower().replace("_", "-")


def test_no_file_is_a_dumping_ground() -> None:
    long = {
        str(path.relative_to(SOURCES)): lines
        for path in SOURCES.rglob("*.py")
        if not path.match(GENERATED)
        if (lines := len(path.read_text().splitlines())) > MOST_LINES
    }
    assert long == {}
