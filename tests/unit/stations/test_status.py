import pytest

from sigec.stations.model import (
    ConnectorStatus,
    Label,
    count_labels,
    is_fault,
    label_of,
    normalise_error_code,
)


@pytest.mark.parametrize(
    ("status", "label"),
    [
        (ConnectorStatus.AVAILABLE, Label.AVAILABLE),
        (ConnectorStatus.PREPARING, Label.WAITING),
        (ConnectorStatus.FINISHING, Label.WAITING),
        (ConnectorStatus.OCCUPIED, Label.WAITING),
        (ConnectorStatus.CHARGING, Label.IN_USE),
        (ConnectorStatus.SUSPENDED_EV, Label.IDLE),
        (ConnectorStatus.SUSPENDED_EVSE, Label.IDLE),
        (ConnectorStatus.RESERVED, Label.RESERVED),
        (ConnectorStatus.FAULTED, Label.FAULTED),
        (ConnectorStatus.UNAVAILABLE, Label.OFFLINE),
    ],
)
def test_each_status_has_its_label_unless_offline(status: ConnectorStatus, label: Label) -> None:
    assert label_of(status, is_online=True) is label
    assert label_of(status, is_online=False) is Label.OFFLINE


def test_a_connector_that_never_reported_is_offline() -> None:
    assert label_of(None, is_online=True) is Label.OFFLINE


@pytest.mark.parametrize(
    ("session_state", "label"),
    [
        ("charging", Label.IN_USE),
        ("suspended_ev", Label.IDLE),
        ("suspended_evse", Label.IDLE),
        ("preparing", Label.WAITING),
        ("finishing", Label.WAITING),
        (None, Label.WAITING),
    ],
)
def test_occupied_is_labelled_by_its_session(session_state: str | None, label: Label) -> None:
    shown = label_of(ConnectorStatus.OCCUPIED, is_online=True, session_state=session_state)

    assert shown is label
    assert label_of(ConnectorStatus.AVAILABLE, is_online=True, session_state=session_state) is (
        Label.AVAILABLE
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("NoError", False),
        ("WeakSignal", False),
        ("LocalListConflict", False),
        ("ResetFailure", False),
        ("ReaderFailure", False),
        ("vendor says so", False),
        ("GroundFailure", True),
        ("OtherError", True),
        ("Error", True),
        ("groundfailure", True),
    ],
)
def test_a_critical_code_is_a_fault_beside_any_status(code: str, *, expected: bool) -> None:
    normalised = normalise_error_code(code)

    assert is_fault(ConnectorStatus.CHARGING, normalised) is expected
    assert is_fault(ConnectorStatus.FAULTED, normalised)


@pytest.mark.parametrize("code", ["NoError", "NO_ERROR", "noerror", "", "  ", "null", None])
def test_no_error_has_many_spellings(code: str | None) -> None:
    assert normalise_error_code(code) is None


def test_a_code_that_is_none_of_ocpps_is_kept() -> None:
    assert normalise_error_code(" Kaputt_42 ") == "Kaputt_42"


def test_counters_name_every_label() -> None:
    counters = count_labels([Label.IN_USE, Label.IN_USE, Label.OFFLINE])

    assert counters == dict.fromkeys(Label, 0) | {Label.IN_USE: 2, Label.OFFLINE: 1}
