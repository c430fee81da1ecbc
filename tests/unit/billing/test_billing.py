"""All months together bill each session once, to the cent, whatever happens in between."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from sigec.billing.model import Billed, BilledKind, Due, Line, bill, tally
from sigec.kit.ids import PersonId, SessionId, UnitId

BEGIN = datetime(2026, 10, 1, tzinfo=UTC)
MONTH = timedelta(days=30)
UNITS = (None, *(UnitId(UUID(int=number)) for number in (1, 2)))


@dataclass
class Ledger:
    """What closed months billed."""

    lines: list[Line] = field(default_factory=list)
    months: int = 0

    def close(self, dues: Iterable[Due]) -> Sequence[Line]:
        """Close the next month, with all that is known by then."""
        begin, self.months = BEGIN + MONTH * self.months, self.months + 1
        known = [due for due in dues if due.started_at < begin + MONTH]
        lines = bill(known, self.billed(), from_at=begin)
        self.lines += lines
        return lines

    def billed(self) -> Mapping[SessionId, Sequence[Billed]]:
        sums: dict[tuple[SessionId, UnitId | None, str], Counter[str]] = {}
        for line in self.lines:
            found = sums.setdefault((line.session_id, line.unit_id, line.currency), Counter())
            found.update(energy_wh=line.energy_wh, amount_minor=line.amount_minor)
        billed: dict[SessionId, list[Billed]] = {}
        for (session_id, unit_id, currency), found in sums.items():
            billed.setdefault(session_id, []).append(
                Billed(
                    unit_id=unit_id,
                    currency=currency,
                    energy_wh=found["energy_wh"],
                    amount_minor=found["amount_minor"],
                )
            )
        return billed


def due(number: int = 1, day: int = 3, unit: int = 1, **changes: int) -> Due:
    values = {"energy_wh": 8_050, "amount_minor": 1_785} | changes
    return Due(
        session_id=SessionId(UUID(int=number)),
        started_at=BEGIN + timedelta(days=day),
        unit_id=UNITS[unit],
        person_id=PersonId(UUID(int=unit)),
        currency="BRL",
        **values,
    )


def told(lines: Iterable[Line]) -> list[tuple[BilledKind, UnitId | None, int]]:
    return [(line.kind, line.unit_id, line.amount_minor) for line in lines]


def test_a_session_is_billed_once() -> None:
    ledger = Ledger()

    assert told(ledger.close([due()])) == [(BilledKind.SESSION, UNITS[1], 1_785)]
    assert ledger.close([due()]) == []


def test_what_comes_late_is_in_the_next_month_and_says_so() -> None:
    ledger = Ledger()
    ledger.close([])

    lines = ledger.close([due(1), due(2, day=31)])

    assert told(lines) == [
        (BilledKind.LATE, UNITS[1], 1_785),
        (BilledKind.SESSION, UNITS[1], 1_785),
    ]


def test_a_correction_bills_the_difference() -> None:
    ledger = Ledger()
    ledger.close([due()])

    lines = ledger.close([due(amount_minor=1_500, energy_wh=7_000)])

    assert told(lines) == [(BilledKind.CORRECTION, UNITS[1], -285)]
    assert lines[0].energy_wh == -1_050


def test_a_session_that_is_anothers_is_given_back_and_billed_there() -> None:
    ledger = Ledger()
    ledger.close([due()])

    lines = ledger.close([due(unit=2)])

    assert told(lines) == [
        (BilledKind.CORRECTION, UNITS[1], -1_785),
        (BilledKind.CORRECTION, UNITS[2], 1_785),
    ]
    assert lines[0].person_id is None
    assert told(ledger.close([due(unit=1)])) == [
        (BilledKind.CORRECTION, UNITS[1], 1_785),
        (BilledKind.CORRECTION, UNITS[2], -1_785),
    ]


dues = st.builds(
    due,
    number=st.integers(1, 5),
    day=st.integers(0, 89),
    unit=st.integers(0, 2),
    amount_minor=st.integers(0, 5_000),
    energy_wh=st.integers(0, 50_000),
).map(lambda made: replace(made, started_at=BEGIN + timedelta(days=made.session_id.int * 17)))


@given(st.lists(st.lists(dues, max_size=6), min_size=1, max_size=6))
def test_statements_sum_to_the_sessions_to_the_cent(months: list[list[Due]]) -> None:
    ledger = Ledger()
    now: dict[SessionId, Due] = {}
    for changes in months:
        now |= {change.session_id: change for change in changes}
        lines = ledger.close(now.values())
        statements = tally(lines)
        assert sum(each.amount_minor for each in statements) == sum(x.amount_minor for x in lines)
        assert sum(each.energy_wh for each in statements) == sum(x.energy_wh for x in lines)

    end = BEGIN + MONTH * ledger.months
    worth: Counter[UnitId | None] = Counter()
    energy: Counter[UnitId | None] = Counter()
    for each in now.values():
        if each.started_at < end:
            worth[each.unit_id] += each.amount_minor
            energy[each.unit_id] += each.energy_wh
    for unit in UNITS:
        theirs = [line for line in ledger.lines if line.unit_id == unit]
        assert sum(line.amount_minor for line in theirs) == worth[unit]
        assert sum(line.energy_wh for line in theirs) == energy[unit]
    assert not [line for line in ledger.close(now.values()) if line.started_at < end]
