from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from sigec import outbox
from sigec.db import Database
from sigec.drivers.model import IdTokenDraft, PersonDraft, ResidenceDraft
from sigec.events import Event
from sigec.events.stations import (
    ConnectorStatusChanged,
    StationAnnounced,
    StationBooted,
    StationChanged,
    StationConnected,
)
from sigec.jobs import Job
from sigec.kit.actor import PERMISSIONS, PLATFORM, Actor, ActorKind, Role
from sigec.kit.ids import PersonId, ReservationId, UserId, new_id
from sigec.reservations.model import Place, Reservation, ReservationReason, ReservationStatus, Wish
from sigec.reservations.service import DUE_KIND, ReservationRules
from sigec.reservations.subscribers import (
    hear_announcement,
    hear_boot,
    hear_change,
    hear_connection,
    hear_connector,
)
from sigec.sites.model import Site, SiteDraft, UnitDraft
from sigec.sites.service import SiteService, UnitService
from sigec.stations.model import Admission, CommandResult, Peer
from sigec.stations.service import STEP_KIND
from sigec.worker.schedule import Scheduler
from tests.integration.sessions.house import CARD, House, at, open_house

Told = TypeVar("Told", bound=Event)


@dataclass
class Garage:
    """A house whose station stands at a site, with a resident who may reserve there."""

    house: House
    site: Site
    policies: ReservationRules
    scheduler: Scheduler
    resident: Actor
    person_id: PersonId
    told: list[Event] = field(default_factory=list)

    async def reserve(
        self,
        end: float = 60,
        begin: float | None = None,
        *,
        actor: Actor | None = None,
        **wish: Any,
    ) -> Reservation:
        """Reserve for a card, or as a resident, from and until a minute."""
        actor = actor or self.house.admin
        for_card = {} if actor is self.resident or "person_id" in wish else {"token": CARD}
        said = {
            "station_id": self.house.station_id,
            "place": Place(evse=1, connector=1),
            "expires_at": at(end),
            "starts_at": None if begin is None else at(begin),
            **for_card,
            **wish,
        }
        reservation, _ = await self.house.reservations.reserve(actor, Wish(**said))
        return reservation

    async def cancel(
        self, reservation: Reservation, actor: Actor | None = None
    ) -> CommandResult | None:
        _, result = await self.house.reservations.cancel(actor or self.house.admin, reservation.id)
        return result

    async def now(self, reservation: Reservation) -> Reservation:
        return await self.house.reservations.get_reservation(self.house.admin, reservation.id)

    async def stands(self, reservation: Reservation) -> tuple[ReservationStatus, ReservationReason]:
        now = await self.now(reservation)
        return now.status, now.reason

    async def history(self, reservation_id: ReservationId) -> list[str]:
        steps = await self.house.reservations.list_steps(self.house.admin, reservation_id)
        return [f"{step.status.value}: {step.reason.value}" for step in steps]

    async def wait(self, minute: float) -> None:
        """Let time pass until a minute, and do what is due by then."""
        self.house.clock.advance(seconds=(at(minute) - self.house.clock.now()).total_seconds())
        while await self.scheduler.step():
            pass
        await self.house.reservations.finish()
        await self.hear()

    async def hear(self) -> list[Event]:
        """Let events be heard, as the relay does, and return those since the last time."""
        reactions: dict[type[Event], Callable[..., Awaitable[None]]] = {
            StationAnnounced: hear_announcement,
            StationBooted: hear_boot,
            StationChanged: hear_change,
            StationConnected: hear_connection,
            ConnectorStatusChanged: hear_connector,
        }
        found: list[Event] = []
        while events := await self._claim():
            for event in events:
                found.append(event)
                if type(event) in reactions:
                    await reactions[type(event)](self.house.reservations, event)
            await self.house.reservations.finish()
        return found

    async def names(self) -> list[str]:
        """Return what was told of reservations since the last time."""
        found = await self.hear()
        return [event.name for event in found if event.name.startswith("reservation.")]

    async def plug_in(self, protocol: str = "ocpp1.6") -> None:
        """Let the station connect."""
        peer = Peer(address="192.0.2.7")
        admission = self.house.stations.admit("CP-1", peer=peer)
        assert isinstance(admission, Admission)
        await self.house.stations.connected(admission, protocol=protocol, peer=peer)
        await self.hear()

    async def allow(self, **rule: Any) -> None:
        changes = {"is_allowed": True, **rule}
        await self.policies.edit_policy(self.house.admin, self.site.id, changes)

    async def _claim(self) -> list[Event]:
        now = self.house.clock.now()
        async with self.house.database.transaction(PLATFORM) as connection:
            told = await outbox.claim(connection, at=now, limit=1_000, lease_s=60)
            await outbox.mark_relayed(connection, [each.id for each in told], at=now)
        return [each.event for each in told]


async def _pass_over(_: Job) -> None:
    """Let incidents be: they are tested elsewhere."""


@pytest.fixture
async def garage(database: Database) -> AsyncIterator[Garage]:
    async with open_house(database) as house:
        admin, clock = house.admin, house.clock
        site = await SiteService(database, clock).create_site(admin, SiteDraft(name="Garagem"))
        unit = await UnitService(database, clock).create_unit(
            admin, UnitDraft(site_id=site.id, number="42")
        )
        await house.inventory.edit_station(admin, house.station_id, {"site_id": site.id})
        ana = await house.people.create_person(
            admin,
            PersonDraft(name="Ana"),
            ResidenceDraft(unit_id=unit.id, from_date=(clock.now() - timedelta(days=9)).date()),
            IdTokenDraft(value="ANA-1"),
        )
        resident = Actor(
            kind=ActorKind.USER,
            role=Role.RESIDENT,
            user_id=UserId(new_id()),
            tenant_id=admin.tenant_id,
            person_id=ana.id,
            permissions=PERMISSIONS[Role.RESIDENT],
        )
        await house.stations.start()
        garage = Garage(
            house=house,
            site=site,
            policies=ReservationRules(database, clock),
            scheduler=Scheduler(
                database,
                clock,
                handlers={DUE_KIND: house.reservations.run_due, STEP_KIND: _pass_over},
                recurring=[],
            ),
            resident=resident,
            person_id=ana.id,
        )
        await garage.hear()
        yield garage
