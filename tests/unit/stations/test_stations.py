from datetime import UTC, datetime, timedelta

import pytest

from sigec.kit.ids import StationId, new_id
from sigec.stations.model import (
    ConnectorPlace,
    ConnectorStatus,
    StationDraft,
    StatusReport,
    faults_of,
    is_valid_identity,
    is_within_reach,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("profile", "password", "effective"),
    [(None, None, 0), (None, "long enough", 1), (0, "long enough", 0), (2, "long enough", 2)],
)
def test_a_password_makes_profile_1_unless_said_otherwise(
    profile: int | None, password: str | None, effective: int
) -> None:
    draft = StationDraft(name="A", ocpp_identity="A", security_profile=profile, password=password)

    assert draft.effective_profile == effective


def test_every_wrong_field_is_named() -> None:
    faults = faults_of(ocpp_identity="a/b", security_profile=4, password="x", has_password=True)
    missing = faults_of(ocpp_identity="a", security_profile=2, password=None, has_password=False)

    assert [fault.field for fault in faults] == ["ocpp_identity", "security_profile", "password"]
    assert [fault.code for fault in missing] == ["field.password_required"]


@pytest.mark.parametrize(
    ("identity", "is_valid"),
    [("CP-1", True), ("CP 1#:ç", True), ("", False), (" a", False), ("a\n", False)],
)
def test_an_identity_is_what_can_stand_in_an_address(identity: str, *, is_valid: bool) -> None:
    assert is_valid_identity(identity) is is_valid


@pytest.mark.parametrize(
    ("silence_s", "is_connected", "expected"),
    [(900, True, True), (901, True, False), (0, False, False)],
)
def test_a_station_is_online_while_it_is_heard(
    silence_s: int, *, is_connected: bool, expected: bool
) -> None:
    seen_at = NOON - timedelta(seconds=silence_s)

    assert expected is is_within_reach(
        is_connected=is_connected, last_seen_at=seen_at, at=NOON, heartbeat_s=300
    )
    assert not is_within_reach(is_connected=True, last_seen_at=None, at=NOON, heartbeat_s=300)


def test_number_0_means_the_station_as_a_whole() -> None:
    station_id = StationId(new_id())

    def place(evse: int | None, connector: int | None) -> ConnectorPlace | None:
        return StatusReport(
            station_id=station_id,
            status=ConnectorStatus.AVAILABLE,
            received_at=NOON,
            evse=evse,
            connector=connector,
        ).place

    assert place(1, 2) == ConnectorPlace(station_id=station_id, evse=1, connector=2)
    assert place(None, None) is place(0, 0) is place(1, 0) is None
