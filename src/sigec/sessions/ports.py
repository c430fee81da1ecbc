"""What sessions need from outside: whoever can read a journal's row back as a report."""

from typing import Protocol

from sigec.journal import Entry
from sigec.sessions.model import TransactionReport


class ReportReader(Protocol):
    """Knows every protocol's messages; the very translation that recorded a row reads it back."""

    def __call__(self, entry: Entry) -> TransactionReport | None:
        """Return the report that the entry's request is, ``None`` when it is of another kind."""
        ...
