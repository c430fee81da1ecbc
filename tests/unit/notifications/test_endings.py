"""Ended, interrupted, or nothing: by why it ended, and who asked for it."""

from dataclasses import replace

import pytest

from sigec.notifications.model import Ending, Kind, kind_of

NORMAL = (
    "EVDisconnected",
    "Local",
    "StoppedByEV",
    "EnergyLimitReached",
    "TimeLimitReached",
    "SOCLimitReached",
)
INTERRUPTED = (
    "PowerLoss",
    "PowerQuality",
    "EmergencyStop",
    "Reboot",
    "HardReset",
    "SoftReset",
    "ImmediateReset",
    "DeAuthorized",
    "LocalOutOfCredit",
    "MasterPass",
    "GroundFault",
    "OvercurrentFault",
    "ReqEnergyTransferRejected",
    "Other",
    "Was der Hersteller so schreibt",
    "",
)


def ending(reason: str, energy_wh: int | None = 5_000) -> Ending:
    return Ending(stop_reason=reason, energy_wh=energy_wh)


@pytest.mark.parametrize("reason", NORMAL)
def test_what_ends_as_it_should(reason: str) -> None:
    assert kind_of(ending(reason)) is Kind.CHARGING_ENDED
    assert kind_of(replace(ending(reason), has_fault=True)) is Kind.INTERRUPTED


@pytest.mark.parametrize("reason", INTERRUPTED)
def test_what_was_interrupted(reason: str) -> None:
    assert kind_of(ending(reason)) is Kind.INTERRUPTED
    assert kind_of(replace(ending(reason), is_late=True)) is None, "of the past nobody is told"


@pytest.mark.parametrize("reason", ["Remote", "UnlockCommand"])
def test_a_stop_from_afar_is_as_it_should_be_only_if_its_owner_asked(reason: str) -> None:
    assert kind_of(ending(reason)) is Kind.INTERRUPTED
    assert kind_of(replace(ending(reason), is_by_owner=True)) is Kind.CHARGING_ENDED


def test_a_charge_that_never_was_is_told_to_nobody() -> None:
    assert kind_of(ending("Timeout", 0)) is None
    assert kind_of(ending("Timeout", None)) is None
    assert kind_of(ending("Timeout", 10)) is Kind.INTERRUPTED
