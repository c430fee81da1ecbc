"""Never more cars than EVSEs: checked against the plain search through all ways to seat them."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from sigec.reservations.model import Evse, Place, Reservation, find_conflict, has_suitable
from tests.unit.reservations.made import reservation, span

TYPES = ("ctype2", "cccs2")
places = st.builds(
    Place,
    evse=st.one_of(st.none(), st.integers(1, 3)),
) | st.builds(Place, connector_type=st.sampled_from(["cType2", "cCCS2"]))
evses = st.lists(
    st.sampled_from([frozenset(), *(frozenset({each}) for each in TYPES)]), min_size=3, max_size=3
).map(lambda types: [Evse(number=number, types=each) for number, each in enumerate(types, 1)])
spans = st.tuples(st.integers(0, 10), st.integers(1, 5)).map(lambda it: (it[0], it[0] + it[1]))
wishes = st.lists(st.tuples(places, spans), max_size=7)


def can_sit(present: list[Place], garage: list[Evse]) -> bool:
    return any(
        all(evse.suits(place) for place, evse in zip(present, seats, strict=True))
        for seats in permutations(garage, len(present))
    )


@given(evses, wishes)
def test_one_is_refused_exactly_when_at_some_instant_not_all_have_room(
    garage: list[Evse], wanted: list[tuple[Place, tuple[int, int]]]
) -> None:
    kept: list[Reservation] = []
    for place, (begin, end) in wanted:
        if not has_suitable(place, garage):
            continue
        new = reservation(begin, end, place=place)
        at_each = [
            [each.place for each in [*kept, new] if each.span.includes(span(m, m + 1).starts_at)]
            for m in range(begin, end)
        ]
        has_room = all(can_sit(present, garage) for present in at_each)
        conflict = find_conflict(kept, place, new.span, garage)
        assert (conflict is None) is has_room
        if conflict is None:
            kept.append(new)
        else:
            assert conflict in kept


def test_neighbours_in_time_touch_and_do_not_overlap() -> None:
    first = reservation(0, 30)
    assert find_conflict([first], Place(evse=1), span(30, 60), [Evse(number=1)]) is None
    assert find_conflict([first], Place(evse=1), span(29, 60), [Evse(number=1)]) is first
    assert find_conflict([first], Place(evse=1), span(-30, 0), [Evse(number=1)]) is None


def test_any_place_leaves_the_last_one_to_who_named_it() -> None:
    garage = [Evse(number=1), Evse(number=2)]
    named, anywhere = reservation(0, 30), reservation(0, 30, place=Place())
    assert find_conflict([named], Place(), span(0, 30), garage) is None
    assert find_conflict([named, anywhere], Place(evse=2), span(0, 30), garage) is not None
    assert find_conflict([anywhere], Place(evse=2), span(0, 30), garage) is None


def test_a_station_that_never_told_its_evses_has_those_that_are_named() -> None:
    first = reservation(0, 30)
    assert find_conflict([first], Place(evse=2), span(0, 30), []) is None
    assert find_conflict([], Place(), span(0, 30), []) is None
    assert find_conflict([reservation(0, 30, place=Place())], Place(), span(0, 30), []) is not None


def test_what_the_station_has_not_is_unknown() -> None:
    garage = [Evse(number=1, types=frozenset({"ctype2"}))]
    assert not has_suitable(Place(evse=2), garage)
    assert not has_suitable(Place(connector_type="cCCS2"), garage)
    assert has_suitable(Place(connector_type="cType2"), garage)
    assert has_suitable(Place(evse=5), [])
