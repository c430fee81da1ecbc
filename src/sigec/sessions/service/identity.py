"""Put right who charged: of one session, or of what a card charged while nobody had it.

Identity is frozen when the token is first told (``domain.md`` §4), so that each later change is
somebody's act: with a reason, kept beside the session, and audited.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Act, Subject
from sigec.db import Database
from sigec.drivers.model import Ownership, TokenRef
from sigec.drivers.service import find_owner, require_person, require_token
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Conflict
from sigec.kit.ids import IdTokenId, PersonId, SessionId, TenantId
from sigec.kit.ports import Clock
from sigec.sessions._store import corrections
from sigec.sessions._store import sessions as store
from sigec.sessions.model import Session, correct_holder
from sigec.sessions.service.queries import SessionNotFound
from sigec.sessions.service.reasons import check_reason
from sigec.sessions.service.telling import tell


class SessionHasPerson(Conflict):
    """Somebody else is known to have charged: that is put right session by session."""

    code = "conflict.session_has_person"


class TokenHasNobody(Conflict):
    """The id token is nobody's, so that nobody can be given what it charged."""

    code = "conflict.token_has_nobody"


class IdentityService:
    """The use cases of correcting who charged."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def correct_person(
        self, actor: Actor, session_id: SessionId, person_id: PersonId | None, *, reason: str
    ) -> Session:
        """Say who charged, or with ``None`` that nobody knows; the price follows.

        The same person again changes nothing.

        :raises Invalid: when no reason is given.
        :raises SessionNotFound: when there is none for this actor.
        :raises PersonNotFound: when the session's tenant has no such person.
        """
        _require(actor)
        reason = check_reason(reason)
        async with self._database.transaction(actor.scope) as connection:
            [before] = await _load(connection, actor, [session_id])
            if before.holder.person_id == person_id:
                return before
            owner = person_id and await _owner(connection, before.tenant_id, person_id)
            after = correct_holder(before, owner or None)
            await self._save(connection, actor, [(before, after)], reason)
        return after

    async def give_past_sessions(
        self,
        actor: Actor,
        id_token_id: IdTokenId,
        session_ids: Collection[SessionId],
        *,
        reason: str,
    ) -> PersonId:
        """Give the owner of an id token what was charged with it while nobody had it.

        All of them or none; return who that is. What is theirs already stays as it is, so that
        a repeat is harmless.

        :raises Invalid: when no reason is given.
        :raises IdTokenNotFound: when there is none for this actor.
        :raises TokenHasNobody: when it is nobody's.
        :raises SessionNotFound: when one was not charged with this id token.
        :raises SessionHasPerson: when one has another person.
        """
        _require(actor)
        reason = check_reason(reason)
        async with self._database.transaction(actor.scope) as connection:
            token = await require_token(connection, actor.scope, id_token_id)
            if token.person_id is None:
                raise TokenHasNobody
            owner = await _owner(connection, token.tenant_id, token.person_id)
            found = await _load(connection, actor, session_ids)
            if not all(_is_by(session, token.tenant_id, token.ref) for session in found):
                raise SessionNotFound
            strays = [one for one in found if one.holder.person_id != token.person_id]
            if any(stray.holder.person_id is not None for stray in strays):
                raise SessionHasPerson
            changes = [(stray, correct_holder(stray, owner)) for stray in strays]
            await self._save(connection, actor, changes, reason)
        return token.person_id

    async def _save(
        self,
        connection: AsyncConnection,
        actor: Actor,
        changes: Sequence[tuple[Session, Session]],
        reason: str,
    ) -> None:
        if not changes:
            return
        at = self._clock.now()
        await store.save(connection, [after for _, after in changes])
        for before, after in changes:
            await corrections.add(connection, before, after, actor=actor, reason=reason, at=at)
        acts = [_act(before, after, reason) for before, after in changes]
        tenant_id = changes[0][1].tenant_id
        await audit.record_all(connection, actor, acts, at=at, tenant_id=tenant_id)
        # Told as of now: that a card was somebody's comes out long after the charge.
        events = [
            replace(event, at=at) for before, after in changes for event in tell(before, after)
        ]
        await outbox.append(connection, events)


def _require(actor: Actor) -> None:
    actor.require(Permission.WRITE_SESSIONS)
    actor.require(Permission.READ_PEOPLE)


async def _load(
    connection: AsyncConnection, actor: Actor, session_ids: Collection[SessionId]
) -> Sequence[Session]:
    """Return these sessions, locked; one that is out of the actor's reach is like none."""
    found = await store.load_locked(connection, session_ids)
    reach = actor.scope.tenant_id
    if len(found) < len(set(session_ids)) or any(
        reach not in (None, session.tenant_id) for session in found
    ):
        raise SessionNotFound
    return found


async def _owner(
    connection: AsyncConnection, tenant_id: TenantId, person_id: PersonId
) -> Ownership:
    await require_person(connection, Scope(tenant_id=tenant_id), person_id)
    owner = await find_owner(connection, person_id)
    assert owner is not None
    return owner


def _is_by(session: Session, tenant_id: TenantId, ref: TokenRef) -> bool:
    told = session.fold.id_token
    return (
        session.tenant_id == tenant_id
        and told is not None
        and told.canonical == ref.canonical
        and ref.kind.space in told.spaces
    )


def _act(before: Session, after: Session, reason: str) -> Act:
    return Act(
        action="session.person_corrected",
        subject=Subject(kind="session", id=after.id),
        before={"person_id": before.holder.person_id},
        after={"person_id": after.holder.person_id, "reason": reason},
    )
