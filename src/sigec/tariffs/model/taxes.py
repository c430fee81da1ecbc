"""Taxes on a charge: on top of its prices, or contained in them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from sigec.kit.money import Money
from sigec.tariffs.model.amounts import amount_of
from sigec.tariffs.model.charges import IncludedTax, Line, LineKind, subtotal
from sigec.tariffs.model.tariffs import BASE, VersionDraft
from sigec.tariffs.model.usage import Span


def added_lines(version: VersionDraft, whole: Span, lines: Sequence[Line]) -> Iterator[Line]:
    """Add each tax that is not in the prices, reckoned on what the lines sum up to."""
    base = subtotal(lines, version.currency)
    for tax in version.taxes:
        if not tax.is_included:
            yield Line(
                kind=LineKind.TAX,
                window=BASE,
                from_at=whole.from_at,
                to_at=whole.to_at,
                unit_price=tax.percent,
                amount=_share(base, tax.percent),
                facts={
                    "name": tax.name,
                    "percent": str(tax.percent),
                    "subtotal": str(base.amount),
                },
            )


def included_in(version: VersionDraft, total: Money) -> Sequence[IncludedTax]:
    """Return what of a total is tax: a percentage of the price that contains it ("por dentro")."""
    return tuple(
        IncludedTax(name=tax.name, percent=tax.percent, amount=_share(total, tax.percent))
        for tax in version.taxes
        if tax.is_included
    )


def _share(of: Money, percent: Decimal) -> Money:
    return amount_of(Fraction(of.amount) / 100, percent, of.currency)
