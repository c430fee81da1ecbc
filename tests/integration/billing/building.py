"""A site with two units and a station, whose people charge and whose months are closed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from sigec.billing.model import Month
from sigec.billing.service import MonthDetail, MonthService, PaymentService, StatementQueries
from sigec.db import Database
from sigec.drivers.model import IdTokenDraft, PersonDraft, ResidenceDraft, TokenRef
from sigec.drivers.service import ResidenceService
from sigec.events.stations import StationChanged
from sigec.kit.ids import PersonId, SessionId, SiteId, UnitId
from sigec.sessions.model import ReportKind
from sigec.sessions.service import IdentityService
from sigec.sites.model import SiteDraft, UnitDraft
from sigec.sites.service import SiteService, UnitService
from sigec.stations.subscribers import refresh_station
from sigec.tariffs.model import VersionDraft
from tests.integration.actors import NOON
from tests.integration.sessions.house import House, open_house, sample

OCTOBER, NOVEMBER, DECEMBER = map(Month.parse, ("2026-10", "2026-11", "2026-12"))


@dataclass
class Building:
    """The services of a test, and short words for what happens in the building."""

    house: House
    site_id: SiteId
    units: dict[str, UnitId]
    people: dict[str, PersonId]
    months: MonthService
    payments: PaymentService
    queries: StatementQueries
    identities: IdentityService
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def charge(
        self, who: str | None, at: datetime, energy_wh: int = 2_000, *, ends: bool = True
    ) -> SessionId:
        """Let somebody charge for half an hour; ``None`` is a card that nobody knows."""
        minute = (at - NOON).total_seconds() / 60
        card = TokenRef(value=f"CARD-OF-{who}" if who else f"STRANGER-{next(self.numbers)}")
        number = await self.house.started(minute, 1_000, id_token=card)
        register_wh = 1_000 + energy_wh
        if ends:
            told = await self.house.ended(minute + 30, register_wh, external_id=number)
        else:
            told = await self.house.report(
                ReportKind.UPDATED,
                minute + 30,
                samples=(sample(minute + 30, register_wh),),
                external_id=number,
            )
        assert told.session_id is not None
        return told.session_id

    async def close(self, month: Month) -> MonthDetail:
        return await self.months.close_month(self.house.admin, self.site_id, month)

    async def month(self, month: Month) -> MonthDetail:
        return await self.months.get_month(self.house.admin, self.site_id, month)


def owed(detail: MonthDetail) -> dict[str | None, str]:
    """Return what each unit owes."""
    return {each.unit_label: str(each.amount.amount) for each in detail.statements}


@asynccontextmanager
async def open_building(database: Database) -> AsyncIterator[Building]:
    """Build it; Ana and Caio live in A 41, Bia in A 42, Davi nowhere. A kWh costs 1.00."""
    async with open_house(database) as house:
        clock, admin = house.clock, house.admin
        site = await SiteService(database, clock).create_site(
            admin, SiteDraft(name="Acácias", timezone="America/Sao_Paulo")
        )
        await house.inventory.edit_station(admin, house.station_id, {"site_id": site.id})
        changed = StationChanged(tenant_id=admin.tenant_id, at=NOON, station_id=house.station_id)
        await refresh_station(house.stations, changed)
        units = {}
        for number in ("41", "42"):
            draft = UnitDraft(site_id=site.id, tower="A", number=number)
            units[number] = (await UnitService(database, clock).create_unit(admin, draft)).id
        residences = ResidenceService(database, clock)
        people = {}
        lives_in = {"Ana": "41", "Caio": "41", "Bia": "42"}
        for name in (*lives_in, "Davi"):
            person = await house.people.create_person(admin, PersonDraft(name=name))
            people[name] = person.id
            card = IdTokenDraft(value=f"CARD-OF-{name}", person_id=person.id)
            await house.tokens.create_token(admin, card)
            if name in lives_in:
                home = ResidenceDraft(unit_id=units[lives_in[name]], from_date=date(2026, 1, 1))
                await residences.add_residence(admin, person.id, home)
        prices = VersionDraft(valid_from=on(1, 1), currency="BRL", price_per_kwh=Decimal("1.00"))
        await house.tariffs.create_tariff(admin, name="Flat", first=prices)
        yield Building(
            house=house,
            site_id=site.id,
            units=units,
            people=people,
            months=MonthService(database, clock),
            payments=PaymentService(database, clock),
            queries=StatementQueries(database, clock),
            identities=IdentityService(database, clock),
        )


def on(month: int, day: int, hour: int = 15) -> datetime:
    """Return an instant of 2026, UTC."""
    return datetime(2026, month, day, hour, tzinfo=UTC)
