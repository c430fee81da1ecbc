import asyncio
from dataclasses import replace

import pytest

from sigec.kit.actor import PERMISSIONS, Role
from sigec.kit.errors import Forbidden
from sigec.kit.ids import StationId, new_id
from sigec.kit.pages import PageRequest
from sigec.stations.model import (
    Command,
    CommandAnswer,
    CommandStatus,
    GivenCommand,
    RawAction,
    Registration,
    Reset,
    ResetKind,
    StartCharging,
    Station,
    Unlock,
)
from sigec.stations.ports import StationOffline, StationSilent
from sigec.stations.service import CommandKeyReused, StationNotAccepted, StationNotFound
from tests.canaries import STATION_PASSWORD
from tests.integration.actors import create_tenant, somebody
from tests.integration.stations.conftest import Yard

RESET = Reset(kind=ResetKind.HARD)
START = StartCharging(id_token="CARD", id_token_kind="Central", remote_start_id=7, evse=1)


async def given(yard: Yard, station: Station) -> list[GivenCommand]:
    page = await yard.history.list_commands(yard.operator, station.id, PageRequest())
    return list(page.items)


async def test_a_command_is_remembered_with_its_answer(yard: Yard) -> None:
    station = await yard.station()
    yard.link.answer = CommandAnswer(status=CommandStatus.REJECTED, payload={"status": "Rejected"})

    result = await yard.stations.command(yard.operator, station.id, RESET)

    assert yard.link.sent == [(station.id, RESET)]
    assert (result.status, result.answer) == (CommandStatus.REJECTED, {"status": "Rejected"})
    [command] = await given(yard, station)
    assert (command.id, command.status) == (result.command_id, CommandStatus.REJECTED)
    assert command.payload == {"kind": "hard", "evse": None}
    assert (command.user_id, command.answered_at) == (yard.operator.user_id, yard.clock.now())


@pytest.mark.parametrize(
    ("failure", "status"),
    [(StationOffline, CommandStatus.OFFLINE), (StationSilent, CommandStatus.SILENT)],
)
async def test_a_command_that_nobody_answers_is_remembered_too(
    yard: Yard, failure: type[Exception], status: CommandStatus
) -> None:
    station = await yard.station()
    yard.link.answer = failure()

    for _ in range(2):
        with pytest.raises(failure):
            await yard.stations.command(yard.operator, station.id, RESET, idempotency_key="once")

    assert [command.status for command in await given(yard, station)] == [status]
    assert len(yard.link.sent) == 1


async def test_a_repeated_key_sends_nothing_and_answers_alike(yard: Yard) -> None:
    station = await yard.station()

    first = await yard.stations.command(yard.operator, station.id, RESET, idempotency_key="k")
    again = await yard.stations.command(yard.operator, station.id, RESET, idempotency_key="k")

    assert again == first
    assert len(yard.link.sent) == 1
    with pytest.raises(CommandKeyReused):
        await yard.stations.command(
            yard.operator, station.id, Unlock(evse=1, connector=1), idempotency_key="k"
        )


@pytest.mark.parametrize(
    ("registration", "command"),
    [
        (Registration.REJECTED, RESET),
        (Registration.PENDING, START),
        (Registration.PENDING, RawAction(action="RemoteStartTransaction", payload={})),
        (Registration.PENDING, RawAction(action="RequestStopTransaction", payload={})),
    ],
)
async def test_a_station_that_is_not_accepted_is_not_told_to_charge(
    yard: Yard, registration: Registration, command: Command
) -> None:
    station = await yard.station(registration=registration)

    with pytest.raises(StationNotAccepted):
        await yard.stations.command(yard.operator, station.id, command)

    assert not yard.link.sent
    assert not await given(yard, station)


@pytest.mark.parametrize(
    "command", [RESET, RawAction(action="GetConfiguration", payload={"key": []})]
)
async def test_a_station_that_waits_for_its_registration_may_be_set_up(
    yard: Yard, command: Command
) -> None:
    station = await yard.station(registration=Registration.PENDING)

    result = await yard.stations.command(yard.operator, station.id, command)

    assert result.status is CommandStatus.ACCEPTED


async def test_a_command_whose_giver_waits_no_longer_is_not_left_open(
    yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = await yard.station()
    is_asked = asyncio.Event()

    async def silent(*_arguments: object, **_named: object) -> None:
        is_asked.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(yard.link, "send", silent)
    giving = asyncio.create_task(yard.stations.command(yard.operator, station.id, RESET))
    await is_asked.wait()
    giving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await giving

    assert [command.status for command in await given(yard, station)] == [CommandStatus.SILENT]


async def test_an_answer_that_comes_late_completes_its_command(yard: Yard) -> None:
    station = await yard.station()
    yard.link.answer = StationSilent()
    with pytest.raises(StationSilent):
        await yard.stations.command(yard.operator, station.id, RESET)
    assert yard.link.when_late is not None

    late = CommandAnswer(status=CommandStatus.REJECTED, payload={"status": "Rejected"})
    await yard.link.when_late(late)

    [command] = await given(yard, station)
    assert (command.status, command.answer) == (CommandStatus.REJECTED, {"status": "Rejected"})


async def test_no_secret_is_kept_with_a_command(yard: Yard) -> None:
    station = await yard.station()
    payload = {"key": "AuthorizationKey", "value": STATION_PASSWORD}
    command = RawAction(action="ChangeConfiguration", payload=payload)

    await yard.stations.command(yard.operator, station.id, command)

    assert yard.link.sent == [(station.id, command)]
    [kept] = await given(yard, station)
    assert kept.payload["payload"] == {"key": "AuthorizationKey", "value": "***"}


async def test_another_tenants_station_is_not_there(yard: Yard) -> None:
    station = await yard.station()
    stranger = somebody(Role.TENANT_ADMIN, await create_tenant(yard.database, "other"))

    for station_id in (station.id, StationId(new_id())):
        with pytest.raises(StationNotFound):
            await yard.stations.command(stranger, station_id, RESET)
    with pytest.raises(StationNotFound):
        await yard.inventory.get_station(stranger, station.id)
    with pytest.raises(StationNotFound):
        await yard.history.list_messages(stranger, station.id, PageRequest())


@pytest.mark.parametrize(
    ("role", "command", "is_allowed"),
    [
        (Role.VIEWER, RESET, False),
        (Role.VIEWER, START, False),
        (Role.OPERATOR, RESET, True),
        (Role.RESIDENT, RESET, False),
        (Role.RESIDENT, START, True),
    ],
)
async def test_who_may_command(yard: Yard, role: Role, command: Command, is_allowed: bool) -> None:  # noqa: FBT001 - a case of the table
    station = await yard.station()
    actor = replace(yard.operator, role=role, permissions=PERMISSIONS[role])

    if is_allowed:
        await yard.stations.command(actor, station.id, command)
    else:
        with pytest.raises(Forbidden):
            await yard.stations.command(actor, station.id, command)
