"""Chromium: a program rather than a server, found on the PATH; its address is its path."""

import os
import shutil
from pathlib import Path

from tests.services.discovery import Service, ServiceMissing
from tests.services.run import Run


def answers(path: str) -> bool:
    """Say whether there is a program at this path."""
    return os.access(path, os.X_OK)


def start(_run: Run) -> str:
    """Find a browser that Playwright can drive."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return str(Path(path))
    raise ServiceMissing("chromium is not on the PATH (apt install chromium)")


CHROMIUM = Service(
    name="chromium",
    variable="SIGEC_TEST_CHROMIUM",
    usual_urls=("/usr/bin/chromium",),
    answers=answers,
    start=start,
)
