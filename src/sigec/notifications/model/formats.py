"""How numbers, instants and words are written for a reader; nothing else writes them."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from zoneinfo import ZoneInfo

from sigec.kit.money import Money
from sigec.notifications.model.kinds import VariableType
from sigec.notifications.model.values import Value
from sigec.notifications.model.words import months, word
from sigec.tenants.model import Language

_SYMBOLS = {"BRL": "R$", "USD": "US$", "EUR": "€", "CLP": "CLP$", "PYG": "₲"}
_KWH_FOLLOWS = re.compile(r"\s*kwh\b", re.IGNORECASE)
_MINUTES_FOLLOW = re.compile(r"\s*min(?:utos?|utes?)?\b", re.IGNORECASE)
_HOUR_S, _MINUTE_S = 3_600, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """In which language and zone somebody reads."""

    language: Language
    zone: ZoneInfo

    def write(self, value: Value | None, *, before: str = "", after: str = "") -> str:
        """Write a value; what stands around it may name its unit already."""
        if value is None or value.plain is None:
            return self._unknown(value)
        plain = value.plain
        match value.type:
            case VariableType.ENERGY:
                return self._energy(int(plain), has_unit=_KWH_FOLLOWS.match(after) is not None)
            case VariableType.MONEY:
                return self._money(value, before)
            case VariableType.DURATION:
                in_minutes = _MINUTES_FOLLOW.match(after) is not None
                return self._duration(int(plain), in_minutes=in_minutes)
            case VariableType.COUNT:
                return self.number(Decimal(plain), digits=0)
            case _:
                return self._text(value.type, str(plain))

    def number(self, amount: Decimal, *, digits: int) -> str:
        """Write a number with so many decimals, half-even, its thousands apart."""
        rounded = amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)
        text = f"{rounded:,.{digits}f}"
        return text if self.language is Language.EN else text.translate(_SWAPPED)

    def instant(self, at: datetime) -> str:
        """Write an instant as a clock on the reader's wall showed it."""
        local = at.astimezone(self.zone)
        words = word(self.language, "format", "instant")
        return words.format(day=self.day(local.date()), time=f"{local:%H:%M}")

    def day(self, day: date) -> str:
        """Write a day without its year."""
        if self.language is Language.EN:
            return f"{day.day} {months(self.language)[day.month - 1]}"
        return f"{day:%d/%m}"

    def money(self, money: Money) -> str:
        """Write an amount with its currency."""
        symbol = _SYMBOLS[money.currency]
        blank = "" if self.language is Language.EN else " "
        return f"{symbol}{blank}{self._amount(money)}"

    def _text(self, type_: VariableType, plain: str) -> str:
        match type_:
            case VariableType.INSTANT:
                return self.instant(datetime.fromisoformat(plain))
            case VariableType.DATE:
                return self.day(date.fromisoformat(plain))
            case VariableType.REASON | VariableType.ERROR_CODE | VariableType.RESERVATION_REASON:
                return word(self.language, type_, plain)
            case _:
                return plain

    def _energy(self, energy_wh: int, *, has_unit: bool) -> str:
        number = self.number(Decimal(energy_wh) / 1_000, digits=2)
        return number if has_unit else f"{number} kWh"

    def _money(self, value: Value, before: str) -> str:
        assert value.currency is not None
        money = Money.from_minor(int(value.plain or 0), value.currency)
        is_named = before.rstrip().endswith((_SYMBOLS[money.currency], money.currency))
        return self._amount(money) if is_named else self.money(money)

    def _amount(self, money: Money) -> str:
        rounded = money.rounded.amount
        exponent = rounded.as_tuple().exponent
        return self.number(rounded, digits=-int(exponent))

    def _duration(self, seconds: int, *, in_minutes: bool) -> str:
        if in_minutes:
            return self.number(Decimal(seconds // _MINUTE_S), digits=0)
        hours, rest = divmod(seconds, _HOUR_S)
        minutes = rest // _MINUTE_S
        if not hours:
            return f"{minutes} min"
        return f"{hours} h {minutes:02} min" if minutes else f"{hours} h"

    def _unknown(self, value: Value | None) -> str:
        return "—" if value is None else word(self.language, "unknown", value.type)


_SWAPPED = str.maketrans(",.", ".,")
