"""Decisions of a house: by its rules, kept with the message that asked, and told when refused."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from sigec import outbox
from sigec.access.model import AccessPolicy, Decided, Intent, PlaceKind
from sigec.access.service import DecisionFilter
from sigec.drivers.model import (
    AuthorizationStatus,
    ConcurrentUse,
    DecisionReason,
    IdTokenDraft,
    TokenRef,
)
from sigec.events.access import IdTokenRefused
from sigec.journal import Entry
from sigec.kit.actor import PLATFORM, Role
from sigec.kit.errors import PreconditionFailed
from sigec.kit.ids import new_id
from sigec.kit.pages import PageRequest
from sigec.sessions.model import ReportKind
from sigec.sessions.service import TokenRefused
from sigec.sites.service import SiteNotFound
from sigec.stations.service import StationNotFound
from tests.integration.actors import create_tenant, somebody
from tests.integration.sessions.house import CARD, STRANGER, V201, House, at

SECOND = TokenRef(value="CARD-2")
ACCEPTED, CONCURRENT = AuthorizationStatus.ACCEPTED, AuthorizationStatus.CONCURRENT_TX


async def say(house: House, **fields: object) -> None:
    tenant_id = house.admin.require_tenant()
    policy = AccessPolicy(**fields)  # type: ignore[arg-type]  # as the caller says
    await house.policies.edit_policy(house.admin, PlaceKind.TENANT, tenant_id, policy)


async def decisions(house: House, **wanted: object) -> Sequence[Decided]:
    """Return what was decided, the earliest first."""
    page = await house.decisions.list_decisions(
        house.admin,
        PageRequest(),
        DecisionFilter(**wanted),  # type: ignore[arg-type]  # as the caller says
    )
    return list(reversed(page.items))


async def start(
    house: House, minute: float, token: TokenRef = CARD, **fields: Any
) -> AuthorizationStatus:
    said = {"register_wh": 1_000, "id_token": token, **fields}
    outcome = await house.report(ReportKind.STARTED, minute, **said)
    assert outcome.decision is not None
    return outcome.decision.status


async def test_a_token_charges_once_at_a_time_where_that_is_the_rule(house: House) -> None:
    await say(house, concurrent_use=ConcurrentUse.ONE_PER_TOKEN)
    elsewhere: dict[str, Any] = {"station_id": house.other_station_id}

    assert await start(house, 0) is ACCEPTED
    assert await start(house, 0) is ACCEPTED  # the same again: its own charge is no other
    assert await start(house, 5, **elsewhere) is CONCURRENT
    assert await start(house, 6) is ACCEPTED  # proves that the one before on the connector is over
    refused = (await decisions(house, is_refused=True))[0]
    assert refused.reason is DecisionReason.ALREADY_CHARGING
    assert refused.details == {"station": "CP-1", "since": at(0).isoformat()}
    view = await house.view(refused.session_id)
    assert view.session.station_id == house.other_station_id

    # Of what is told late, only what went on then counts.
    late: dict[str, Any] = {"station_id": house.other_station_id, "evse": 2, "connector": 2}
    assert await start(house, -60, received_at=at(7), **late) is ACCEPTED
    assert (await decisions(house))[-1].is_offline


async def test_a_group_may_be_held_to_one_charge_and_a_token_be_freed(house: House) -> None:
    await say(house, concurrent_use=ConcurrentUse.ONE_PER_GROUP)
    [known] = (await house.tokens.list_tokens(house.admin, PageRequest())).items
    await house.tokens.edit_token(house.admin, known.id, {"group": "FAMILY"})
    for value, use in ((SECOND.value, None), ("FREE", ConcurrentUse.ALLOWED)):
        draft = IdTokenDraft(value=value, group="FAMILY", concurrent_use=use)
        await house.tokens.create_token(house.admin, draft)

    assert await start(house, 0) is ACCEPTED
    other: dict[str, Any] = {"station_id": house.other_station_id}
    assert await start(house, 1, SECOND, **other) is CONCURRENT
    assert await start(house, 2, TokenRef(value="FREE"), **other) is ACCEPTED
    assert [each.reason for each in await decisions(house)] == [
        DecisionReason.ACCEPTED,
        DecisionReason.GROUP_CHARGING,
        DecisionReason.ACCEPTED,
    ]


async def test_a_charge_that_was_not_heard_of_for_a_day_holds_up_nobody(house: House) -> None:
    await say(house, concurrent_use=ConcurrentUse.ONE_PER_TOKEN)
    await start(house, 0)

    assert await start(house, 24 * 60 + 1, station_id=house.other_station_id) is ACCEPTED


async def test_a_shown_card_is_journaled_with_its_decision_and_told_when_refused(
    house: House,
) -> None:
    station = house.stations.find(house.station_id)
    assert station is not None
    for value, message_id in ((CARD, "m-1"), (STRANGER, "m-2")):
        entry = Entry(
            tenant_id=station.tenant_id,
            station_id=house.station_id,
            protocol=V201,
            direction="in",
            action="Authorize",
            message_id=message_id,
            request="{}",
            at=at(0),
            received_at=at(0),
        )
        await house.sessions.authorize(house.station_id, value, entry, msgspec.json.encode)
    await house.ended(1, 5_000)  # what is posted is stored before what comes after it

    shown = [each for each in await decisions(house) if each.purpose is Intent.SHOWN]
    assert [(each.message_id, each.reason, each.value) for each in shown] == [
        ("m-1", DecisionReason.ACCEPTED, "CARD-1"),
        ("m-2", DecisionReason.UNKNOWN_TOKEN, "STRANGER"),
    ]
    async with house.database.transaction(PLATFORM) as connection:
        waiting = await outbox.claim(connection, at=at(1), limit=1_000, lease_s=1)
        told = [each.event for each in waiting]
    [refused] = [event for event in told if isinstance(event, IdTokenRefused)]
    assert (refused.station_id, refused.reason) == (house.station_id, "unknown_token")


async def test_a_remote_start_is_refused_in_words_and_both_are_kept(house: House) -> None:
    await say(house, concurrent_use=ConcurrentUse.ONE_PER_TOKEN)
    await start(house, 0)

    with pytest.raises(TokenRefused) as refused:
        await house.sessions.request_start(house.admin, house.other_station_id, token=CARD)
    assert refused.value.params["reason"] == "already_charging"
    await house.sessions.request_start(house.admin, house.other_station_id, token=STRANGER)

    asked = [each for each in await decisions(house) if each.purpose is Intent.REMOTE_START]
    assert [each.reason for each in asked] == [
        DecisionReason.ALREADY_CHARGING,
        DecisionReason.ASKED_FOR,
    ]


async def test_a_decision_can_be_tried_and_nothing_is_kept(house: House) -> None:
    tried = await house.sessions.explain_decision(house.admin, house.station_id, STRANGER)

    assert (tried.reason, tried.purpose) == (DecisionReason.UNKNOWN_TOKEN, Intent.START)
    assert await decisions(house) == []


async def test_policies_are_of_one_tenant_and_edited_by_one_at_a_time(house: House) -> None:
    other = somebody(Role.TENANT_ADMIN, await create_tenant(house.database, slug="other"))
    policy = AccessPolicy(master_group="MASTER")
    place = (PlaceKind.STATION, house.station_id)

    found = await house.policies.edit_policy(house.admin, *place, policy, expected_version=0)
    assert (found.own.version, found.effective.master_group) == (1, "MASTER")
    assert found.inherited.master_group is None
    with pytest.raises(PreconditionFailed):
        await house.policies.edit_policy(house.admin, *place, policy, expected_version=0)
    with pytest.raises(StationNotFound):
        await house.policies.get_policy(other, *place)
    with pytest.raises(SiteNotFound):
        await house.policies.get_policy(house.admin, PlaceKind.SITE, new_id())
    with pytest.raises(StationNotFound):
        await house.sessions.explain_decision(other, house.station_id, CARD)


async def test_what_is_older_than_the_messages_is_forgotten(house: House) -> None:
    await start(house, 0)

    await house.decisions.forget()
    assert len(await decisions(house)) == 1
    house.clock.advance(hours=24 * 430)
    await house.decisions.forget()
    assert await decisions(house) == []
