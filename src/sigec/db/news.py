"""What a commit brings, so that only those are woken who have work by it."""

from sqlalchemy.ext.asyncio import AsyncConnection

_KEY = "sigec.news"


def announce(connection: AsyncConnection, topic: str) -> None:
    """Tell those who follow ``topic``, once and only if this transaction commits.

    Who follows one must look now and then all the same: other processes commit too.
    """
    connection.info.setdefault(_KEY, set()).add(topic)


def take_news(connection: AsyncConnection) -> frozenset[str]:
    """Return what was announced on this connection since the last look."""
    return frozenset(connection.info.pop(_KEY, ()))
