"""Durations and numbers in scenario files: one value, or a range to draw from."""

import random
import re
from dataclasses import dataclass

from sigec_sandbox.errors import ScenarioInvalid

_UNITS_S = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_DURATION = re.compile(r"(?:\d+(?:\.\d+)?[dhms])+")
_PART = re.compile(r"(\d+(?:\.\d+)?)([dhms])")


@dataclass(frozen=True, slots=True)
class Span:
    """A range from which a value is drawn evenly."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ScenarioInvalid(f"{self.low:g} to {self.high:g} is the wrong way round")

    def drawn(self, chance: random.Random) -> float:
        """Return a value of the range."""
        return chance.uniform(self.low, self.high)


def duration_s(text: str) -> float:
    """Read `1h30m`, `45m`, `20s`, `2d`.

    :raises ScenarioInvalid: when it is no duration.
    """
    if not _DURATION.fullmatch(text):
        raise ScenarioInvalid(f"{text!r} is no duration like 1h30m")
    return sum(float(number) * _UNITS_S[unit] for number, unit in _PART.findall(text))


def durations(text: str) -> Span:
    """Read a duration, or a range of them like `5m-3h`, in seconds."""
    low, _, high = text.partition("-")
    return Span(duration_s(low), duration_s(high or low))


def percents(text: str) -> Span:
    """Read a percentage, or a range of them like `15-60`."""
    low, _, high = text.partition("-")
    try:
        return Span(float(low), float(high or low))
    except ValueError as wrong:
        raise ScenarioInvalid(f"{text!r} is no percentage") from wrong
