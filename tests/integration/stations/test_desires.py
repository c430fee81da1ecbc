"""What is wanted of a station is asked for until the station reports it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from sigec.events.stations import StationDesireChanged
from sigec.kit.actor import Role
from sigec.kit.errors import Invalid
from sigec.kit.ids import CommandId, StationId
from sigec.kit.pages import PageRequest
from sigec.stations.model import (
    NO_LIMIT,
    BootReport,
    Command,
    CommandAnswer,
    CommandStatus,
    ConnectorStatus,
    Desire,
    DesireKind,
    DesireState,
    GetVariables,
    IncidentKind,
    Registration,
    RequestLimit,
    Reset,
    ResetKind,
    SetVariable,
    Station,
    Variable,
    VariableName,
)
from sigec.stations.ports import StationOffline, StationSilent, WhenLate
from sigec.stations.service import (
    DesireNotFound,
    DesireService,
    Reconciler,
    StationNotFound,
    VariableFulfiller,
)
from tests.integration.actors import create_tenant, somebody
from tests.integration.stations.conftest import Yard

HEARTBEAT = VariableName(variable="HeartbeatInterval")
SAMPLE = VariableName(variable="MeterValueSampleInterval")


@dataclass
class Box:
    """A station of 1.6 behind its line: it has values, and takes others as the test says."""

    values: dict[str, str] = field(default_factory=lambda: {"HeartbeatInterval": "300"})
    answer: CommandStatus = CommandStatus.ACCEPTED
    takes_it: bool = True
    shows_it: bool = True
    restart: CommandStatus = CommandStatus.ACCEPTED
    failure: Exception | None = None
    heard: list[Command] = field(default_factory=list)

    async def check(self, station_id: StationId, command: Command) -> None:
        """Know everything."""

    async def send(
        self,
        station_id: StationId,
        command: Command,
        *,
        command_id: CommandId,
        limit: RequestLimit = NO_LIMIT,
        when_late: WhenLate | None = None,
    ) -> CommandAnswer:
        self.heard.append(command)
        if self.failure is not None:
            raise self.failure
        match command:
            case GetVariables(names=names):
                told = [
                    Variable(name=name, value=self.values[name.variable])
                    for name in names
                    if name.variable in self.values and self.shows_it
                ]
                return CommandAnswer(status=CommandStatus.ACCEPTED, variables=told)
            case SetVariable(name=name, value=value):
                if self.takes_it:
                    self.values[name.variable] = value
                return CommandAnswer(status=self.answer, payload={"status": "AsItSays"})
            case Reset():
                return CommandAnswer(status=self.restart)
            case _:
                raise AssertionError(command)

    @property
    def restarts(self) -> int:
        """How often it was told to restart."""
        return sum(isinstance(each, Reset) for each in self.heard)

    @property
    def set(self) -> list[str]:
        """The values that it was told, oldest first."""
        return [each.value for each in self.heard if isinstance(each, SetVariable)]


@dataclass
class Office:
    """Who wants something of the station of a yard, and who brings it there."""

    yard: Yard
    box: Box
    station: Station
    desires: DesireService
    reconciler: Reconciler

    async def visit(self) -> int:
        """Visit whoever's turn it is, and return how many stations that were."""
        visits = await self.reconciler.claim({}, limit=10)
        for visit in visits:
            await self.reconciler.deliver(visit)
        return len(visits)

    async def want(
        self, value: str, name: VariableName = HEARTBEAT, *, may_reboot: bool = False
    ) -> Desire:
        return await self.desires.want_variable(
            self.yard.operator, self.station.id, name, value, may_reboot=may_reboot
        )

    async def wanted(self) -> Sequence[Desire]:
        page = await self.desires.list_desires(self.yard.operator, self.station.id, PageRequest())
        return page.items

    async def only(self) -> Desire:
        [desire] = await self.wanted()
        return desire

    async def boot(self, **more: str) -> None:
        at = self.yard.clock.now()
        report = BootReport(
            station_id=self.station.id, received_at=at, vendor="V", model="M", **more
        )
        entry = self.yard.entry(self.station.id, "BootNotification")
        await self.yard.stations.record_boot(report, entry, lambda _: b"{}")

    async def arrive(self) -> None:
        """Connect and boot, and wait until the station may be told something."""
        await self.yard.connect()
        await self.boot()
        self.yard.clock.advance(seconds=2)

    async def report(self, value: str) -> None:
        """Let the station report the variable by itself."""
        told = [Variable(name=HEARTBEAT, value=value)]
        entry = self.yard.entry(self.station.id, "NotifyReport")
        await self.yard.stations.record_variables(told, entry, lambda: b"{}")


@pytest.fixture
async def office(yard: Yard) -> Office:
    box = Box()
    fulfiller = VariableFulfiller(yard.database, yard.clock, box)
    return Office(
        yard=yard,
        box=box,
        station=await yard.station(),
        desires=DesireService(yard.database, yard.clock, yard.directory),
        reconciler=Reconciler(
            yard.database, yard.clock, {DesireKind.VARIABLE: fulfiller}, link=box
        ),
    )


async def test_a_value_is_set_and_believed_when_the_station_reports_it(office: Office) -> None:
    await office.arrive()
    await office.want("60")

    assert await office.visit() == 1

    assert office.box.heard == [
        GetVariables(names=(HEARTBEAT,), request_id=office.box.heard[0].request_id),  # type: ignore[union-attr]  # it is the question
        SetVariable(name=HEARTBEAT, value="60"),
        GetVariables(names=(HEARTBEAT,), request_id=office.box.heard[2].request_id),  # type: ignore[union-attr]  # it is the question
    ]
    desire = await office.only()
    assert (desire.state, desire.applied_at) == (DesireState.APPLIED, office.yard.clock.now())
    assert await office.visit() == 0
    told = await office.yard.events(StationDesireChanged)
    assert [(each.state, each.subject) for each in told] == [
        ("pending", "HeartbeatInterval"),
        ("applied", "HeartbeatInterval"),
    ]


async def test_what_the_station_has_already_is_not_sent(office: Office) -> None:
    await office.arrive()
    await office.want("300")

    await office.visit()

    assert (await office.only()).state is DesireState.APPLIED
    assert office.box.set == []


async def test_nothing_is_sent_before_the_boot_is_accepted(office: Office) -> None:
    clock = office.yard.clock
    await office.want("60")
    assert await office.visit() == 0, "it is not there"
    await office.yard.connect()
    clock.advance(minutes=5)
    assert await office.visit() == 0, "it never booted"
    await office.boot()
    clock.advance(seconds=1)
    assert await office.visit() == 0, "its boot was just answered"
    clock.advance(seconds=1)
    assert await office.visit() == 1
    assert (await office.only()).state is DesireState.APPLIED


async def test_a_station_that_waits_is_told_nothing_until_its_boot_is_accepted(
    office: Office,
) -> None:
    inventory, operator = office.yard.inventory, office.yard.operator
    await office.arrive()
    await inventory.edit_station(
        operator, office.station.id, {"registration": Registration.PENDING}
    )
    await office.boot()
    await office.want("60")
    office.yard.clock.advance(minutes=1)
    assert await office.visit() == 0
    await inventory.edit_station(
        operator, office.station.id, {"registration": Registration.ACCEPTED}
    )
    assert await office.visit() == 0, "it still believes that it waits"
    await office.boot()
    office.yard.clock.advance(seconds=2)
    assert await office.visit() == 1


async def test_a_station_that_returns_without_a_boot_is_asked_too(office: Office) -> None:
    await office.arrive()
    await office.yard.connect()
    await office.want("60")
    office.yard.clock.advance(seconds=29)
    assert await office.visit() == 0, "it may boot yet"
    office.yard.clock.advance(seconds=1)
    assert await office.visit() == 1


@pytest.mark.parametrize("failure", [StationOffline(), StationSilent(), TimeoutError()])
async def test_what_could_not_be_asked_is_asked_later(office: Office, failure: Exception) -> None:
    await office.arrive()
    office.box.failure = failure
    await office.want("60")
    await office.want("10", SAMPLE)

    await office.visit()

    assert len(office.box.heard) == 1, "who is silent is not asked on and on"
    later = office.yard.clock.now() + timedelta(seconds=30)
    assert {(each.state, each.next_at) for each in await office.wanted()} == {
        (DesireState.PENDING, later)
    }
    office.box.failure = None
    office.yard.clock.advance(seconds=30)
    await office.visit()
    assert {each.state for each in await office.wanted()} == {DesireState.APPLIED}


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (CommandStatus.REJECTED, DesireState.REFUSED),
        (CommandStatus.NOT_SUPPORTED, DesireState.UNSUPPORTED),
        (CommandStatus.ERROR, DesireState.PENDING),
    ],
)
async def test_what_the_station_does_not_take_is_shown_with_its_word(
    office: Office, answer: CommandStatus, state: DesireState
) -> None:
    await office.arrive()
    office.box.answer, office.box.takes_it = answer, False
    await office.want("60")

    await office.visit()

    desire = await office.only()
    assert (desire.state, desire.reason) == (state, "AsItSays")
    office.box.answer, office.box.takes_it = CommandStatus.ACCEPTED, True
    await office.desires.retry(office.yard.operator, office.station.id, desire.id)
    await office.visit()
    assert (await office.only()).state is DesireState.APPLIED


async def test_a_station_that_says_yes_and_does_otherwise_is_told_again(office: Office) -> None:
    await office.arrive()
    office.box.takes_it = False
    await office.want("60")

    await office.visit()

    desire = await office.only()
    assert (desire.state, desire.reason) == (DesireState.PENDING, "reports: 300")
    office.yard.clock.advance(seconds=30)
    await office.visit()
    assert office.box.set == ["60", "60"]


async def test_a_value_that_the_station_keeps_to_itself_is_set_once(office: Office) -> None:
    await office.arrive()
    office.box.shows_it = False
    await office.want("60")

    await office.visit()
    office.yard.clock.advance(hours=24)
    await office.visit()

    assert ((await office.only()).state, office.box.set) == (DesireState.APPLIED, ["60"])


async def test_a_value_that_counts_from_the_next_boot_is_looked_at_after_it(
    office: Office,
) -> None:
    await office.arrive()
    office.box.answer, office.box.takes_it = CommandStatus.REBOOT_REQUIRED, False
    await office.want("60")

    await office.visit()

    desire = await office.only()
    assert (desire.state, desire.needs_reboot) == (DesireState.PENDING, True)
    office.yard.clock.advance(hours=48)
    assert await office.visit() == 0
    await office.boot(reason="Triggered")
    office.yard.clock.advance(seconds=2)
    assert await office.visit() == 0, "it was asked for a boot, and did not start anew"
    office.box.values["HeartbeatInterval"] = "60"
    await office.boot(reason="RemoteReset")
    office.yard.clock.advance(seconds=2)
    await office.visit()
    desire = await office.only()
    assert (desire.state, desire.needs_reboot) == (DesireState.APPLIED, False)
    assert office.box.set == ["60"]


async def test_a_station_is_restarted_for_it_when_nobody_charges(office: Office) -> None:
    await office.arrive()
    office.box.answer, office.box.takes_it = CommandStatus.REBOOT_REQUIRED, False
    await office.yard.report(office.station.id, ConnectorStatus.CHARGING)
    await office.want("60", may_reboot=True)
    await office.want("10", SAMPLE, may_reboot=True)

    await office.visit()

    assert {each.reason for each in await office.wanted()} == {"in_use"}
    assert office.box.restarts == 0
    await office.yard.report(office.station.id, ConnectorStatus.AVAILABLE)
    office.yard.clock.advance(minutes=5)
    await office.visit()
    assert (office.box.restarts, office.box.heard[-1]) == (1, Reset(kind=ResetKind.SOFT))
    assert {each.reason for each in await office.wanted()} == {None}
    office.box.restart = CommandStatus.REJECTED
    office.yard.clock.advance(minutes=15)
    await office.visit()
    assert {each.reason for each in await office.wanted()} == {"rejected"}, "it did not boot"
    office.box.values |= {"HeartbeatInterval": "60", "MeterValueSampleInterval": "10"}
    await office.boot()
    office.yard.clock.advance(seconds=2)
    await office.visit()
    assert {each.state for each in await office.wanted()} == {DesireState.APPLIED}
    assert office.box.restarts == 2


async def test_who_is_asked_later_may_restart_it_too(office: Office) -> None:
    await office.arrive()
    office.box.answer, office.box.takes_it = CommandStatus.REBOOT_REQUIRED, False
    await office.want("60")
    await office.visit()
    assert office.box.restarts == 0

    await office.want("60", may_reboot=True)
    await office.visit()

    assert (office.box.restarts, office.box.set) == (1, ["60"])


async def test_what_the_station_leaves_again_and_again_is_an_incident(office: Office) -> None:
    await office.arrive()
    await office.want("60")
    await office.visit()
    for number in range(3):
        assert await office.yard.open_incidents() == [], number
        office.box.values["HeartbeatInterval"] = "300"
        await office.report("300")
        await office.visit()

    [incident] = await office.yard.open_incidents()
    assert (incident.kind, incident.detail) == (
        IncidentKind.CONFIGURATION_DRIFT,
        "HeartbeatInterval",
    )
    office.yard.clock.advance(hours=24)
    await office.visit()
    assert await office.yard.open_incidents() == []
    assert (await office.only()).drifts == 0


async def test_what_the_station_leaves_is_set_again_and_counted(office: Office) -> None:
    await office.arrive()
    await office.want("60")
    await office.visit()
    office.box.values["HeartbeatInterval"] = "300"

    await office.report("300")

    desire = await office.only()
    assert (desire.state, desire.drifts, desire.reason) == (DesireState.PENDING, 1, "reports: 300")
    await office.visit()
    assert ((await office.only()).state, office.box.set) == (DesireState.APPLIED, ["60", "60"])


async def test_what_a_boot_lost_is_set_again_and_counted(office: Office) -> None:
    await office.arrive()
    await office.want("60")
    await office.visit()
    office.box.values["HeartbeatInterval"] = "300"
    await office.boot()
    office.yard.clock.advance(seconds=2)

    await office.visit()

    desire = await office.only()
    assert (desire.state, desire.drifts, office.box.set) == (DesireState.APPLIED, 1, ["60", "60"])


async def test_one_at_a_time_visits_a_station(office: Office) -> None:
    await office.arrive()
    await office.want("60")

    [visit] = await office.reconciler.claim({}, limit=10)
    assert await office.reconciler.claim({}, limit=10) == []
    office.yard.clock.advance(minutes=5)
    [later] = await office.reconciler.claim({}, limit=10)
    office.box.values["HeartbeatInterval"] = "1"
    await office.reconciler.deliver(visit)

    assert (await office.only()).state is DesireState.PENDING, "who came late keeps nothing"
    await office.reconciler.deliver(later)
    assert (await office.only()).state is DesireState.APPLIED


async def test_what_is_wanted_meanwhile_is_not_taken_for_what_was_done(office: Office) -> None:
    await office.arrive()
    await office.want("60")
    send = office.box.send

    async def change_of_mind(*args: object, **more: object) -> CommandAnswer:
        if isinstance(args[1], SetVariable) and args[1].value == "60":
            await office.want("90")
        return await send(*args, **more)  # type: ignore[arg-type]  # as it was called

    office.box.send = change_of_mind  # type: ignore[method-assign]  # a box with a visitor
    await office.visit()
    desire = await office.only()
    assert (desire.state, desire.wish.wanted["value"]) == (DesireState.PENDING, "90")

    await office.visit()

    assert ((await office.only()).state, office.box.set) == (DesireState.APPLIED, ["60", "90"])


async def test_what_is_wanted_no_longer_is_left_as_it_is(office: Office) -> None:
    await office.arrive()
    desire = await office.want("60")
    await office.visit()

    await office.desires.withdraw(office.yard.operator, office.station.id, desire.id)

    assert await office.wanted() == []
    office.yard.clock.advance(hours=48)
    await office.visit()
    assert await office.visit() == 0
    assert (office.box.set, office.box.values["HeartbeatInterval"]) == (["60"], "60")
    with pytest.raises(DesireNotFound):
        await office.desires.retry(office.yard.operator, office.station.id, desire.id)
    [*_, told] = await office.yard.events(StationDesireChanged)
    assert told.state is None


async def test_a_repeated_wish_changes_nothing(office: Office) -> None:
    await office.arrive()
    first = await office.want("60")
    await office.visit()
    again = await office.want("60")

    assert (again.id, again.state) == (first.id, DesireState.APPLIED)
    assert await office.visit() == 0


async def test_a_name_of_another_version_is_not_sent(office: Office) -> None:
    await office.arrive()
    await office.want("60", VariableName(component="OCPPCommCtrlr", variable="HeartbeatInterval"))

    await office.visit()

    desire = await office.only()
    assert (desire.state, desire.reason) == (DesireState.UNSUPPORTED, "other_version")
    assert office.box.heard == []


async def test_a_password_is_not_wanted_this_way(office: Office) -> None:
    with pytest.raises(Invalid):
        await office.want("1234567890123456", VariableName(variable="AuthorizationKey"))


async def test_another_tenant_wants_nothing_here(office: Office) -> None:
    stranger = somebody(Role.TENANT_ADMIN, await create_tenant(office.yard.database, "other"))

    with pytest.raises(StationNotFound):
        await office.desires.want_variable(stranger, office.station.id, HEARTBEAT, "60")
    with pytest.raises(StationNotFound):
        await office.desires.list_desires(stranger, office.station.id, PageRequest())
