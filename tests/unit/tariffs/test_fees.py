"""What is charged once a session: idle time, fees, limits, taxes; and the reason of each line."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sigec.tariffs.model import (
    Charge,
    LineKind,
    Reason,
    Span,
    TariffVersion,
    Tax,
    explain,
    rate,
)
from tests.unit.tariffs.prices import CALENDAR, local, version, whole

HOUR = whole("2025-11-25 10:00", "2025-11-25 11:00", 10_000)


def idle(*minutes: float) -> list[Span]:
    """Return pauses of so many minutes, an hour apart."""
    return [
        Span(
            from_at=local("2025-11-25 11:00") + timedelta(hours=hours),
            to_at=local("2025-11-25 11:00") + timedelta(hours=hours, minutes=length),
        )
        for hours, length in enumerate(minutes)
    ]


def price(prices: TariffVersion, **fields: object) -> Charge:
    return rate(prices, HOUR, calendar=CALENDAR, **fields)  # type: ignore[arg-type]  # what a test adds


def amounts(charge: Charge) -> dict[LineKind, str]:
    return {line.kind: str(line.amount.amount) for line in charge.lines}


@pytest.mark.parametrize(
    ("minutes", "amount"),
    [((15,), None), ((16,), "0.50"), ((10, 5), None), ((10, 10), "2.50"), ((45,), "15.00")],
)
def test_idle_time_is_charged_beyond_its_grace_and_once(
    minutes: tuple[int, ...], amount: str | None
) -> None:
    charge = price(version(price_per_idle_minute=Decimal("0.50")), idle=idle(*minutes))
    assert amounts(charge).get(LineKind.IDLE) == amount
    assert len([line for line in charge.lines if line.kind is LineKind.IDLE]) <= 1


def test_an_idle_line_says_how_it_was_reckoned() -> None:
    charge = price(version(price_per_idle_minute=Decimal("0.50")), idle=idle(20, 10))
    line = charge.lines[-1]
    assert (line.seconds, line.unit_price) == (900, Decimal("0.50"))
    assert (line.from_at, line.to_at) == (local("2025-11-25 11:00"), local("2025-11-25 12:10"))
    explanation = explain(line)
    assert explanation.code is Reason.IDLE_BEYOND_GRACE
    assert explanation.parameters == {"idle_seconds": "1800", "grace_seconds": "900"}


def test_idle_time_without_a_price_is_not_on_the_bill() -> None:
    assert LineKind.IDLE not in amounts(price(version(), idle=idle(500)))


def test_a_reservation_is_charged_to_who_used_it() -> None:
    prices = version(price_per_reservation=Decimal("4.00"))
    assert amounts(price(prices, is_reserved=True))[LineKind.RESERVATION] == "4.00"
    assert LineKind.RESERVATION not in amounts(price(prices))


def test_a_minimum_is_reached_by_a_line_of_its_own() -> None:
    charge = price(version(amount_min=Decimal("8.00")))
    assert amounts(charge) == {LineKind.ENERGY: "5.30", LineKind.MINIMUM: "2.70"}
    assert str(charge.total.amount) == "8.00"
    assert explain(charge.lines[-1]).parameters == {"subtotal": "5.30", "limit": "8.00"}


def test_a_maximum_takes_off_what_is_above_it() -> None:
    charge = price(version(amount_max=Decimal("5.00")))
    assert amounts(charge) == {LineKind.ENERGY: "5.30", LineKind.MAXIMUM: "-0.30"}
    assert explain(charge.lines[-1]).code is Reason.LOWERED_TO_MAXIMUM


def test_a_tax_on_top_is_a_line_and_counts_after_the_limits() -> None:
    tax = Tax(name="ISS", percent=Decimal(5), is_included=False)
    charge = price(version(amount_min=Decimal("8.00"), taxes=(tax,)))
    assert amounts(charge)[LineKind.TAX] == "0.40"
    assert str(charge.total.amount) == "8.40"
    assert charge.included_taxes == ()


def test_a_tax_in_the_price_changes_nothing_and_is_shown() -> None:
    tax = Tax(name="ICMS", percent=Decimal(17), is_included=True)
    charge = price(version(taxes=(tax,)))
    assert str(charge.total.amount) == "5.30"
    assert [(one.name, str(one.amount.amount)) for one in charge.included_taxes] == [
        ("ICMS", "0.90")
    ]


def test_every_kind_of_line_has_a_reason() -> None:
    prices = version(
        price_per_minute=Decimal(1),
        price_per_session=Decimal(1),
        price_per_reservation=Decimal(1),
        price_per_idle_minute=Decimal(1),
        amount_min=Decimal(1_000),
        taxes=(Tax(name="ISS", percent=Decimal(5), is_included=False),),
    )
    charge = price(prices, idle=idle(30), is_reserved=True)
    reasons = {explain(line).code for line in charge.lines}
    assert {line.kind for line in charge.lines} == set(LineKind) - {LineKind.MAXIMUM}
    assert len(reasons) == len(charge.lines)
