"""A connection ends when what it was admitted as is no longer so."""

from collections.abc import Mapping
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from sigec.events.stations import StationChanged
from sigec.ocpp.subscribers import reconsider_connection
from tests.integration.ocpp.conftest import Site
from tests.integration.ocpp.harness import ask

POLICY_VIOLATION = 1008


async def tell_change(site: Site) -> None:
    changed = StationChanged(
        tenant_id=site.station.tenant_id, at=site.station.created_at, station_id=site.station.id
    )
    await reconsider_connection(site.server, changed)


async def close_code(station: ClientConnection) -> int | None:
    with pytest.raises(ConnectionClosed) as closed:
        await station.recv()
    return None if closed.value.rcvd is None else closed.value.rcvd.code


@pytest.mark.parametrize(
    "changes",
    [
        {"password": "0123456789abcdef", "security_profile": 1},
        {"registration": "rejected"},
        {"ocpp_identity": "CP2"},
    ],
)
async def test_a_station_that_is_another_now_is_cut_off(
    site: Site, changes: Mapping[str, Any]
) -> None:
    async with site.connect("ocpp1.6") as station:
        await ask(station, "Heartbeat")
        await site.inventory.edit_station(site.operator, site.station.id, changes)
        await tell_change(site)
        assert await close_code(station) == POLICY_VIOLATION


async def test_a_removed_station_is_cut_off(site: Site) -> None:
    async with site.connect("ocpp1.6") as station:
        await ask(station, "Heartbeat")
        await site.inventory.delete_station(site.operator, site.station.id)
        await tell_change(site)
        assert await close_code(station) == POLICY_VIOLATION


async def test_a_new_name_disturbs_nobody(site: Site) -> None:
    async with site.connect("ocpp1.6") as station:
        await ask(station, "Heartbeat")
        await site.inventory.edit_station(site.operator, site.station.id, {"name": "Another"})
        await tell_change(site)
        assert (await ask(station, "Heartbeat"))[0] == 3
