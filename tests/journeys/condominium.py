"""A condominium as its síndico sets it up: everything over REST, nothing behind its back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, Self

from sigec_sandbox import (
    Faults,
    Metering,
    ScriptClock,
    Station,
    Station16,
    Station21,
    Station201,
    StationSpec,
    outlets,
)
from tests.canaries import EMAIL, PASSWORD, PHONE, RFID_TOKEN, STATION_PASSWORD
from tests.journeys.api import Api, Json
from tests.journeys.eventually import eventually
from tests.journeys.installation import Installation
from tests.journeys.live import Live

EVENING = datetime(2025, 11, 25, 19, 18, tzinfo=UTC)
"""Tuesday 16:18 in São Paulo: 72 minutes before the peak of the default tariff."""

REGISTER_WH = 6_057_910
"""What every meter shows at first: an absolute register is not energy."""

SAMPLE_S = 900
"""A reading each quarter of an hour."""

_STATIONS: dict[str, type[Station]] = {"1.6": Station16, "2.0.1": Station201, "2.1": Station21}
VERSIONS = tuple(_STATIONS)


@dataclass(kw_only=True)
class Condominium:
    """One site with a unit, a resident, their card and a tariff; stations as a test needs them."""

    installation: Installation
    tenant: Json
    admin: Api
    version: str = "1.6"
    site: Json = field(default_factory=dict)
    unit: Json = field(default_factory=dict)
    resident: Json = field(default_factory=dict)
    card: Json = field(default_factory=dict)
    tariff: Json = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    @property
    def is_v2(self) -> bool:
        return self.version != "1.6"

    @classmethod
    @asynccontextmanager
    async def moved_in(cls, installation: Installation, slug: str) -> AsyncIterator[Self]:
        """Create the tenant and its síndico, who sets up the rest."""
        tenant = await installation.admin.create(
            "/tenants", name=slug.title(), slug=slug, plan="enterprise"
        )
        email = f"sindica@{slug}.example"
        await installation.admin.of_tenant(slug).create(
            "/users", email=email, name="Síndica", role="tenant_admin", password=PASSWORD
        )
        client = type(installation.admin)
        async with client.signed_in(installation.http_url, email, PASSWORD) as admin:
            moved_in = cls(installation=installation, tenant=tenant, admin=admin)
            await moved_in._set_up()
            yield moved_in

    async def _set_up(self) -> None:
        create = self.admin.create
        self.site = await create("/sites", name="Garagem", timezone="America/Sao_Paulo")
        self.unit = await create("/units", site_id=self.site["id"], tower="A", number="42")
        self.resident = await create(
            "/people", name="Ana Moradora", phone=PHONE, email=EMAIL, unit_id=self.unit["id"]
        )
        self.card = await self.new_card(RFID_TOKEN, person_id=self.resident["id"])
        self.tariff = await create(
            "/tariffs", name="Garagem", site_id=self.site["id"], version=default_prices()
        )

    async def new_card(self, value: str, **fields: Any) -> Json:
        return await self.admin.create("/id-tokens", value=value, **fields)

    async def register(self, identity: str, **fields: Any) -> Json:
        """Register a station with the canary password."""
        usual = {
            "name": f"Vaga {identity}",
            "site_id": self.site["id"],
            "password": STATION_PASSWORD,
        }
        return await self.admin.create("/stations", ocpp_identity=identity, **{**usual, **fields})

    async def station(
        self,
        *,
        at: datetime = EVENING,
        faults: Faults | None = None,
        connectors: int = 1,
        **habits: Any,
    ) -> Station:
        """Register a station and return it, not yet connected; its clock stands at ``at``."""
        identity = self.new_identity()
        await self.register(identity)
        return self.device(identity, at=at, faults=faults, connectors=connectors, **habits)

    def new_identity(self) -> str:
        """Return an identity that nobody in the installation has."""
        return f"{self.tenant['slug']}-{next(self.numbers)}"

    def device(
        self,
        identity: str,
        *,
        at: datetime = EVENING,
        faults: Faults | None = None,
        connectors: int = 1,
        password: str | None = STATION_PASSWORD,
        segment: str = "",
        **habits: Any,
    ) -> Station:
        """Return a station that connects by this identity, registered or not."""
        usual = {
            "outlets": outlets(connectors, register_wh=REGISTER_WH),
            "metering": Metering(sample_interval_s=SAMPLE_S),
            "silence_s": 15.0,
        }
        return _STATIONS[self.version](
            f"{self.installation.ocpp_url}{segment}",
            identity,
            password=password,
            spec=StationSpec(**{**usual, **habits}),
            clock=ScriptClock(at),
            faults=faults,
        )

    async def station_id(self, station: Station) -> str:
        [found] = await self.admin.items("/stations", ocpp_identity=station.identity)
        station_id: str = found["id"]
        return station_id

    async def sessions(self, **wanted: Any) -> list[Json]:
        """Return all sessions, the earliest start first."""
        return list(reversed(await self.admin.items("/sessions", **wanted)))

    async def settled(self, amount: int = 1, **wanted: Any) -> list[Json]:
        """Return the sessions once there are this many, all ended and finally priced."""

        async def look() -> list[Json] | None:
            found = await self.sessions(**wanted)
            done = all(each["rating"] == "final" for each in found)
            return found if done and len(found) == amount else None

        return await eventually(look)

    async def the_session(self) -> Json:
        """Return the only session there is, ended and finally priced."""
        [session] = await self.settled()
        return session

    async def open_session(self, **wanted: Any) -> Json:
        """Return the only session that goes on."""
        [session] = [each for each in await self.sessions(**wanted) if each["status"] != "ended"]
        return session

    async def readings(self, session: Json) -> list[Json]:
        return await self.admin.items(f"/sessions/{session['id']}/readings")

    async def timeline(self, session: Json) -> list[Json]:
        return await self.admin.items(f"/sessions/{session['id']}/timeline")

    async def energy(self, session: Json) -> Json:
        return await self.admin.get(f"/sessions/{session['id']}/energy")

    @asynccontextmanager
    async def signed_in(self, role: str, **fields: Any) -> AsyncIterator[Api]:
        """Create a user of this condominium and sign them in."""
        email = f"pessoa{next(self.numbers)}@{self.tenant['slug']}.example"
        await self.admin.create(
            "/users", email=email, name="Pessoa", role=role, password=PASSWORD, **fields
        )
        async with Api.signed_in(self.installation.http_url, email, PASSWORD) as api:
            yield api

    @asynccontextmanager
    async def watching(self, *topics: str) -> AsyncIterator[Live]:
        """Watch what happens, as the board in a browser does."""
        async with Live.watching(self.installation.http_url, self.admin.token, *topics) as live:
            yield live


def default_prices(valid_from: str = "2025-01-01T03:00:00Z", **fields: Any) -> Json:
    """Return the condominium product's own prices (domain.md §7)."""
    peak = {
        "name": "peak",
        "weekdays": [1, 2, 3, 4, 5],
        "from_time": "17:30:00",
        "to_time": "20:30:00",
        "on_holidays": False,
        "price_per_kwh": "3.08",
    }
    return {"valid_from": valid_from, "price_per_kwh": "0.53", "windows": [peak], **fields}


def bill(session: Json) -> Json:
    """Return what a person reads on a receipt, and what is remarkable about it."""
    return {
        "started_at": session["started_at"],
        "ended_at": session["ended_at"],
        "stop_reason": session["stop_reason"],
        "energy_wh": session["energy_wh"],
        "energy": f"{session['energy_source']}, {session['energy_quality']}",
        "cost": session["cost"] and session["cost"]["amount"],
        "flags": session["flags"],
    }
