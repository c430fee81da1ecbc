import pytest

from sigec.ocpp.v16.keys import characteristics_of
from sigec.stations.model import Characteristics, Variable, VariableName

SECONDS = Characteristics(data_type="integer", unit="s", limit_min=10, limit_max=900)
CHOICE = Characteristics(data_type="OptionList", values=("Soft", "Hard"))
MEMBERS = Characteristics(data_type="MemberList", values=("A", "B", "C"))


@pytest.mark.parametrize(
    ("told", "value", "code"),
    [
        (SECONDS, "10", None),
        (SECONDS, "900.0", None),
        (SECONDS, "9", "field.below_limit"),
        (SECONDS, "901", "field.above_limit"),
        (SECONDS, "60.5", "field.not_number"),
        (SECONDS, "a minute", "field.not_number"),
        (SECONDS, "Infinity", "field.not_number"),
        (Characteristics(data_type="decimal"), "0.5", None),
        (Characteristics(data_type="boolean"), "TRUE", None),
        (Characteristics(data_type="boolean"), "1", "field.not_boolean"),
        (CHOICE, "soft", None),
        (CHOICE, "Soft,Hard", "field.not_offered"),
        (MEMBERS, "C, A", None),
        (MEMBERS, "", None),
        (MEMBERS, "A,D", "field.not_offered"),
        (Characteristics(data_type="MemberList"), "anything", None),
        (Characteristics(data_type="string"), "anything", None),
    ],
)
def test_what_a_variable_can_be_set_to(told: Characteristics, value: str, code: str | None) -> None:
    variable = Variable(name=VariableName(variable="V"), value=None, characteristics=told)

    fault = variable.fault_of(value)

    assert (fault and fault[0]) == code


def test_what_cannot_be_changed_cannot_be_set() -> None:
    name = VariableName(variable="V")
    for variable in (
        Variable(name=name, value="1", mutability="ReadOnly"),
        Variable(name=name, value="1", mutability="ReadWrite", is_constant=True),
    ):
        fault = variable.fault_of("1")
        assert fault == ("field.read_only", {})


def test_the_standard_says_what_keys_of_16_are() -> None:
    heartbeat = characteristics_of("heartbeatinterval")

    assert heartbeat is not None
    assert (heartbeat.data_type, heartbeat.unit) == ("integer", "s")
    assert characteristics_of("VendorsOwn") is None
