"""Deviations: how stations leave the schemas of OCPP and are understood all the same."""

from datetime import datetime
from typing import Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from sigec.kit.ids import StationId
from sigec.rest.languages import LanguageDep
from sigec.rest.schemas import PageView, View
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.texts import Language, Text, catalogue
from sigec.stations.model import Deviation, ModelDeviation, SeenDeviation

router = APIRouter(tags=["stations"])


class DeviationView(View):
    """One way in which a station leaves the schema of an action."""

    kind: Deviation
    title: str
    description: str = Field(description="What it does; both in the caller's language.")
    action: str = Field(examples=["MeterValues"])
    times: int
    first_at: datetime
    last_at: datetime

    @classmethod
    def of(cls, seen: SeenDeviation, language: Language) -> Self:
        """Show a deviation."""
        text = _text(seen.kind, language)
        return cls(
            kind=seen.kind,
            title=text.title,
            description=text.detail,
            action=seen.action,
            times=seen.times,
            first_at=seen.first_at,
            last_at=seen.last_at,
        )


class DeviationPage(PageView[DeviationView]):
    """All of a station, the most frequent first; there is one page."""


class ModelDeviationView(View):
    """One way in which a firmware leaves the schemas."""

    vendor: str | None
    model: str | None
    firmware_version: str | None
    kind: Deviation
    title: str
    description: str = Field(description="What it does; both in the caller's language.")
    times: int
    stations: int = Field(description="How many stations of this firmware do it.")
    last_at: datetime

    @classmethod
    def of(cls, seen: ModelDeviation, language: Language) -> Self:
        """Show a deviation."""
        text = _text(seen.kind, language)
        return cls(
            vendor=seen.vendor,
            model=seen.model,
            firmware_version=seen.firmware_version,
            kind=seen.kind,
            title=text.title,
            description=text.detail,
            times=seen.times,
            stations=seen.stations,
            last_at=seen.last_at,
        )


class ModelDeviationPage(PageView[ModelDeviationView]):
    """Those of all firmwares, the most frequent first; there is one page."""


@router.get("/stations/{station_id}/deviations")
async def list_station_deviations(
    services: ServicesDep, actor: ActorDep, language: LanguageDep, station_id: UUID
) -> DeviationPage:
    """List how the station leaves the schemas; counts are at most 30 seconds behind."""
    found = await services.history.list_deviations(actor, StationId(station_id))
    return DeviationPage(items=[DeviationView.of(each, language) for each in found])


@router.get("/deviations")
async def list_deviations(
    services: ServicesDep, actor: ActorDep, language: LanguageDep
) -> ModelDeviationPage:
    """List how stations leave the schemas, by vendor, model and firmware."""
    found = await services.history.list_deviations_of_models(actor)
    return ModelDeviationPage(items=[ModelDeviationView.of(each, language) for each in found])


def _text(kind: Deviation, language: Language) -> Text:
    return catalogue()[f"deviation.{kind.value}"][language]
