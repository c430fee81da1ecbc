"""What templates want of stations: by themselves, by hand, and beside what people want."""

from collections.abc import Sequence

import pytest

from sigec.kit.actor import Role
from sigec.kit.errors import Invalid, PreconditionFailed
from sigec.kit.ids import StationId
from sigec.kit.pages import PageRequest
from sigec.stations.model import (
    BootReport,
    DesireState,
    Registration,
    Station,
    Template,
    TemplateDraft,
    TemplateTarget,
    Variable,
    VariableName,
    Verdict,
    WantedValue,
)
from sigec.stations.service import (
    SPREAD_KIND,
    DesireService,
    StationNotFound,
    TemplateNotFound,
    TemplateService,
    WantedByTemplate,
)
from sigec.worker.schedule import Scheduler
from tests.integration.actors import create_tenant, somebody
from tests.integration.stations.conftest import Yard

HEARTBEAT = VariableName(variable="HeartbeatInterval")
SAMPLE = VariableName(variable="MeterValueSampleInterval")


def draft(
    value: str = "60",
    *names: VariableName,
    is_automatic: bool = True,
    **target: str,
) -> TemplateDraft:
    return TemplateDraft(
        name=f"Every {value} s",
        target=TemplateTarget(**target),  # type: ignore[arg-type]  # as the caller says
        is_automatic=is_automatic,
        values=[WantedValue(name=name, value=value) for name in names or (HEARTBEAT,)],
    )


class Office:
    """Who makes templates for the stations of a yard."""

    def __init__(self, yard: Yard) -> None:
        self.yard = yard
        self.templates = TemplateService(yard.database, yard.clock)
        self.desires = DesireService(yard.database, yard.clock, yard.directory)
        self.scheduler = Scheduler(
            yard.database,
            yard.clock,
            handlers={SPREAD_KIND: self.templates.spread},
            recurring=[],
        )

    async def make(self, made: TemplateDraft) -> Template:
        template = await self.templates.create_template(self.yard.operator, made)
        await self.scheduler.step()
        return template

    async def station(self, identity: str, vendor: str = "ACME", model: str = "One") -> Station:
        station = await self.yard.station(identity)
        await self.yard.connect(identity)
        report = BootReport(
            station_id=station.id,
            received_at=self.yard.clock.now(),
            vendor=vendor,
            model=model,
            firmware_version="1.2.3",
        )
        entry = self.yard.entry(station.id, "BootNotification")
        await self.yard.stations.record_boot(report, entry, lambda _: b"{}")
        await self.templates.follow(station.id)
        return station

    async def wanted(self, station: Station) -> Sequence[tuple[str, str]]:
        page = await self.desires.list_desires(self.yard.operator, station.id, PageRequest())
        return [(each.wish.subject, each.wish.wanted["value"]) for each in page.items]


@pytest.fixture
def office(yard: Yard) -> Office:
    return Office(yard)


async def test_an_automatic_template_is_applied_to_the_stations_that_fit(office: Office) -> None:
    before = await office.station("CP1")
    template = await office.make(draft(vendor="acme", model="On*", firmware="1.2.3"))
    after, other = await office.station("CP2"), await office.station("CP3", model="Two")

    for station in (before, after):
        assert await office.wanted(station) == [("HeartbeatInterval", "60")]
    assert await office.wanted(other) == []
    counts = await office.templates.count_stations(office.yard.operator, [template.id])
    assert counts == {template.id: 2}


async def test_a_station_that_loops_when_it_is_set_is_named_by_its_model(office: Office) -> None:
    await office.make(draft())
    await office.make(draft("30", SAMPLE, vendor="ABB", model="Terra*"))

    station = await office.station("CP1", "ABB", "Terra AC")

    assert await office.wanted(station) == [("MeterValueSampleInterval", "30")]


async def test_of_two_templates_that_counts_which_says_more(office: Office) -> None:
    await office.make(draft("30", vendor="ACME", model="One"))
    await office.make(draft("60", HEARTBEAT, SAMPLE))

    station = await office.station("CP1")

    assert sorted(await office.wanted(station)) == [
        ("HeartbeatInterval", "30"),
        ("MeterValueSampleInterval", "60"),
    ]


async def test_what_a_template_wants_follows_it(office: Office) -> None:
    operator, station = office.yard.operator, await office.station("CP1")
    template = await office.make(draft("60", HEARTBEAT, SAMPLE))

    edited = await office.templates.edit_template(operator, template.id, draft("90"))
    await office.scheduler.step()
    assert await office.wanted(station) == [("HeartbeatInterval", "90")]
    with pytest.raises(PreconditionFailed):
        await office.templates.edit_template(
            operator, template.id, draft("1"), expected_version=template.version
        )
    assert edited.version == 2

    await office.templates.edit_template(operator, template.id, draft("90", vendor="Other"))
    await office.scheduler.step()
    assert await office.wanted(station) == []


async def test_a_template_that_is_gone_wants_nothing(office: Office) -> None:
    operator, station = office.yard.operator, await office.station("CP1")
    template = await office.make(draft())

    await office.templates.delete_template(operator, template.id)
    await office.scheduler.step()

    assert await office.wanted(station) == []
    with pytest.raises(TemplateNotFound):
        await office.templates.get_template(operator, template.id)


async def test_a_template_is_applied_by_hand_and_left(office: Office) -> None:
    operator, station = office.yard.operator, await office.station("CP1")
    template = await office.make(draft(is_automatic=False, vendor="Other"))
    assert await office.wanted(station) == []

    for _ in range(2):
        await office.templates.apply(operator, template.id, [station.id])
    await office.templates.follow(station.id)
    assert await office.wanted(station) == [("HeartbeatInterval", "60")]
    await office.templates.edit_template(
        operator, template.id, draft("70", is_automatic=False, vendor="Other")
    )
    await office.scheduler.step()
    assert await office.wanted(station) == [("HeartbeatInterval", "70")]

    await office.templates.leave(operator, template.id, [station.id])
    await office.templates.follow(station.id)
    assert await office.wanted(station) == []


async def test_what_somebody_wants_of_the_station_itself_counts_for_more(office: Office) -> None:
    operator, station = office.yard.operator, await office.station("CP1")
    await office.make(draft("60"))

    desire = await office.desires.want_variable(operator, station.id, HEARTBEAT, "10")
    await office.templates.follow(station.id)
    assert await office.wanted(station) == [("HeartbeatInterval", "10")]

    await office.desires.withdraw(operator, station.id, desire.id)
    assert await office.wanted(station) == [("HeartbeatInterval", "60")]
    page = await office.desires.list_desires(operator, station.id, PageRequest())
    with pytest.raises(WantedByTemplate):
        await office.desires.withdraw(operator, station.id, page.items[0].id)
    assert page.items[0].state is DesireState.PENDING


async def test_a_preview_says_what_would_happen(office: Office) -> None:
    operator, station = office.yard.operator, await office.station("CP1")
    names = [VariableName(variable=name) for name in "ABCDE"]
    other = VariableName(component="Ctrlr", variable="F")
    template = await office.make(draft("60", *names, other, is_automatic=False))
    told = [
        Variable(name=names[0], value="60.0"),
        Variable(name=names[1], value="300", mutability="ReadWrite"),
        Variable(name=names[3], value="300", mutability="ReadOnly"),
        Variable(name=names[4], value="300"),
    ]
    entry = office.yard.entry(station.id, "NotifyReport")
    await office.yard.stations.record_variables(told, entry, lambda: b"{}")
    await office.desires.want_variable(operator, station.id, names[4], "10")

    compared = await office.templates.preview(operator, template.id, station.id)

    assert [(each.verdict, each.reported) for each in compared] == [
        (Verdict.SAME, "60.0"),
        (Verdict.CHANGES, "300"),
        (Verdict.UNKNOWN, None),
        (Verdict.IMPOSSIBLE, "300"),
        (Verdict.OVERRULED, "300"),
        (Verdict.OTHER_VERSION, None),
    ]
    assert (compared[4].overruled_by, compared[3].fault) == ("10", ("field.read_only", {}))
    assert await office.wanted(station) == [("E", "10")], "nothing was changed"
    await office.templates.apply(operator, template.id, [station.id])
    assert len(await office.wanted(station)) == 5, "the name of another version is not wanted"


async def test_what_a_template_cannot_be(office: Office) -> None:
    operator = office.yard.operator
    for names in ((VariableName(variable="AuthorizationKey"),), (HEARTBEAT, HEARTBEAT)):
        with pytest.raises(Invalid):
            await office.templates.create_template(operator, draft("1", *names))


async def test_a_template_stays_in_its_tenant(office: Office) -> None:
    yard = office.yard
    template = await office.make(draft())
    waiting = await yard.station("CP9", registration=Registration.PENDING)
    stranger = somebody(Role.TENANT_ADMIN, await create_tenant(yard.database, "other"))

    for station_id in (waiting.id, StationId(template.id)):
        with pytest.raises(StationNotFound):
            await office.templates.apply(yard.operator, template.id, [station_id])
    with pytest.raises(TemplateNotFound):
        await office.templates.apply(stranger, template.id, [waiting.id])
    assert (await office.templates.list_templates(stranger, PageRequest())).items == []
