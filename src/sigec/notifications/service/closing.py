"""What happens when nothing goes out by a channel any more, and when it does again."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.actor import Scope
from sigec.kit.ids import new_id
from sigec.notifications._store import accounts
from sigec.notifications.model import CHANNEL_CLOSED, Account, Alert, Kind, News, Notice
from sigec.notifications.service.writing import write_news

_log = structlog.get_logger()


async def close_channel(
    connection: AsyncConnection, account: Account, *, reason: str, now: datetime
) -> Sequence[Notice]:
    """Hold what waits for a channel, and tell those who run the place another way; once."""
    scope = Scope(tenant_id=account.tenant_id)
    known = await accounts.find(connection, scope, account.channel, is_locked=True)
    if known is None or not known.is_open:
        return []
    await accounts.mark(connection, known.id, checked_at=now, closed_at=now, reason=reason)
    _log.warning(
        "notice.channel.closed",
        tenant_id=str(account.tenant_id),
        channel=account.channel.value,
        provider=account.provider.value,
    )
    news = News(
        kind=Kind.ADMIN_ALERT,
        tenant_id=account.tenant_id,
        subject_id=new_id(),
        at=now,
        alert=Alert(name=CHANNEL_CLOSED, subject=account.channel.value, began_at=now),
        without=frozenset({account.channel}),
    )
    return await write_news(connection, [news], now=now)


async def open_channel(connection: AsyncConnection, account: Account, *, now: datetime) -> None:
    """Let what was held go."""
    await accounts.mark(connection, account.id, checked_at=now, closed_at=None, reason=None)
    if account.closed_at is not None:
        _log.info(
            "notice.channel.opened",
            tenant_id=str(account.tenant_id),
            channel=account.channel.value,
        )
