"""A cursor is made by us or refused, whatever a caller sends instead."""

import base64
import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.kit.pages import (
    CURSOR_LENGTH_MAX,
    PAGE_LIMIT_MAX,
    InvalidCursor,
    PageRequest,
    decode_cursor,
    encode_cursor,
    page_of,
)

STORABLE_TEXTS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=50
)
KEYS = st.one_of(
    STORABLE_TEXTS,
    st.integers(-(2**63), 2**63 - 1),
    st.uuids(),
    st.datetimes(timezones=st.just(UTC)),
)


def forge(plain: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


@given(keys=st.lists(KEYS, min_size=1, max_size=4))
def test_a_cursor_brings_its_keys_back(keys: list[str | int | UUID | datetime]) -> None:
    assert decode_cursor(encode_cursor(*keys), *map(type, keys)) == tuple(keys)


@given(garbage=st.one_of(st.text(), st.binary().map(lambda b: base64.b64encode(b).decode())))
@pytest.mark.parametrize("kinds", [(str, UUID), (datetime, UUID), (int,)])
def test_garbage_is_refused(garbage: str, kinds: tuple[type, ...]) -> None:
    with pytest.raises(InvalidCursor) as refused:
        decode_cursor(garbage, *kinds)
    assert [error.field for error in refused.value.errors] == ["cursor"]


@pytest.mark.parametrize(
    ("plain", "kind"),
    [
        (["2026-11-21"], datetime),
        ([10**30], datetime),
        ([10**30], int),
        ([True], int),
        ([1.5], int),
        (["not a uuid"], UUID),
        (["a\0b"], str),
        (["\ud800"], str),
        ([None], str),
        ("a", str),
        ({"a": 1}, str),
        ([], int),
        ([1, 2], int),
    ],
)
def test_a_forged_cursor_that_no_query_could_take_is_refused(plain: object, kind: type) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor(forge(plain), kind)


def test_a_cursor_of_another_list_is_refused() -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor(encode_cursor("name", 1), datetime, UUID)


def test_an_endless_cursor_is_refused_before_it_is_read() -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor("W" * (CURSOR_LENGTH_MAX + 1), int)


def test_a_cursor_nested_too_deep_is_refused() -> None:
    nested = base64.urlsafe_b64encode(b"[" * 3_000).decode()

    with pytest.raises(InvalidCursor):
        decode_cursor(nested, int)


@pytest.mark.parametrize(("asked", "given_"), [(-1, 1), (0, 1), (20, 20), (10_000, PAGE_LIMIT_MAX)])
def test_a_limit_is_kept_within_bounds(asked: int, given_: int) -> None:
    assert PageRequest(limit=asked).limit == given_


def test_a_page_knows_whether_there_is_more() -> None:
    assert page_of([1, 2, 3], limit=2, cursor="2").next_cursor == "2"
    assert page_of([1, 2, 3], limit=2, cursor="2").items == [1, 2]
    assert page_of([1, 2], limit=2, cursor="2").next_cursor is None
