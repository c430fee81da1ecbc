"""Home Assistant, as far as its broker tells: sensors appear, follow a charge, and go again."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import pytest
from aiomqtt import Client

from sigec.brokers.service import home as home_board
from sigec.serving import running
from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import Condominium
from tests.journeys.eventually import eventually
from tests.journeys.installation import Installation, settings_for


class HomeAssistant:
    """Remembers the last of each topic, and every event."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.topics: dict[str, Any] = {}
        self.events: list[dict[str, Any]] = []

    @classmethod
    @asynccontextmanager
    async def listening(cls, url: str, prefix: str) -> AsyncIterator[Self]:
        address = urlsplit(url)
        home = cls(prefix)
        async with Client(address.hostname or "", address.port or 0) as client:
            await client.subscribe(f"{prefix}/#", qos=1)
            listening = asyncio.create_task(home._listen(client))
            yield home
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening

    async def _listen(self, client: Client) -> None:
        async for message in client.messages:
            assert isinstance(message.payload, bytes)
            topic, text = str(message.topic).removeprefix(f"{self.prefix}/"), message.payload
            said: Any = json.loads(text) if text.startswith(b"{") else text.decode()
            if "/events/" in topic:
                self.events.append(said)
            else:
                self.topics[topic] = said

    def sensors(self) -> dict[str, Any]:
        """Return what was discovered and is there, by its key."""
        return {
            topic.split("/")[-2]: config
            for topic, config in self.topics.items()
            if topic.startswith("discovery/") and config
        }

    def shown(self, key: str) -> Any:
        """Return what a sensor shows, as its template asks for it."""
        config = self.sensors()[key]
        state = self.topics[config["state_topic"].removeprefix(f"{self.prefix}/")]
        return state[config["value_template"].split("value_json.")[1].split(" ")[0]]


async def test_sensors_follow_a_charge(
    tmp_path: Path,
    sqlite_url: str,
    mqtt_url: str,
    service_prefix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(home_board, "LOOKED_EVERY", timedelta())
    prefix = f"{service_prefix}/house"
    settings = settings_for(
        sqlite_url,
        tmp_path,
        mqtt_url=mqtt_url,
        mqtt_prefix=prefix,
        mqtt_discovery=f"{prefix}/discovery",
        mqtt_persons=True,
    )
    async with HomeAssistant.listening(mqtt_url, prefix) as home:
        async with (
            running(settings) as served,
            Installation.opened(served) as installation,
            Condominium.moved_in(installation, "predio") as house,
            await house.station() as station,
        ):
            await station.plug()
            await station.tap(RFID_TOKEN)
            await station.charge(2_000, minutes=30)

            async def follows() -> bool:
                return bool(home.sensors()) and home.shown("energy") == 2_000

            await eventually(follows, within_s=15)
            shown = {key: home.shown(key) for key in home.sensors()}
            assert shown == {
                "status": "Em uso",
                "power": 4_000,
                "energy": 2_000,
                "person": "Ana Moradora",
            }
            station_id = await house.station_id(station)
            assert home.topics[f"predio/stations/{station_id}/availability"] == "online"
            assert home.topics["status"] == "online"
            await station.stop()
            await station.disconnect()
            await house.admin.delete(f"/stations/{station_id}")

            async def is_gone() -> bool:
                return not home.sensors()

            await eventually(is_gone, within_s=15)

        async def is_told() -> bool:
            return bool(home.topics["status"] == "offline")

        await eventually(is_told)
    told = [each["type"] for each in home.events]
    assert {"session.started", "session.ended", "station.disconnected"} <= set(told)
    assert len({each["id"] for each in home.events}) == len(told)
