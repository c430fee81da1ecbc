"""What Home Assistant makes of a connector."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from sigec.brokers.model import WORDS, HomeConnector, HomeTopics, home_messages
from sigec.kit.ids import ConnectorId, SessionId, StationId, new_id
from sigec.stations.model import Label
from sigec.tenants.model import Language

TOPICS = HomeTopics(prefix="sigec", discovery="homeassistant")
CHARGING = HomeConnector(
    id=ConnectorId(new_id()),
    tenant="predio",
    language="pt-BR",
    station_id=StationId(new_id()),
    station_name="Vaga 12",
    site_name="Garagem",
    evse=1,
    number=1,
    is_only_one=True,
    is_online=True,
    label=Label.IN_USE,
    session_id=SessionId(new_id()),
    started_at=datetime(2026, 11, 28, 12, tzinfo=UTC),
    power_w=7_360,
    energy_wh=2_000,
    person="Ana",
)


def kept(
    connector: HomeConnector = CHARGING,
    topics: HomeTopics = TOPICS,
    *,
    shows_person: bool = False,
) -> dict[str, Any]:
    found = {}
    for message in home_messages(connector, topics, shows_person=shows_person):
        assert message.is_kept
        text = message.payload.decode()
        found[message.topic] = json.loads(text) if text.startswith("{") else text
    return found


def sensors(said: dict[str, Any]) -> dict[str, Any]:
    return {topic.split("/")[-2]: each for topic, each in said.items() if "/sensor/" in topic}


def test_each_sensor_is_made_known_under_a_name_that_stays() -> None:
    found = sensors(kept(shows_person=True))

    assert found.keys() == {"status", "power", "energy", "person"}
    device = f"sigec_{CHARGING.id.hex}"
    assert {each["unique_id"] for each in found.values()} == {f"{device}_{key}" for key in found}
    assert {each["device"]["identifiers"][0] for each in found.values()} == {device}
    assert found["power"]["device"] == {
        "identifiers": [device],
        "name": "Vaga 12",
        "manufacturer": "SIGEC-VE",
        "suggested_area": "Garagem",
    }
    assert (found["power"]["unit_of_measurement"], found["power"]["name"]) == ("W", "Potência")
    assert found["energy"]["state_class"] == "total_increasing"


def test_the_state_is_what_the_templates_ask_for() -> None:
    said = kept(shows_person=True)
    [topic] = {each["state_topic"] for each in sensors(said).values()}
    state = said[topic]

    assert state == {
        "status": "in_use",
        "label": "Em uso",
        "power_w": 7_360,
        "energy_wh": 2_000,
        "session_id": str(CHARGING.session_id),
        "started_at": "2026-11-28T12:00:00Z",
        "person": "Ana",
    }
    for sensor in sensors(said).values():
        assert sensor["value_template"].split("value_json.")[1].split(" ")[0] in state
    assert state["label"] in sensors(said)["status"]["options"]


def test_nobody_is_named_unless_it_was_allowed() -> None:
    said = kept()

    assert sensors(said)["person"] == "", "one that was there before goes"
    assert "Ana" not in json.dumps(said)


def test_a_station_that_is_not_reached_says_so_and_its_meters_are_gone() -> None:
    said = kept(replace(CHARGING, is_online=False, label=Label.OFFLINE))
    reachable = f"sigec/predio/stations/{CHARGING.station_id}/availability"

    assert said[reachable] == "offline"
    topics = {
        key: [each["topic"] for each in sensor["availability"]]
        for key, sensor in sensors(said).items()
        if sensor
    }
    assert topics == {
        "status": ["sigec/status"],
        "power": ["sigec/status", reachable],
        "energy": ["sigec/status", reachable],
    }


def test_connectors_of_one_station_are_told_apart() -> None:
    second = replace(CHARGING, id=ConnectorId(new_id()), evse=2, is_only_one=False)

    assert sensors(kept(second))["power"]["device"]["name"] == "Vaga 12 · conector 2-1"
    assert kept(second).keys().isdisjoint(topic for topic in kept() if "availability" not in topic)


def test_a_tenant_may_have_a_place_of_its_own_to_be_discovered() -> None:
    topics = HomeTopics(prefix="casa/sigec", discovery="ha/{tenant}")

    assert all(
        topic.startswith(("ha/predio/sensor/", "casa/sigec/predio/"))
        for topic in kept(topics=topics)
    )


@pytest.mark.parametrize("language", Language)
def test_there_are_words_for_everything_in_every_language(language: Language) -> None:
    words = WORDS[language.value]

    assert words.labels.keys() == set(Label)
    assert len(set(words.labels.values())) == len(Label)
    assert all((words.status, words.power, words.energy, words.person, words.connector))
