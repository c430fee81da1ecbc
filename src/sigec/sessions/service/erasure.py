"""Forget who a person is, once nothing of theirs goes on."""

from sigec.accounts.service import find_accounts
from sigec.db import Database
from sigec.drivers.service import TokenDirectory, forget_person, require_person
from sigec.kit.actor import PLATFORM, Actor, Permission, Scope
from sigec.kit.errors import Conflict
from sigec.kit.ids import PersonId
from sigec.kit.ports import Clock
from sigec.sessions._store import listing
from sigec.sessions._store.listing import SessionFilter


class PersonCharges(Conflict):
    """A charge of the person goes on."""

    code = "conflict.person_charges"


class PersonHasAccount(Conflict):
    """The person signs in here: their user is removed first."""

    code = "conflict.person_has_account"


class ErasureService:
    """The use case of forgetting somebody."""

    def __init__(self, database: Database, clock: Clock, directory: TokenDirectory) -> None:
        self._database = database
        self._clock = clock
        self._directory = directory

    async def erase(self, actor: Actor, person_id: PersonId) -> None:
        """Forget who a person is; what bills need of their charges stays, without the name.

        :raises PersonNotFound: when there is no such person for this actor.
        :raises PersonCharges: when a charge of theirs goes on.
        :raises PersonHasAccount: when a user stands for them.
        """
        actor.require(Permission.WRITE_PEOPLE)
        # Of the platform: what is masked in the audit is nobody's to change within a tenant.
        async with self._database.transaction(PLATFORM) as connection:
            person = await require_person(connection, actor.scope, person_id)
            scope = Scope(tenant_id=person.tenant_id)
            theirs = SessionFilter(person_id=person_id)
            if await listing.search_open(connection, scope, theirs):
                raise PersonCharges
            if await find_accounts(connection, person_id):
                raise PersonHasAccount
            await forget_person(connection, actor, person_id, clock=self._clock)
        self._directory.forget(person.tenant_id)
