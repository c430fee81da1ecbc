"""Start the platform, the neighbourhood and its cars, and say where to look."""

import asyncio
import signal
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pydantic import SecretStr

from sigec.demo.furnishing import PASSWORD, STATION_PASSWORD, furnish, has_history, places_of
from sigec.demo.neighbourhood import CONDOMINIUMS, Condominium
from sigec.serving import running
from sigec.settings import Settings
from sigec_sandbox.fleet.members import Member
from sigec_sandbox.scenarios.model import Scenario
from sigec_sandbox.scenarios.reading import load
from sigec_sandbox.scenarios.spans import Span
from sigec_sandbox.simulate import SimulateOptions, simulate

ADMIN_EMAIL = "admin@sigec.example"
FOLDER = "demo"
HISTORY = timedelta(hours=24)
SCENARIO = "demo"
SOON_S = Span(0, 90)
"""When the first cars come to a garage that an earlier demo left."""


async def run(settings: Settings, *, speed: float) -> None:
    """Run the demo until SIGINT or SIGTERM.

    The first time, a whole day passes ``speed`` times as fast as usual before the clock keeps
    the present; later the cars go on from the present.

    :raises StartFailure: when the platform cannot start.
    """
    settings = _of_the_demo(settings)
    async with running(settings) as at_work:
        services = at_work.platform.services
        is_first = not await has_history(services)
        for condominium in CONDOMINIUMS:
            await furnish(services, condominium)
        print(_welcome(settings), flush=True)  # noqa: T201 - to whoever ran the command
        starts_at = datetime.now(UTC) - (HISTORY if is_first else timedelta(0))
        scenario = load(SCENARIO)
        if not is_first:
            scenario = replace(scenario, first_arrival_s=SOON_S)
        url = f"ws://{settings.host}:{settings.ocpp_port}/ocpp"
        await _until_stopped(
            [
                _simulated(condominium, url, scenario, starts_at, speed)
                for condominium in CONDOMINIUMS
            ]
        )


def _of_the_demo(settings: Settings) -> Settings:
    """Keep the demo's data apart from any real one."""
    folder = settings.data_dir / FOLDER
    return settings.model_copy(
        update={
            "data_dir": folder,
            "database_url": f"sqlite:///{folder.absolute() / 'demo.db'}",
            "admin_email": ADMIN_EMAIL,
            "admin_password": SecretStr(PASSWORD),
        }
    )


def _simulated(
    condominium: Condominium, url: str, scenario: Scenario, starts_at: datetime, speed: float
) -> SimulateOptions:
    members = [
        Member(
            identity=condominium.station_identity(number),
            version=place.version,
            spec=place.spec,
            password=STATION_PASSWORD,
            place=f"{place.condominium}, {place.name}",
        )
        for number, place in enumerate(places_of(condominium), start=1)
    ]
    return SimulateOptions(
        url=url,
        members=members,
        cards=[condominium.card_of(index) for index in range(len(condominium.residents))],
        scenario=scenario,
        speed=speed,
        starts_at=starts_at,
        catches_up=True,
        seed=len(condominium.name),
    )


async def _until_stopped(fleets: Sequence[SimulateOptions]) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    simulations = [asyncio.create_task(simulate(fleet)) for fleet in fleets]
    stopped = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([*simulations, stopped], return_when=asyncio.FIRST_COMPLETED)
    for task in (*simulations, stopped):
        task.cancel()
    await asyncio.gather(*simulations, stopped, return_exceptions=True)
    for task in done - {stopped}:
        task.result()  # a simulation ends only by an error, which must be seen


def _welcome(settings: Settings) -> str:
    logins = [("administração da plataforma", ADMIN_EMAIL)]
    logins += [(f"síndico · {each.name}", each.manager_email) for each in CONDOMINIUMS]
    lines = [
        "",
        "  SIGEC-VE · demonstração / demo",
        "",
        f"  Aplicação / app    http://{settings.host}:{settings.http_port}/",
        f"  API                http://{settings.host}:{settings.http_port}/api/docs",
        f"  OCPP               ws://{settings.host}:{settings.ocpp_port}/ocpp/{{identity}}",
        "",
        f"  Entre com / sign in with (senha / password: {PASSWORD})",
        *(f"    {email:<28} {who}" for who, email in logins),
        "",
        "  Um dia passa em um minuto; depois o relógio anda no passo de agora.",
        "  A day passes in a minute; then the clock keeps the present. Ctrl-C stops.",
        "",
    ]
    return "\n".join(lines)
