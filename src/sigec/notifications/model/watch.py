"""What a car draws while its charge goes on, and what that makes worth telling, in device time.

Watts count where the source tells any; until it does, its states stand for them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sigec.notifications.model.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What a source said at an instant: so many watts, or whether energy flows."""

    at: datetime
    power_w: int | None = None
    flows: bool | None = None

    def draws(self, threshold_w: int) -> bool:
        """Say whether the car draws."""
        return bool(self.flows) if self.power_w is None else self.power_w > threshold_w


@dataclass(frozen=True, slots=True, kw_only=True)
class WattRule:
    """When a kind by watts is due."""

    threshold_w: int
    delay: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Whether a car draws more than a threshold: since when as it does now, and ever."""

    draws: bool
    since: datetime
    has_drawn: bool

    def after(self, sign: Sign, threshold_w: int) -> "Draw":
        """Take in a sign that follows all others."""
        draws = sign.draws(threshold_w)
        if draws == self.draws:
            return self
        return Draw(draws=draws, since=sign.at, has_drawn=self.has_drawn or draws)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is remembered of an open session for the kinds by watts.

    ``told`` are the kinds that were due; each is due once in a session. ``is_blind`` says that
    the source never tells watts: that it charges then follows from the transaction alone.
    """

    started_at: datetime
    is_blind: bool = False
    last_at: datetime | None = None
    has_watts: bool = False
    draws: Mapping[Kind, Draw] = field(default_factory=dict)
    told: frozenset[Kind] = field(default_factory=frozenset)

    def due_at(self, kind: Kind, rule: WattRule) -> datetime | None:
        """Return when a kind is due if nothing changes until then."""
        if kind in self.told:
            return None
        draw = self.draws.get(kind)
        is_start = kind is Kind.CHARGING_STARTED
        if draw is None:
            return self.started_at + rule.delay if is_start and self.is_blind else None
        if is_start:
            return max(self.started_at + rule.delay, draw.since) if draw.draws else None
        return draw.since + rule.delay if draw.has_drawn and not draw.draws else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """That a kind is due, since an instant of the source."""

    kind: Kind
    at: datetime


def observe(
    watch: Watch, signs: Iterable[Sign], rules: Mapping[Kind, WattRule]
) -> tuple[Watch, list[Due]]:
    """Take in signs in the order of their instants, and return what became due by them.

    One that is not newer than the last is a repeat. A power that is told holds until the next one.
    """
    found: list[Due] = []
    for sign in sorted(signs, key=lambda sign: sign.at):
        if _is_passed_over(watch, sign):
            continue
        watch, due = pass_time(watch, rules, until=sign.at)
        watch, at_once = pass_time(_take(watch, sign, rules), rules, until=sign.at)
        found += [*due, *at_once]
    return watch, found


def pass_time(
    watch: Watch, rules: Mapping[Kind, WattRule], *, until: datetime
) -> tuple[Watch, list[Due]]:
    """Let time go by without a sign, and return what became due meanwhile, in order."""
    found = [
        Due(kind=kind, at=due_at)
        for kind, rule in rules.items()
        if (due_at := watch.due_at(kind, rule)) is not None and due_at <= until
    ]
    told = watch.told.union(due.kind for due in found)
    return replace(watch, told=told), sorted(found, key=lambda due: due.at)


def next_due_at(watch: Watch, rules: Mapping[Kind, WattRule]) -> datetime | None:
    """Return when something is due next if nothing changes."""
    instants = (watch.due_at(kind, rule) for kind, rule in rules.items())
    return min((at for at in instants if at is not None), default=None)


def _is_passed_over(watch: Watch, sign: Sign) -> bool:
    is_old = watch.last_at is not None and sign.at <= watch.last_at
    if sign.power_w is None:
        return is_old or watch.has_watts
    return is_old and watch.has_watts


def _take(watch: Watch, sign: Sign, rules: Mapping[Kind, WattRule]) -> Watch:
    """Note a sign; the first watts begin anew, for states may say too much."""
    is_first = sign.power_w is not None and not watch.has_watts
    draws = {} if is_first else dict(watch.draws)
    for kind, rule in rules.items():
        known = draws.get(kind)
        is_drawing = sign.draws(rule.threshold_w)
        draws[kind] = (
            Draw(draws=is_drawing, since=sign.at, has_drawn=is_drawing)
            if known is None
            else known.after(sign, rule.threshold_w)
        )
    return replace(
        watch,
        last_at=sign.at,
        has_watts=watch.has_watts or sign.power_w is not None,
        draws=draws,
    )
