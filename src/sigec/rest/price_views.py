"""How prices that were reckoned look from outside: lines, each with its reason."""

from datetime import datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from pydantic import Field

from sigec.rest.schemas import Amount, MoneyView, View
from sigec.tariffs.model import Basis, Charge, IncludedTax, Line, LineKind, Reason, explain


class ExplanationView(View):
    """Why a line is on the bill: a code to find a sentence by, and the numbers for it."""

    code: Reason
    parameters: dict[str, str] = Field(
        description=(
            "`idle_beyond_grace`: idle_seconds, grace_seconds. `raised_to_minimum` and"
            " `lowered_to_maximum`: subtotal, limit. `tax_added`: name, percent, subtotal."
        ),
        examples=[{"idle_seconds": "1500", "grace_seconds": "900"}],
    )


class PriceLineView(View):
    """One line of the price; its amount is rounded once, the total is the sum of the lines."""

    kind: LineKind
    window: str = Field(description="`base` outside all windows.", examples=["peak"])
    from_at: datetime
    to_at: datetime
    unit_price: Amount = Field(
        description="Per kWh, minute, session or reservation; a limit itself; a tax's percentage.",
        examples=["3.08"],
    )
    amount: MoneyView = Field(description="Negative where a maximum lowers the price.")
    energy_wh: int | None = Field(description="Rounded to be shown.")
    seconds: int | None = Field(description="How long the part lasted, or what is charged of it.")
    basis: Basis | None = Field(description="How the energy of the line is known.")
    explanation: ExplanationView

    @classmethod
    def of(cls, line: Line) -> Self:
        """Show a line."""
        reason = explain(line)
        return cls(
            kind=line.kind,
            window=line.window,
            from_at=line.from_at,
            to_at=line.to_at,
            unit_price=Decimal(line.unit_price),
            amount=MoneyView.of(line.amount),
            energy_wh=line.energy_wh,
            seconds=line.seconds,
            basis=line.basis,
            explanation=ExplanationView(code=reason.code, parameters=dict(reason.parameters)),
        )


class IncludedTaxView(View):
    """What of a price is tax: a percentage of the price that contains it."""

    name: str
    percent: Amount
    amount: MoneyView

    @classmethod
    def of(cls, tax: IncludedTax) -> Self:
        """Show a tax."""
        return cls(name=tax.name, percent=tax.percent, amount=MoneyView.of(tax.amount))


class PreviewView(View):
    """What a session would cost."""

    tariff_version_id: UUID | None = Field(description="Null for prices that are not stored.")
    total: MoneyView | None = Field(description="Null when the session's energy is unknown.")
    lines: list[PriceLineView]
    included_taxes: list[IncludedTaxView]

    @classmethod
    def of(cls, charge: Charge | None, tariff_version_id: UUID | None) -> Self:
        """Show a charge that was made of some version."""
        return cls(
            tariff_version_id=tariff_version_id,
            total=MoneyView.of(charge.total) if charge else None,
            lines=lines_of(charge),
            included_taxes=included_taxes_of(charge),
        )


def lines_of(charge: Charge | None) -> list[PriceLineView]:
    """Show the lines of a charge; of none there are none."""
    return [PriceLineView.of(line) for line in charge.lines] if charge else []


def included_taxes_of(charge: Charge | None) -> list[IncludedTaxView]:
    """Show the taxes in a charge; of none there are none."""
    return [IncludedTaxView.of(tax) for tax in charge.included_taxes] if charge else []
