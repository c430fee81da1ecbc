"""What is on a station's list, and that the messages we send make exactly that of it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.access.model.lists import (
    Candidate,
    Limits,
    ListEntry,
    Part,
    StationList,
    changes_between,
    parts_of,
    want_list,
)
from sigec.drivers.model import (
    AuthorizationStatus,
    Decision,
    DecisionReason,
    IdTokenKind,
    TokenRef,
)
from sigec.kit.ids import IdTokenId, StationId, TenantId, new_id
from sigec_sandbox.stations.local_list import LocalList
from sigec_sandbox.stations.tokens import Token

ACCEPTED = Decision(status=AuthorizationStatus.ACCEPTED, reason=DecisionReason.ACCEPTED)
UNTIL = datetime(2027, 1, 1, tzinfo=UTC)


def known(**said: object) -> StationList:
    return StationList(
        station_id=StationId(new_id()),
        tenant_id=TenantId(new_id()),
        **said,  # type: ignore[arg-type]  # as the caller says
    )


def entry(value: str, status: AuthorizationStatus = AuthorizationStatus.ACCEPTED) -> ListEntry:
    return ListEntry(value=value, kind=IdTokenKind.ISO14443, status=status)


entries = st.dictionaries(
    st.text("abAB0", min_size=1, max_size=3).map(str.casefold),
    st.sampled_from([AuthorizationStatus.ACCEPTED, AuthorizationStatus.BLOCKED]),
    max_size=12,
).map(lambda found: [entry(value, status) for value, status in sorted(found.items())])


def taken(station: LocalList, part: Part) -> bool:
    """Let a simulated station take a message, as each version would bring it."""
    changes: Mapping[str, str | None] = {
        **{each.value: each.status.value for each in part.changes.values() if each is not None},
        **{each.value: None for each in part.removed},
    }
    take = station.replace if part.is_full else station.update
    return take(part.version, changes)


def held(station: LocalList, *lists: Sequence[ListEntry]) -> dict[str, str | None]:
    values = {each.value for one in lists for each in one}
    said = {value: station.status(Token(value)) for value in values}
    return {value: status for value, status in said.items() if status is not None}


@given(lists=st.lists(entries, min_size=1, max_size=6), items=st.integers(1, 5))
def test_our_changes_one_after_the_other_give_the_whole_list(
    lists: list[list[ListEntry]], items: int
) -> None:
    station, mine = LocalList(), known()

    for wants in lists:
        mine = mine.found_at(station.version)
        for part in parts_of(mine, wants, reported=station.version, items_at_once=items):
            assert len(part.changes) <= items
            assert taken(station, part)
            mine = mine.sending(part).taken(part)
        assert list(mine.entries) == wants
        assert held(station, *lists) == {each.value: each.status.value for each in wants}
        assert len(station) == len(wants)


@given(has=entries, wants=entries, lost=st.integers(0, 3), items=st.integers(1, 4))
def test_whatever_answer_is_lost_the_list_is_right_in_the_end(
    has: list[ListEntry], wants: list[ListEntry], lost: int, items: int
) -> None:
    station, mine = LocalList(), known()
    for part in parts_of(mine.found_at(0), has, reported=0, items_at_once=items):
        assert taken(station, part)
        mine = mine.taken(part)

    mine = mine.found_at(station.version)
    for number, part in enumerate(
        parts_of(mine, wants, reported=station.version, items_at_once=items)
    ):
        mine = mine.sending(part)
        assert taken(station, part)
        if number == lost:
            break  # the station took it, and we never hear of it
        mine = mine.taken(part)
    mine = mine.found_at(station.version)
    for part in parts_of(mine, wants, reported=station.version, items_at_once=items):
        assert not part.is_full or not mine.entries
        assert taken(station, part)
        mine = mine.taken(part)

    assert held(station, has, wants) == {each.value: each.status.value for each in wants}


@given(has=entries, wants=entries)
def test_changes_take_away_before_they_add(has: list[ListEntry], wants: list[ListEntry]) -> None:
    changes = list(changes_between(has, wants).values())

    first_added = next((i for i, each in enumerate(changes) if each is not None), len(changes))
    assert all(each is not None for each in changes[first_added:])


def test_a_station_with_another_list_than_ours_gets_all_of_it() -> None:
    mine = known(version=7, entries=(entry("a"),)).found_at(9)

    [part] = parts_of(mine, [entry("a"), entry("b")], reported=9, items_at_once=10)

    assert part.is_full
    assert part.version > 9
    assert set(part.changes) == {"a", "b"}


def test_an_empty_list_is_sent_whole_and_then_left_alone() -> None:
    mine = known(version=3, entries=(entry("a"),))
    [part] = parts_of(mine, [], reported=3, items_at_once=10)
    assert not part.is_full
    assert [each.value for each in part.removed] == ["a"]

    [part] = parts_of(known(), [], reported=5, items_at_once=10)
    assert part.is_full
    assert part.changes == {}


def candidate(value: str, kind: IdTokenKind = IdTokenKind.ISO14443, rank: int = 0) -> Candidate:
    return Candidate(
        id_token_id=IdTokenId(new_id()),
        token=TokenRef(value=value, kind=kind),
        decision=ACCEPTED,
        rank=(rank,),
    )


@pytest.mark.parametrize(
    ("protocol", "values"),
    [
        ("ocpp1.6", ["app", "card"]),
        ("ocpp2.0.1", ["app", "br*abc*123", "card", "x" * 36]),
        ("ocpp2.1", ["app", "br*abc*123", "card", "v" * 200, "x" * 36]),
    ],
)
def test_a_version_takes_what_it_can(protocol: str, values: list[str]) -> None:
    some = [
        candidate("Card"),
        candidate("APP", IdTokenKind.CENTRAL),
        candidate("BR*ABC*123", IdTokenKind.EMAID),
        candidate("X" * 36),
        candidate("V" * 200, IdTokenKind.VIN),
    ]

    wanted = want_list(some, protocol, Limits())

    assert [each.key for each in wanted.entries] == values
    assert wanted.unfit_count == 5 - len(values)


def test_who_matters_most_is_kept_when_there_is_no_room_and_the_rest_is_named() -> None:
    some = [candidate("c", rank=3), candidate("a", rank=1), candidate("b", rank=2)]

    wanted = want_list(some, "ocpp1.6", Limits(entries_max=2))

    assert [each.value for each in wanted.entries] == ["a", "b"]
    assert list(wanted.left_out) == [some[0].id_token_id]
    assert wanted.left_out_count == 1
