"""Cards that charge and are nobody's: who deals with people gives each to somebody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sigec.db import Database
from sigec.drivers.model import IdToken, IdTokenKind, TokenRef
from sigec.drivers.service import find_tokens
from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import IdTokenId, StationId, TenantId
from sigec.kit.ports import Clock
from sigec.sessions._store import listing

LOOK_BACK = timedelta(days=90)
CHARGES_MAX = 5_000
CARDS_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownCard:
    """A card that is nobody's, and what was charged with it of late.

    ``id_token_id`` is set when it is registered without an owner.
    """

    tenant_id: TenantId
    ref: TokenRef
    last_at: datetime
    last_station_id: StationId
    sessions: int = 1
    energy_wh: int = 0
    id_token_id: IdTokenId | None = None


class StrangerService:
    """Finds cards that are nobody's."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list_unknown_cards(self, actor: Actor) -> Sequence[UnknownCard]:
        """Return the cards of the last 90 days that nobody has now, the latest used first."""
        actor.require(Permission.READ_ID_TOKENS)
        actor.require(Permission.READ_SESSIONS)
        since = self._clock.now() - LOOK_BACK
        cards: dict[tuple[TenantId, str], UnknownCard] = {}
        async with self._database.read(actor.scope) as connection:
            rows = await listing.find_strangers(
                connection, actor.scope, since=since, limit=CHARGES_MAX
            )
            for row in rows:
                kind = IdTokenKind(row["id_token_kind"] or IdTokenKind.ISO14443)
                if kind is IdTokenKind.NO_AUTHORIZATION:
                    continue  # a button is nobody's, and nobody can be given it
                ref = TokenRef(value=row["id_token"], kind=kind)
                key = (row["tenant_id"], ref.canonical)
                seen = cards.get(key) or UnknownCard(
                    tenant_id=row["tenant_id"],
                    ref=ref,
                    last_at=row["started_at"],
                    last_station_id=row["station_id"],
                    sessions=0,
                )
                cards[key] = replace(
                    seen,
                    sessions=seen.sessions + 1,
                    energy_wh=seen.energy_wh + (row["energy_wh"] or 0),
                )
            known = await find_tokens(
                connection, actor.scope, [card.ref for card in cards.values()]
            )
        found = []
        for card in cards.values():
            token = _registered(card, known)
            if token is None:
                found.append(card)
            elif token.person_id is None:
                found.append(replace(card, id_token_id=token.id))
        return found[:CARDS_MAX]


def _registered(card: UnknownCard, known: Sequence[IdToken]) -> IdToken | None:
    for token in known:
        is_same = (token.tenant_id, token.ref.canonical) == (card.tenant_id, card.ref.canonical)
        if is_same and token.kind.space in card.ref.spaces:
            return token
    return None
