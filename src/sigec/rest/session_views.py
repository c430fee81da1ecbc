"""How sessions, their readings and their explanations look from outside."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import UserId
from sigec.rest.names import Names, PersonName
from sigec.rest.price_views import (
    IncludedTaxView,
    PriceLineView,
    included_taxes_of,
    lines_of,
)
from sigec.rest.schemas import MoneyView, PageView, View
from sigec.rest.services import Services
from sigec.rest.source_ages import SourceAge
from sigec.sessions.model import (
    Doubt,
    Flag,
    Freshness,
    Identity,
    MeterSample,
    Method,
    Quality,
    Rating,
    ReportKind,
    Session,
    SessionStatus,
)
from sigec.sessions.service import Correction, Moment, SessionView
from sigec.tariffs.model import Span

Wh = Annotated[int, Field(description="Watt-hours.", examples=[11_400])]


class SessionItem(View):
    """A charge, from plug to receipt. Instants are the station's; energy is in Wh."""

    id: UUID
    tenant_id: UUID
    site_id: UUID | None
    site_name: str | None
    timezone: str = Field(examples=["America/Sao_Paulo"])
    station_id: UUID
    station_name: str
    connector_id: UUID | None
    evse: int | None = Field(description="The EVSE's OCPP number.")
    connector: int | None = Field(description="The connector's OCPP number.")
    external_id: str = Field(description="The transaction's id at its source.")
    source: str = Field(examples=["ocpp"])
    read_through: SourceAge | None = Field(
        description="How old the facts of a cloud are; null: the station speaks for itself."
    )
    id_token: str | None = Field(description="Only for those who may see id tokens.")
    person: PersonName | None
    identity: Identity
    status: SessionStatus
    freshness: Freshness
    started_at: datetime
    ended_at: datetime | None
    recorded_at: datetime = Field(description="When we first heard of it.")
    heard_at: datetime = Field(description="When we last had evidence of it.")
    stop_reason: str | None = Field(description="As OCPP spells it.", examples=["EVDisconnected"])
    idle_since: datetime | None
    idle_seconds: int = Field(description="How long the car took nothing by its own choice.")
    energy_wh: int | None = Field(description="Null when nothing was measured, which is not zero.")
    energy_source: Method
    energy_quality: Quality
    power_w: int | None = Field(description="Null when nothing was measured, and at its end.")
    offered_w: int | None = Field(description="What the station offers the car.")
    soc_percent: float | None
    last_reading_at: datetime | None
    cost: MoneyView | None = Field(description="So far, until `rating` is final.")
    rating: Rating
    price_lines: list[PriceLineView]
    included_taxes: list[IncludedTaxView] = Field(description="What of `cost` is tax.")
    flags: list[Flag] = Field(description="All that is unusual about it.")

    @classmethod
    def of(cls, view: SessionView, names: Names, services: Services, actor: Actor) -> Self:
        """Show a session to an actor."""
        session, energy = view.session, view.session.energy
        site = names.site(session.site_id)
        return cls(
            id=session.id,
            tenant_id=session.tenant_id,
            site_id=session.site_id,
            site_name=site.name if site else None,
            timezone=names.timezone(session.tenant_id, session.site_id),
            station_id=session.station_id,
            station_name=names.station(session.station_id),
            connector_id=session.connector_id,
            evse=session.fold.evse,
            connector=session.fold.connector,
            external_id=session.external_id,
            source=session.source,
            read_through=names.source_of(session.station_id),
            id_token=_shown_token(session, actor),
            person=names.person(session.holder.person_id, services),
            identity=session.holder.identity,
            status=session.status,
            freshness=view.freshness,
            started_at=session.started_at,
            ended_at=session.ended_at,
            recorded_at=session.recorded_at,
            heard_at=session.heard_at,
            stop_reason=session.stop_reason,
            idle_since=session.idle_since if session.is_open else None,
            idle_seconds=_seconds(session.idle),
            energy_wh=energy.energy_wh,
            energy_source=energy.method,
            energy_quality=energy.quality,
            power_w=session.power_w,
            offered_w=session.fold.meters.offered_w if session.is_open else None,
            soc_percent=session.fold.meters.soc_percent,
            last_reading_at=session.fold.meters.read_at,
            cost=MoneyView.of(view.charge.total) if view.charge else None,
            rating=view.rating,
            price_lines=lines_of(view.charge),
            included_taxes=included_taxes_of(view.charge),
            flags=sorted(view.flags),
        )


class SessionPage(PageView[SessionItem]):
    """A page of sessions, the latest start first."""


class ReadingItem(View):
    """What a meter said at one instant."""

    at: datetime
    context: str = Field(description="As OCPP spells it.", examples=["Sample.Periodic"])
    energy_wh: int | None = Field(description="The register, not the session's energy.")
    power_w: int | None
    offered_w: int | None
    current_a: float | None
    voltage_v: float | None
    soc_percent: float | None

    @classmethod
    def of(cls, sample: MeterSample) -> Self:
        """Show a stored sample; a stored one has an instant."""
        return cls.model_validate(sample)


class ReadingPage(PageView[ReadingItem]):
    """A page of readings, the earliest first."""


class MarkView(View):
    """What a register showed, and who said so."""

    at: datetime
    wh: Wh
    source: str = Field(examples=["meterStart", "Sample.Periodic"])


class EnergyPartView(View):
    """One line of the explanation; the parts' energies add up to the session's."""

    from_at: datetime
    to_at: datetime
    energy_wh: int
    first: MarkView | None = Field(description="What the register showed first.")
    last: MarkView | None
    count: int | None = Field(description="How many samples were added up.")


class EnergyView(View):
    """How the energy of a session was found: the method, its inputs, and what is doubtful."""

    energy_wh: int | None
    method: Method
    quality: Quality
    location: str | None = Field(description="Where the meter sits.", examples=["Outlet"])
    parts: list[EnergyPartView]
    doubts: list[Doubt]


class MomentView(View):
    """A message of the station about this session."""

    at: datetime = Field(description="The station's instant.")
    received_at: datetime
    action: str = Field(examples=["MeterValues"])
    message_id: str
    kind: ReportKind
    offline: bool = Field(description="It was told late, from a queue.")
    charging_state: str | None
    stop_reason: str | None
    energy_wh: int | None = Field(description="The register.")
    power_w: int | None

    @classmethod
    def of(cls, moment: Moment) -> Self:
        """Show a message."""
        return cls.model_validate(moment)


class RemarkView(View):
    """Something unusual about a session, at the instant from which it was so."""

    at: datetime = Field(description="The station's instant.")
    flag: Flag


class MomentPage(PageView[MomentView]):
    """All messages of a session by their instants; there is one page."""

    remarks: list[RemarkView] = Field(
        description="Those of the session's `flags` whose instant is known."
    )


class CorrectionView(View):
    """What a person changed of a session, and why."""

    at: datetime
    user_name: str | None = Field(description="Null when the user is gone.")
    reason: str
    before: dict[str, Any] = Field(
        description="What was changed, as it was; `person` is a name.",
        examples=[{"ended_at": None, "energy_wh": None}],
    )
    after: dict[str, Any]

    @classmethod
    def of(
        cls,
        correction: Correction,
        authors: Mapping[UserId | None, str],
        people: Mapping[str, str],
    ) -> Self:
        """Show a correction with the present names of its author and of who charged."""
        return cls(
            at=correction.at,
            user_name=authors.get(correction.user_id),
            reason=correction.reason,
            before=_with_name(correction.before, people),
            after=_with_name(correction.after, people),
        )


class CorrectionPage(PageView[CorrectionView]):
    """All corrections of a session, the earliest first; there is one page."""


def _with_name(facts: Mapping[str, Any], people: Mapping[str, str]) -> dict[str, Any]:
    if "person_id" not in facts:
        return dict(facts)
    return {**facts, "person": people.get(facts["person_id"])}


def _seconds(spans: Iterable[Span]) -> int:
    return sum((span.to_at - span.from_at for span in spans), timedelta()) // timedelta(seconds=1)


def _shown_token(session: Session, actor: Actor) -> str | None:
    token = session.fold.id_token
    is_own = actor.person_id is not None and actor.person_id == session.holder.person_id
    if token is None or not (is_own or actor.may(Permission.READ_ID_TOKENS)):
        return None
    return token.value
