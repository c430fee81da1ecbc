"""How a connector looks to Home Assistant: sensors that it discovers by itself, and their state.

MQTT discovery: https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from sigec.brokers.model.messages import TopicMessage
from sigec.brokers.model.words import WORDS, HomeWords
from sigec.kit.ids import ConnectorId, SessionId, StationId
from sigec.stations.model import Label

HOME_EXPIRES_S = 900
"""A sensor that was not told anew for so long is shown as unavailable: its station is gone."""
ONLINE, OFFLINE = b"online", b"offline"


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeTopics:
    """Where messages go; ``{tenant}`` in ``discovery`` stands for a tenant's short name."""

    prefix: str
    discovery: str

    @property
    def status(self) -> str:
        """Whether we are there, for all sensors."""
        return f"{self.prefix}/status"

    def event(self, tenant: str, name: str) -> str:
        """Return where an event goes."""
        return f"{self.prefix}/{tenant}/events/{name}"

    def station(self, tenant: str, station_id: StationId) -> str:
        """Return what the topics of a station begin with."""
        return f"{self.prefix}/{tenant}/stations/{station_id}"

    def sensor(self, tenant: str, device: str, key: str) -> str:
        """Return where a sensor is made known."""
        root = self.discovery.replace("{tenant}", tenant)
        return f"{root}/sensor/{device}/{key}/config"


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeConnector:
    """A connector and the charge there now; ``person`` is ``None`` unless names may be told."""

    id: ConnectorId
    tenant: str
    language: str
    station_id: StationId
    station_name: str
    site_name: str | None
    evse: int
    number: int
    is_only_one: bool
    is_online: bool
    label: Label
    session_id: SessionId | None
    started_at: datetime | None
    power_w: int | None
    energy_wh: int | None
    person: str | None


def home_messages(
    connector: HomeConnector, topics: HomeTopics, *, shows_person: bool
) -> Iterator[TopicMessage]:
    """Yield all that is kept of a connector: its sensors, whether it is reached, its state."""
    words = WORDS[connector.language]
    device = f"sigec_{connector.id.hex}"
    station = topics.station(connector.tenant, connector.station_id)
    state = f"{station}/{connector.evse}-{connector.number}"
    reachable = f"{station}/availability"
    for key, sensor in _sensors(words).items():
        topic = topics.sensor(connector.tenant, device, key)
        if key == "person" and not shows_person:
            yield _kept(topic, b"")  # should it have been there before
            continue
        availability = [{"topic": topics.status}]
        if key != "status":  # which says by itself that the station is offline
            availability.append({"topic": reachable})
        config = {
            **sensor,
            "unique_id": f"{device}_{key}",
            "state_topic": state,
            "availability": availability,
            "availability_mode": "all",
            "expire_after": HOME_EXPIRES_S,
            "device": _device(connector, device, words),
            "origin": {"name": "SIGEC-VE"},
        }
        yield _kept(topic, _json(config))
    yield _kept(reachable, ONLINE if connector.is_online else OFFLINE)
    yield _kept(state, _json(_state(connector, words, shows_person=shows_person)))


def _sensors(words: HomeWords) -> Mapping[str, dict[str, Any]]:
    return {
        "status": {
            "name": words.status,
            "device_class": "enum",
            "options": list(words.labels.values()),
            "value_template": "{{ value_json.label }}",
            "icon": "mdi:ev-station",
        },
        "power": {
            "name": words.power,
            "device_class": "power",
            "state_class": "measurement",
            "unit_of_measurement": "W",
            "value_template": "{{ value_json.power_w }}",
        },
        "energy": {
            "name": words.energy,
            "device_class": "energy",
            "state_class": "total_increasing",  # which knows that it begins anew with each charge
            "unit_of_measurement": "Wh",
            "suggested_display_precision": 0,
            "value_template": "{{ value_json.energy_wh }}",
        },
        "person": {
            "name": words.person,
            "icon": "mdi:account",
            "value_template": "{{ value_json.person }}",
        },
    }


def _device(connector: HomeConnector, device: str, words: HomeWords) -> dict[str, Any]:
    name = connector.station_name
    if not connector.is_only_one:
        name += f" · {words.connector} {connector.evse}-{connector.number}"
    area = {"suggested_area": connector.site_name} if connector.site_name else {}
    return {"identifiers": [device], "name": name, "manufacturer": "SIGEC-VE", **area}


def _state(
    connector: HomeConnector, words: HomeWords, *, shows_person: bool
) -> Mapping[str, object]:
    """Return the state; Home Assistant shows ``None`` as unknown."""
    person = {"person": connector.person} if shows_person else {}
    return {
        "status": connector.label.value,
        "label": words.labels[connector.label],
        "power_w": connector.power_w,
        "energy_wh": connector.energy_wh,
        "session_id": connector.session_id,
        "started_at": connector.started_at,
        **person,
    }


def _kept(topic: str, payload: bytes) -> TopicMessage:
    return TopicMessage(topic=topic, payload=payload, is_kept=True)


def _json(said: Mapping[str, object]) -> bytes:
    return msgspec.json.encode(said)
