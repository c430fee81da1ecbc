"""Sessions as this process stored or read them last, so that they need not be decoded again."""

from collections import OrderedDict
from typing import Any, Final

from sigec.kit.ids import SessionId
from sigec.sessions.model import Session

Lasting = tuple[Any, ...]

SESSIONS_MAX = 25_000
"""What charges at a hundred thousand stations; some 3 KB each."""

_NOBODY: Final = (None, None)


class SessionMemory:
    """Remembers each session as of one revision, and what of its row seldom changes.

    No revision is given twice to a session. So what is remembered of one is what the database has
    under it, also when the transaction that wrote it was rolled back: then nobody finds it.
    """

    def __init__(self, *, sessions_max: int = SESSIONS_MAX) -> None:
        self._sessions: OrderedDict[SessionId, tuple[Session, Lasting | None]] = OrderedDict()
        self._sessions_max = sessions_max

    def find(self, session_id: SessionId, revision: int) -> Session | None:
        """Return the session if it is remembered as of this revision."""
        session, _ = self._sessions.get(session_id, _NOBODY)
        return session if session is not None and session.revision == revision else None

    def lasting(self, session_id: SessionId, revision: int) -> Lasting | None:
        """Return the columns that `keep` was given of this revision's row."""
        session, lasting = self._sessions.get(session_id, _NOBODY)
        return lasting if session is not None and session.revision == revision else None

    def keep(self, session: Session, lasting: Lasting | None = None) -> None:
        """Remember a session, and forget the one that was touched longest ago if there are many."""
        self._sessions[session.id] = (session, lasting)
        self._sessions.move_to_end(session.id)
        if len(self._sessions) > self._sessions_max:
            self._sessions.popitem(last=False)
