from datetime import UTC, datetime, timedelta

import pytest

from sigec.drivers.model import IdTokenKind, KnownToken, Ownership, TokenRef, TokenSpace
from sigec.kit.ids import IdTokenId, PersonId, TenantId, new_id

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize("kind", IdTokenKind)
def test_every_kind_has_a_space(kind: IdTokenKind) -> None:
    assert kind.space in TokenSpace


def test_cards_share_a_space_and_are_looked_for_among_the_central_ones_last() -> None:
    assert IdTokenKind.ISO14443.space is IdTokenKind.ISO15693.space is TokenSpace.RFID
    assert TokenRef(value="a").spaces == (TokenSpace.RFID, TokenSpace.CENTRAL)
    assert TokenRef(value="a", kind=IdTokenKind.ISO15693).spaces == (TokenSpace.RFID,)
    assert TokenRef(value="a", kind=IdTokenKind.EMAID).spaces == (TokenSpace.EMAID,)


def test_the_canonical_form_knows_neither_case_nor_blanks_around() -> None:
    assert TokenRef(value=" 04aB ").canonical == TokenRef(value="04Ab").canonical == "04ab"


def test_a_token_knows_whose_it_was() -> None:
    ana, bia = PersonId(new_id()), PersonId(new_id())
    token = KnownToken(
        id=IdTokenId(new_id()),
        tenant_id=TenantId(new_id()),
        value="CARD",
        kind=IdTokenKind.ISO14443,
        owners=(
            Ownership(person_id=ana, owned_to=NOON),
            Ownership(person_id=bia, owned_from=NOON + timedelta(hours=1)),
        ),
    )

    assert token.owner_at(NOON - timedelta(days=3_000)) is token.owners[0]
    assert token.owner_at(NOON) is None
    assert token.owner_at(NOON + timedelta(hours=1)) is token.owners[1]
