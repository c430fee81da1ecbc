"""What becomes of a delivery after an attempt, and what receipts say later."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.kit.ids import NoticeDeliveryId, NoticeId, RecipientId, TenantId
from sigec.notifications.model import (
    Attempt,
    Channel,
    Delivery,
    DeliveryState,
    Kind,
    Outcome,
    Receipt,
    Verdict,
    judge,
    state_after,
)

NOW = datetime(2026, 11, 28, 18, tzinfo=UTC)
DELIVERY = Delivery(
    id=NoticeDeliveryId(UUID(int=1)),
    tenant_id=TenantId(UUID(int=2)),
    notice_id=NoticeId(UUID(int=3)),
    kind=Kind.CHARGING_ENDED,
    recipient_id=RecipientId(UUID(int=4)),
    session_id=None,
    channel=Channel.WHATSAPP,
    is_urgent=False,
    state=DeliveryState.WAITING,
    attempts=1,
    at=NOW,
    created_at=NOW,
    next_at=NOW,
    expires_at=NOW + timedelta(hours=12),
)


def after(
    outcome: Outcome,
    *,
    delivery: Delivery = DELIVERY,
    has_next: bool = False,
    dedupes: bool = False,
    retry_after_s: int | None = None,
) -> Verdict:
    attempt = Attempt(at=NOW, took_ms=1, outcome=outcome, retry_after_s=retry_after_s)
    return judge(delivery, attempt, has_next=has_next, dedupes=dedupes, now=NOW)


def test_only_what_the_provider_took_is_sent() -> None:
    assert after(Outcome.ACCEPTED).state is DeliveryState.SENT
    for outcome in set(Outcome) - {Outcome.ACCEPTED}:
        assert after(outcome).state is not DeliveryState.SENT


def test_a_refusal_gives_the_next_channel_its_turn() -> None:
    assert after(Outcome.REFUSED).state is DeliveryState.REFUSED
    assert not after(Outcome.REFUSED).falls_back
    assert after(Outcome.REFUSED, has_next=True).falls_back


def test_a_closed_channel_holds_what_has_no_other_way() -> None:
    held = after(Outcome.CHANNEL_CLOSED)
    assert (held.state, held.is_counted) == (DeliveryState.WAITING, False)
    assert after(Outcome.CHANNEL_CLOSED, has_next=True).falls_back


def test_a_lost_answer_is_uncertain_and_not_sent_again() -> None:
    lost = after(Outcome.ANSWER_LOST, has_next=True)
    assert (lost.state, lost.falls_back) == (DeliveryState.UNCERTAIN, False)


def test_a_lost_answer_is_sent_again_where_repeats_are_harmless_or_silence_is_worse() -> None:
    assert after(Outcome.ANSWER_LOST, dedupes=True).state is DeliveryState.WAITING
    for kind in (Kind.FAULT, Kind.ADMIN_ALERT):
        urgent = replace(DELIVERY, kind=kind)
        assert after(Outcome.ANSWER_LOST, delivery=urgent).state is DeliveryState.WAITING


def test_a_provider_s_own_wish_is_honoured() -> None:
    assert after(Outcome.NOT_TAKEN).next_at == NOW + timedelta(seconds=5)
    asked = after(Outcome.NOT_TAKEN, retry_after_s=90)
    assert asked.next_at == NOW + timedelta(seconds=90)


def test_after_three_failures_the_next_channel_has_its_turn() -> None:
    third = replace(DELIVERY, attempts=3)
    assert after(Outcome.NOT_TAKEN, delivery=third).state is DeliveryState.WAITING
    given_up = after(Outcome.NOT_TAKEN, delivery=third, has_next=True)
    assert (given_up.state, given_up.falls_back) == (DeliveryState.DEAD, True)


@given(
    attempts=st.integers(1, 50),
    left_s=st.integers(1, 10_000),
    wish_s=st.none() | st.integers(0, 20_000),
    outcome=st.sampled_from(Outcome),
    has_next=st.booleans(),
    dedupes=st.booleans(),
)
def test_nothing_is_tried_after_its_time(
    attempts: int,
    left_s: int,
    wish_s: int | None,
    outcome: Outcome,
    has_next: bool,  # noqa: FBT001 - Hypothesis names them
    dedupes: bool,  # noqa: FBT001 - Hypothesis names them
) -> None:
    delivery = replace(DELIVERY, attempts=attempts, expires_at=NOW + timedelta(seconds=left_s))
    verdict = after(
        outcome, delivery=delivery, has_next=has_next, dedupes=dedupes, retry_after_s=wish_s
    )
    if verdict.state is DeliveryState.WAITING:
        assert verdict.next_at < delivery.expires_at
    if verdict.falls_back:
        assert has_next


@given(receipts=st.lists(st.sampled_from(Receipt), max_size=8))
def test_receipts_come_in_any_order_and_nothing_gets_less(receipts: list[Receipt]) -> None:
    state = DeliveryState.SENT
    for receipt in receipts:
        state = state_after(state, receipt) or state
    if Receipt.READ in receipts and Receipt.FAILED not in receipts:
        assert state is DeliveryState.READ
    if state is DeliveryState.REFUSED:
        assert Receipt.FAILED in receipts


@pytest.mark.parametrize("state", [DeliveryState.DELIVERED, DeliveryState.READ])
def test_what_arrived_has_not_failed(state: DeliveryState) -> None:
    assert state_after(state, Receipt.FAILED) is None
