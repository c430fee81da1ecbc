"""What somebody was told, in the app: read it, and note that it was read."""

from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import NoticeId
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.notifications._store import notices as store
from sigec.notifications._store.tables import notices
from sigec.notifications.model import Notice
from sigec.notifications.service.errors import NoticeNotFound
from sigec.notifications.service.recipients import recipient_ids_of


class InboxService:
    """The use cases of one's own notices."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list_notices(
        self, actor: Actor, request: PageRequest, *, is_read: bool | None = None
    ) -> Page[Notice]:
        """List what the caller was told, the latest first."""
        actor.require(Permission.RECEIVE_NOTICES)
        statement = store.select_inbox(actor.scope, recipient_ids_of(actor))
        if is_read is not None:
            read_at = notices.c.read_at
            statement = statement.where(read_at.is_not(None) if is_read else read_at.is_(None))
        async with self._database.read(actor.scope) as connection:
            return await page_by_id(
                connection, statement, request, store.to_notice, newest_first=True
            )

    async def count_unread(self, actor: Actor) -> int:
        """Return how much of it the caller did not read yet."""
        actor.require(Permission.RECEIVE_NOTICES)
        async with self._database.read(actor.scope) as connection:
            return await store.count_unread(connection, actor.scope, recipient_ids_of(actor))

    async def mark_read(self, actor: Actor, notice_id: NoticeId) -> None:
        """Note that the caller read a notice; harmless when they had.

        :raises NoticeNotFound: when they were told no such thing.
        """
        actor.require(Permission.RECEIVE_NOTICES)
        own = recipient_ids_of(actor)
        async with self._database.transaction(actor.scope) as connection:
            statement = store.select_inbox(actor.scope, own).where(notices.c.id == notice_id)
            if (await connection.execute(statement)).first() is None:
                raise NoticeNotFound
            await store.mark_read(
                connection, actor.scope, own, at=self._clock.now(), notice_id=notice_id
            )

    async def mark_all_read(self, actor: Actor) -> int:
        """Note that the caller read everything; return how much was new to them."""
        actor.require(Permission.RECEIVE_NOTICES)
        async with self._database.transaction(actor.scope) as connection:
            return await store.mark_read(
                connection, actor.scope, recipient_ids_of(actor), at=self._clock.now()
            )
