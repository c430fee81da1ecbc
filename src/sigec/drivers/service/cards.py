"""Register a card inside somebody else's transaction; for the use cases of this slice."""

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.drivers._store import tokens as store
from sigec.drivers.model import IdToken, IdTokenDraft, faults_of_token
from sigec.events.drivers import IdTokenChanged
from sigec.kit.actor import Actor
from sigec.kit.errors import Conflict, Invalid
from sigec.kit.ids import IdTokenId, new_id


class IdTokenTaken(Conflict):
    """The id token is registered already, be it spelled another way."""

    code = "conflict.id_token_taken"


def make_card(actor: Actor, draft: IdTokenDraft, *, at: datetime, field: str = "value") -> IdToken:
    """Return a new id token of the actor's tenant; ``field`` is what the caller calls its value.

    :raises Invalid: when a field breaks a rule.
    """
    token = IdToken(
        **asdict(draft),
        id=IdTokenId(new_id()),
        tenant_id=actor.require_tenant(),
        created_at=at,
    )
    if faults := faults_of_token(token):
        named = {"value": field}
        raise Invalid(*(replace(each, field=named.get(each.field, each.field)) for each in faults))
    return token


async def register_card(
    connection: AsyncConnection, actor: Actor, token: IdToken, *, at: datetime
) -> None:
    """Store a new id token and its owner; the person must be there.

    :raises IdTokenTaken: when it is registered, whoever has it; the transaction is lost.
    """
    try:
        await store.add_tokens(connection, [token])
        if token.person_id is not None:
            await store.add_owners(connection, [token], owned_from=None)
    except IntegrityError as error:
        raise IdTokenTaken from error
    await audit.record(
        connection,
        actor,
        "id_token.created",
        Subject(kind="id_token", id=token.id),
        at=at,
        before=None,
        after=asdict(token),
        tenant_id=token.tenant_id,
    )
    changed = IdTokenChanged(tenant_id=token.tenant_id, at=at, id_token_id=token.id)
    await outbox.append(connection, [changed])
