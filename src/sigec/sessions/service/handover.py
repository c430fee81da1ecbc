"""What was stored, on its way to who projects it, within one process."""

from collections.abc import Sequence

from sigec.journal import Entry, Place
from sigec.kit.ids import StreamId
from sigec.sessions._store.memory import SessionMemory
from sigec.sessions.model import TransactionReport

REPORTS_MAX = 20_000
"""Some 2 KB each; what is forgotten is read from the journal."""


class Handover:
    """Keeps what was understood of a message until it is projected, and ``sessions`` as they are.

    Nothing depends on it: rows of other processes, of before a restart and of a projector that
    lags are read back from the journal.
    """

    def __init__(self, *, reports_max: int = REPORTS_MAX) -> None:
        self.sessions = SessionMemory()
        self._kept: dict[tuple[StreamId, int], tuple[Entry, TransactionReport]] = {}
        self._reports_max = reports_max

    def put(
        self,
        stream: StreamId,
        first: int,
        entries: Sequence[Entry],
        reports: Sequence[TransactionReport],
    ) -> None:
        """Keep the reports of entries that were appended from position ``first`` on.

        If their transaction is rolled back, others will stand there: `take` compares.
        """
        for position, kept in enumerate(zip(entries, reports, strict=True), first):
            self._kept[stream, position] = kept
        while len(self._kept) > self._reports_max:
            del self._kept[next(iter(self._kept))]

    def take(self, place: Place) -> TransactionReport | None:
        """Return the report of a row, once, if it was kept here."""
        entry, report = self._kept.pop((place.stream, place.position), (None, None))
        return report if entry is not None and place.is_of(entry) else None
