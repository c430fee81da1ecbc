"""What policies say is wanted of stations, and a list is brought in step: on both databases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from sigec.access.model import AccessPolicy, Admitted, Offline, PlaceKind, RefusedCharge
from sigec.access.service import (
    AccessKeeper,
    CacheFulfiller,
    ListNotKept,
    ListService,
    LocalListFulfiller,
)
from sigec.drivers.model import IdTokenDraft, TokenRef, TokenStatus
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import StationId
from sigec.kit.pages import PageRequest
from sigec.sessions.model import ReportKind
from sigec.stations.model import (
    Admission,
    AskLocalListVersion,
    ClearCache,
    Command,
    CommandAnswer,
    CommandStatus,
    DesireKind,
    DesireState,
    GetVariables,
    Outcome,
    Peer,
    SendLocalList,
    Variable,
    VariableName,
    Visit,
)
from sigec.stations.service import DesireService, find_desire
from sigec_sandbox.stations.local_list import LocalList
from sigec_sandbox.stations.tokens import Token
from tests.integration.sessions.house import CARD, V16, V201, House, at

PEER = Peer(address="127.0.0.1")


@dataclass
class ListLink:
    """A station that keeps a list, and takes and remembers what it is told."""

    entries_max: int | None = None
    kept: LocalList = field(default_factory=LocalList)
    sent: list[Command] = field(default_factory=list)

    async def check(self, station_id: StationId, command: Command) -> None:
        """Know everything."""

    async def send(self, station_id: StationId, command: Command, **_: object) -> CommandAnswer:
        self.sent.append(command)
        match command:
            case AskLocalListVersion():
                return _answer({"listVersion": self.kept.version})
            case SendLocalList():
                take = self.kept.replace if command.is_full else self.kept.update
                taken = take(
                    command.version, {each.id_token: each.status for each in command.tokens}
                )
                assert taken
                return _answer({"status": "Accepted"})
            case GetVariables() if self.entries_max is not None:
                name = VariableName(variable="LocalAuthListMaxLength")
                told = (Variable(name=name, value=str(self.entries_max)),)
                return CommandAnswer(status=CommandStatus.ACCEPTED, variables=told)
            case GetVariables() | ClearCache():
                return _answer({"status": "Accepted"})
            case _:
                raise AssertionError(command)


def _answer(payload: Mapping[str, Any]) -> CommandAnswer:
    return CommandAnswer(status=CommandStatus.ACCEPTED, payload=payload)


@dataclass
class Keeping:
    """A house whose stations are kept to its policies."""

    house: House
    link: ListLink
    keeper: AccessKeeper
    fulfiller: LocalListFulfiller
    lists: ListService
    desires: DesireService

    async def say(self, **fields: Any) -> None:
        place = (PlaceKind.STATION, self.house.station_id)
        await self.house.policies.edit_policy(self.house.admin, *place, AccessPolicy(**fields))
        await self.keeper.keep(self.house.admin.require_tenant())

    async def wanted(self) -> dict[tuple[str, str], Any]:
        """Return what is wanted of the station now, by kind and subject."""
        page = await self.desires.list_desires(
            self.house.admin, self.house.station_id, PageRequest()
        )
        return {(each.wish.kind.value, each.wish.subject): each for each in page.items}

    async def visit(self) -> None:
        """Let the station's list be brought in step, and say that it is."""
        async with self.house.database.read(PLATFORM) as connection:
            desire = await find_desire(connection, self.house.station_id, DesireKind.LOCAL_LIST, "")
        assert desire is not None
        visit = Visit(
            station_id=self.house.station_id,
            tenant_id=self.house.admin.require_tenant(),
            protocol=V16,
            vendor=None,
            model=None,
            claim=1,
        )
        [attempt] = [attempt async for _, attempt in self.fulfiller.fulfil(visit, [desire])]
        assert attempt.outcome.value == "reported", attempt


async def keeping(house: House, protocol: str = V16) -> Keeping:
    known = house.stations.find(house.station_id)
    assert known is not None
    admission = Admission(
        station_id=known.station_id,
        tenant_id=known.tenant_id,
        site_id=None,
        identity=known.identity,
        registration=known.registration,
        security_profile=0,
    )
    await house.stations.connected(admission, protocol=protocol, peer=PEER)
    link = ListLink()
    lists = ListService(
        house.database, house.clock, policies=house.policies, stations=house.stations
    )
    return Keeping(
        house=house,
        link=link,
        keeper=AccessKeeper(house.database, house.clock, house.policies, house.stations),
        fulfiller=LocalListFulfiller(
            house.database,
            house.clock,
            link=link,
            policies=house.policies,
            stations=house.stations,
        ),
        lists=lists,
        desires=DesireService(house.database, house.clock, house.directory),
    )


async def test_a_policy_is_wanted_of_stations_in_the_words_of_their_version(house: House) -> None:
    one = await keeping(house)
    await one.say(
        keeps_list=True,
        offline=Offline.LISTED,
        refused_charge=RefusedCharge.STOP,
        remote_asks=True,
        master_group="MASTER",
    )

    found = await one.wanted()
    assert {subject: each.wish.wanted.get("value") for (_, subject), each in found.items()} == {
        "LocalAuthListEnabled": "true",
        "LocalAuthorizeOffline": "true",
        "AuthorizationCacheEnabled": "false",
        "AllowOfflineTxForUnknownId": "false",
        "StopTransactionOnInvalidId": "true",
        "AuthorizeRemoteTxRequests": "true",
        "local list": None,
    }
    await one.keeper.keep(house.admin.require_tenant())
    assert {each.id for each in (await one.wanted()).values()} == {
        each.id for each in found.values()
    }

    await keeping(house, V201)  # the station comes back in another version
    await one.keeper.keep(house.admin.require_tenant(), [house.station_id])
    assert {
        subject: each.wish.wanted.get("value")
        for (_, subject), each in (await one.wanted()).items()
    } == {
        "LocalAuthListCtrlr.Enabled": "true",
        "AuthCtrlr.LocalAuthorizeOffline": "true",
        "AuthCacheCtrlr.Enabled": "false",
        "AuthCtrlr.OfflineTxForUnknownIdEnabled": "false",
        "TxCtrlr.StopTxOnInvalidId": "true",
        "AuthCtrlr.AuthorizeRemoteStart": "true",
        "AuthCtrlr.MasterPassGroupId": "MASTER",
        "local list": None,
    }

    await one.say()
    assert await one.wanted() == {}


async def test_a_list_is_brought_in_step_by_what_changed(house: House) -> None:
    one = await keeping(house)
    await one.say(keeps_list=True)
    await one.visit()
    assert (one.link.kept.version, one.link.kept.status(Token("card-1"))) == (1, "Accepted")
    kept = await one.lists.get_list(house.admin, house.station_id)
    assert kept.known is not None
    assert (kept.is_wanted, kept.known.version, len(kept.known.entries)) == (True, 1, 1)

    blocked = IdTokenDraft(value="CARD-9", status=TokenStatus.BLOCKED, valid_to=at(60))
    await house.tokens.create_token(house.admin, blocked)
    digest = (await one.wanted())["local_list", "local list"].wish.wanted
    await one.keeper.keep_all()
    assert (await one.wanted())["local_list", "local list"].wish.wanted == digest

    await house.tokens.create_token(house.admin, IdTokenDraft(value="CARD-2", valid_to=at(60)))
    await one.keeper.keep_all()
    assert (await one.wanted())["local_list", "local list"].wish.wanted != digest
    await one.visit()
    [sent] = [each for each in one.link.sent if isinstance(each, SendLocalList)][1:]
    assert (sent.is_full, [each.id_token for each in sent.tokens]) == (False, ["CARD-2"])

    # Whom a stranger's card would be let in for, those who are refused must be known.
    await one.say(keeps_list=True, offline=Offline.ANYONE)
    await one.visit()
    assert one.link.kept.status(Token("CARD-9")) == "Blocked"

    house.clock.advance(minutes=61)
    await one.say(keeps_list=True)
    await one.visit()
    assert (len(one.link.kept), one.link.kept.status(Token("CARD-1"))) == (1, "Accepted")

    await one.say(keeps_list=True, admitted=Admitted.GROUPS, groups=("NOBODY",))
    await one.visit()
    assert len(one.link.kept) == 0


async def test_who_charges_here_is_kept_when_there_is_no_room(house: House) -> None:
    one = await keeping(house)
    for value in ("CARD-2", "CARD-3"):
        await house.tokens.create_token(house.admin, IdTokenDraft(value=value))
    await house.report(ReportKind.STARTED, 0, register_wh=0, id_token=TokenRef(value="CARD-3"))
    one.link.entries_max = 2
    await one.say(keeps_list=True)
    await one.visit()

    kept = await one.lists.get_list(house.admin, house.station_id)
    assert kept.known is not None
    assert [each.value for each in kept.known.entries] == ["CARD-1", "CARD-3"]
    assert [each.value for each in kept.left_out] == ["CARD-2"]


async def test_a_cache_is_cleared_where_a_card_that_may_charge_no_more_was_let_in(
    house: House,
) -> None:
    one = await keeping(house)
    await one.say(offline=Offline.KNOWN)
    [card] = (await house.tokens.list_tokens(house.admin, PageRequest())).items
    tenant_id = house.admin.require_tenant()
    await house.tokens.edit_token(house.admin, card.id, {"status": TokenStatus.BLOCKED})
    await one.keeper.forget_tokens(tenant_id, [card.id])
    assert ("cleared_cache", "cache") not in await one.wanted()  # it was never let in there

    await house.tokens.edit_token(house.admin, card.id, {"status": TokenStatus.ACCEPTED})
    await house.report(ReportKind.STARTED, 0, register_wh=0, id_token=CARD)
    await one.keeper.forget_tokens(tenant_id, [card.id])
    assert ("cleared_cache", "cache") not in await one.wanted()  # and may charge
    await house.tokens.edit_token(house.admin, card.id, {"status": TokenStatus.BLOCKED})
    await one.keeper.forget_tokens(tenant_id, [card.id])
    desire = (await one.wanted())["cleared_cache", "cache"]

    visit = Visit(
        station_id=house.station_id,
        tenant_id=tenant_id,
        protocol=V16,
        vendor=None,
        model=None,
        claim=1,
    )
    fulfiller = CacheFulfiller(one.link)
    for expected in (1, 1):
        [(_, attempt)] = [each async for each in fulfiller.fulfil(visit, [desire])]
        assert attempt.outcome is Outcome.REPORTED
        desire = desire.after(attempt, at=at(1))
        assert one.link.sent.count(ClearCache()) == expected
    assert desire.state is DesireState.APPLIED


async def test_a_list_can_be_asked_for_anew_only_where_one_is_kept(house: House) -> None:
    one = await keeping(house)
    with pytest.raises(ListNotKept):
        await one.lists.send_anew(house.admin, house.station_id)
    await one.say(keeps_list=True)
    await one.visit()

    kept = await one.lists.send_anew(house.admin, house.station_id)
    assert kept.desire is not None
    assert (kept.desire.state, kept.known and kept.known.version) == (DesireState.PENDING, None)
    await one.visit()
    assert [each.is_full for each in one.link.sent if isinstance(each, SendLocalList)] == [
        True,
        True,
    ]
