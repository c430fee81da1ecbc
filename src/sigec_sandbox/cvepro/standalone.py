"""`sigec sandbox cvepro`: a cloud with an invented condominium, whose cars come and go."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sigec_sandbox.cvepro.behaviours import AccountKind
from sigec_sandbox.cvepro.cloud import Cloud
from sigec_sandbox.cvepro.control import PREFIX
from sigec_sandbox.cvepro.life import CALM, Life, Troubles
from sigec_sandbox.cvepro.server import CvePro
from sigec_sandbox.errors import PortTaken

STEP_S = 1.0
API_KEY = "3f1f5a9e-0c1d-4a5e-9a53-6f3f8a1f6b01"
EMAIL = "integracao@jacarandas.example"
PASSWORD = "demonstracao"  # noqa: S105 - of an invented account on this machine
RESIDENTS = (
    ("04A1B2C3D4E580", "Marina Couto", "A 101"),
    ("04A1B2C3D4E581", "Renato Falcão", "A 304"),
    ("04A1B2C3D4E582", "Júlia Serpa", "A 702"),
    ("04A1B2C3D4E583", "Caio Brandt", "B 203"),
    ("04A1B2C3D4E584", "Lívia Moura", "B 501"),
    ("04A1B2C3D4E585", "Otto Krüger", "B 604"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CveProOptions:
    """What to run. ``speed`` is how many seconds of the cloud pass in one of the wall clock."""

    port: int = 8_900
    chargers: int = 4
    timezone: str = "America/Sao_Paulo"
    speed: float = 1.0
    troubled: bool = False
    seed: int = 0
    report: Callable[[str], None] | None = None


async def run_cvepro(options: CveProOptions) -> None:
    """Run until the task is cancelled.

    :raises PortTaken: when something else listens on the port.
    """
    cloud = furnished(options)
    life = Life(cloud=cloud, seed=options.seed, troubles=Troubles() if options.troubled else CALM)
    server = CvePro(cloud, port=options.port)
    try:
        await server.__aenter__()
    except OSError as error:
        raise PortTaken(options.port, error.strerror) from error
    try:
        for line in _directions(server.url):
            (options.report or _nobody)(line)
        while True:
            life.step()
            await asyncio.sleep(STEP_S)
            cloud.offset += timedelta(seconds=STEP_S * (options.speed - 1))
    finally:
        await server.__aexit__(None, None, None)


def furnished(options: CveProOptions) -> Cloud:
    """Return a cloud with one condominium; its last charger has two outlets."""
    cloud = Cloud(seed=options.seed)
    tenant = cloud.add_tenant("Residencial Jacarandás", API_KEY, timezone=options.timezone)
    cloud.add_account(tenant, EMAIL, PASSWORD)
    cloud.add_account(tenant, f"painel.{EMAIL}", PASSWORD, kind=AccountKind.DASHBOARD)
    for number in range(1, options.chargers + 1):
        cloud.add_charger(
            tenant,
            f"JAC{number:04d}",
            description=f"Garagem, vaga {number:02d}",
            outlets=2 if number == options.chargers else 1,
            swaps_case=number % 2 == 0,
        )
    for id_tag, owner, unit in RESIDENTS:
        cloud.add_tag(id_tag, owner=owner, unit=unit)
    return cloud


def _directions(url: str) -> list[str]:
    return [
        f"CVE-PRO stand-in on {url}",
        f"  Api-Key   {API_KEY}",
        f"  e-mail    {EMAIL}   (API account; painel.{EMAIL} is a dashboard account)",
        f"  password  {PASSWORD}",
        f"What happens:  curl {url}{PREFIX}/truth",
        f'Behave badly:  curl {url}{PREFIX}/behaviours --json \'{{"faults": ["html_502"]}}\'',
    ]


def _nobody(_line: str) -> None:
    """Say nothing."""
