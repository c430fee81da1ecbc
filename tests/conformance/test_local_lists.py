"""A station's list of who may charge: sent, changed, sent whole, split, and put right by itself."""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.conformance.charger import Charger, Json
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16.words import BOOT as BOOT_16
from tests.conformance.ocpp201.words import BOOT as BOOT_2
from tests.journeys.eventually import eventually

VERSIONS = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]


@dataclass
class Kept:
    """A station that keeps a list, and the group whose cards are on it."""

    grid: Grid
    charger: Charger
    group: str

    @property
    def is_16(self) -> bool:
        return self.charger.version == "ocpp1.6"

    async def boot(self) -> None:
        await self.charger.tell("BootNotification", BOOT_16 if self.is_16 else BOOT_2)

    async def path(self) -> str:
        return f"/stations/{(await self.grid.station(self.charger))['id']}"

    async def card(self, **more: Any) -> Json:
        value = f"C{secrets.token_hex(6)}"
        card: Json = await self.grid.admin.create(
            "/id-tokens", **{"value": value, "group": self.group, **more}
        )
        return card

    async def want(self) -> None:
        """Let the station keep a list of the group's cards, and be switched on for it."""
        policy = {"admitted": "groups", "groups": [self.group], "keeps_list": True}
        await self.grid.admin.put(f"{await self.path()}/access-policy", **policy)
        await self.is_switched_on()

    async def is_switched_on(self) -> None:
        if self.is_16:
            id_, sent = await self.charger.expect("GetConfiguration")
            key = sent["key"][0]
            told: Json = {"configurationKey": [{"key": key, "readonly": False, "value": "true"}]}
        else:
            id_, sent = await self.charger.expect("GetVariables")
            [asked] = sent["getVariableData"]
            told = {
                "getVariableResult": [
                    asked | {"attributeStatus": "Accepted", "attributeValue": "True"}
                ]
            }
        await self.charger.answer(id_, told)

    async def has_version(self, version: int) -> None:
        id_, sent = await self.charger.expect("GetLocalListVersion")
        assert sent == {}
        name = "listVersion" if self.is_16 else "versionNumber"
        await self.charger.answer(id_, {name: version})

    async def takes_at_once(self, items: int, entries: int = 100) -> None:
        """Say how much fits into a message and, where the version has a word for it, a list."""
        if self.is_16:
            id_, sent = await self.charger.expect("GetConfiguration")
            values = {"SendLocalListMaxLength": items, "LocalAuthListMaxLength": entries}
            assert sorted(sent["key"]) == sorted(values)
            keys = [{"key": key, "readonly": True, "value": str(n)} for key, n in values.items()]
            await self.charger.answer(id_, {"configurationKey": keys})
            return
        id_, sent = await self.charger.expect("GetVariables")
        [asked] = sent["getVariableData"]
        assert asked["variable"] == {"name": "ItemsPerMessage"}
        told = asked | {"attributeStatus": "Accepted", "attributeValue": str(items)}
        await self.charger.answer(id_, {"getVariableResult": [told]})

    async def is_sent(self) -> tuple[str, int, bool, Mapping[str, str | None]]:
        """Return the message's id, its version, whether it is the whole list, and its entries."""
        id_, sent = await self.charger.expect("SendLocalList")
        entries: dict[str, str | None] = {}
        for each in sent.get("localAuthorizationList", []):
            token = each["idTag"] if self.is_16 else each["idToken"]["idToken"]
            info = each.get("idTagInfo" if self.is_16 else "idTokenInfo")
            entries[token] = info and info["status"]
        version = sent["listVersion" if self.is_16 else "versionNumber"]
        return id_, version, sent["updateType"] == "Full", entries

    async def is_seen(self, **expected: Any) -> Json:
        path = f"{await self.path()}/local-list"

        async def look() -> Json | None:
            found: Json = await self.grid.admin.get(path)
            return found if expected.items() <= found.items() else None

        return await eventually(look)


def kept(grid: Grid, charger: Charger) -> Kept:
    return Kept(grid=grid, charger=charger, group=f"G{secrets.token_hex(4)}")


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_list_is_sent_in_parts_and_then_only_what_changes(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        house = kept(grid, charger)
        await house.boot()
        cards = [await house.card() for _ in range(3)]
        await house.want()
        await house.has_version(0)
        await house.takes_at_once(2)
        sent: dict[str, str | None] = {}
        for number in (1, 2):
            id_, is_version, is_full, entries = await house.is_sent()
            assert (is_version, is_full) == (number, number == 1)
            assert len(entries) <= 2
            sent |= entries
            await charger.answer(id_, {"status": "Accepted"})
        assert sent == {card["value"]: "Accepted" for card in cards}
        await house.has_version(2)
        await house.is_seen(state="applied", version=2, size=3, left_out_count=0)

        await grid.admin.patch(f"/id-tokens/{cards[0]['id']}", status="blocked")
        await house.has_version(2)
        id_, is_version, is_full, entries = await house.is_sent()
        assert (is_version, is_full) == (3, False)
        assert entries == {cards[0]["value"]: None}
        await charger.answer(id_, {"status": "Accepted"})
        await house.has_version(3)
        await house.is_seen(state="applied", version=3, size=2)
        await charger.stays_open()


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_station_with_another_list_gets_all_of_it(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        house = kept(grid, charger)
        await house.boot()
        card = await house.card()
        await house.want()
        await house.has_version(41)  # somebody else's list
        await house.takes_at_once(10)
        id_, first, is_full, entries = await house.is_sent()
        assert (first, is_full, entries) == (42, True, {card["value"]: "Accepted"})
        await charger.answer(id_, {"status": "Accepted"})
        await house.has_version(42)
        await house.is_seen(state="applied")

        other = await house.card()
        await house.has_version(42)
        id_, _, is_full, entries = await house.is_sent()
        assert (is_full, entries) == (False, {other["value"]: "Accepted"})
        await charger.answer(id_, {"status": "VersionMismatch"})
        id_, _, is_full, entries = await house.is_sent()
        assert is_full
        assert entries == {card["value"]: "Accepted", other["value"]: "Accepted"}
        await charger.answer(id_, {"status": "Accepted"})
        await house.has_version(44)
        await house.is_seen(state="applied", size=2, version=44)

        # Somebody asks for all of it: nothing that we know counts.
        await grid.admin.post(f"{await house.path()}/local-list/send")
        await house.has_version(44)
        id_, is_version, is_full, _ = await house.is_sent()
        assert (is_version, is_full) == (45, True)
        await charger.answer(id_, {"status": "Accepted"})
        await house.has_version(45)
        await house.is_seen(state="applied", version=45)
        await charger.stays_open()


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_answer_that_never_came_is_made_up_for_by_the_version(
    grid: Grid, version: str
) -> None:
    async with grid.charger(version) as charger:
        house = kept(grid, charger)
        await house.boot()
        card = await house.card()
        await house.want()
        await house.has_version(0)
        await house.takes_at_once(10)
        _, _, is_full, _ = await house.is_sent()
        assert is_full  # it takes the list, and is gone before it can say so
    await house.is_seen(state="pending")
    async with grid.charger(version, charger.identity) as charger:
        house.charger = charger
        await house.boot()
        await house.is_switched_on()
        await house.has_version(1)
        await house.is_seen(state="applied", version=1, size=1)
        await charger.stays_open()
    assert card


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_station_that_takes_less_teaches_us(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        house = kept(grid, charger)
        await house.boot()
        cards = [await house.card() for _ in range(2)]
        await house.want()
        await house.has_version(0)
        await house.takes_at_once(1)
        id_, _, _, _ = await house.is_sent()
        await charger.answer(id_, {"status": "Accepted"})
        id_, _, _, _ = await house.is_sent()
        await charger.answer(id_, {"status": "Failed"})
        seen = await house.is_seen(state="pending", reason="Failed", entries_max=1)
        assert seen["next_at"] is not None

        await house.boot()  # asked again sooner than by the clock
        await house.is_switched_on()
        await house.has_version(1)
        id_, _, is_full, entries = await house.is_sent()
        assert is_full
        assert len(entries) == 1
        await charger.answer(id_, {"status": "Accepted"})
        await house.has_version(2)
        seen = await house.is_seen(state="applied", size=1, left_out_count=1)
        [left_out] = seen["left_out"]
        assert left_out["value"] in {card["value"] for card in cards} - set(entries)
        await charger.stays_open()


@pytest.mark.parametrize("version", VERSIONS)
async def test_what_a_station_does_not_take_is_shown(grid: Grid, version: str) -> None:
    answers: list[tuple[Json | str, str, str | None]] = [
        ({"status": "Failed"}, "refused", "Failed"),
        ({"status": "NotSupported"}, "unsupported", "NotSupported"),
        ("NotImplemented", "unsupported", "NotImplemented"),
        ("InternalError", "pending", "InternalError"),
        ({"status": 7}, "pending", None),
    ]
    async with grid.charger(version) as charger:
        house = kept(grid, charger)
        await house.boot()
        await house.card()
        await house.want()
        await house.has_version(0)
        await house.takes_at_once(5)
        for number, (answer, *expected) in enumerate(answers):
            if number:
                await grid.admin.post(f"{await house.path()}/local-list/send")
                await house.has_version(0)
            id_, _, _, _ = await house.is_sent()
            state, reason = expected
            if isinstance(answer, str):
                await charger.say([4, id_, answer, "", {}])
            else:
                await charger.answer(id_, answer)
                if version == "ocpp2.1" and answer["status"] != "Failed":
                    assert (await charger.hear())[0] == 5  # no such status in 2.1
                    state, reason = "pending", None
            seen = await house.is_seen(state=state, attempts=1)
            assert reason is None or seen["reason"] == reason
        await charger.stays_open()


async def test_a_list_that_is_not_there_or_switched_off_is_told_apart_in_1_6(grid: Grid) -> None:
    async with grid.charger("ocpp1.6") as charger:
        house = kept(grid, charger)
        await house.boot()
        await house.want()
        await house.has_version(-1)
        await house.is_seen(state="unsupported")
        assert (await grid.http.post(f"{await house.path()}/local-list/send")).status_code == 200


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_cache_forgets_a_card_that_may_charge_no_more(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        house = kept(grid, charger)
        await house.boot()
        await grid.admin.put(f"{await house.path()}/access-policy", clears_cache=True)
        card = await house.card()
        shown: Json = {"idTag": card["value"]}
        if not house.is_16:
            shown = {"idToken": {"idToken": card["value"], "type": "ISO14443"}}
        await charger.tell("Authorize", shown)

        async def is_kept() -> list[Json]:
            return await grid.admin.items(f"/id-tokens/{card['id']}/decisions")

        await eventually(is_kept)
        await grid.admin.patch(f"/id-tokens/{card['id']}", status="blocked")
        id_, _ = await charger.expect("ClearCache")
        await charger.answer(id_, {"status": "Accepted"})
        [refused] = [each for each in await is_kept() if each["purpose"] == "shown"]
        assert not refused["is_refused"]  # decided before it was blocked
        await charger.stays_open()

        path = f"{await house.path()}/commands/local-list-version"
        asking = asyncio.create_task(grid.admin.post(path))
        await house.has_version(7)
        assert (await asking)["status"] == "accepted"
