"""The cards of a neighbourhood: each in one pocket at a time."""

import random
from collections.abc import Iterable


class Cards:
    """A pool from which drivers take a card and to which they bring it back."""

    def __init__(self, numbers: Iterable[str], chance: random.Random) -> None:
        self._free = list(numbers)
        self._chance = chance

    @classmethod
    def invented(cls, count: int, chance: random.Random) -> "Cards":
        """Return cards `SIM00001`, `SIM00002`, … for a central system that knows none of them."""
        return cls((f"SIM{number:05}" for number in range(1, count + 1)), chance)

    def take(self) -> str | None:
        """Return a card that nobody uses now, or `None` when all are out."""
        if not self._free:
            return None
        index = self._chance.randrange(len(self._free))
        self._free[index], self._free[-1] = self._free[-1], self._free[index]
        return self._free.pop()

    def bring_back(self, number: str) -> None:
        """Let others have the card."""
        self._free.append(number)

    def unknown(self) -> str:
        """Return a card that no central system knows."""
        return f"FF{self._chance.getrandbits(40):010X}"
