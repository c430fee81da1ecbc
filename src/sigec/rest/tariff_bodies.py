"""What callers say of tariffs."""

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from sigec.kit.errors import FieldError, Invalid
from sigec.rest.schemas import (
    Body,
    Omittable,
    Patch,
    PriceGroup,
    example,
)
from sigec.rest.tariff_views import LocalTime
from sigec.tariffs.model import (
    IDLE_GRACE_MINUTES,
    HypotheticalUse,
    PricedWindow,
    Tax,
    VersionDraft,
    Window,
    faults_of,
)

SECONDS_MAX = 31 * 24 * 3_600
"""The longest session that may be imagined."""
ENERGY_MAX_WH = 10_000_000

Price = Annotated[
    Decimal, Field(ge=0, max_digits=12, decimal_places=6, examples=["3.08"], strict=False)
]
Percent = Annotated[
    Decimal,
    Field(ge=0, le=100, max_digits=9, decimal_places=6, examples=["5"], strict=False),
]
Limit = Annotated[
    Decimal,
    Field(
        ge=0,
        max_digits=12,
        decimal_places=6,
        examples=["50.00"],
        strict=False,
        description="Of what a session costs, before any added tax.",
    ),
]
Name = Annotated[str, Field(min_length=1, max_length=200, examples=["Garagem"])]
Weekday = Annotated[int, Field(ge=1, le=7)]
Month = Annotated[int, Field(ge=1, le=12)]


class TaxBody(Body):
    """A tax: on top of the prices, or a percentage of the price that contains it."""

    name: str = Field(min_length=1, max_length=50, examples=["ISS"])
    percent: Percent
    is_included: bool = Field(description="False adds it to what the lines sum up to.")

    def to_model(self) -> Tax:
        """Return the tax in the domain's words."""
        return Tax(name=self.name, percent=self.percent, is_included=self.is_included)


class WindowBody(Body):
    """Other prices while a window of local time is open; the first open one counts."""

    name: str = Field(min_length=1, max_length=50, examples=["peak"])
    weekdays: set[Weekday] = Field(
        default=set(range(1, 8)), min_length=1, description="1 is Monday, 7 Sunday."
    )
    from_time: LocalTime = time(0)
    to_time: LocalTime = Field(
        default=time(0),
        description="Exclusive; at or before the start it is the next day's.",
    )
    months: set[Month] = Field(default=set(range(1, 13)), min_length=1)
    on_holidays: bool | None = Field(
        default=None, description="False leaves holidays out, true means them alone."
    )
    price_per_kwh: Price
    price_per_minute: Price = Decimal(0)

    def to_model(self) -> PricedWindow:
        """Return the window in the domain's words."""
        return PricedWindow(
            name=self.name,
            window=Window(
                weekdays=frozenset(self.weekdays),
                from_time=self.from_time,
                to_time=self.to_time,
                months=frozenset(self.months),
                on_holidays=self.on_holidays,
            ),
            price_per_kwh=self.price_per_kwh,
            price_per_minute=self.price_per_minute,
        )


class VersionBody(Body):
    """Prices from an instant on; a session keeps the version that was valid when it started."""

    valid_from: AwareDatetime
    currency: str = Field(default="BRL", min_length=3, max_length=3)
    price_per_kwh: Price
    price_per_minute: Price = Decimal(0)
    price_per_session: Price = Decimal(0)
    price_per_reservation: Price = Decimal(0)
    price_per_idle_minute: Price = Decimal(0)
    idle_grace_minutes: int = Field(
        default=IDLE_GRACE_MINUTES,
        ge=0,
        le=1_440,
        description="Idle time up to here is free; what goes beyond it is charged once a session.",
    )
    amount_min: Limit | None = None
    amount_max: Limit | None = None
    taxes: list[TaxBody] = Field(default=[], max_length=10)
    windows: list[WindowBody] = Field(default=[], max_length=50)

    model_config = example(
        valid_from="2026-12-01T03:00:00Z",
        price_per_kwh="0.53",
        windows=[
            {
                "name": "peak",
                "weekdays": [1, 2, 3, 4, 5],
                "from_time": "17:30:00",
                "to_time": "20:30:00",
                "on_holidays": False,
                "price_per_kwh": "3.08",
            }
        ],
    )

    def to_model(self, *, inside: str = "") -> VersionDraft:
        """Return the version in the domain's words.

        :raises Invalid: when a field breaks a rule; ``inside`` is where in a body this one is.
        """
        draft = VersionDraft(
            valid_from=self.valid_from,
            currency=self.currency,
            price_per_kwh=self.price_per_kwh,
            price_per_minute=self.price_per_minute,
            price_per_session=self.price_per_session,
            price_per_reservation=self.price_per_reservation,
            price_per_idle_minute=self.price_per_idle_minute,
            idle_grace_minutes=self.idle_grace_minutes,
            amount_min=self.amount_min,
            amount_max=self.amount_max,
            taxes=tuple(tax.to_model() for tax in self.taxes),
            windows=tuple(window.to_model() for window in self.windows),
        )
        if faults := faults_of(draft):
            raise Invalid(*(replace(fault, field=f"{inside}{fault.field}") for fault in faults))
        return draft


class NewTariff(Body):
    """A tariff with its first version; without a site or a group it is the tenant's default.

    Of several that fit a session, a person's group comes first, then the station's, then the site.
    """

    name: Name
    site_id: UUID | None = None
    station_group: PriceGroup | None = None
    person_group: PriceGroup | None = None
    version: VersionBody

    model_config = example(
        name="Garagem",
        version={"valid_from": "2026-01-01T03:00:00Z", "price_per_kwh": "0.95"},
    )


class TariffChanges(Patch):
    """The fields to change; prices change by a new version only."""

    nullable = frozenset({"site_id", "station_group", "person_group"})

    name: Omittable[Name] = None
    site_id: UUID | None = None
    station_group: PriceGroup | None = None
    person_group: PriceGroup | None = None

    model_config = example(name="Garagem e visitantes")


class PreviewBody(Body):
    """A session to price: one that took place, or one imagined from its start to its end.

    Imagined energy flows evenly, and the car idles at the end.
    """

    session_id: UUID | None = None
    started_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    energy_wh: int | None = Field(default=None, ge=0, le=ENERGY_MAX_WH)
    idle_seconds: int = Field(default=0, ge=0, le=SECONDS_MAX)
    is_reserved: bool = Field(default=False, description="It used a reservation.")
    version: VersionBody | None = Field(
        default=None, description="Prices to try before they are stored."
    )

    model_config = example(
        started_at="2026-11-24T19:18:00Z",
        ended_at="2026-11-24T23:50:00Z",
        energy_wh=8050,
    )

    @property
    def use(self) -> HypotheticalUse:
        """The imagined session.

        :raises Invalid: when something of it is missing, or it ends before it starts.
        """
        started_at, ended_at, energy_wh = self.started_at, self.ended_at, self.energy_wh
        if started_at is None or ended_at is None or energy_wh is None:
            said = {"started_at": started_at, "ended_at": ended_at, "energy_wh": energy_wh}
            raise Invalid(
                *(
                    FieldError(field=name, code="field.missing")
                    for name in said
                    if said[name] is None
                )
            )
        duration = ended_at - started_at
        if not timedelta() <= duration <= timedelta(seconds=SECONDS_MAX):
            raise Invalid(FieldError(field="ended_at", code="field.preview_span"))
        idle = timedelta(seconds=self.idle_seconds)
        if idle > duration:
            raise Invalid(FieldError(field="idle_seconds", code="field.preview_idle"))
        return HypotheticalUse(
            started_at=started_at,
            ended_at=ended_at,
            energy_wh=energy_wh,
            idle_for=idle,
            is_reserved=self.is_reserved,
        )


class DraftPreviewBody(PreviewBody):
    """A session to price by prices that no tariff has yet; an imagined one by a site's clock."""

    version: VersionBody
    site_id: UUID | None = Field(default=None, description="Left out, the tenant's clock counts.")

    model_config = example(
        started_at="2026-11-24T19:18:00Z",
        ended_at="2026-11-24T23:50:00Z",
        energy_wh=8050,
        version={"valid_from": "2026-01-01T03:00:00Z", "price_per_kwh": "0.95"},
    )
