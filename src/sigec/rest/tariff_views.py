"""How tariffs and templates look from outside."""

from datetime import datetime, time
from typing import Annotated
from uuid import UUID

from pydantic import Field, WithJsonSchema

from sigec.rest.schemas import Amount, PageView, View

LocalTime = Annotated[
    time,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$",
            "description": "Of the site's clock, to the second.",
            "examples": ["17:30:00"],
        }
    ),
]


class WindowView(View):
    """A recurring stretch of local time."""

    weekdays: list[int]
    from_time: LocalTime
    to_time: LocalTime
    months: list[int]
    on_holidays: bool | None


class PricedWindowView(View):
    """Other prices while the window is open."""

    name: str
    window: WindowView
    price_per_kwh: Amount
    price_per_minute: Amount


class TaxView(View):
    """A tax: on top of the prices, or a percentage of the price that contains it."""

    name: str
    percent: Amount
    is_included: bool


class VersionView(View):
    """Prices of a stretch of time; the end is exclusive, and open while null."""

    id: UUID
    valid_from: datetime
    valid_to: datetime | None
    currency: str
    price_per_kwh: Amount
    price_per_minute: Amount
    price_per_session: Amount
    price_per_reservation: Amount
    price_per_idle_minute: Amount
    idle_grace_minutes: int
    amount_min: Amount | None
    amount_max: Amount | None
    taxes: list[TaxView]
    windows: list[PricedWindowView]


class TariffView(View):
    """A name for prices over time."""

    id: UUID
    tenant_id: UUID
    site_id: UUID | None
    station_group: str | None
    person_group: str | None
    name: str
    versions: list[VersionView]


class TariffPage(PageView[TariffView]):
    """A page of tariffs."""


class TemplateView(View):
    """Prices to begin with; nothing applies until somebody makes a tariff of them."""

    code: str = Field(examples=["condominium_two_rates"])
    name: str = Field(description="In the language of the request.")
    description: str
    currency: str
    price_per_kwh: Amount
    idle_grace_minutes: int
    windows: list[PricedWindowView]


class TemplatePage(PageView[TemplateView]):
    """All templates; there is one page."""
