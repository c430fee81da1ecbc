"""Let stations show every state: what they do by themselves, and what people told them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sigec.kit.actor import Actor
from sigec.kit.errors import SigecError
from sigec.kit.ids import StationId
from sigec.rest.services import Services
from sigec.stations.model import Command, CommandStatus, RawAction, SetAvailability
from sigec_sandbox.acts import Act, perform
from sigec_sandbox.clocks import PacedClock
from sigec_sandbox.fleet.fleet import Fleet
from sigec_sandbox.fleet.members import Member
from sigec_sandbox.scenarios.reading import load
from sigec_sandbox.scenarios.spans import Span

STRANGER_CARD = "04FACADE0BEEF1"
NEVER_S = Span(1e9, 1e9)
TRY_AGAIN_S = 3.0
TRIES = 40
KNOCKS_EVERY_S = 20.0
"""So that a station which is adopted is soon there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A station on the stage: what it shows, with whose card."""

    member: Member
    act: Act
    card: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """What a person tells a station, and why."""

    actor: Actor
    station_id: StationId
    command: Command
    reason: str


async def play(url: str, roles: Sequence[Role], extras: Sequence[Member]) -> None:
    """Connect the stations and let each show its state; ``extras`` only try to connect."""
    scenario = replace(
        load("demo"),
        troubles=(),
        first_arrival_s=NEVER_S,
        pause_s=NEVER_S,
        longest_retry_s=KNOCKS_EVERY_S,
    )
    members = [role.member for role in roles]
    fleet = Fleet([*members, *extras], url, scenario, PacedClock())
    acts = [
        asyncio.create_task(perform(role.act, station, role.card))
        for role, station in zip(roles, fleet.stations, strict=False)
    ]
    try:
        await fleet.live(connecting_s=5)
    finally:
        for act in acts:
            act.cancel()
        await asyncio.gather(*acts, return_exceptions=True)


async def instruct(services: Services, instructions: Sequence[Instruction]) -> None:
    """Tell each station what a person would, as soon as it can be told."""
    await asyncio.gather(*(_insist(services, each) for each in instructions))


async def _insist(services: Services, instruction: Instruction) -> None:
    accepted = (CommandStatus.ACCEPTED, CommandStatus.SCHEDULED)
    for _ in range(TRIES):
        try:
            result = await services.stations.command(
                instruction.actor,
                instruction.station_id,
                instruction.command,
                reason=instruction.reason,
            )
        except SigecError:
            pass  # it is not there yet
        else:
            if result.status in accepted:
                return
        await asyncio.sleep(TRY_AGAIN_S)


def take_out() -> Command:
    """Take a station out of service."""
    return SetAvailability(operative=False)


def withhold_16() -> Command:
    """Let a station of 1.6 offer nothing, as a building does whose supply is at its limit."""
    schedule = {
        "chargingRateUnit": "W",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 0}],
    }
    profile: Mapping[str, Any] = {
        "chargingProfileId": 1,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Relative",
        "chargingSchedule": schedule,
    }
    payload = {"connectorId": 1, "csChargingProfiles": profile}
    return RawAction(action="SetChargingProfile", payload=payload)
