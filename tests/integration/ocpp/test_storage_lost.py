"""While the database is away nobody is told that something was stored."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from websockets.exceptions import ConnectionClosed

from sigec.db import StorageUnavailable
from tests.integration.ocpp.conftest import Site
from tests.integration.ocpp.harness import ask, hear
from tests.integration.ocpp.test_charging import at, tell

BOOT = {"chargePointVendor": "V", "chargePointModel": "M"}
START = {"connectorId": 1, "idTag": "A1", "meterStart": 1000, "timestamp": at(0)}


@contextmanager
def no_database(site: Site) -> Iterator[None]:
    """Let every transaction fail."""
    with (
        patch.object(site.database, "transaction", side_effect=StorageUnavailable()),
        patch.object(site.database, "read", side_effect=StorageUnavailable()),
    ):
        yield


async def test_a_start_is_not_answered_until_it_is_stored(site: Site) -> None:
    async with site.connect("ocpp1.6") as station:
        await tell(station, "BootNotification", BOOT)
        with no_database(site):
            await station.send(json.dumps([2, "lost", "StartTransaction", START]))
            await station.send(json.dumps([2, "kept", "Heartbeat", {}]))
            assert (await hear(station))[:2] == [3, "kept"]
        assert (await tell(station, "StartTransaction", START))["transactionId"] > 0
    assert len(await site.charges()) == 1


async def test_a_station_that_comes_meanwhile_is_asked_to_come_again(site: Site) -> None:
    with no_database(site):
        async with site.connect("ocpp2.0.1") as station:
            await station.send(json.dumps([2, "m", "Heartbeat", {}]))
            with pytest.raises(ConnectionClosed) as closed:
                await station.recv()
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1013
    async with site.connect("ocpp2.0.1") as station:
        assert (await ask(station, "Heartbeat"))[0] == 3
