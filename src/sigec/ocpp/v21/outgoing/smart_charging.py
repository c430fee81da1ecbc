"""Charging profiles as only 2.1 can be told of them."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from sigec.ocpp.messages import v21
from sigec.ocpp.v2.outgoing.smart_charging import clear_profiles, set_profile
from sigec.stations.model import (
    ClearProfiles,
    NeutralCommand,
    SetProfile,
    UpdateDynamicProfile,
    UsePriority,
)


def _set_profile(command: SetProfile) -> tuple[str, Struct] | None:
    return set_profile(command, v21.SetChargingProfileRequest)


def _clear_profiles(command: ClearProfiles) -> tuple[str, Struct] | None:
    return clear_profiles(command, v21.ClearChargingProfileRequest)


def _update(command: UpdateDynamicProfile) -> tuple[str, Struct]:
    update = v21.ChargingScheduleUpdateType(
        limit=command.limit, setpoint=command.setpoint, discharge_limit=command.discharge_limit
    )
    return "UpdateDynamicSchedule", v21.UpdateDynamicScheduleRequest(
        charging_profile_id=command.profile_id, schedule_update=update
    )


def _use_priority(command: UsePriority) -> tuple[str, Struct]:
    return "UsePriorityCharging", v21.UsePriorityChargingRequest(
        transaction_id=command.external_id, activate=command.is_active
    )


WORDS: Mapping[type[NeutralCommand], Callable[[Any], tuple[str, Struct] | None]] = {
    SetProfile: _set_profile,
    ClearProfiles: _clear_profiles,
    UpdateDynamicProfile: _update,
    UsePriority: _use_priority,
}
"""The rest is said as in 2.0.1."""
