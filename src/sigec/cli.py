"""The commands of ``sigec``: each starts quickly, says what it does, and ends with a useful code.

Exit codes: 0 done, 1 it went wrong (one sentence says why), 2 called wrongly.
"""

import asyncio
import os
import sys
from collections.abc import Coroutine
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter
from cyclopts.validators import Number

from sigec.settings import (
    InvalidSettings,
    LogFormat,
    Settings,
    config_template,
    load_settings,
)

if TYPE_CHECKING:
    from sigec.serving import Role
    from sigec_sandbox.providers.serving import HttpProvider

Listens = Annotated[
    int,
    Parameter(help="Where it listens, on this machine only; a browser shows what arrived there."),
]

cli = App(
    name="sigec",
    help="SIGEC-VE runs the charging of electric vehicles, for a building or a whole operator.",
    version=installed_version("sigec-ve"),
)


sandbox = App(name="sandbox", help="Play a system outside the platform, to try it out against.")
cli.command(sandbox)


class Failure(Exception):
    """Something a person can mend; the text is the sentence that tells them how."""


@cli.command
def serve(roles: Annotated[str, Parameter(name="--roles")] = "all") -> None:
    """Run the platform: stations, web application, REST, and the work behind them.

    Parameters
    ----------
    roles
        all, or a list of ocpp, api and worker joined by commas. Several processes need
        PostgreSQL and NATS.
    """
    from sigec import serving

    _run(serving.serve(_settings(), roles=_roles(roles)))


@cli.command
def demo(*, speed: float = 1200.0) -> None:
    """Run the platform with three condominiums whose simulated stations charge.

    Uses a database of its own inside the data directory, so real data is never touched.

    Parameters
    ----------
    speed
        How fast the first day passes, in simulated seconds a second.
    """
    from sigec import demo as demonstration

    _run(demonstration.run(_settings(), speed=speed))


@cli.command
def doctor() -> None:
    """Look at everything the platform needs here, and say what to do about what is wrong."""
    from sigec import doctor as examination

    findings = asyncio.run(examination.examine(_settings()))
    for finding in findings:
        print(finding)
    if not all(finding.is_good for finding in findings):
        raise Failure("not everything is well: see above")


@cli.command
def migrate() -> None:
    """Bring the database to the version of this program. Harmless when repeated."""
    from sigec import serving

    _run(serving.migrate_database(_settings()))
    print("The database is up to date.")


@cli.command
def backup(file: Path) -> None:
    """Write the whole database to a file, while the platform runs. Keep the secret key with it.

    The file is the same for SQLite and PostgreSQL: what one wrote may be restored into the other.
    """
    from sigec import backups

    async def work() -> None:
        version = installed_version("sigec-ve")
        manifest = await backups.back_up(_settings(), file, version=version, tell=_tell_table)
        print(f"{manifest.rows:,} rows are in {file}.")

    _run(work())


@cli.command
def restore(file: Path) -> None:
    """Fill an empty database with a backup, check every row, and bring it to this version.

    It takes all of the file or nothing. Use the secret key of the platform that was backed up.
    """
    from sigec import backups

    async def work() -> None:
        manifest = await backups.restore(_settings(), file, tell=_tell_table)
        print(f"{manifest.rows:,} rows of {manifest.made_at:%Y-%m-%d %H:%M} UTC are restored.")

    _run(work())


@cli.command(name="create-admin")
def create_admin(email: str, *, name: str = "Administrador") -> None:
    """Create a platform administrator, or give one that exists a new password.

    The password is read from SIGEC_ADMIN_PASSWORD, else asked for on the terminal.
    """
    from getpass import getpass

    from sigec import serving

    password = os.environ.get("SIGEC_ADMIN_PASSWORD") or getpass("Password: ")
    _run(serving.create_admin(_settings(), email=email, name=name, password=password))
    print(f"{email} may sign in now.")


@cli.command
def simulate(
    *,
    url: str,
    stations: int = 1,
    version: Literal["1.6", "2.0.1", "2.1", "mixed", "any"] = "1.6",
    scenario: str = "condominium-evening",
    speed: float = 1.0,
    cards: str = "",
) -> None:
    """Connect simulated stations with cars to a central system.

    A charge needs a card that the system accepts: name some that it knows by --cards, or register
    those that are reported as refused.

    Parameters
    ----------
    url
        Where stations connect: ws://127.0.0.1:9000/ocpp
    stations
        How many.
    version
        The OCPP version they speak; any offers them all and speaks what the system chooses.
    scenario
        What happens: busy-day, condominium-evening, demo, misbehaving, odd-firmwares,
        offline-night, or a file.
    speed
        Simulated seconds that pass in one real second.
    cards
        The cards of the drivers, by commas: 04A2B3C4,04D5E6F7. Without it they have invented ones.
    """
    from sigec_sandbox.errors import SandboxError
    from sigec_sandbox.simulate import SimulateOptions, simulate

    options = SimulateOptions(
        url=url,
        stations=stations,
        version=version,
        scenario=scenario,
        speed=speed,
        password=os.environ.get("SIGEC_SIMULATE_PASSWORD"),
        cards=[card.strip() for card in cards.split(",") if card.strip()],
        report=print,
    )
    try:
        _run(simulate(options))
    except SandboxError as error:
        raise Failure(str(error)) from error


@sandbox.command
def cvepro(
    *,
    port: int = 8_900,
    chargers: Annotated[int, Parameter(validator=Number(gte=1, lte=500))] = 4,
    timezone: str = "America/Sao_Paulo",
    speed: Annotated[float, Parameter(validator=Number(gte=1, lte=3_600))] = 1.0,
    troubled: bool = False,
    seed: int = 0,
) -> None:
    """Play the CVE-PRO cloud with an invented condominium whose cars come and go.

    It prints its address, key and logins; enter them as a source. `/_ctl/truth` shows what really
    happened, and `/_ctl/*` starts and stops charges, moves the clock and breaks things.

    Parameters
    ----------
    port
        Where it listens, on this machine only.
    chargers
        How many; the last one has two connectors.
    timezone
        Of the condominium; heartbeats are told in it.
    speed
        Seconds of the cloud that pass in one real second.
    troubled
        Misbehave by chance: late stops, vanished rows, 429, HTML instead of JSON.
    seed
        The same seed gives the same life.
    """
    from sigec_sandbox.cvepro.standalone import CveProOptions, run_cvepro
    from sigec_sandbox.errors import SandboxError

    options = CveProOptions(
        port=port,
        chargers=chargers,
        timezone=timezone,
        speed=speed,
        troubled=troubled,
        seed=seed,
        report=print,
    )
    try:
        _run(run_cvepro(options))
    except SandboxError as error:
        raise Failure(str(error)) from error


@sandbox.command
def evolution(*, port: Listens = 8_910) -> None:
    """Play an Evolution API server, which sends WhatsApp messages to nobody."""
    from sigec_sandbox.providers import Evolution

    _play(Evolution(), port)


@sandbox.command
def meta(*, port: Listens = 8_911) -> None:
    """Play WhatsApp's Cloud API."""
    from sigec_sandbox.providers import Meta

    _play(Meta(), port)


@sandbox.command
def twilio(*, port: Listens = 8_912) -> None:
    """Play Twilio, for WhatsApp and SMS."""
    from sigec_sandbox.providers import Twilio

    _play(Twilio(), port)


@sandbox.command
def sendgrid(*, port: Listens = 8_913) -> None:
    """Play SendGrid."""
    from sigec_sandbox.providers import SendGrid

    _play(SendGrid(), port)


@sandbox.command
def webpush(*, port: Listens = 8_914) -> None:
    """Play a push service with devices, which show what is pushed to them."""
    from sigec_sandbox.providers import Push

    _play(Push(), port)


@sandbox.command
def smtp(*, port: int = 8_025, page_port: int = 8_915) -> None:
    """Play a mail server that forwards nothing.

    Parameters
    ----------
    port
        Where it takes e-mails, on this machine only.
    page_port
        Where a browser shows what arrived.
    """
    from sigec_sandbox.errors import SandboxError
    from sigec_sandbox.providers.standalone import run_smtp

    try:
        _run(run_smtp(port=port, page_port=page_port, report=print))
    except SandboxError as error:
        raise Failure(str(error)) from error


@cli.command
def openapi() -> None:
    """Print the OpenAPI document of the REST API."""
    from sigec.rest.app import openapi_document

    print(openapi_document())


@cli.command(name="config-template")
def print_config_template() -> None:
    """Print every setting with its meaning and default, to be kept as an environment file."""
    print(config_template())


def run() -> None:
    """Run the command that was asked for and exit."""
    try:
        cli()
    except (Failure, InvalidSettings) as failure:
        sys.exit(_say(failure))


def _play(provider: "HttpProvider", port: int) -> None:
    from sigec_sandbox.errors import SandboxError
    from sigec_sandbox.providers.standalone import run_provider

    try:
        _run(run_provider(provider, port=port, report=print))
    except SandboxError as error:
        raise Failure(str(error)) from error


def _tell_table(table: str, rows: int) -> None:
    print(f"  {table}: {rows:,}", file=sys.stderr)


def _settings() -> Settings:
    from sigec.kit.logs import configure_logs

    settings = load_settings(os.environ)
    as_json = (
        not sys.stderr.isatty()
        if settings.log_format is LogFormat.AUTO
        else settings.log_format is LogFormat.JSON
    )
    configure_logs(level=settings.log_level, as_json=as_json)
    return settings


def _roles(text: str) -> "frozenset[Role]":
    from sigec.serving import ALL_ROLES, Role

    if text == "all":
        return ALL_ROLES
    try:
        return frozenset(Role(part.strip()) for part in text.split(","))
    except ValueError:
        known = ", ".join(Role)
        raise Failure(f"--roles takes all, or some of {known}; not {text}") from None


def _run(work: Coroutine[object, object, None]) -> None:
    import uvloop

    from sigec.serving import StartFailure

    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(work)
    except StartFailure as failure:
        raise Failure(str(failure)) from failure
    except KeyboardInterrupt:
        sys.exit(130)


def _say(failure: Exception) -> int:
    print(f"sigec: {failure}", file=sys.stderr)
    return 1
