"""Weeks of history: what stations would have said then, through the routers that hear them now."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

import msgspec
from msgspec import Raw

from sigec import jobs
from sigec.crew import FRESHNESS_KIND
from sigec.demo.charges import ZONE, Diary, Outlet, PastCharge, Reading
from sigec.demo.words import Said, start_16, words_2, words_16
from sigec.kit.actor import PLATFORM
from sigec.ocpp.frames import CallFrame, OcppVersion
from sigec.ocpp.router import Router
from sigec.ocpp.router import Services as OcppServices
from sigec.ocpp.server import routers
from sigec.rest.services import Services
from sigec.stations.model import Admission
from sigec_sandbox.stations.spec import StationSpec

_RESULT = 3


UNTIL_ALL_IS_TOLD = timedelta(minutes=4)


async def let_no_session_be_stale_yet(services: Services) -> None:
    """Put off the look for stale sessions: what is being told is old, and ends a moment later."""
    async with services.database.transaction(PLATFORM) as connection:
        await jobs.schedule(
            connection,
            kind=FRESHNESS_KIND,
            key=FRESHNESS_KIND,
            run_at=services.clock.now() + UNTIL_ALL_IS_TOLD,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """A station that has a past, and who charged there."""

    admission: Admission
    version: str
    spec: StationSpec
    cards: Sequence[str]


class History:
    """Tells the past of stations, each in the order it happened, all of them side by side."""

    def __init__(self, services: Services) -> None:
        doors = OcppServices(
            sessions=services.sessions,
            stations=services.stations,
            certificates=services.certificates.requests,
            clock=services.clock,
        )
        self._routers: Mapping[OcppVersion, Router] = routers(doors)

    async def tell(
        self, tellers: Sequence[Teller], *, since: datetime, until: datetime
    ) -> list[StationSpec]:
        """Tell what happened in a span; return the stations as their meters stand at its end."""
        return await asyncio.gather(*(self._tell_one(each, since, until) for each in tellers))

    async def leave_open(self, teller: Teller, *, at: datetime) -> None:
        """Tell of a charge that began, and of which nothing was heard after two hours."""
        register_wh = teller.spec.outlets[0].register_wh
        readings = [
            Reading(
                at=at + timedelta(minutes=30 * number),
                register_wh=register_wh + 3_300 * number,
                power_w=6_600,
                soc_percent=40 + 7 * number,
            )
            for number in range(5)
        ]
        charge = PastCharge(card=teller.cards[0], readings=readings, stop_reason="Local")
        await self._tell_charge(teller, 1, charge, number=0, is_over=False)

    async def _tell_one(self, teller: Teller, since: datetime, until: datetime) -> StationSpec:
        outlets = []
        for connector, spec in enumerate(teller.spec.outlets, start=1):
            outlet = Outlet(
                power_w=min(spec.max_power_w, 50_000 if spec.is_dc else 11_000),
                register_wh=spec.register_wh,
                is_fast=spec.is_dc,
            )
            seed = f"{teller.admission.identity}:{connector}"
            diary = Diary(outlet, teller.cards, Random(seed))  # noqa: S311 - an invented past
            first = since.astimezone(ZONE).date()
            for number, charge in enumerate(diary.charges(first, until)):
                await self._tell_charge(teller, connector, charge, number=number)
            outlets.append(replace(spec, register_wh=diary.register_wh))
        return replace(teller.spec, outlets=tuple(outlets))

    async def _tell_charge(
        self,
        teller: Teller,
        connector: int,
        charge: PastCharge,
        *,
        number: int,
        is_over: bool = True,
    ) -> None:
        if teller.version == "1.6":
            answer = await self._say(teller, start_16(charge, connector))
            said = list(words_16(charge, connector, answer["transactionId"]))
        else:
            name = f"{teller.admission.station_id}/{connector}/{number}"
            said = list(words_2(charge, connector, str(uuid5(NAMESPACE_URL, name))))
        for each in said if is_over else said[:-2]:
            await self._say(teller, each)

    async def _say(self, teller: Teller, said: Said) -> dict[str, int]:
        frame = CallFrame(
            Raw(msgspec.json.encode(f"{said.action}-{said.at.timestamp():.0f}")),
            said.action,
            Raw(said.text),
        )
        router = self._routers[OcppVersion(f"ocpp{teller.version}")]
        answer = await router.respond(teller.admission, frame, said.at.astimezone(UTC))
        assert answer is not None, "the demo's database takes what is said"
        kind, _, payload, *_ = json.loads(answer)
        assert kind == _RESULT, f"{said.action} was refused: {payload}"
        return dict(payload)
