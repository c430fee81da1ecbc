"""Short words for prices and sessions."""

from datetime import UTC, datetime, time
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sigec.kit.ids import TariffId, TariffVersionId
from sigec.tariffs.model import (
    Calendar,
    Charge,
    LineKind,
    PricedWindow,
    Slice,
    TariffVersion,
    Window,
)

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
CALENDAR = Calendar(zone=SAO_PAULO)
PEAK = PricedWindow(
    name="peak",
    window=Window(
        weekdays=frozenset({1, 2, 3, 4, 5}),
        from_time=time(17, 30),
        to_time=time(20, 30),
        on_holidays=False,
    ),
    price_per_kwh=Decimal("3.08"),
)


def version(*windows: PricedWindow, **fields: object) -> TariffVersion:
    return TariffVersion(
        **{  # type: ignore[arg-type]  # defaults that a test overrides
            "id": TariffVersionId(UUID(int=1)),
            "tariff_id": TariffId(UUID(int=2)),
            "valid_from": datetime(2020, 1, 1, tzinfo=UTC),
            "currency": "BRL",
            "price_per_kwh": Decimal("0.53"),
            "windows": windows,
            **fields,
        }
    )


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SAO_PAULO).astimezone(UTC)


def whole(from_at: str, to_at: str, energy_wh: int) -> list[Slice]:
    return [Slice(from_at=local(from_at), to_at=local(to_at), energy_wh=energy_wh)]


def energy_lines(charge: Charge) -> list[tuple[str, int | None, str]]:
    return [
        (line.window, line.energy_wh, str(line.amount.amount))
        for line in charge.lines
        if line.kind is LineKind.ENERGY
    ]
