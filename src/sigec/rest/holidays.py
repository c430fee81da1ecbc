"""Holidays: the national calendar, and what each tenant says of its days."""

from datetime import date as Day  # noqa: N812 - a field has its name
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from sigec.kit.ids import HolidayId
from sigec.rest.languages import LanguageDep
from sigec.rest.schemas import Body, PageView, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.texts import Language, text_of
from sigec.tenants.model import YEAR_MAX, YEAR_MIN, Holiday, NationalHoliday

router = APIRouter(prefix="/holidays", tags=["holidays"])

Year = Annotated[int | None, Query(ge=YEAR_MIN, le=YEAR_MAX, description="By default this one.")]


class HolidayView(View):
    """A day of the calendar, which prices may depend on."""

    id: UUID | None = Field(description="Of your own word on the day; null where you said nothing.")
    date: Day
    name: str = Field(description="Your own, else the national one in the request's language.")
    national: NationalHoliday | None
    is_observed: bool = Field(description="False for a national holiday on which you work.")

    @classmethod
    def of(cls, holiday: Holiday, language: Language) -> "HolidayView":
        """Show a day by its own name, else by that of the national holiday."""
        national = holiday.national
        code = f"holiday.{national}" if national else "holiday"
        return cls(
            id=holiday.id,
            date=holiday.date,
            name=holiday.name or text_of(code, {}, language).title,
            national=national,
            is_observed=holiday.is_observed,
        )


class HolidayPage(PageView[HolidayView]):
    """The days of a year, in order; there is one page."""


class HolidayBody(Body):
    """What a day is: a holiday of your own, or a national one on which you work."""

    date: Annotated[Day, Field(ge=Day(YEAR_MIN, 1, 1), le=Day(YEAR_MAX, 12, 31))]
    name: str | None = Field(default=None, min_length=1, max_length=100)
    is_observed: bool = True

    model_config = example(date="2026-03-23", name="Aniversário de Florianópolis")


@router.get("")
async def list_holidays(
    services: ServicesDep, actor: ActorDep, language: LanguageDep, year: Year = None
) -> HolidayPage:
    """List a year's holidays, those that you do not observe too."""
    wanted = year or services.clock.now().year
    found = await services.holidays.list_holidays(actor, wanted)
    return HolidayPage(items=[HolidayView.of(holiday, language) for holiday in found])


@router.post("", status_code=201)
async def create_holiday(
    services: ServicesDep, actor: ActorDep, language: LanguageDep, body: HolidayBody
) -> HolidayView:
    """Say what a day is, in place of what you said of it before."""
    holiday = await services.holidays.put_holiday(
        actor, body.date, name=body.name, is_observed=body.is_observed
    )
    return HolidayView.of(holiday, language)


@router.delete("/{holiday_id}", status_code=204)
async def delete_holiday(services: ServicesDep, actor: ActorDep, holiday_id: UUID) -> None:
    """Take back what you said of a day: the national calendar counts again."""
    await services.holidays.delete_holiday(actor, HolidayId(holiday_id))
