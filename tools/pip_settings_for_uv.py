"""Turns pip's configuration into uv's: reads `pip config list`, prints shell exports.

uv does not read pip.conf or PIP_*, so a mirror that is configured only there would be missed. What
is already set for uv wins. Hashes are locked, hence looking at all indexes, as pip does, is safe.
"""

import ast
import os
import shlex
import sys
from collections.abc import Iterable, Iterator

UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "timeout": "UV_HTTP_TIMEOUT",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
SEPARATORS = {"UV_FIND_LINKS": ","}  # pip separates by white space, uv by a space or, here, a comma
WEAKEST_FIRST = ("global", "install", ":env:")


def read_pip_settings(lines: Iterable[str]) -> dict[str, str]:
    """Read lines like `global.index-url='…'`; the environment beats the files, as in pip."""
    found: dict[str, tuple[int, str]] = {}
    for line in lines:
        place, _, value = line.strip().partition("=")
        section, _, key = place.rpartition(".")
        if key in UV_NAMES and section in WEAKEST_FIRST:
            rank = WEAKEST_FIRST.index(section)
            found[key] = max(found.get(key, (-1, "")), (rank, ast.literal_eval(value)))
    return {key: value for key, (_, value) in found.items()}


def exports(pip_settings: dict[str, str]) -> Iterator[str]:
    """Yield one shell export per setting that uv was not given already."""
    for key, value in pip_settings.items():
        name = UV_NAMES[key]
        if name not in os.environ:
            text = SEPARATORS.get(name, " ").join(value.split())
            yield f"export {name}={shlex.quote(text)}"
    if "extra-index-url" in pip_settings and "UV_INDEX_STRATEGY" not in os.environ:
        yield "export UV_INDEX_STRATEGY=unsafe-best-match"


if __name__ == "__main__":
    for line in exports(read_pip_settings(sys.stdin)):
        print(line)
