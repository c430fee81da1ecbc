"""Policies: who may charge at a tenant, a site or a station, and what stations do offline."""

from datetime import datetime, time
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints, field_validator

from sigec.access.model import (
    CONNECTOR_RULES_MAX,
    GROUP_LENGTH_MAX,
    GROUPS_MAX,
    UNITS_MAX,
    WINDOWS_MAX,
    AccessPolicy,
    Admitted,
    ConnectorRule,
    Offline,
    PlaceKind,
    RefusedCharge,
)
from sigec.access.service import PolicyInForce
from sigec.drivers.model import ConcurrentUse
from sigec.kit.actor import Actor
from sigec.kit.ids import UnitId
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.schemas import Body, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.tariffs.model import Window

router = APIRouter(tags=["access"])

Group = Annotated[str, StringConstraints(min_length=1, max_length=GROUP_LENGTH_MAX)]
Groups = Annotated[tuple[Group, ...], Field(max_length=GROUPS_MAX)]
_AS_ABOVE = "Null is as the place above says."


class HoursBody(Body):
    """A stretch of local time in which people may begin to charge."""

    weekdays: set[Annotated[int, Field(ge=1, le=7)]] = Field(
        default=set(range(1, 8)), min_length=1, description="1 is Monday, 7 Sunday."
    )
    from_time: time = time(0)
    to_time: time = Field(
        default=time(0), description="Exclusive; at or before the start it is the next day's."
    )


class ConnectorRuleBody(Body):
    """Connectors of a type are for tokens of these groups."""

    type: str = Field(min_length=1, max_length=50, examples=["cCCS2"])
    groups: Groups


class PolicyBody(Body):
    """Who may charge, when, and what stations do when they cannot ask us."""

    admitted: Admitted | None = Field(default=None, description=f"Who may charge. {_AS_ABOVE}")
    groups: Groups | None = Field(default=None, description="Who is meant by `groups`.")
    blocked_units: Annotated[tuple[UUID, ...], Field(max_length=UNITS_MAX)] | None = None
    hours: Annotated[tuple[HoursBody, ...], Field(max_length=WINDOWS_MAX)] | None = Field(
        default=None, description="When people may begin to charge; none is always."
    )
    connectors: (
        Annotated[tuple[ConnectorRuleBody, ...], Field(max_length=CONNECTOR_RULES_MAX)] | None
    ) = None
    concurrent_use: ConcurrentUse | None = Field(
        default=None, description="How many charges of a token, or of its group, at once."
    )
    master_group: Group | None = Field(
        default=None, description="Tokens of this group stop any charge and start none."
    )
    keeps_list: bool | None = Field(
        default=None, description="Whether stations keep a list of who may charge."
    )
    offline: Offline | None = Field(
        default=None, description="Whom stations let in while they cannot ask us."
    )
    refused_charge: RefusedCharge | None = Field(
        default=None,
        description="What happens to a charge that began offline with a refused token.",
    )
    clears_cache: bool | None = Field(
        default=None,
        description="Whether stations forget whom they let in when a card may charge no more.",
    )
    remote_asks: bool | None = Field(
        default=None, description="Whether stations ask us about the token of a remote start."
    )

    model_config = example(admitted="residents", concurrent_use="one_per_token")

    def to_model(self) -> AccessPolicy:
        """Return the policy in the domain's words."""
        said: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        if self.blocked_units is not None:
            said["blocked_units"] = tuple(UnitId(each) for each in self.blocked_units)
        if self.hours is not None:
            said["hours"] = tuple(
                Window(
                    weekdays=frozenset(each.weekdays),
                    from_time=each.from_time,
                    to_time=each.to_time,
                )
                for each in self.hours
            )
        if self.connectors is not None:
            said["connectors"] = tuple(
                ConnectorRule(type=each.type, groups=each.groups) for each in self.connectors
            )
        return AccessPolicy(**said)


class HoursView(View):
    """A stretch of local time in which people may begin to charge."""

    weekdays: list[int]
    from_time: time
    to_time: time

    @field_validator("weekdays", mode="before")
    @classmethod
    def _in_order(cls, weekdays: frozenset[int]) -> list[int]:
        return sorted(weekdays)


class ConnectorRuleView(View):
    """Connectors of a type are for tokens of these groups."""

    type: str
    groups: list[str]


class SaidView(View):
    """Who may charge, when, and what stations do offline; null says nothing about it."""

    admitted: Admitted | None
    groups: list[str] | None
    blocked_units: list[UUID] | None
    hours: list[HoursView] | None
    connectors: list[ConnectorRuleView] | None
    concurrent_use: ConcurrentUse | None
    master_group: str | None
    keeps_list: bool | None
    offline: Offline | None
    refused_charge: RefusedCharge | None
    clears_cache: bool | None
    remote_asks: bool | None


class PolicyView(View):
    """What a place says itself, and what holds there with all that is said above it."""

    kind: PlaceKind
    place_id: UUID
    own: SaidView
    inherited: SaidView = Field(description="What holds where the place says nothing.")
    effective: SaidView
    edited_at: datetime | None

    @classmethod
    def of(cls, found: PolicyInForce) -> Self:
        """Show what holds at a place."""
        return cls(
            kind=found.own.kind,
            place_id=found.own.place_id,
            own=SaidView.model_validate(found.own.policy),
            inherited=SaidView.model_validate(found.inherited),
            effective=SaidView.model_validate(found.effective),
            edited_at=found.own.edited_at,
        )


@router.get("/access-policy")
async def get_tenant_access_policy(
    services: ServicesDep, actor: ActorDep, response: Response
) -> PolicyView:
    """Show who may charge at all sites of the tenant, unless one says otherwise."""
    return await _show(services, actor, response, PlaceKind.TENANT, actor.require_tenant())


@router.put("/access-policy")
async def replace_tenant_access_policy(
    services: ServicesDep,
    actor: ActorDep,
    body: PolicyBody,
    expected_version: IfMatchDep,
    response: Response,
) -> PolicyView:
    """Say anew who may charge at all sites of the tenant."""
    place_id = actor.require_tenant()
    return await _replace(
        services, actor, response, (PlaceKind.TENANT, place_id), body, expected_version
    )


@router.get("/sites/{site_id}/access-policy")
async def get_site_access_policy(
    services: ServicesDep, actor: ActorDep, site_id: UUID, response: Response
) -> PolicyView:
    """Show who may charge at a site, unless a station of it says otherwise."""
    return await _show(services, actor, response, PlaceKind.SITE, site_id)


@router.put("/sites/{site_id}/access-policy")
async def replace_site_access_policy(
    services: ServicesDep,
    actor: ActorDep,
    site_id: UUID,
    body: PolicyBody,
    expected_version: IfMatchDep,
    response: Response,
) -> PolicyView:
    """Say anew who may charge at a site."""
    return await _replace(
        services, actor, response, (PlaceKind.SITE, site_id), body, expected_version
    )


@router.get("/stations/{station_id}/access-policy")
async def get_station_access_policy(
    services: ServicesDep, actor: ActorDep, station_id: UUID, response: Response
) -> PolicyView:
    """Show who may charge at a station."""
    return await _show(services, actor, response, PlaceKind.STATION, station_id)


@router.put("/stations/{station_id}/access-policy")
async def replace_station_access_policy(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: PolicyBody,
    expected_version: IfMatchDep,
    response: Response,
) -> PolicyView:
    """Say anew who may charge at a station."""
    return await _replace(
        services, actor, response, (PlaceKind.STATION, station_id), body, expected_version
    )


async def _show(
    services: Services, actor: Actor, response: Response, kind: PlaceKind, place_id: UUID
) -> PolicyView:
    found = await services.access.get_policy(actor, kind, place_id)
    set_etag(response, found.own.version)
    return PolicyView.of(found)


async def _replace(
    services: Services,
    actor: Actor,
    response: Response,
    place: tuple[PlaceKind, UUID],
    body: PolicyBody,
    expected_version: int | None,
) -> PolicyView:
    found = await services.access.edit_policy(
        actor, *place, body.to_model(), expected_version=expected_version
    )
    set_etag(response, found.own.version)
    return PolicyView.of(found)
