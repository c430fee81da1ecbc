from datetime import timedelta

import pytest

from sigec.db import Database
from sigec.drivers.model import (
    IdTokenDraft,
    IdTokenKind,
    Person,
    PersonDraft,
    TokenRef,
    TokenStatus,
)
from sigec.drivers.service import (
    DriverService,
    IdTokenNotFound,
    IdTokenService,
    IdTokenTaken,
    PeopleService,
    PersonNotFound,
    TokenDirectory,
)
from sigec.kit.actor import Actor, Role
from sigec.kit.clock import ManualClock
from sigec.kit.errors import Invalid
from sigec.kit.ids import PersonId, new_id
from sigec.kit.pages import PageRequest
from tests.integration.actors import NOON, create_tenant, somebody


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def directory() -> TokenDirectory:
    return TokenDirectory()


@pytest.fixture
def tokens(database: Database, clock: ManualClock, directory: TokenDirectory) -> IdTokenService:
    return IdTokenService(database, clock, directory)


@pytest.fixture
def drivers(database: Database, clock: ManualClock, directory: TokenDirectory) -> DriverService:
    return DriverService(database, clock, directory)


@pytest.fixture
async def admin(database: Database) -> Actor:
    return somebody(Role.TENANT_ADMIN, await create_tenant(database))


async def create_person(database: Database, admin: Actor, name: str) -> Person:
    people = PeopleService(database, ManualClock(NOON), TokenDirectory())
    return await people.create_person(admin, PersonDraft(name=name))


async def test_a_token_is_one_however_it_is_spelled(tokens: IdTokenService, admin: Actor) -> None:
    token = await tokens.create_token(admin, IdTokenDraft(value="04aB12"))

    with pytest.raises(IdTokenTaken):
        await tokens.create_token(admin, IdTokenDraft(value=" 04AB12 ", kind=IdTokenKind.ISO15693))

    await tokens.create_token(admin, IdTokenDraft(value="04AB12", kind=IdTokenKind.EMAID))
    page = await tokens.list_tokens(admin, PageRequest(), value="04ab12")
    assert [found.value for found in page.items] == ["04aB12", "04AB12"]
    assert await tokens.get_token(admin, token.id) == token


async def test_two_tenants_may_have_the_same_card(
    database: Database, tokens: IdTokenService, drivers: DriverService, admin: Actor
) -> None:
    other = somebody(Role.TENANT_ADMIN, await create_tenant(database, "other"))
    mine = await tokens.create_token(admin, IdTokenDraft(value="CARD"))
    theirs = await tokens.create_token(other, IdTokenDraft(value="CARD"))

    for actor, token in ((admin, mine), (other, theirs)):
        known = await drivers.find_token(actor.require_tenant(), TokenRef(value="card"))
        assert known is not None
        assert known.id == token.id
    with pytest.raises(IdTokenNotFound):
        await tokens.get_token(admin, theirs.id)


async def test_own_changes_are_seen_at_once(
    tokens: IdTokenService, drivers: DriverService, admin: Actor
) -> None:
    tenant_id = admin.require_tenant()
    card = TokenRef(value="CARD")
    assert await drivers.find_token(tenant_id, card) is None

    token = await tokens.create_token(admin, IdTokenDraft(value="CARD"))
    known = await drivers.find_token(tenant_id, card)
    assert known is not None
    await tokens.edit_token(admin, token.id, {"status": TokenStatus.BLOCKED})
    blocked = await drivers.find_token(tenant_id, card)
    assert blocked is not None
    await tokens.delete_token(admin, token.id)

    assert (known.status, blocked.status) == (TokenStatus.ACCEPTED, TokenStatus.BLOCKED)
    assert await drivers.find_token(tenant_id, card) is None


async def test_changes_of_another_process_are_seen_within_half_a_minute(
    database: Database, drivers: DriverService, clock: ManualClock, admin: Actor
) -> None:
    tenant_id = admin.require_tenant()
    card = TokenRef(value="CARD")
    elsewhere = IdTokenService(database, clock, TokenDirectory())
    assert await drivers.find_token(tenant_id, card) is None

    await elsewhere.create_token(admin, IdTokenDraft(value="CARD"))
    assert await drivers.find_token(tenant_id, card) is None
    clock.advance(seconds=31)

    assert await drivers.find_token(tenant_id, card) is not None


async def test_a_central_token_comes_back_from_a_1_6_station_as_a_card(
    tokens: IdTokenService, drivers: DriverService, admin: Actor
) -> None:
    central = await tokens.create_token(
        admin, IdTokenDraft(value="app-1", kind=IdTokenKind.CENTRAL)
    )

    known = await drivers.find_token(admin.require_tenant(), TokenRef(value="APP-1"))

    assert known is not None
    assert known.id == central.id
    card = await tokens.create_token(admin, IdTokenDraft(value="app-1"))
    likelier = await drivers.find_token(admin.require_tenant(), TokenRef(value="app-1"))
    assert likelier is not None
    assert likelier.id == card.id


async def test_a_token_that_moves_does_not_rewrite_the_past(
    database: Database,
    tokens: IdTokenService,
    drivers: DriverService,
    clock: ManualClock,
    admin: Actor,
) -> None:
    ana = await create_person(database, admin, "Ana")
    bia = await create_person(database, admin, "Bia")
    token = await tokens.create_token(admin, IdTokenDraft(value="CARD", person_id=ana.id))
    moved_at = clock.advance(hours=1)
    await tokens.edit_token(admin, token.id, {"person_id": bia.id})
    left_at = clock.advance(hours=1)
    await tokens.edit_token(admin, token.id, {"person_id": None})

    known = await drivers.find_token(admin.require_tenant(), TokenRef(value="CARD"))

    assert known is not None
    instant = timedelta(microseconds=1)
    anas, bias = known.owners
    assert (anas.person_id, bias.person_id) == (ana.id, bia.id)
    assert known.owner_at(NOON - timedelta(days=365)) is anas
    assert known.owner_at(moved_at - instant) is anas
    assert known.owner_at(moved_at) is bias
    assert known.owner_at(left_at) is None
    assert known.person_id is None


async def test_a_token_of_nobody_we_know_or_without_sense_is_refused(
    tokens: IdTokenService, admin: Actor
) -> None:
    wrong = (
        IdTokenDraft(value="  "),
        IdTokenDraft(value="A\nB"),
        IdTokenDraft(value="X", kind=IdTokenKind.NO_AUTHORIZATION),
        IdTokenDraft(value="X", valid_from=NOON, valid_to=NOON),
    )
    for draft in wrong:
        with pytest.raises(Invalid):
            await tokens.create_token(admin, draft)
    with pytest.raises(PersonNotFound):
        await tokens.create_token(admin, IdTokenDraft(value="CARD", person_id=PersonId(new_id())))
    assert not (await tokens.list_tokens(admin, PageRequest())).items
