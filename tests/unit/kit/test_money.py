"""Money never turns into a float, never mixes currencies, and rounds once."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.kit.money import CurrencyMismatch, Money, NotAnAmount, UnknownCurrency, total

CURRENCIES = st.sampled_from(["BRL", "USD", "EUR", "CLP", "PYG"])
STORED_MINOR = st.integers(min_value=-(2**63), max_value=2**63 - 1)
AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=8)


@given(minor=STORED_MINOR, currency=CURRENCIES)
def test_minor_units_survive_the_way_to_the_database_and_back(minor: int, currency: str) -> None:
    money = Money.from_minor(minor, currency)

    assert money.minor == minor
    assert money.rounded == money


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.125", "0.12"), ("0.135", "0.14"), ("-0.125", "-0.12"), ("2.1315", "2.13"), ("7", "7.00")],
)
def test_half_a_cent_goes_to_the_even_one(amount: str, rounded: str) -> None:
    assert str(Money(Decimal(amount), "BRL").rounded.amount) == rounded


def test_a_currency_without_cents_has_none() -> None:
    assert Money(Decimal("1234.5"), "CLP").rounded == Money(Decimal(1234), "CLP")
    assert Money.from_minor(1234, "CLP").amount == Decimal(1234)


@given(amount=AMOUNTS, currency=CURRENCIES)
def test_rounding_moves_an_amount_by_half_a_minor_unit_at_most(
    amount: Decimal, currency: str
) -> None:
    money = Money(amount, currency)
    half = Money.from_minor(1, currency).amount / 2

    assert abs((money.rounded - money).amount) <= half


@given(minors=st.lists(st.integers(-(10**12), 10**12)))
def test_a_total_is_the_sum_of_its_lines_in_any_order(minors: list[int]) -> None:
    lines = [Money.from_minor(minor, "BRL") for minor in minors]

    assert total(lines, "BRL").minor == sum(minors)
    assert total(reversed(lines), "BRL") == total(lines, "BRL")


def test_nothing_adds_up_to_zero_of_the_currency_asked_for() -> None:
    assert total([], "EUR") == Money.zero("EUR")


def test_currencies_do_not_mix() -> None:
    with pytest.raises(CurrencyMismatch):
        Money.zero("BRL") + Money.zero("USD")
    with pytest.raises(CurrencyMismatch):
        total([Money.zero("USD")], "BRL")


def test_an_unknown_currency_is_refused_rather_than_guessed() -> None:
    with pytest.raises(UnknownCurrency):
        Money(Decimal(1), "XXX")
    with pytest.raises(UnknownCurrency):
        Money.from_minor(1, "brl")


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_no_amount(amount: str) -> None:
    with pytest.raises(NotAnAmount):
        Money(Decimal(amount), "BRL")
