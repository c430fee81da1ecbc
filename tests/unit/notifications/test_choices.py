"""What tenants and people choose: ranges, zero, order, quiet hours over midnight."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.kit.ids import RecipientId, TenantId
from sigec.notifications.model import (
    FORMS,
    RULES,
    AccountDraft,
    Channel,
    Kind,
    KindSettings,
    Mute,
    Preferences,
    Provider,
    QuietHours,
    abilities_of,
    default_settings,
    faults_of,
    faults_of_account,
    faults_of_preferences,
    hint_of,
    next_summary_at,
    route_of,
)

TENANT = TenantId(UUID(int=1))
SAO_PAULO = ZoneInfo("America/Sao_Paulo")

ON_BY_DEFAULT = {
    Kind.CHARGING_STARTED,
    Kind.CHARGING_ENDED,
    Kind.FAULT,
    Kind.RESERVATION_CONFIRMED,
    Kind.RESERVATION_EXPIRING,
    Kind.RESERVATION_EXPIRED,
    Kind.RESERVATION_CANCELLED,
    Kind.ADMIN_ALERT,
}
"""`domain.md` §6."""


def chosen(**fields: int | None) -> KindSettings:
    return replace(default_settings(TENANT, Kind.BATTERY_FULL), **fields)  # type: ignore[arg-type]  # fields are the dataclass's own


def mine(**fields: object) -> Preferences:
    said = {"recipient_id": RecipientId(UUID(int=2)), "tenant_id": TENANT, **fields}
    return Preferences(**said)  # type: ignore[arg-type]  # fields are the dataclass's own


@pytest.mark.parametrize("value", [0, 1_440])
def test_zero_is_a_delay_like_any_other(value: int) -> None:
    settings = chosen(delay_min=value, threshold_w=0)
    assert faults_of(settings) == ()
    assert settings.delay == timedelta(minutes=value)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"delay_min": 1_441}, "delay_min"),
        ({"delay_min": -1}, "delay_min"),
        ({"threshold_w": 50_001}, "threshold_w"),
        ({"delay_min": None}, "delay_min"),
        ({"hour": 8}, "hour"),
    ],
)
def test_what_a_kind_cannot_have_is_named(fields: dict[str, int | None], named: str) -> None:
    assert [fault.field for fault in faults_of(chosen(**fields))] == [named]


@pytest.mark.parametrize("kind", Kind)
def test_what_everybody_begins_with_is_valid_and_each_source_has_an_ability(kind: Kind) -> None:
    settings = default_settings(TENANT, kind)
    assert faults_of(settings) == ()
    assert settings.is_on is (kind in ON_BY_DEFAULT)
    assert abilities_of(kind).keys() == {"ocpp", "cvepro"}
    assert RULES[kind].variables


def test_the_summary_comes_at_the_local_hour() -> None:
    after = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)  # 8:00 there
    assert next_summary_at(8, SAO_PAULO, after=after) == after + timedelta(days=1)
    assert next_summary_at(9, SAO_PAULO, after=after) == after + timedelta(hours=1)


def test_channels_are_tried_in_the_person_s_order_where_they_lead_anywhere() -> None:
    own = mine(
        channels=(Channel.EMAIL, Channel.SMS, Channel.WHATSAPP),
        muted=(Mute(kind=Kind.FAULT, channel=Channel.SMS), Mute(kind=Kind.IDLE_STARTED)),
    )
    reachable = {Channel.SMS, Channel.EMAIL, Channel.WEB_PUSH}
    assert route_of(Kind.CHARGING_ENDED, own, reachable=reachable) == [
        Channel.EMAIL,
        Channel.SMS,
    ]
    assert route_of(Kind.FAULT, own, reachable=reachable) == [Channel.EMAIL]
    assert route_of(Kind.IDLE_STARTED, own, reachable=reachable) == []
    assert own.wants(Kind.CHARGING_ENDED, Channel.IN_APP)
    assert not own.wants(Kind.IDLE_STARTED, Channel.IN_APP)


NIGHT = QuietHours(from_time=time(22), to_time=time(7))


@pytest.mark.parametrize(
    ("local", "ends"),
    [
        ("2026-11-28T21:59", None),
        ("2026-11-28T22:00", "2026-11-29T07:00"),
        ("2026-11-28T23:30", "2026-11-29T07:00"),
        ("2026-11-29T03:00", "2026-11-29T07:00"),
        ("2026-11-29T07:00", None),
    ],
)
def test_the_night_ends_in_the_morning(local: str, ends: str | None) -> None:
    at = datetime.fromisoformat(local).replace(tzinfo=SAO_PAULO)
    found = NIGHT.end_after(at, SAO_PAULO)
    assert found == (ends and datetime.fromisoformat(ends).replace(tzinfo=SAO_PAULO))


def test_what_is_urgent_is_told_in_the_night_too() -> None:
    at = datetime(2026, 11, 28, 23, tzinfo=SAO_PAULO)
    own = mine(quiet=NIGHT)
    assert own.hold_until(Kind.FAULT, at, SAO_PAULO) == at
    assert own.hold_until(Kind.CHARGING_ENDED, at, SAO_PAULO) == at + timedelta(hours=8)


@given(
    begin=st.times(),
    end=st.times(),
    at=st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001 - made aware below
)
def test_quiet_hours_end_within_a_day(begin: time, end: time, at: datetime) -> None:
    quiet = QuietHours(from_time=begin, to_time=end)
    instant = at.replace(tzinfo=UTC)
    found = quiet.end_after(instant, SAO_PAULO)
    assert found is None or instant < found <= instant + timedelta(days=1, hours=1)


def test_a_channel_twice_and_the_app_itself_are_refused() -> None:
    twice = mine(channels=(Channel.SMS, Channel.SMS))
    app = mine(channels=(Channel.IN_APP,))
    for own in (twice, app):
        assert [fault.field for fault in faults_of_preferences(own)] == ["channels"]


def test_accounts_are_checked_by_what_their_provider_needs() -> None:
    draft = AccountDraft(
        channel=Channel.WHATSAPP,
        provider=Provider.EVOLUTION,
        settings={"base_url": "https://evo.example.com", "api_version": "v7", "api_key": "x"},
    )
    assert {fault.field for fault in faults_of_account(draft, known_secrets=[])} == {
        "settings.api_key",
        "settings.instance",
        "settings.api_version",
        "secrets.api_key",
    }
    wrong = AccountDraft(channel=Channel.SMS, provider=Provider.SMTP, settings={})
    assert [fault.field for fault in faults_of_account(wrong, known_secrets=[])] == ["provider"]
    assert {form.channel for form in FORMS} == set(Channel) - {Channel.IN_APP}


def test_a_hint_does_not_tell_an_address() -> None:
    assert hint_of(Channel.SMS, "+5548999991234") == "+55…1234"
    assert hint_of(Channel.EMAIL, "ana.souza@example.com") == "a…@example.com"
    assert hint_of(Channel.WEB_PUSH, "{}") is None
