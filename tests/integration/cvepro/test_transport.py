"""No name leads our requests to where a tenant must not look."""

import httpx2
import pytest

from sigec.cvepro.client import Client
from sigec.cvepro.transport import open_http
from sigec.cvepro.troubles import CloudFailed
from sigec.kit.addresses import LOOPBACK, Reach
from sigec.kit.clock import ManualClock
from sigec.sources.model import Account, ForbiddenAddress, SourceDraft
from sigec_sandbox.cvepro import Cloud, CvePro
from tests.canaries import API_KEY, EMAIL, PASSWORD
from tests.integration.cvepro.conftest import NOON


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "169.254.169.254"])
async def test_inside_is_out_of_reach(host: str) -> None:
    async with open_http(Reach()) as http:
        with pytest.raises(ForbiddenAddress):
            await http.get(f"https://{host}/api/v1/login")


async def test_this_machine_is_within_reach_where_that_was_allowed(clock: ManualClock) -> None:
    cloud = Cloud(time=clock)
    cloud.add_account(cloud.add_tenant("Acácias", API_KEY), EMAIL, PASSWORD)
    async with CvePro(cloud) as server, open_http(Reach(allowed=LOOPBACK)) as http:
        account = Account(api_key=API_KEY, email=EMAIL, password=PASSWORD)
        address = server.url.replace("127.0.0.1", "localhost")
        client = Client(SourceDraft(name="C", base_url=address, account=account), http, clock)

        assert (await client.transactions(NOON, NOON)).items == []
        with pytest.raises(httpx2.HTTPError):
            await http.get(f"https://localhost:{server.url.rpartition(':')[2]}/")  # it has no TLS


async def test_nobody_there_is_said_so_after_three_tries(clock: ManualClock) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async with open_http(Reach(allowed=LOOPBACK)) as http:
        account = Account(api_key=API_KEY, email=EMAIL, password=PASSWORD)
        draft = SourceDraft(name="C", base_url="http://127.0.0.1:1", account=account)
        client = Client(draft, http, clock, sleep=sleep)
        with pytest.raises(CloudFailed) as failed:
            await client.chargers()

    assert failed.value.failure.trouble.code == "source.unreachable"
    assert (waits, client.calls) == ([5, 10], 3)
