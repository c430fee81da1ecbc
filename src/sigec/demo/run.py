"""Start the platform, the neighbourhood and its cars, and say where to look."""

import asyncio
import signal
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from sigec.demo import books, clouded, messengers
from sigec.demo.bookings import book
from sigec.demo.buildings import Building
from sigec.demo.furnishing import PASSWORD, furnish, has_history, places_of
from sigec.demo.history import let_no_session_be_stale_yet
from sigec.demo.maintenance import campaign
from sigec.demo.neighbourhood import CLOUDED, CONDOMINIUMS
from sigec.demo.stage import instruct, play
from sigec.kit.ids import TenantId
from sigec.rest.services import Services
from sigec.serving import running
from sigec.settings import Settings
from sigec_sandbox.scenarios.model import Scenario
from sigec_sandbox.scenarios.reading import load
from sigec_sandbox.scenarios.spans import Span
from sigec_sandbox.simulate import SimulateOptions, simulate

ADMIN_EMAIL = "admin@sigec.example"
FOLDER = "demo"
MEMORY = "cloud.pickle"
"""What the stand-in of another cloud remembers from one demo to the next."""
PAST = timedelta(days=21)
FAST_DAY = timedelta(hours=24)
SCENARIO = "demo"
SOON_S = Span(0, 90)
"""When the first cars come to a garage that an earlier demo left."""


async def run(settings: Settings, *, speed: float) -> None:
    """Run the demo until SIGINT or SIGTERM.

    The first time, weeks of history are told and a whole day passes ``speed`` times as fast as
    usual before the clock keeps the present; later the cars go on from the present.

    :raises StartFailure: when the platform cannot start.
    """
    settings = _of_the_demo(settings)
    async with running(settings) as at_work:
        services = at_work.platform.services
        is_first = not await has_history(services)
        buildings = [
            Building(each, await furnish(services, each), places_of(each)) for each in CONDOMINIUMS
        ]
        lives: list[Awaitable[None]] = []
        if settings.is_local:
            await furnish(services, CLOUDED)
            past = PAST if is_first else timedelta(0)
            memory = settings.data_dir / MEMORY
            lives.append(asyncio.create_task(_live_in_cloud(services, memory, past)))
            lives.append(asyncio.create_task(_carry_messages(services)))
        print(_welcome(settings), flush=True)  # noqa: T201 - to whoever ran the command
        url = f"ws://{settings.host}:{settings.ocpp_port}/ocpp"
        starts_at = datetime.now(UTC) - (FAST_DAY if is_first else timedelta(0))
        if is_first:
            await let_no_session_be_stale_yet(services)
            buildings = await asyncio.gather(
                *(
                    each.tell_past(services, since=starts_at - PAST, until=starts_at)
                    for each in buildings
                )
            )
        scenario = load(SCENARIO)
        if is_first:
            lives.append(_keep_books(services, [each.tenant_id for each in buildings]))
        else:
            scenario = replace(scenario, first_arrival_s=SOON_S)
        pace = _Pace(speed, starts_at, scenario)
        lives += [
            _play(services, buildings, url),
            _maintain(services),
            *(_live(services, each, url, pace) for each in buildings),
        ]
        await _until_stopped(lives)


@dataclass(frozen=True, slots=True)
class _Pace:
    speed: float
    starts_at: datetime
    scenario: Scenario


async def _live(services: Services, building: Building, url: str, pace: _Pace) -> None:
    """Let the cars of a condominium come and go."""
    await building.leave_open(services)
    await simulate(
        SimulateOptions(
            url=url,
            members=building.visited(),
            cards=building.cards,
            scenario=pace.scenario,
            speed=pace.speed,
            starts_at=pace.starts_at,
            catches_up=True,
            seed=len(building.condominium.name),
        )
    )


async def _live_in_cloud(services: Services, memory: Path, past: timedelta) -> None:
    """Let the condominium live whose chargers only another cloud knows."""
    async with clouded.opened(memory, past=past, longest=PAST) as condominium:
        await condominium.live(services, past=past)


async def _carry_messages(services: Services) -> None:
    """Let every condominium send its notices to stand-ins, until the demo ends."""
    tenants = [(await services.tenants.resolve(each.slug)).id for each in (*CONDOMINIUMS, CLOUDED)]
    async with messengers.opened() as at_work:
        await at_work.serve(services, tenants)
        await asyncio.Event().wait()


async def _keep_books(services: Services, tenant_ids: Sequence[TenantId]) -> None:
    """Close a past month of every condominium, once its prices are final."""
    await books.keep(services, tenant_ids)
    await asyncio.Event().wait()


async def _maintain(services: Services) -> None:
    """Give the first condominium new firmware, until the demo ends."""
    await campaign(services, (await services.tenants.resolve(CONDOMINIUMS[0].slug)).id)
    await asyncio.Event().wait()


async def _play(services: Services, buildings: Sequence[Building], url: str) -> None:
    """Let the other stations show every state."""
    instructions = [
        each for building in buildings for each in building.instructions(services.stations)
    ]
    stages = (
        # The path names the tenant, who is to see who knocks in vain.
        play(f"{url}/{each.condominium.slug}", list(each.roles()), list(each.extras()))
        for each in buildings
    )
    bookings = [each for building in buildings for each in building.bookings(services.stations)]
    await asyncio.gather(instruct(services, instructions), book(services, bookings), *stages)


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


async def _until_stopped(lives: Sequence[Awaitable[None]]) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    simulations = [asyncio.ensure_future(life) for life in lives]
    stopped = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([*simulations, stopped], return_when=asyncio.FIRST_COMPLETED)
    for task in (*simulations, stopped):
        task.cancel()
    await asyncio.gather(*simulations, stopped, return_exceptions=True)
    for task in done - {stopped}:
        task.result()  # a simulation ends only by an error, which must be seen


_OF_THE_CLOUD = (
    "",
    f"  {CLOUDED.name}: os carregadores falam com outra nuvem, de mentira; veja Origens.",
    "  The chargers of this condominium report to another cloud, a stand-in; see Sources.",
)
_MESSAGES = (
    "",
    f"  Avisos enviados / notices sent   http://127.0.0.1:{messengers.WHATSAPP_PORT}/ (WhatsApp)",
    f"                                   http://127.0.0.1:{messengers.MAIL_PAGE_PORT}/ (e-mail)",
)


def _welcome(settings: Settings) -> str:
    logins = [("administração da plataforma", ADMIN_EMAIL)]
    for each in (*CONDOMINIUMS, *([CLOUDED] if settings.is_local else [])):
        logins += [
            (f"síndico · {each.name}", each.manager_email),
            ("operação", each.operator_email),
            ("consulta", each.viewer_email),
            (f"morador · {each.residents[each.signs_in].name}", each.resident_email),
        ]
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
        "  Três semanas de história e um dia passam em dois minutos; depois o relógio anda",
        "  no passo de agora. Three weeks of history and a day pass in two minutes; then the",
        "  clock keeps the present. Ctrl-C stops.",
        *((*_OF_THE_CLOUD, *_MESSAGES) if settings.is_local else ()),
        "",
    ]
    return "\n".join(lines)
