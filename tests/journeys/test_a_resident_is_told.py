"""Nobody has to ask: the resident's app knows what their car does, and who runs the place too."""

from datetime import UTC, datetime, timedelta

from sigec_sandbox import Metering
from tests.canaries import RFID_TOKEN
from tests.journeys.api import Api, Json
from tests.journeys.condominium import Condominium
from tests.journeys.eventually import eventually
from tests.journeys.live import Live

KINDS = ("idle_started", "battery_full", "charging_ended")


async def switch_on(house: Condominium, *kinds: str) -> None:
    for kind in kinds:
        await house.admin.patch(f"/notifications/settings/{kind}", is_on=True)


async def inbox(api: Api, count: int) -> list[Json]:
    """Return what somebody was told, the earliest first, once there is so much of it."""

    async def look() -> list[Json] | None:
        found = await api.items("/notifications/inbox")
        return found if len(found) >= count else None

    found = await eventually(look)
    return sorted(found, key=lambda notice: notice["at"])


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def test_of_a_car_that_charges_is_full_and_stays(house: Condominium) -> None:
    await switch_on(house, *KINDS)
    began_at = datetime.now(UTC) - timedelta(minutes=25)
    async with house.signed_in("resident", person_id=house.resident["id"]) as ana:
        async with (
            Live.watching(house.installation.http_url, ana.token, "notices") as live,
            await house.station(at=began_at, metering=Metering(sample_interval_s=60)) as station,
        ):
            await station.plug()
            await station.tap(RFID_TOKEN)
            await station.charge(1_000, minutes=10)
            await station.clock.sleep(60)
            await station.sample(power_w=0)
            for _ in range(5):
                await station.clock.sleep(60)
                await station.sample(power_w=0)
            told = await inbox(ana, 3)
            await station.stop()
            rang = await live.next("notice.rang", lambda data: data["kind"] == "charging_ended")
        told = await inbox(ana, 4)

        kinds = [notice["kind"] for notice in told]
        assert kinds == ["charging_started", "idle_started", "battery_full", "charging_ended"]
        started, idle, full, ended = (instant(notice["at"]) for notice in told)
        session = await house.the_session()
        assert started == instant(session["started_at"]) + timedelta(minutes=3)
        assert full == idle + timedelta(minutes=3)
        assert ended == instant(session["ended_at"])
        assert rang["data"]["notice_id"] == told[-1]["id"]
        assert "Ana" in told[0]["text"]

        async def priced() -> bool:
            latest = (await ana.items("/notifications/inbox"))[0]
            return "R$ " in latest["text"]

        await eventually(priced)
        assert (await ana.get("/notifications/inbox/unread"))["unread"] == 4
        await ana.post("/notifications/inbox/read")
        assert (await ana.get("/notifications/inbox/unread"))["unread"] == 0
        assert await house.admin.items("/notifications/inbox") == []


async def test_of_a_fault_and_so_is_the_sindica(condominium: Condominium) -> None:
    await switch_on(condominium, "interrupted")
    began_at = datetime.now(UTC) - timedelta(minutes=5)
    async with (
        condominium.signed_in("resident", person_id=condominium.resident["id"]) as ana,
        await condominium.station(at=began_at) as station,
    ):
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.fail()
        told = {notice["kind"]: notice for notice in await inbox(ana, 2)}
    assert told.keys() == {"fault", "interrupted"}
    fault = told["fault"]
    assert "falha de aterramento" in fault["text"]
    [alert] = await inbox(condominium.admin, 1)
    assert (alert["kind"], alert["link"]) == ("admin_alert", "/incidents")
