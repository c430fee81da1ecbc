"""Tariffs: prices that are never edited; a new version takes over from an instant."""

from datetime import datetime, time
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, Field

from sigec.kit.ids import SiteId, TariffId
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Amount, Body, Omittable, PageView, Patch, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.tariffs.model import PricedWindow, VersionDraft, Window

router = APIRouter(prefix="/tariffs", tags=["tariffs"])

Price = Annotated[
    Decimal, Field(ge=0, max_digits=12, decimal_places=6, examples=["3.08"], strict=False)
]
Name = Annotated[str, Field(min_length=1, max_length=200, examples=["Garagem"])]
Weekday = Annotated[int, Field(ge=1, le=7)]
Month = Annotated[int, Field(ge=1, le=12)]


class WindowBody(Body):
    """Other prices while a window of local time is open; the first open one counts."""

    name: str = Field(min_length=1, max_length=50, examples=["peak"])
    weekdays: set[Weekday] = Field(
        default=set(range(1, 8)), min_length=1, description="1 is Monday, 7 Sunday."
    )
    from_time: time = Field(default=time(0), description="Local time.", examples=["17:30:00"])
    to_time: time = Field(
        default=time(0),
        description="Exclusive; at or before the start it is the next day's.",
        examples=["20:30:00"],
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

    def to_model(self) -> VersionDraft:
        """Return the version in the domain's words."""
        return VersionDraft(
            valid_from=self.valid_from,
            currency=self.currency,
            price_per_kwh=self.price_per_kwh,
            price_per_minute=self.price_per_minute,
            price_per_session=self.price_per_session,
            windows=tuple(window.to_model() for window in self.windows),
        )


class NewTariff(Body):
    """A tariff with its first version; without a site it is the tenant's default."""

    name: Name
    site_id: UUID | None = None
    version: VersionBody

    model_config = example(
        name="Garagem",
        version={"valid_from": "2026-01-01T03:00:00Z", "price_per_kwh": "0.95"},
    )


class TariffChanges(Patch):
    """The fields to change; prices change by a new version only."""

    nullable = frozenset({"site_id"})

    name: Omittable[Name] = None
    site_id: UUID | None = None

    model_config = example(name="Garagem e visitantes")


class WindowView(View):
    """A recurring stretch of local time."""

    weekdays: list[int]
    from_time: time
    to_time: time
    months: list[int]
    on_holidays: bool | None


class PricedWindowView(View):
    """Other prices while the window is open."""

    name: str
    window: WindowView
    price_per_kwh: Amount
    price_per_minute: Amount


class VersionView(View):
    """Prices of a stretch of time; the end is exclusive, and open while null."""

    id: UUID
    valid_from: datetime
    valid_to: datetime | None
    currency: str
    price_per_kwh: Amount
    price_per_minute: Amount
    price_per_session: Amount
    windows: list[PricedWindowView]


class TariffView(View):
    """A name for prices over time."""

    id: UUID
    tenant_id: UUID
    site_id: UUID | None
    name: str
    versions: list[VersionView]


class TariffPage(PageView[TariffView]):
    """A page of tariffs."""


@router.get("")
async def list_tariffs(services: ServicesDep, actor: ActorDep, page: PageDep) -> TariffPage:
    """List tariffs with all their versions."""
    return TariffPage.of(await services.tariffs.list_tariffs(actor, page))


@router.post("", status_code=201)
async def create_tariff(
    services: ServicesDep, actor: ActorDep, body: NewTariff, response: Response
) -> TariffView:
    """Create a tariff with its first version."""
    tariff = await services.tariffs.create_tariff(
        actor,
        name=body.name,
        first=body.version.to_model(),
        site_id=None if body.site_id is None else SiteId(body.site_id),
    )
    set_etag(response, tariff.version)
    return TariffView.model_validate(tariff)


@router.get("/{tariff_id}")
async def get_tariff(
    services: ServicesDep, actor: ActorDep, tariff_id: UUID, response: Response
) -> TariffView:
    """Show one tariff with all its versions."""
    tariff = await services.tariffs.get_tariff(actor, TariffId(tariff_id))
    set_etag(response, tariff.version)
    return TariffView.model_validate(tariff)


@router.patch("/{tariff_id}")
async def edit_tariff(
    services: ServicesDep,
    actor: ActorDep,
    tariff_id: UUID,
    body: TariffChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> TariffView:
    """Change a tariff's name or site."""
    tariff = await services.tariffs.edit_tariff(
        actor, TariffId(tariff_id), body.changes(), expected_version=expected_version
    )
    set_etag(response, tariff.version)
    return TariffView.model_validate(tariff)


@router.delete("/{tariff_id}", status_code=204)
async def delete_tariff(services: ServicesDep, actor: ActorDep, tariff_id: UUID) -> None:
    """Take a tariff off the list; what it priced keeps its price."""
    await services.tariffs.delete_tariff(actor, TariffId(tariff_id))


@router.post("/{tariff_id}/versions", status_code=201)
async def add_version(
    services: ServicesDep, actor: ActorDep, tariff_id: UUID, body: VersionBody, response: Response
) -> TariffView:
    """Let new prices take over; sessions that began before keep theirs."""
    tariff = await services.tariffs.add_version(actor, TariffId(tariff_id), body.to_model())
    set_etag(response, tariff.version)
    return TariffView.model_validate(tariff)
