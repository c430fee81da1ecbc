import pytest

from sigec.stations.model import (
    Command,
    CommandKind,
    Reset,
    SetAvailability,
    StartCharging,
    StopCharging,
    Trigger,
    Unlock,
    kind_of,
)


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (
            StartCharging(id_token="A", id_token_kind="Central", remote_start_id=1),
            CommandKind.START,
        ),
        (StopCharging(external_id="7"), CommandKind.STOP),
        (Unlock(evse=1, connector=1), CommandKind.UNLOCK),
        (Reset(), CommandKind.RESET),
        (Trigger(message="Heartbeat"), CommandKind.TRIGGER),
        (SetAvailability(operative=True), CommandKind.AVAILABILITY),
    ],
)
def test_each_command_has_its_name(command: Command, kind: CommandKind) -> None:
    assert kind_of(command) is kind
