"""Who charged is frozen at the start; what somebody puts right later is theirs to answer for."""

from typing import Any

import pytest

from sigec import audit, outbox
from sigec.drivers.model import IdTokenDraft, PersonDraft
from sigec.drivers.service import PersonNotFound
from sigec.events.sessions import SessionIdentified, SessionReassigned
from sigec.kit.actor import PLATFORM, PermissionDenied, Role
from sigec.kit.errors import Invalid
from sigec.kit.ids import PersonId, SessionId
from sigec.sessions.model import Identity
from sigec.sessions.service import (
    IdentityService,
    SessionHasPerson,
    SessionNotFound,
    TokenHasNobody,
)
from tests.integration.actors import create_tenant, somebody
from tests.integration.sessions.house import CARD, STRANGER, House, at, flat_tariff

WHY = "O cartão estava com ela."


@pytest.fixture
def identities(house: House) -> IdentityService:
    return IdentityService(house.database, house.clock)


async def _person(house: House, name: str, price_group: str | None = None) -> PersonId:
    draft = PersonDraft(name=name, price_group=price_group)
    return (await house.people.create_person(house.admin, draft)).id


async def _charge(house: House, **started: Any) -> SessionId:
    """Charge 2 kWh in half an hour, by a card that is nobody's unless said otherwise."""
    begin = started.pop("minute", 0)
    number = await house.started(begin, **started)
    outcome = await house.ended(begin + 30, 3_000, external_id=number)
    assert outcome.session_id is not None
    return outcome.session_id


async def test_a_correction_says_who_why_and_what_was_and_the_price_follows(
    house: House, identities: IdentityService
) -> None:
    await flat_tariff(house)
    ana, bia = await _person(house, "Ana"), await _person(house, "Bia")
    session_id = await _charge(house)
    await house.project()

    await identities.correct_person(house.admin, session_id, ana, reason=WHY)
    view = await house.view(session_id)
    assert (view.session.holder.person_id, view.session.holder.identity) == (ana, Identity.KNOWN)
    assert view.rating == "pending"
    await identities.correct_person(house.admin, session_id, bia, reason=" Era da Bia. ")
    await identities.correct_person(house.admin, session_id, bia, reason="De novo.")
    await house.project()

    assert (await house.view(session_id)).rating == "final"
    told = await house.queries.list_corrections(house.admin, session_id)
    assert [(each.before, each.after, each.reason, each.user_id) for each in told] == [
        ({"person_id": None}, {"person_id": str(ana)}, WHY, house.admin.user_id),
        ({"person_id": str(ana)}, {"person_id": str(bia)}, "Era da Bia.", house.admin.user_id),
    ]
    async with house.database.transaction(PLATFORM) as connection:
        acts = await audit.read(connection, tenant_id=house.admin.tenant_id, limit=2)
        claimed = await outbox.claim(connection, at=at(600), limit=100, lease_s=0)
    events = [each.event for each in claimed]
    assert [(act.action, act.subject_id) for act in acts] == [
        ("session.person_corrected", str(session_id))
    ] * 2
    assert acts[0].after == {"person_id": str(bia), "reason": "Era da Bia."}
    [identified] = [event for event in events if isinstance(event, SessionIdentified)]
    [reassigned] = [event for event in events if isinstance(event, SessionReassigned)]
    assert (identified.person_id, identified.at) == (ana, house.clock.now())
    assert (reassigned.previous_person_id, reassigned.person_id) == (ana, bia)


async def test_the_prices_of_the_persons_group_are_theirs(
    house: House, identities: IdentityService
) -> None:
    staff = await _person(house, "Ana", price_group="staff")
    session_id = await _charge(house)
    corrected = await identities.correct_person(house.admin, session_id, staff, reason=WHY)
    assert corrected.audience.person_group == "staff"
    taken = await identities.correct_person(house.admin, session_id, None, reason="Um engano.")
    assert (taken.holder.identity, taken.audience.person_group) == (Identity.UNKNOWN, None)


async def test_no_later_report_changes_who_was_put_right(
    house: House, identities: IdentityService
) -> None:
    ana = await _person(house, "Ana")
    number = await house.started(0, id_token=STRANGER)
    session_id = (await house.only()).session.id
    await identities.correct_person(house.admin, session_id, ana, reason=WHY)
    await house.metered(20, 2_000, external_id=number)
    await house.metered(10, 1_500, external_id=number)  # folds everything anew
    await house.ended(30, 3_000, external_id=number)
    session = (await house.only()).session
    assert (session.holder.person_id, session.energy.energy_wh) == (ana, 2_000)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
async def test_without_a_reason_nothing_is_corrected(
    house: House, identities: IdentityService, reason: str
) -> None:
    ana = await _person(house, "Ana")
    session_id = await _charge(house)
    with pytest.raises(Invalid):
        await identities.correct_person(house.admin, session_id, ana, reason=reason)
    assert (await house.only()).session.holder.person_id is None


async def test_another_tenants_people_and_sessions_are_out_of_reach(
    house: House, identities: IdentityService
) -> None:
    other = await create_tenant(house.database, "ipes")
    theirs = somebody(Role.TENANT_ADMIN, other)
    stranger = (await house.people.create_person(theirs, PersonDraft(name="Caio"))).id
    session_id = await _charge(house)
    with pytest.raises(PersonNotFound):
        await identities.correct_person(house.admin, session_id, stranger, reason=WHY)
    with pytest.raises(SessionNotFound):
        await identities.correct_person(theirs, session_id, None, reason=WHY)
    viewer = somebody(Role.VIEWER, await create_tenant(house.database, "jacarandas"))
    with pytest.raises(PermissionDenied):
        await identities.correct_person(viewer, session_id, None, reason=WHY)


async def test_the_owner_of_a_card_is_given_what_it_charged_while_nobody_had_it(
    house: House, identities: IdentityService
) -> None:
    ana, bia = await _person(house, "Ana"), await _person(house, "Bia")
    first = await _charge(house, id_token=STRANGER)
    second = await _charge(house, id_token=STRANGER, minute=60)
    of_another_card = await _charge(house, id_token=CARD, minute=120)
    draft = IdTokenDraft(value=STRANGER.value.lower(), person_id=ana)
    token = await house.tokens.create_token(house.admin, draft)
    assert (await house.view(first)).session.holder.person_id is None  # the past is left alone

    async def give(*session_ids: SessionId) -> PersonId:
        return await identities.give_past_sessions(
            house.admin, token.id, session_ids, reason="Já era dela."
        )

    with pytest.raises(SessionNotFound):
        await give(first, of_another_card)
    assert (await house.view(first)).session.holder.person_id is None
    assert await give(first, second) == ana
    assert await give(first, second) == ana
    owners = [(await house.view(each)).session.holder.person_id for each in (first, second)]
    assert owners == [ana, ana]
    assert len(await house.queries.list_corrections(house.admin, first)) == 1

    await identities.correct_person(house.admin, second, bia, reason="Emprestou à Bia.")
    with pytest.raises(SessionHasPerson):
        await give(first, second)
    assert (await house.view(second)).session.holder.person_id == bia


async def test_a_card_that_is_nobodys_gives_nobody_anything(
    house: House, identities: IdentityService
) -> None:
    session_id = await _charge(house, id_token=STRANGER)
    token = await house.tokens.create_token(house.admin, IdTokenDraft(value=STRANGER.value))
    with pytest.raises(TokenHasNobody):
        await identities.give_past_sessions(house.admin, token.id, [session_id], reason=WHY)
