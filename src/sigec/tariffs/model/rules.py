"""The rules for what a version says."""

from collections.abc import Iterator
from decimal import Decimal

from sigec.kit.errors import FieldError
from sigec.kit.money import Money, UnknownCurrency
from sigec.tariffs.model.tariffs import BASE, VersionDraft

PRICE_DIGITS_MAX = 6
PRICE_MAX = Decimal(1_000_000)
WINDOWS_MAX = 50
TAXES_MAX = 10
PERCENT_MAX = 100
IDLE_GRACE_MINUTES_MAX = 1_440


def faults_of(draft: VersionDraft) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule."""
    return (*_price_faults(draft), *_limit_faults(draft), *_list_faults(draft))


def _price_faults(draft: VersionDraft) -> Iterator[FieldError]:
    prices = {
        name: getattr(draft, name)
        for name in (
            "price_per_kwh",
            "price_per_minute",
            "price_per_session",
            "price_per_reservation",
            "price_per_idle_minute",
        )
    }
    for index, priced in enumerate(draft.windows):
        prices[f"windows.{index}.price_per_kwh"] = priced.price_per_kwh
        prices[f"windows.{index}.price_per_minute"] = priced.price_per_minute
    for name, price in prices.items():
        if not _is_price(price):
            yield FieldError(field=name, code="field.price")
    if not 0 <= draft.idle_grace_minutes <= IDLE_GRACE_MINUTES_MAX:
        yield FieldError(field="idle_grace_minutes", code="field.idle_grace_minutes")


def _limit_faults(draft: VersionDraft) -> Iterator[FieldError]:
    try:
        Money.zero(draft.currency)
    except UnknownCurrency:
        yield FieldError(field="currency", code="field.currency")
        return
    limits = {"amount_min": draft.amount_min, "amount_max": draft.amount_max}
    for name, limit in limits.items():
        if limit is not None and not _is_amount(limit, draft.currency):
            yield FieldError(field=name, code="field.amount")
    least, most = draft.amount_min, draft.amount_max
    if least is not None and most is not None and least > most:
        yield FieldError(field="amount_max", code="field.amounts_reversed")


def _list_faults(draft: VersionDraft) -> Iterator[FieldError]:
    if len(draft.windows) > WINDOWS_MAX:
        yield FieldError(field="windows", code="field.too_many")
    if len(draft.taxes) > TAXES_MAX:
        yield FieldError(field="taxes", code="field.too_many")
    for index, priced in enumerate(draft.windows):
        if priced.name == BASE:
            yield FieldError(field=f"windows.{index}.name", code="field.window_name")
        for name in ("from_time", "to_time"):
            clock = getattr(priced.window, name)
            if clock.tzinfo is not None or clock.microsecond:
                yield FieldError(field=f"windows.{index}.{name}", code="field.window_time")
    for index, tax in enumerate(draft.taxes):
        if not _is_price(tax.percent) or tax.percent > PERCENT_MAX:
            yield FieldError(field=f"taxes.{index}.percent", code="field.percent")


def _is_price(price: Decimal) -> bool:
    """Say whether a price is not negative and fits the column it is stored in."""
    if not price.is_finite() or not 0 <= price < PRICE_MAX:
        return False
    exponent = price.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -PRICE_DIGITS_MAX


def _is_amount(amount: Decimal, currency: str) -> bool:
    """Say whether an amount can be paid: it has no more digits than its currency."""
    return _is_price(amount) and Money(amount, currency).rounded.amount == amount
