import json
from pathlib import Path

import nats

from sigec.serving import running
from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import Condominium
from tests.journeys.installation import Installation, settings_for


async def test_and_nothing_else_is_different(
    tmp_path: Path, postgres_url: str, nats_url: str, redis_url: str, service_prefix: str
) -> None:
    stream = f"{service_prefix}_operator"
    settings = settings_for(
        postgres_url, tmp_path, nats_url=nats_url, nats_stream=stream, redis_url=redis_url
    )
    async with (
        running(settings) as served,
        Installation.opened(served) as installation,
        Condominium.moved_in(installation, "predio") as house,
        await house.station() as station,
        house.watching("sessions") as live,
    ):
        await station.plug()
        path = f"/stations/{await house.station_id(station)}/commands"
        started = await house.admin.post(f"{path}/start", connector=1, id_token=RFID_TOKEN)
        assert started["status"] == "accepted"
        await live.next("session.started")
        await station.settle()
        await station.charge(3_000, minutes=30)
        await station.stop()
        assert (await live.next("session.rated"))["data"]["amount_minor"] == 159
        health = await installation.health()
        assert (health["status"], health["broker"], health["cache"]) == (
            "ok",
            "connected",
            "connected",
        )
        assert (await house.the_session())["cost"]["amount"] == "1.59"
        assert [each["name"] for each in health["event_brokers"]] == ["jetstream"]
        reader = await nats.connect(nats_url)
        following = await reader.jetstream().subscribe(f"{stream}.{house.tenant['id']}.session.*")
        told = [json.loads((await following.next_msg(timeout=5)).data) for _ in range(4)]
        await reader.close()
    assert {each["type"] for each in told} >= {"session.started", "session.ended", "session.rated"}
    assert told == sorted(told, key=lambda each: each["id"])
