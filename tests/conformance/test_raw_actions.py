"""Every action of a station's version, through the API and back."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any

import pytest

from sigec.ocpp.messages import v16, v21, v201
from tests.canaries import STATION_PASSWORD
from tests.conformance.charger import SCHEMAS, Charger, Json
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16 import words as one
from tests.conformance.ocpp201 import words as two
from tests.conformance.specimen import response_specimen, specimen, spoiled
from tests.journeys.eventually import eventually

TABLES = {"ocpp1.6": v16.ACTIONS, "ocpp2.0.1": v201.ACTIONS, "ocpp2.1": v21.ACTIONS}
VERSIONS = sorted(TABLES)
SIDE_BY_SIDE = 12
"""Stations among which the actions are divided: what they are told is committed together."""

RESET = {
    "ocpp1.6": {"type": "Soft"},
    "ocpp2.0.1": {"type": "OnIdle"},
    "ocpp2.1": {"type": "OnIdle"},
}


async def boot(charger: Charger) -> None:
    await charger.tell("BootNotification", one.BOOT if charger.version == "ocpp1.6" else two.BOOT)


@pytest.mark.parametrize("version", VERSIONS)
async def test_every_action_reaches_the_station_and_its_answer_comes_back(
    grid: Grid, version: str
) -> None:
    async with AsyncExitStack() as stack:
        chargers = [
            await stack.enter_async_context(grid.charger(version)) for _ in range(SIDE_BY_SIDE)
        ]
        actions = sorted(name for name, action in TABLES[version].items() if action.to_station)
        await asyncio.gather(
            *(
                _send_each(grid, charger, actions[number::SIDE_BY_SIDE])
                for number, charger in enumerate(chargers)
            )
        )


async def _send_each(grid: Grid, charger: Charger, actions: Sequence[str]) -> None:
    """Send each action, as short and as long as its schema allows, and answer it."""
    package = SCHEMAS[charger.version]
    await boot(charger)
    station = await grid.station(charger)
    for action in actions:
        path = f"/stations/{station['id']}/ocpp/{action}"
        for is_full in (False, True):
            payload = specimen(package, action, is_full=is_full)
            asking = asyncio.create_task(grid.http.post(path, json=payload))
            id_, sent = await charger.expect(action)
            assert sent == payload
            answer = response_specimen(package, action)
            await charger.answer(id_, answer)
            response = await asking
            assert response.status_code == 200, response.text
            assert response.json() == {"message_id": id_, "outcome": "result", "payload": answer}


@pytest.mark.parametrize("version", VERSIONS)
async def test_what_the_schema_does_not_allow_is_not_sent(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
        wrong = [
            payload
            for rule, payload in spoiled(SCHEMAS[version], "ChangeAvailability")
            if not rule.startswith("value of evse")
        ]
        good = specimen(SCHEMAS[version], "ChangeAvailability")
        for payload in [*wrong, good | {"neverHeardOf": 1}]:
            response = await grid.command(charger, "ChangeAvailability", payload)
            assert response.status_code == 422, (payload, response.text)
            assert response.json()["errors"][0]["code"] == "field.ocpp"
        odd_payloads: list[Any] = [[], "text", None, 7]
        for odd in odd_payloads:
            assert (await grid.command(charger, "Reset", odd)).status_code == 422
        for action in ("MakeCoffee", "Heartbeat", "reset"):
            response = await grid.command(charger, action, {})
            assert response.status_code == 404
            assert response.json()["type"].endswith("not_found.action")
        assert await grid.commands(charger) == []
        await charger.stays_open()


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_error_of_the_station_is_an_outcome(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
        asking = asyncio.create_task(grid.command(charger, "Reset", RESET[version]))
        id_, _ = await charger.expect("Reset")
        await charger.say([4, id_, "NotSupported", "not here", {"why": 1}])
        assert (await asking).json() == {
            "message_id": id_,
            "outcome": "error",
            "error_code": "NotSupported",
            "error_description": "not here",
        }
        [command] = await grid.commands(charger)
        assert (command["id"], command["kind"], command["status"]) == (id_, "ocpp", "error")


@pytest.mark.parametrize("version", VERSIONS)
async def test_offline_and_silent_stations(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
        asking = asyncio.create_task(grid.command(charger, "Reset", RESET[version]))
        id_, _ = await charger.expect("Reset")
        response = await asking
        assert response.status_code == 504
        assert (await grid.commands(charger))[0]["status"] == "silent"
        await charger.answer(id_, {"status": "Accepted"})

        async def is_completed() -> bool:
            [command] = await grid.commands(charger)
            return bool(command["status"] == "accepted")

        await eventually(is_completed)
        await charger.stays_open()
    response = await grid.command(charger, "Reset", RESET[version])
    assert response.status_code == 409
    assert response.json()["type"].endswith("conflict.station_offline")


async def test_commands_wait_for_their_turn(grid: Grid) -> None:
    async with grid.charger("ocpp2.0.1") as charger:
        await boot(charger)
        asking = [
            asyncio.create_task(grid.command(charger, "Reset", {"type": "OnIdle"}))
            for _ in range(3)
        ]
        for _ in asking:
            id_, _ = await charger.expect("Reset")
            await charger.stays_open()  # the next one waits
            await charger.answer(id_, {"status": "Accepted"})
        assert {(await each).status_code for each in asking} == {200}


async def test_a_secret_is_sent_and_kept_nowhere(grid: Grid) -> None:
    async with grid.charger("ocpp1.6") as charger:
        await boot(charger)
        payload = {"key": "AuthorizationKey", "value": STATION_PASSWORD}
        asking = asyncio.create_task(grid.command(charger, "ChangeConfiguration", payload))
        id_, sent = await charger.expect("ChangeConfiguration")
        assert sent == payload
        await charger.answer(id_, {"status": "Accepted"})
        await asking
        station = await grid.station(charger)

        async def said() -> list[Json] | None:
            path = f"/stations/{station['id']}/messages"
            return await grid.admin.items(path, action="ChangeConfiguration") or None

        [message] = await eventually(said)
        assert message["message_id"] == id_
        assert '"***"' in message["request"]
        assert STATION_PASSWORD not in str([message, *await grid.commands(charger)])


async def test_a_key_sends_a_command_once(grid: Grid) -> None:
    async with grid.charger("ocpp2.1") as charger:
        await boot(charger)
        key = {"Idempotency-Key": f"key-{charger.identity}"}
        asking = asyncio.create_task(grid.command(charger, "Reset", {"type": "OnIdle"}, **key))
        id_, _ = await charger.expect("Reset")
        await charger.answer(id_, {"status": "Accepted"})
        first = await asking
        again = await grid.command(charger, "Reset", {"type": "OnIdle"}, **key)
        assert first.json() == again.json()
        await charger.stays_open()


async def test_a_21_reply_that_breaks_its_schema_is_answered_once(grid: Grid) -> None:
    async with grid.charger("ocpp2.1") as charger:
        await boot(charger)
        for payload, code in [
            ({}, "OccurrenceConstraintViolation"),
            ({"status": "Perhaps"}, "PropertyConstraintViolation"),
            ({"status": 7}, "TypeConstraintViolation"),
            ([], "TypeConstraintViolation"),
        ]:
            asking = asyncio.create_task(grid.command(charger, "Reset", {"type": "OnIdle"}))
            id_, _ = await charger.expect("Reset")
            await charger.say([3, id_, payload])
            retort = await charger.hear()
            assert retort[:3] == [5, id_, code]
            answer = (await asking).json()
            assert (answer["outcome"], answer["error_code"]) == ("error", code)
            await charger.say([3, id_, payload])  # a repeat is unexpected, and never answered
            await charger.stays_open()


async def test_a_21_reply_that_is_no_reply_is_answered_once(grid: Grid) -> None:
    async with grid.charger("ocpp2.1") as charger:
        await boot(charger)
        asking = asyncio.create_task(grid.command(charger, "Reset", {"type": "OnIdle"}))
        id_, _ = await charger.expect("Reset")
        await charger.say([3, id_])
        assert (await charger.hear())[:3] == [5, id_, "FormatViolation"]
        assert (await asking).json()["outcome"] == "error"


@pytest.mark.parametrize("version", ["ocpp1.6", "ocpp2.0.1"])
async def test_before_21_a_broken_reply_is_never_answered(grid: Grid, version: str) -> None:
    replies: list[list[Any]] = [[], [{}], ["text"]]
    async with grid.charger(version) as charger:
        await boot(charger)
        for reply in replies:
            asking = asyncio.create_task(grid.command(charger, "Reset", RESET[version]))
            id_, _ = await charger.expect("Reset")
            await charger.say([3, id_, *reply])
            answer = (await asking).json()
            expected = "result" if reply == [{}] else "error"
            assert answer["outcome"] == expected, (reply, answer)
            await charger.stays_open()
