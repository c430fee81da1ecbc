"""A question for many variables is asked in as many messages as the station needs."""

from hypothesis import given
from hypothesis import strategies as st

from sigec.stations.model import (
    REQUEST_LIMITS,
    GetVariables,
    RequestLimit,
    VariableName,
    split_question,
)

NAME_BYTES = 10
counts = st.none() | st.integers(1, 30)


def size_bytes_of(command: GetVariables) -> int:
    return NAME_BYTES * len(command.names)


@given(amount=st.integers(0, 40), items_max=counts, bytes_max=st.none() | st.integers(1, 300))
def test_parts_keep_to_the_limit_and_lose_nothing(
    amount: int, items_max: int | None, bytes_max: int | None
) -> None:
    names = tuple(VariableName(variable=f"V{number}") for number in range(amount))
    limit = RequestLimit(items_max=items_max, bytes_max=bytes_max)
    parts = list(split_question(GetVariables(names=names), limit, size_bytes_of))
    assert [name for part in parts for name in part.names] == list(names)
    assert len(parts) >= 1
    for part in parts:
        assert len(part.names) <= (items_max or amount)
        assert len(part.names) <= 1 or size_bytes_of(part) <= (bytes_max or 10**9)


def test_what_a_station_says_of_its_limits_is_read_with_care() -> None:
    keys, items, size = (name.key for name in REQUEST_LIMITS)
    assert RequestLimit.of({}) == RequestLimit()
    assert RequestLimit.of({keys: "50"}) == RequestLimit(items_max=50)
    told = {items: "4", size: "1024"}
    assert RequestLimit.of(told) == RequestLimit(items_max=4, bytes_max=1024)
    for odd in ("0", "-1", "", "many", "٣", None):
        assert RequestLimit.of({items: odd, size: odd}) == RequestLimit()
