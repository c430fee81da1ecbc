"""Find who may charge at a station: everybody whom its list is about."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.access._store import lists as store
from sigec.access.model import Asking, Intent, Offline, Place, object_to
from sigec.access.model.lists import Candidate, Limits, WantedList, want_list
from sigec.access.model.offline import ENTRIES, LIMITS, limits_in
from sigec.drivers.model import Facts, Home, KnownToken, TokenRef, decide
from sigec.drivers.service import find_homes, load_tokens
from sigec.kit.actor import Scope
from sigec.kit.ids import IdTokenId, PersonId, StationId, TenantId
from sigec.stations.service import find_maximum, find_values

TOKENS_MAX = 20_000
"""Of one tenant; those registered after them are on no list."""

Cards = tuple[Sequence[KnownToken], Mapping[PersonId, Sequence[Home]]]
"""The tokens of a tenant, and where their people live."""


async def load_cards(connection: AsyncConnection, tenant_id: TenantId) -> Cards:
    """Return what the lists of a tenant's stations are made of."""
    tokens = await load_tokens(connection, tenant_id, limit=TOKENS_MAX)
    people = {token.person_id for token in tokens if token.person_id is not None}
    return tokens, await find_homes(connection, Scope(tenant_id=tenant_id), people)


async def read_limits(connection: AsyncConnection, station_id: StationId) -> Limits | None:
    """Return how much a station says that its list takes, ``None`` if it never said."""
    told = await find_values(connection, station_id, LIMITS)
    entries_max = await find_maximum(connection, station_id, ENTRIES)
    return limits_in(told, entries_max) if told or entries_max else None


async def build_list(
    connection: AsyncConnection,
    place: Place,
    cards: Cards,
    *,
    protocol: str,
    limits: Limits,
    is_suspended: bool,
    at: datetime,
) -> WantedList:
    """Return the list that a station should have at an instant.

    Where strangers are let in offline, those who are refused are on it too. Who charged here last
    comes first, then who lives here, then who was registered first.
    """
    tokens, homes = cards
    has_refused = place.policy.offline is Offline.ANYONE
    is_tight = limits.entries_max is not None and len(tokens) > limits.entries_max
    uses = await store.load_last_uses(connection, place.station_id) if is_tight else {}
    candidates = []
    for number, token in enumerate(tokens):
        own = homes.get(token.person_id, ()) if token.person_id else ()
        asking = Asking(token=token, at=at, purpose=Intent.LISTED, homes=own)
        facts = Facts(at=at, objection=object_to(place, asking), is_tenant_suspended=is_suspended)
        decision = decide(token, facts)
        if decision.is_accepted or has_refused:
            candidates.append(
                Candidate(
                    id_token_id=token.id,
                    token=TokenRef(value=token.value, kind=token.kind),
                    decision=decision,
                    rank=(
                        not decision.is_accepted,
                        *_rank(token.id, uses),
                        not any(home.site_id == place.site_id for home in own),
                        number,
                    ),
                )
            )
    return want_list(candidates, protocol, limits)


def _rank(id_token_id: IdTokenId, uses: Mapping[IdTokenId, datetime]) -> Collection[float]:
    used_at = uses.get(id_token_id)
    return (0.0,) if used_at is None else (-used_at.timestamp(),)
