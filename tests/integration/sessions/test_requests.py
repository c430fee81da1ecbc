"""What people ask of a charge, and what is remembered of it."""

import pytest

from sigec.drivers.model import IdTokenDraft, PersonDraft, TokenRef
from sigec.drivers.model import TokenStatus as Status
from sigec.kit.actor import PERMISSIONS, Actor, ActorKind, Role
from sigec.kit.errors import Forbidden, Invalid
from sigec.kit.ids import UserId, new_id
from sigec.sessions.model import Flag, Identity, ReportKind
from sigec.sessions.service import SessionNotFound, SessionOver, TokenRefused
from sigec.stations.model import CommandStatus, StartCharging, StopCharging
from tests.integration.actors import create_tenant, somebody
from tests.integration.sessions.house import House, at, facts


async def test_a_start_by_an_operator_is_let_in_with_a_token_of_its_own(house: House) -> None:
    result = await house.sessions.request_start(house.admin, house.station_id, evse=1, connector=1)
    assert result.status is CommandStatus.ACCEPTED
    [command] = house.link.sent
    assert isinstance(command, StartCharging)
    assert len(command.id_token) <= 20
    outcome = await house.report(
        ReportKind.STARTED, 1, register_wh=0, id_token=TokenRef(value=command.id_token)
    )
    assert outcome.decision is not None
    assert outcome.decision.status == "Accepted"
    assert Flag.REFUSED not in (await house.only()).session.flags


@pytest.mark.parametrize(
    ("made", "heard"),
    [
        pytest.param(-179, 1, id="its clock shows local time as UTC"),
        pytest.param(1, 600, id="it was cut off meanwhile"),
    ],
)
async def test_a_start_by_an_operator_is_let_in_whatever_the_stations_clock_says(
    house: House, made: float, heard: float
) -> None:
    await house.sessions.request_start(house.admin, house.station_id)
    [command] = house.link.sent
    assert isinstance(command, StartCharging)
    token = TokenRef(value=command.id_token)
    await house.started(made, received_at=at(heard), id_token=token)
    assert Flag.REFUSED not in (await house.only()).session.flags


async def test_a_start_for_a_person_uses_their_token_and_knows_them(house: House) -> None:
    person = await house.people.create_person(house.admin, PersonDraft(name="Ana"))
    await house.tokens.create_token(house.admin, IdTokenDraft(value="ANA-1", person_id=person.id))
    await house.sessions.request_start(house.admin, house.station_id, person_id=person.id)
    [command] = house.link.sent
    assert isinstance(command, StartCharging)
    assert command.id_token == "ANA-1"
    await house.started(1, id_token=TokenRef(value="ana-1"))
    holder = (await house.only()).session.holder
    assert (holder.identity, holder.person_id) == (Identity.KNOWN, person.id)


async def test_a_blocked_token_is_not_even_sent(house: House) -> None:
    await house.tokens.create_token(
        house.admin, IdTokenDraft(value="BLOCKED", status=Status.BLOCKED)
    )
    with pytest.raises(TokenRefused):
        await house.sessions.request_start(
            house.admin, house.station_id, token=TokenRef(value="BLOCKED")
        )
    assert house.link.sent == []


async def test_a_stop_remembers_who_asked(house: House) -> None:
    transaction = await house.started(0)
    session_id = (await house.only()).session.id
    await house.sessions.request_stop(house.admin, session_id)
    assert house.link.sent == [StopCharging(external_id=transaction)]
    await house.ended(10, 4_000, external_id=transaction, stop_reason="Remote")
    session = (await house.only()).session
    assert session.stop_request is not None
    assert session.stop_request.user_id == house.admin.user_id
    with pytest.raises(SessionOver):
        await house.sessions.request_stop(house.admin, session_id)


async def test_closing_needs_a_reason_and_ends_at_the_last_instant_told(house: House) -> None:
    transaction = await house.started(0)
    await house.metered(40, 3_000, external_id=transaction)
    session_id = (await house.only()).session.id
    with pytest.raises(Invalid):
        await house.sessions.close(house.admin, session_id, reason=" ")
    await house.sessions.close(house.admin, session_id, reason="the station burnt down")
    await house.project()
    view = await house.only()
    assert (view.session.ended_at, view.session.energy.energy_wh) == (at(40), 2_000)
    assert Flag.CLOSED_BY_OPERATOR in view.session.flags
    assert view.rating == "final"
    await house.ended(60, 4_000, external_id=transaction)
    assert facts(await house.only())["energy_wh"] == 3_000


async def test_another_tenants_session_does_not_exist(house: House) -> None:
    await house.started(0)
    session_id = (await house.only()).session.id
    stranger = somebody(Role.TENANT_ADMIN, await create_tenant(house.database, "other"))
    with pytest.raises(SessionNotFound):
        await house.queries.get_session(stranger, session_id)
    with pytest.raises(SessionNotFound):
        await house.sessions.request_stop(stranger, session_id)
    with pytest.raises(SessionNotFound):
        await house.sessions.close(stranger, session_id, reason="mine now")


async def test_a_resident_sees_and_stops_only_their_own(house: House) -> None:
    person = await house.people.create_person(house.admin, PersonDraft(name="Ana"))
    await house.tokens.create_token(house.admin, IdTokenDraft(value="ANA-1", person_id=person.id))
    await house.started(0, id_token=TokenRef(value="ANA-1"))
    await house.started(0, evse=2, connector=2)
    hers, foreign = sorted(
        (view.session for view in await house.views()), key=lambda session: session.fold.evse or 0
    )
    ana = Actor(
        kind=ActorKind.USER,
        role=Role.RESIDENT,
        user_id=UserId(new_id()),
        tenant_id=house.admin.tenant_id,
        person_id=person.id,
        permissions=PERMISSIONS[Role.RESIDENT],
    )
    assert (await house.queries.get_session(ana, hers.id)).session.id == hers.id
    with pytest.raises(SessionNotFound):
        await house.queries.get_session(ana, foreign.id)
    with pytest.raises(SessionNotFound):
        await house.sessions.request_stop(ana, foreign.id)
    await house.sessions.request_stop(ana, hers.id)
    await house.sessions.request_start(ana, house.station_id)
    with pytest.raises(Forbidden):
        await house.sessions.request_start(ana, house.station_id, token=TokenRef(value="CARD-1"))


async def test_a_transaction_that_is_not_ongoing_ends_where_it_was_last_heard(
    house: House,
) -> None:
    transaction = await house.started(0)
    await house.metered(40, 3_000, external_id=transaction)
    for _ in range(2):
        await house.sessions.transaction_not_ongoing(house.station_id, transaction, at=at(90))
    session = (await house.only()).session
    assert session.ended_at == at(40)
    assert Flag.NOT_ONGOING in session.flags
