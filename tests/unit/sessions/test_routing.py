"""Which session a report belongs to when it does not say."""

from uuid import UUID

import pytest
from msgspec.structs import replace

from sigec.drivers.model import TokenRef
from sigec.kit.ids import StationId
from sigec.sessions.model import Session as ChargeSession
from sigec.sessions.model import TransactionReport, advance
from sigec.sessions.service import routing
from tests.unit.sessions.reports import ended, sample, session_of, started, updated

NAMELESS = {"external_id": None}


def test_no_round_has_a_station_twice_and_order_is_kept() -> None:
    assert routing.rounds(["a", "b", "a", "a", "b", "c"]) == [[0, 1, 5], [2, 4], [3]]
    assert routing.rounds([]) == []


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (updated(10, 1_500, **NAMELESS), True),
        (updated(10, 1_500, evse=2, **NAMELESS), False),
        (updated(-1, 1_500, **NAMELESS), False),
        (ended(10, 4_000, **NAMELESS), True),
        (ended(10, 4_000, id_token=TokenRef(value=" card-1 "), **NAMELESS), True),
        (ended(10, 4_000, id_token=TokenRef(value="OTHER"), **NAMELESS), False),
        (ended(10, 900, **NAMELESS), False),
        (ended(10, 4_000, evse=None, external_id="99"), False),
        (ended(10, 4_000, external_id="99", id_token=TokenRef(value="CARD-1")), True),
        (ended(10, 4_000, station_id=StationId(UUID(int=9)), **NAMELESS), False),
    ],
)
def test_an_orphan_fits_only_what_it_does_not_contradict(
    report: TransactionReport, *, expected: bool
) -> None:
    assert routing.fits(session_of(started(0)), report) is expected


def test_an_orphan_that_fits_two_sessions_fits_none() -> None:
    one, other = session_of(started(0)), session_of(started(0, evse=2, connector=2))
    stop = ended(10, 4_000, evse=None, **NAMELESS)
    assert routing.attribute([one], stop) is one
    assert routing.attribute([one, other], stop) is None


def test_an_id_is_reused_only_by_a_later_start() -> None:
    over = advance(session_of(started(0)), ended(30, 4_000))
    assert isinstance(over, ChargeSession)
    assert routing.is_reuse(over, started(60))
    assert not routing.is_reuse(over, started(0))
    assert not routing.is_reuse(over, updated(60, 5_000))
    assert not routing.is_reuse(session_of(started(0)), started(60))


def test_generations_are_told_apart_by_time() -> None:
    first = session_of(started(0))
    second = replace(session_of(started(60)), generation=1)
    assert routing.find_named([second, first], updated(10, 1_500)) is first
    assert routing.find_named([first, second], updated(70, 1_500)) is second


def test_starts_without_an_id_are_the_same_only_if_all_agree() -> None:
    key = routing.start_key(started(0, **NAMELESS))
    assert key == routing.start_key(started(0, id_token=TokenRef(value="card-1"), **NAMELESS))
    for different in (
        started(1, **NAMELESS),
        started(0, 2_000, **NAMELESS),
        started(0, connector=2, **NAMELESS),
        started(0, id_token=TokenRef(value="OTHER"), **NAMELESS),
    ):
        assert routing.start_key(different) != key
    assert routing.start_key(started(0)) is None


def test_an_idle_connectors_clock_is_nobodys() -> None:
    by_the_clock = (sample(5, 900, context="Sample.Clock"),)
    assert routing.is_nobodys(updated(5, samples=by_the_clock, **NAMELESS))
    assert not routing.is_nobodys(updated(5, samples=by_the_clock))
    assert not routing.is_nobodys(updated(5, 900, **NAMELESS))
    assert not routing.is_nobodys(ended(5, 900, **NAMELESS))
