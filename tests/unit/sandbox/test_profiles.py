from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sigec_sandbox.profiles import Profile, Profiles, Supply

MONDAY = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
SUPPLY = Supply(phases=3, voltage_v=230)


def profile(evse: int = 1, *, level: int = 0, number: int = 1, **body: Any) -> Profile:
    return Profile(
        evse=evse,
        installed_at=MONDAY,
        body={
            "chargingProfileId": number,
            "stackLevel": level,
            "chargingProfilePurpose": "TxDefaultProfile",
            "chargingProfileKind": "Absolute",
            "chargingSchedule": {
                "chargingRateUnit": "W",
                "startSchedule": MONDAY.isoformat(),
                "chargingSchedulePeriod": [
                    {"startPeriod": 0, "limit": 11_000},
                    {"startPeriod": 3600, "limit": 6_000},
                ],
            },
        }
        | body,
    )


def installed(*all_of_them: Profile) -> Profiles:
    profiles = Profiles()
    for each in all_of_them:
        profiles.install(each)
    return profiles


def test_the_period_of_the_instant_holds() -> None:
    profiles = installed(profile())
    assert profiles.limit_w(1, MONDAY, None, SUPPLY) == 11_000
    assert profiles.limit_w(1, MONDAY + timedelta(hours=1), None, SUPPLY) == 6_000
    assert profiles.limit_w(1, MONDAY - timedelta(seconds=1), None, SUPPLY) is None
    assert profiles.limit_w(2, MONDAY, None, SUPPLY) is None


def test_amperes_count_on_every_phase() -> None:
    schedule = {
        "chargingRateUnit": "A",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 10}],
    }
    assert installed(profile(chargingSchedule=schedule)).limit_w(1, MONDAY, None, SUPPLY) == 6_900


def test_the_higher_level_wins_and_the_station_caps() -> None:
    low = profile(level=0, number=1)
    high = profile(
        level=5,
        number=2,
        chargingSchedule={
            "chargingRateUnit": "W",
            "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 9_000}],
        },
    )
    cap = profile(
        0,
        number=3,
        chargingProfilePurpose="ChargePointMaxProfile",
        chargingSchedule={
            "chargingRateUnit": "W",
            "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 7_000}],
        },
    )
    assert installed(low, high).limit_w(1, MONDAY, None, SUPPLY) == 9_000
    assert installed(low, high, cap).limit_w(1, MONDAY, None, SUPPLY) == 7_000


def test_a_relative_profile_counts_from_the_transaction() -> None:
    started = MONDAY + timedelta(hours=3)
    profiles = installed(profile(chargingProfileKind="Relative"))
    assert profiles.limit_w(1, started + timedelta(minutes=30), started, SUPPLY) == 11_000
    assert profiles.limit_w(1, started + timedelta(hours=2), started, SUPPLY) == 6_000


@pytest.mark.parametrize(("recurrency", "days"), [("Daily", 1), ("Weekly", 7)])
def test_a_recurring_profile_comes_back(recurrency: str, days: int) -> None:
    profiles = installed(profile(chargingProfileKind="Recurring", recurrencyKind=recurrency))
    later = MONDAY + timedelta(days=days * 3, minutes=5)
    assert profiles.limit_w(1, later, None, SUPPLY) == 11_000


def test_validity_and_duration_end_a_profile() -> None:
    valid = profile(validTo=(MONDAY + timedelta(hours=1)).isoformat())
    assert installed(valid).limit_w(1, MONDAY + timedelta(hours=2), None, SUPPLY) is None
    schedule = {
        "chargingRateUnit": "W",
        "duration": 60,
        "startSchedule": MONDAY.isoformat(),
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 1}],
    }
    short = installed(profile(chargingSchedule=[schedule]))
    assert short.limit_w(1, MONDAY + timedelta(seconds=59), None, SUPPLY) == 1
    assert short.limit_w(1, MONDAY + timedelta(seconds=60), None, SUPPLY) is None


def test_a_new_profile_replaces_its_like() -> None:
    assert len(list(installed(profile(number=1), profile(number=2)))) == 1
    assert len(list(installed(profile(number=1), profile(number=2, level=1)))) == 2


def test_a_transaction_takes_its_profile_along() -> None:
    profiles = installed(profile(chargingProfilePurpose="TxProfile"))
    profiles.end_transaction(1)
    assert not list(profiles)


def test_the_composite_schedule_begins_at_zero_and_names_changes() -> None:
    periods = installed(profile()).composite(
        1, MONDAY, duration_s=7_200, started_at=None, supply=SUPPLY, most_w=10_000, unit="W"
    )
    assert periods == [
        {"startPeriod": 0, "limit": 10_000.0},
        {"startPeriod": 3600, "limit": 6_000.0},
    ]
