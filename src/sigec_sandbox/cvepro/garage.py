"""A garage for demos whose chargers are in the cloud: weeks of past, and one charger per state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sigec_sandbox.cvepro.cloud import Cloud
from sigec_sandbox.cvepro.life import CALM, Life, Troubles

API_KEY = "7c2f1e04-52d6-4b7b-8f0e-61c0a4f2d913"
EMAIL = "integracao@jacarandas.example"
PASSWORD = "demonstracao"  # noqa: S105 - of an invented account on this machine

QUIET_DAY = 1.3
"""Visits to each outlet of a day that is past."""
BUSY_DAY = 5.0
"""Visits to each outlet from now on, so that something happens while somebody looks."""
STEP = timedelta(minutes=5)
SHY = Troubles(
    late_stop=0.2,
    ghost=0,
    fault_per_hour=1.0,
    limit_per_hour=0.1,
    revoked_per_hour=0.3,
    offline_per_hour=0,
)
"""Bad moments now and then: never so many that nothing can be seen."""
_EVENINGS = (
    *(0.2, 0.1, 0.05, 0.05, 0.05, 0.1, 0.5, 0.8, 0.8, 0.6, 0.5, 0.6),
    *(0.8, 0.7, 0.6, 0.7, 1.0, 1.9, 3.0, 3.4, 3.0, 2.2, 1.4, 0.95),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Somebody with a card."""

    card: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A charger of the cloud, and where it stands; ``is_here`` unless it is another building's."""

    box_id: str
    description: str
    outlets: int = 1
    is_here: bool = True


VISITED = (
    Spot(box_id="JAC0001", description="Subsolo 1, vaga 03"),
    Spot(box_id="JAC0002", description="Subsolo 1, vaga 04"),
    Spot(box_id="JAC0003", description="Subsolo 1, vaga 09"),
    Spot(box_id="JAC0004", description="Subsolo 2, vaga 21"),
    Spot(box_id="JAC0005", description="Subsolo 2, vagas 24 e 25", outlets=2),
)
BUSY = Spot(box_id="JAC0011", description="Subsolo 2, vaga 27")
IDLE = Spot(box_id="JAC0006", description="Subsolo 2, vaga 30")
STRANGER = Spot(box_id="JAC0007", description="Subsolo 2, vaga 31")
GHOST = Spot(box_id="JAC0008", description="Subsolo 2, vaga 32")
BROKEN = Spot(box_id="JAC0009", description="Subsolo 2, vaga 33")
SILENT = Spot(box_id="JAC0010", description="Subsolo 2, vaga 40")
ELSEWHERE = Spot(box_id="ALA0001", description="Residencial Alamanda, vaga 1", is_here=False)
STAGED = (BUSY, IDLE, STRANGER, GHOST, BROKEN, SILENT)
SPOTS = (*VISITED, *STAGED, ELSEWHERE)


def furnished(neighbours: Sequence[Neighbour], *, last_transaction: int, seed: int) -> Cloud:
    """Return the cloud with the account, the chargers and everybody's card."""
    cloud = Cloud(seed=seed, last_transaction=last_transaction)
    tenant = cloud.add_tenant("Residencial Jacarandás", API_KEY)
    cloud.add_account(tenant, EMAIL, PASSWORD)
    for number, spot in enumerate(SPOTS):
        cloud.add_charger(
            tenant,
            spot.box_id,
            description=spot.description,
            outlets=spot.outlets,
            swaps_case=number % 2 == 0,
        )
    for each in neighbours:
        cloud.add_tag(each.card, owner=each.name, unit=each.unit)
    return cloud


def lived(cloud: Cloud, *, past: timedelta) -> Life:
    """Let a past happen up to now; return the life that goes on from there, with its bad moments.

    A past of nothing leaves the garage empty.
    """
    cloud.offset = -past
    life = Life(
        cloud=cloud,
        seed=cloud.seed,
        hourly=_EVENINGS,
        left_alone=frozenset(spot.box_id for spot in (*STAGED, ELSEWHERE)),
    )
    _pass(life)
    return life


def resumed(life: Life, *, longest: timedelta) -> timedelta:
    """Let happen what happened since a life was kept, at most so long; return how long it was.

    What was staged ends where the life stood, and can be staged again.
    """
    cloud = life.cloud
    away = min(cloud.time.now() - life.reached_at, longest)
    cloud.offset = -away
    staged = {spot.box_id for spot in STAGED}
    for charging in cloud.truth():
        if charging.charger.box_id in staged and charging.stopped_at is None:
            cloud.stop(charging.id, at=max(charging.started_at, life.reached_at))
    _pass(life)
    return away


def _pass(life: Life) -> None:
    """Let quiet days pass up to now; from then on it is busy, with its bad moments."""
    cloud = life.cloud
    life.turn(CALM)
    life.visits_per_day = QUIET_DAY
    while cloud.offset < timedelta(0):
        cloud.offset = min(timedelta(0), cloud.offset + STEP)
        life.step()
    life.turn(SHY)
    life.visits_per_day = BUSY_DAY


def stage(cloud: Cloud, *, cards: tuple[str, str], begun: timedelta) -> None:
    """Put a charger into each state that a síndico has to know; charges began so long ago."""
    now = cloud.now()
    cloud.start(BUSY.box_id, 1, cards[1], at=now - begun / 3)
    idle = cloud.start(IDLE.box_id, 1, cards[0], at=now - begun)
    cloud.meter(idle, 18_400)
    cloud.report(IDLE.box_id, 1, "SuspendedEV")
    stranger = cloud.start(STRANGER.box_id, 1, "04F00DCAFE1234", at=now - begun / 2)
    cloud.meter(stranger, 6_100)
    cloud.report(GHOST.box_id, 1, "Charging")
    cloud.chargers[GHOST.box_id].outlets[1].status_at = now - timedelta(minutes=45)
    cloud.report(BROKEN.box_id, 1, "Faulted", error_code="GroundFailure")
    silent = cloud.chargers[SILENT.box_id]
    silent.is_connected = False
    silent.heartbeat_at = now - timedelta(hours=3)
