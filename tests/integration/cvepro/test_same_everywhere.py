"""Whoever charges at a station of ours and at one of the cloud's sees the same twice."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sigec.drivers.model import TokenRef
from sigec.journal import Entry
from sigec.kit.ids import StationId
from sigec.sessions.model import ReportKind, TransactionReport
from sigec.stations.model import StationDraft
from sigec.tariffs.model import VersionDraft
from tests.canaries import RFID_TOKEN
from tests.integration.cvepro.conftest import Garage, ago, on_both
from tests.integration.cvepro.people import admin_of
from tests.integration.rest.conftest import client_of

DIFFER = {
    "id",
    "station_id",
    "station_name",
    "connector_id",
    "external_id",
    "source",
    "read_through",
    "recorded_at",
    "heard_at",
    "id_token",
}
"""What tells where it was, and when and in which spelling we heard of it."""


@on_both
async def test_a_charge_at_the_clouds_charger_is_shown_and_priced_like_one_at_ours(
    garage: Garage,
) -> None:
    services = garage.platform.services
    first = VersionDraft(valid_from=ago(days=30), currency="BRL", price_per_kwh=Decimal("1.10"))
    await services.tariffs.create_tariff(garage.actor, name="Garagem", first=first)
    draft = StationDraft(name="Nossa", ocpp_identity="OURS-1")
    ours = await services.inventory.create_station(garage.actor, draft)

    await _report(garage, ours.id, ReportKind.STARTED, ago(hours=2), 6_057_910)
    await _report(garage, ours.id, ReportKind.ENDED, ago(hours=1), 6_069_310)
    garage.cloud.start(77, "GARAGE-1", ago(hours=2), ocppIdTag=RFID_TOKEN.lower())
    garage.cloud.stop(77, ago(hours=1), 11_400)
    await garage.cycle()
    [projector] = [loop for loop in garage.platform.crew.loops if loop.name == "projector"]
    for _ in range(3):
        await projector._step()

    one, other = await _shown(garage)
    assert {one["source"], other["source"]} == {"ocpp", "cvepro"}
    differing = {name for name in one if one[name] != other[name]}
    assert differing <= DIFFER
    assert one["cost"] == {"amount": "12.54", "currency": "BRL"}
    assert (one["person"]["name"], one["energy_wh"]) == ("Ana", 11_400)
    assert one["rating"] == "final"


async def _report(
    garage: Garage, station_id: StationId, kind: ReportKind, at: datetime, register_wh: int
) -> None:
    report = TransactionReport(
        station_id=station_id,
        kind=kind,
        at=at,
        received_at=garage.clock.now(),
        evse=1,
        connector=1,
        external_id="T-77",
        id_token=TokenRef(value=RFID_TOKEN) if kind is ReportKind.STARTED else None,
        register_wh=register_wh,
        stop_reason="EVDisconnected" if kind is ReportKind.ENDED else None,
    )
    assert garage.actor.tenant_id is not None
    entry = Entry(
        tenant_id=garage.actor.tenant_id,
        station_id=station_id,
        protocol="ocpp2.0.1",
        direction="in",
        action="TransactionEvent",
        message_id=kind.value,
        request="{}",
        at=at,
        received_at=garage.clock.now(),
    )
    await garage.platform.services.sessions.record(report, entry, lambda _: b"{}")


async def _shown(garage: Garage) -> list[dict[str, Any]]:
    async with client_of(garage.platform.api) as client:
        answer = await client.get("/api/v1/sessions", headers=await admin_of(garage))
    items: list[dict[str, Any]] = answer.json()["items"]
    return items
