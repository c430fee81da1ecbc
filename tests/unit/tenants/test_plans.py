"""What is beyond a plan."""

import pytest

from sigec.tenants.model import is_beyond


@pytest.mark.parametrize(
    ("limit", "before", "after", "expected"),
    [
        (5, 4, 5, False),
        (5, 5, 6, True),
        (5, 7, 7, False),
        (5, 7, 6, False),
        (5, 7, 8, True),
        (0, 0, 1, True),
        (None, 9_000, 9_001, False),
    ],
)
def test_only_a_growth_that_ends_above_the_limit_is_beyond_it(
    limit: int | None, before: int, after: int, *, expected: bool
) -> None:
    assert is_beyond(limit, before=before, after=after) is expected
