"""Chance that takes no room while nobody needs it."""

import random


class Dice:
    """Generators for one station: the same seed throws the same, roll by roll.

    Each roll is a fresh generator, because one of them kept for each of ten thousand stations
    would take more room than all else about them.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._rolls = 0

    def roll(self) -> random.Random:
        """Return the next generator."""
        self._rolls += 1
        return random.Random(f"{self._seed}:{self._rolls}")
