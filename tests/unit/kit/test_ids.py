"""Ids sort by creation: the outbox is told in their order."""

from datetime import UTC, datetime, timedelta

from sigec.kit.ids import created_at, new_id


def test_ids_made_one_after_the_other_sort_in_that_order() -> None:
    made = [new_id() for _ in range(10_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {one.version for one in made} == {7}


def test_an_id_tells_when_it_was_made() -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)

    assert before <= created_at(new_id()) <= datetime.now(UTC)
