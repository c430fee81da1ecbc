"""Templates: values that are wanted of all stations of a make, a firmware or a site."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field, StringConstraints

from sigec.kit.actor import Actor
from sigec.kit.ids import SiteId, StationId, TemplateId
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.languages import LanguageDep
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, PageView, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.rest.texts import Language, text_of
from sigec.rest.variables import VariableBody
from sigec.stations.model import (
    Comparison,
    Template,
    TemplateDraft,
    TemplateTarget,
    Verdict,
    WantedValue,
)

router = APIRouter(prefix="/variable-templates", tags=["stations"])

VALUES_MAX = 200
STATIONS_MAX = 200
Text = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Value = Annotated[str, StringConstraints(max_length=2_500, strip_whitespace=False)]


class WantedValueBody(VariableBody):
    """A variable and the value it is to have."""

    value: Value

    @property
    def wanted(self) -> WantedValue:
        """The value as stations know it."""
        return WantedValue(name=self.name, value=self.value)


class VariableTemplateBody(Body):
    """A named set of values, and which stations it is for; what is left out is any.

    Texts are compared without case; one that ends in `*` is a beginning.
    """

    name: Text
    vendor: Text | None = Field(default=None, examples=["ACME"])
    model: Text | None = Field(default=None, examples=["Wall 22*"])
    firmware: Text | None = None
    ocpp_version: Annotated[
        str | None, Field(pattern=r"^ocpp(1\.6|2\.0\.1|2\.1)$", examples=["ocpp1.6"])
    ] = None
    site_id: UUID | None = None
    is_automatic: bool = Field(
        default=False,
        description="Apply it by itself to the stations that fit, when they boot or change.",
    )
    may_reboot: bool = Field(
        default=False, description="Restart stations for it while nobody charges."
    )
    values: Annotated[list[WantedValueBody], Field(min_length=1, max_length=VALUES_MAX)]

    model_config = example(
        name="Medição a cada minuto",
        vendor="ACME",
        ocpp_version="ocpp1.6",
        is_automatic=True,
        values=[{"variable": "MeterValueSampleInterval", "value": "60"}],
    )

    @property
    def draft(self) -> TemplateDraft:
        """The template as it is kept."""
        return TemplateDraft(
            name=self.name,
            target=TemplateTarget(
                vendor=self.vendor,
                model=self.model,
                firmware=self.firmware,
                protocol=self.ocpp_version,
                site_id=None if self.site_id is None else SiteId(self.site_id),
            ),
            is_automatic=self.is_automatic,
            may_reboot=self.may_reboot,
            values=[each.wanted for each in self.values],
        )


class WantedValueView(View):
    """A variable and the value it is to have."""

    component: str | None
    component_instance: str | None
    evse: int | None
    connector: int | None
    variable: str
    instance: str | None
    attribute: str
    value: str

    @classmethod
    def of(cls, wanted: WantedValue) -> Self:
        """Show a value."""
        name = wanted.name
        return cls(
            component=name.component,
            component_instance=name.component_instance,
            evse=name.evse,
            connector=name.connector,
            variable=name.variable,
            instance=name.instance,
            attribute=name.attribute,
            value=wanted.value,
        )


class VariableTemplateView(View):
    """A named set of values, and which stations it is for."""

    id: UUID
    name: str
    vendor: str | None
    model: str | None
    firmware: str | None
    ocpp_version: str | None
    site_id: UUID | None
    is_automatic: bool
    may_reboot: bool
    values: list[WantedValueView]
    stations: int = Field(description="Of how many stations it wants something now.")
    created_at: datetime

    @classmethod
    def of(cls, template: Template, stations: int) -> Self:
        """Show a template."""
        draft, target = template.draft, template.draft.target
        return cls(
            id=template.id,
            name=draft.name,
            vendor=target.vendor,
            model=target.model,
            firmware=target.firmware,
            ocpp_version=target.protocol,
            site_id=target.site_id,
            is_automatic=draft.is_automatic,
            may_reboot=draft.may_reboot,
            values=[WantedValueView.of(each) for each in draft.values],
            stations=stations,
            created_at=template.created_at,
        )


class VariableTemplatePage(PageView[VariableTemplateView]):
    """A page of templates, the oldest first."""


class ComparisonView(View):
    """What applying a template would do to one variable of a station."""

    wanted: WantedValueView
    reported: str | None = Field(description="What the station last said it has.")
    verdict: Verdict
    overruled_by: str | None = Field(description="The value that is wanted instead.")
    problem: str | None = Field(description="Why the station cannot have it, in your language.")

    @classmethod
    def of(cls, compared: Comparison, language: Language) -> Self:
        """Show a comparison."""
        problem = None
        if compared.fault is not None:
            code, params = compared.fault
            problem = text_of(code, params, language).detail
        return cls(
            wanted=WantedValueView.of(compared.wanted),
            reported=compared.reported,
            verdict=compared.verdict,
            overruled_by=compared.overruled_by,
            problem=problem,
        )


class ComparisonPage(PageView[ComparisonView]):
    """What applying a template would do to a station, in the template's order; one page."""


class StationsBody(Body):
    """Which stations."""

    station_ids: Annotated[list[UUID], Field(min_length=1, max_length=STATIONS_MAX)]

    model_config = example(station_ids=["01234567-89ab-7def-8123-456789abcdef"])

    @property
    def ids(self) -> list[StationId]:
        """The stations."""
        return [StationId(each) for each in self.station_ids]


@router.get("")
async def list_variable_templates(
    services: ServicesDep, actor: ActorDep, page: PageDep
) -> VariableTemplatePage:
    """List the templates."""
    found = await services.templates.list_templates(actor, page)
    counts = await services.templates.count_stations(actor, [each.id for each in found.items])
    items = [VariableTemplateView.of(each, counts.get(each.id, 0)) for each in found.items]
    return VariableTemplatePage(items=items, next_cursor=found.next_cursor)


@router.post("", status_code=201)
async def create_variable_template(
    services: ServicesDep, actor: ActorDep, body: VariableTemplateBody, response: Response
) -> VariableTemplateView:
    """Make a template; an automatic one is applied to the stations that fit, within a minute."""
    return await _show(
        services, actor, await services.templates.create_template(actor, body.draft), response
    )


@router.get("/{template_id}")
async def get_variable_template(
    services: ServicesDep, actor: ActorDep, template_id: UUID, response: Response
) -> VariableTemplateView:
    """Show one template."""
    template = await services.templates.get_template(actor, TemplateId(template_id))
    return await _show(services, actor, template, response)


@router.put("/{template_id}")
async def edit_variable_template(
    services: ServicesDep,
    actor: ActorDep,
    template_id: UUID,
    body: VariableTemplateBody,
    expected_version: IfMatchDep,
    response: Response,
) -> VariableTemplateView:
    """Replace a template; the stations that it was applied to follow."""
    template = await services.templates.edit_template(
        actor, TemplateId(template_id), body.draft, expected_version=expected_version
    )
    return await _show(services, actor, template, response)


@router.delete("/{template_id}", status_code=204)
async def delete_variable_template(
    services: ServicesDep, actor: ActorDep, template_id: UUID
) -> None:
    """Forget a template; what stations are set to stays."""
    await services.templates.delete_template(actor, TemplateId(template_id))


@router.get("/{template_id}/preview")
async def preview_variable_template(
    services: ServicesDep,
    actor: ActorDep,
    language: LanguageDep,
    template_id: UUID,
    station_id: Annotated[UUID, Query()],
) -> ComparisonPage:
    """Show what applying the template would do to a station; nothing is changed."""
    compared = await services.templates.preview(
        actor, TemplateId(template_id), StationId(station_id)
    )
    return ComparisonPage(items=[ComparisonView.of(each, language) for each in compared])


@router.post("/{template_id}/apply", status_code=204)
async def apply_variable_template(
    services: ServicesDep, actor: ActorDep, template_id: UUID, body: StationsBody
) -> None:
    """Want of these stations what the template wants; what is wanted of one itself counts more."""
    await services.templates.apply(actor, TemplateId(template_id), body.ids)


@router.post("/{template_id}/leave", status_code=204)
async def leave_variable_template(
    services: ServicesDep, actor: ActorDep, template_id: UUID, body: StationsBody
) -> None:
    """Want of these stations no longer what the template wants; an automatic one comes back."""
    await services.templates.leave(actor, TemplateId(template_id), body.ids)


async def _show(
    services: Services, actor: Actor, template: Template, response: Response
) -> VariableTemplateView:
    set_etag(response, template.version)
    counts = await services.templates.count_stations(actor, [template.id])
    return VariableTemplateView.of(template, counts.get(template.id, 0))
