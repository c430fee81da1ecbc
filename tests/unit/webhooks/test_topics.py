"""What an endpoint hears of, and by which name."""

import json
from datetime import UTC, datetime
from uuid import UUID

from sigec.events import Event
from sigec.events.incidents import IncidentOpened
from sigec.events.sessions import SessionEnded, SessionStarted
from sigec.events.tenants import TenantChanged
from sigec.kit.ids import EventId, IncidentId, SessionId, StationId, TenantId, new_id
from sigec.webhooks.model import TOPICS, body_of, subject_of, topic_of

AT = datetime(2026, 11, 27, 21, 15, tzinfo=UTC)
TENANT = TenantId(new_id())


def started() -> SessionStarted:
    return SessionStarted(
        tenant_id=TENANT,
        at=AT,
        session_id=SessionId(new_id()),
        station_id=StationId(new_id()),
        started_at=AT,
    )


def test_an_event_is_heard_by_the_name_that_was_asked_for() -> None:
    assert topic_of(started(), ["session.started"]) == "session.started"
    assert topic_of(started(), ["carregamento.iniciado"]) == "carregamento.iniciado"
    assert topic_of(started(), ["session.ended"]) is None


def test_it_is_told_once_where_both_names_were_asked_for() -> None:
    both = ["session.started", "carregamento.iniciado"]
    assert topic_of(started(), both) == "carregamento.iniciado"


def test_without_a_wish_everything_is_heard_but_what_is_said_to_ourselves() -> None:
    assert topic_of(started(), []) == "session.started"
    assert topic_of(TenantChanged(tenant_id=TENANT, at=AT, slug="ipes"), []) is None


def test_what_happens_to_one_session_keeps_its_order() -> None:
    event = started()
    assert subject_of(event) == str(event.session_id)
    assert subject_of(TenantChanged(tenant_id=TENANT, at=AT, slug="ipes")) == "tenant.changed"


def test_a_body_says_which_event_it_is_and_of_what_kind() -> None:
    event, event_id = started(), EventId(new_id())
    body = json.loads(body_of(event, event_id, "carregamento.iniciado"))

    assert body.keys() == {"id", "type", "version", "at", "data"}
    assert UUID(body["id"]) == event_id
    assert body["type"] == "carregamento.iniciado"
    assert body["at"] == "2026-11-27T21:15:00Z"
    assert body["data"]["session_id"] == str(event.session_id)


def test_every_topic_stands_for_an_event() -> None:
    assert {"carregamento.iniciado", "carregamento.finalizado"} < TOPICS.keys()
    assert "tenant.changed" not in TOPICS
    assert all(issubclass(topic.event, Event) for topic in TOPICS.values())
    assert TOPICS["carregamento.finalizado"].event is SessionEnded


def test_a_faulty_connector_and_a_lost_station_have_names_of_their_own() -> None:
    for kind, name in (
        ("connector_fault", "carregamento.erro"),
        ("station_offline", "carregador.offline"),
        ("source_down", None),
    ):
        opened = IncidentOpened(
            tenant_id=TENANT,
            at=AT,
            incident_id=IncidentId(new_id()),
            kind=kind,
            severity="critical",
            opened_at=AT,
            subject="Vaga 12",
        )
        assert topic_of(opened, ["carregamento.erro", "carregador.offline"]) == name
        assert topic_of(opened, ["incident.opened"]) == "incident.opened"
