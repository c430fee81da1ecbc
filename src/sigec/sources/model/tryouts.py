"""What trying an account out showed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sigec.sources.model.chargers import ChargerReport
from sigec.sources.model.sources import Headers, Trouble


class Step(StrEnum):
    """What is tried, in this order."""

    ADDRESS = "address"
    LOGIN = "login"
    TRANSACTIONS = "transactions"
    CHARGERS = "chargers"


@dataclass(frozen=True, slots=True, kw_only=True)
class TryOut:
    """How far it went: all of ``passed``, then ``failed`` for the reason ``trouble``.

    ``headers`` are those that worked, which may differ from those that were asked for; ``advice``
    says so.
    """

    passed: Sequence[Step]
    failed: Step | None = None
    trouble: Trouble | None = None
    headers: Headers
    advice: Trouble | None = None
    chargers: Sequence[ChargerReport] = ()
    transactions: int = 0

    @property
    def is_ok(self) -> bool:
        """Whether facts would come."""
        return self.failed is None
