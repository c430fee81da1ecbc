"""The wizard: an account is tried on the stand-in cloud, and what is wrong is said."""

from dataclasses import replace

import httpx2
import pytest

from sigec.cvepro.tryout import CveProProbe
from sigec.kit.clock import ManualClock
from sigec.sources.model import Account, AuthScheme, Headers, SourceDraft, Step
from sigec_sandbox.cvepro import AccountKind, Cloud, LoginFault
from sigec_sandbox.cvepro.server import asgi
from tests.canaries import API_KEY, EMAIL, PASSWORD
from tests.integration.cvepro.conftest import NOON

DRAFT = SourceDraft(
    name="CVE-PRO",
    base_url="https://cs.intelbras-cve-pro.com.br",
    account=Account(api_key=API_KEY, email=EMAIL, password=PASSWORD),
)


@pytest.fixture
def standin(clock: ManualClock) -> Cloud:
    cloud = Cloud(time=clock)
    tenant = cloud.add_tenant("Acácias", API_KEY)
    cloud.add_account(tenant, EMAIL, PASSWORD)
    cloud.add_account(tenant, "web@example.com", PASSWORD, kind=AccountKind.DASHBOARD)
    cloud.add_charger(tenant, "GARAGE-1", description="Vaga 12")
    return cloud


@pytest.fixture
def probe(standin: Cloud, clock: ManualClock) -> CveProProbe:
    transport = httpx2.ASGITransport(app=asgi(standin))
    return CveProProbe(httpx2.AsyncClient(transport=transport), clock)


async def test_a_good_account_shows_its_chargers_with_three_calls(
    probe: CveProProbe, standin: Cloud
) -> None:
    standin.start("GARAGE-1", 1, "CARD", at=NOON)
    tried = await probe.try_out(DRAFT)

    assert tried.is_ok
    assert list(tried.passed) == list(Step)
    assert [charger.description for charger in tried.chargers] == ["Vaga 12"]
    assert tried.transactions == 1
    assert tried.advice is None
    assert [each.path for each in standin.heard] == ["/login", "/transaction", "/chargepoints"]


@pytest.mark.parametrize(
    "headers",
    [
        Headers(auth_scheme=AuthScheme.BEARER),
        Headers(platform="DASHBOARD"),
        Headers(timezone_offset="-3"),
        Headers(auth_scheme=AuthScheme.BEARER, platform="DASHBOARD", timezone_offset="-3"),
    ],
    ids=["bearer", "dashboard", "offset", "all"],
)
async def test_headers_that_are_refused_are_replaced_by_some_that_work(
    probe: CveProProbe, headers: Headers
) -> None:
    tried = await probe.try_out(replace(DRAFT, headers=headers))

    assert tried.is_ok
    assert tried.headers == Headers()
    assert tried.advice is not None
    assert tried.advice.code == "source.use_headers"


async def test_a_dashboard_account_keeps_the_zone_it_asked_for(probe: CveProProbe) -> None:
    headers = Headers(platform="DASHBOARD", timezone_offset="-3")
    account = replace(DRAFT.account, email="web@example.com")
    tried = await probe.try_out(replace(DRAFT, account=account, headers=headers))

    assert (tried.is_ok, tried.headers) == (True, headers)


async def test_a_key_of_elsewhere_is_said_to_be_one(probe: CveProProbe) -> None:
    account = replace(DRAFT.account, api_key="of another place")
    for base_url, code in {
        "https://cs-test.intelbras-cve-pro.com.br": "source.key_of_production",
        "https://cs.intelbras-cve-pro.com.br": "source.key_of_test",
    }.items():
        tried = await probe.try_out(replace(DRAFT, base_url=base_url, account=account))
        assert (list(tried.passed), tried.failed) == ([Step.ADDRESS], Step.LOGIN)
        assert tried.trouble is not None
        assert tried.trouble.code == code


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (LoginFault.RECAPTCHA, "source.recaptcha"),
        (LoginFault.REFUSED, "source.password_wrong"),
        (LoginFault.HTML_502, "source.unavailable"),
    ],
)
async def test_a_refused_login_says_why(
    probe: CveProProbe, standin: Cloud, fault: LoginFault, code: str
) -> None:
    standin.behaviours.login_fault = fault
    tried = await probe.try_out(DRAFT)

    assert tried.failed is Step.LOGIN
    assert tried.trouble is not None
    assert tried.trouble.code == code
