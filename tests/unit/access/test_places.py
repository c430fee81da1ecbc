"""What places say about who may charge there, and what each version of OCPP is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from sigec.access.model import (
    DEFAULT,
    AccessPolicy,
    Admitted,
    Asking,
    ConnectorRule,
    Intent,
    Place,
    PlaceKind,
    PlacePolicy,
    effective,
    faults_of_policy,
    object_to,
)
from sigec.drivers.model import (
    ConcurrentUse,
    DecisionReason,
    Facts,
    Home,
    IdTokenKind,
    KnownToken,
    Objection,
    TokenStatus,
    decide,
)
from sigec.kit.ids import IdTokenId, SiteId, StationId, TenantId, UnitId, new_id
from sigec.ocpp.v2.incoming.authorization import id_token_info
from sigec.ocpp.v16.incoming.core import id_tag_info
from sigec.tariffs.model import Window

NOON = datetime(2026, 11, 21, 15, tzinfo=UTC)  # a Saturday, noon in São Paulo
TENANT, SITE, UNIT = TenantId(new_id()), SiteId(new_id()), UnitId(new_id())
WORKDAYS = Window(weekdays=frozenset(range(1, 6)), from_time=time(8), to_time=time(20))
HOME = Home(unit_id=UNIT, site_id=SITE, label="A 42", from_date=date(2026, 1, 1))


def card(**more: object) -> KnownToken:
    return KnownToken(
        id=IdTokenId(new_id()),
        tenant_id=TENANT,
        value="CARD",
        kind=IdTokenKind.ISO14443,
        **more,  # type: ignore[arg-type]  # as the caller says
    )


def place(policy: AccessPolicy, **more: object) -> Place:
    return Place(
        tenant_id=TENANT,
        station_id=StationId(new_id()),
        site_id=SITE,
        zone=ZoneInfo("America/Sao_Paulo"),
        policy=policy.over(DEFAULT),
        **more,  # type: ignore[arg-type]  # as the caller says
    )


def ask(where: Place, who: KnownToken | None, **more: object) -> Objection | None:
    said: dict[str, object] = {"at": NOON, "purpose": Intent.START, **more}
    return object_to(where, Asking(token=who, **said))  # type: ignore[arg-type]  # as the caller says


LISTED = AccessPolicy(admitted=Admitted.GROUPS, groups=("STAFF",))
RESIDENTS = AccessPolicy(admitted=Admitted.RESIDENTS)
FAST_FOR_STAFF = AccessPolicy(connectors=(ConnectorRule(type="cCCS2", groups=("STAFF",)),))
MASTERS = AccessPolicy(master_group="MASTER", hours=(WORKDAYS,))
BLOCKED = AccessPolicy(blocked_units=(UNIT,))


@pytest.mark.parametrize(
    ("policy", "who", "homes", "reason", "in_1_6", "in_2"),
    [
        (AccessPolicy(), card(), (), DecisionReason.ACCEPTED, "Accepted", "Accepted"),
        (AccessPolicy(), None, (), DecisionReason.UNKNOWN_TOKEN, "Invalid", "Unknown"),
        (
            AccessPolicy(admitted=Admitted.ANYONE),
            None,
            (),
            DecisionReason.STRANGER_WELCOME,
            "Accepted",
            "Accepted",
        ),
        (
            AccessPolicy(),
            card(status=TokenStatus.BLOCKED),
            (),
            DecisionReason.BLOCKED,
            "Blocked",
            "Blocked",
        ),
        (
            AccessPolicy(),
            card(status=TokenStatus.NO_CREDIT),
            (),
            DecisionReason.NO_CREDIT,
            "Invalid",
            "NoCredit",
        ),
        (AccessPolicy(), card(valid_to=NOON), (), DecisionReason.EXPIRED, "Expired", "Expired"),
        (
            AccessPolicy(),
            card(valid_from=NOON + timedelta(1)),
            (),
            DecisionReason.NOT_YET_VALID,
            "Invalid",
            "NotAtThisTime",
        ),
        (LISTED, card(group="STAFF"), (), DecisionReason.ACCEPTED, "Accepted", "Accepted"),
        (
            LISTED,
            card(group="OTHERS"),
            (),
            DecisionReason.NOT_OF_THE_GROUPS,
            "Invalid",
            "NotAtThisLocation",
        ),
        (RESIDENTS, card(), (HOME,), DecisionReason.ACCEPTED, "Accepted", "Accepted"),
        (RESIDENTS, card(), (), DecisionReason.NOT_A_RESIDENT, "Invalid", "NotAtThisLocation"),
        (
            RESIDENTS,
            card(),
            (replace(HOME, to_date=date(2026, 11, 21)),),
            DecisionReason.NOT_A_RESIDENT,
            "Invalid",
            "NotAtThisLocation",
        ),
        (BLOCKED, card(), (HOME,), DecisionReason.UNIT_BLOCKED, "Blocked", "Blocked"),
        (
            AccessPolicy(hours=(WORKDAYS,)),
            card(),
            (),
            DecisionReason.OUT_OF_HOURS,
            "Invalid",
            "NotAtThisTime",
        ),
        (
            FAST_FOR_STAFF,
            card(group="OTHERS"),
            (),
            DecisionReason.CONNECTOR_OF_OTHERS,
            "Invalid",
            "NotAllowedTypeEVSE",
        ),
        (MASTERS, card(group="MASTER"), (), DecisionReason.MASTER_STOPS_ONLY, "Invalid", "Invalid"),
    ],
)
def test_every_decision_is_told_in_the_words_of_each_version(
    policy: AccessPolicy,
    who: KnownToken | None,
    homes: tuple[Home, ...],
    reason: DecisionReason,
    in_1_6: str,
    in_2: str,
) -> None:
    where = place(policy, connectors={1: ["cCCS2"]})

    decision = decide(
        who,
        Facts(
            at=NOON,
            objection=ask(where, who, homes=homes, evse=1),
            are_strangers_welcome=where.are_strangers_welcome,
        ),
    )

    assert decision.reason is reason
    assert id_tag_info(decision.info).status.value == in_1_6
    assert id_token_info(decision.info).status.value == in_2


def test_hours_are_of_the_site_and_may_cross_midnight() -> None:
    night = place(AccessPolicy(hours=(Window(from_time=time(22), to_time=time(6)),)))

    assert ask(night, card(), at=datetime(2026, 11, 21, 1, tzinfo=UTC)) is None  # 22:00 there
    refused = ask(night, card(), at=datetime(2026, 11, 21, 9, tzinfo=UTC))
    assert refused is not None
    assert refused.details["hours"] == "22:00–06:00"


def test_a_list_is_kept_for_later_so_that_no_hour_counts() -> None:
    assert ask(place(AccessPolicy(hours=(WORKDAYS,))), card(), purpose=Intent.LISTED) is None


def test_who_stops_is_never_held_up_by_the_place() -> None:
    for policy in (LISTED, RESIDENTS, BLOCKED, MASTERS):
        assert ask(place(policy), card(), purpose=Intent.STOP, homes=(HOME,)) is None


def test_a_master_card_is_let_in_to_stop_whenever_it_is_shown() -> None:
    master = card(group="MASTER")

    assert ask(place(MASTERS), master, purpose=Intent.SHOWN) is None
    for purpose in (Intent.START, Intent.REMOTE_START):
        refused = ask(place(MASTERS), master, purpose=purpose)
        assert refused is not None
        assert refused.reason is DecisionReason.MASTER_STOPS_ONLY


def test_a_card_is_let_in_as_long_as_one_connector_is_for_it() -> None:
    both = place(FAST_FOR_STAFF, connectors={1: ["cCCS2"], 2: ["cType2"]})

    assert ask(both, card()) is None
    assert ask(both, card(), evse=2) is None
    refused = ask(both, card(), evse=1)
    assert refused is not None
    assert refused.details == {"connector": "cCCS2", "groups": "STAFF"}
    assert ask(both, card(group="STAFF"), evse=1) is None
    assert ask(place(FAST_FOR_STAFF), card()) is None  # nobody knows of any connector


def said(kind: PlaceKind, **fields: object) -> PlacePolicy:
    policy = AccessPolicy(**fields)  # type: ignore[arg-type]  # as the caller says
    return PlacePolicy(tenant_id=TENANT, kind=kind, place_id=UUID(int=1), policy=policy)


def test_the_more_particular_place_is_heard_and_the_rest_is_as_above() -> None:
    found = effective(
        [
            said(PlaceKind.STATION, admitted=Admitted.ANYONE),
            said(PlaceKind.TENANT, admitted=Admitted.RESIDENTS, master_group="M"),
            said(PlaceKind.SITE, concurrent_use=ConcurrentUse.ONE_PER_TOKEN),
        ]
    )

    assert (found.admitted, found.master_group) == (Admitted.ANYONE, "M")
    assert found.concurrent_use is ConcurrentUse.ONE_PER_TOKEN
    assert effective([]) == DEFAULT


def test_groups_are_asked_for_where_they_are_meant() -> None:
    nobody = AccessPolicy(
        admitted=Admitted.GROUPS, connectors=(ConnectorRule(type="cCCS2", groups=()),)
    )

    assert [fault.field for fault in faults_of_policy(nobody)] == ["groups", "connectors.0.groups"]
    assert faults_of_policy(LISTED) == ()
