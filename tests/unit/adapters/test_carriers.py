"""Every provider that an account may name has an adapter."""

from datetime import UTC, datetime

import pytest

from sigec.adapters.carriers import NoCarrier, every_carrier
from sigec.adapters.provider_http import ProviderHttp
from sigec.kit.addresses import Reach
from sigec.kit.ids import ChannelAccountId, TenantId, new_id
from sigec.notifications.model import FORMS, Account, OpenAccount, ProviderForm
from sigec.notifications.ports import Carriers
from tests.canaries import API_KEY


@pytest.fixture
def carriers() -> Carriers:
    reach = Reach()
    return every_carrier(ProviderHttp(reach), reach=reach, public_url="https://sigec.example/")


def opened(form: ProviderForm, carriers: Carriers, **others: str) -> OpenAccount:
    """Return an account that says no more than it must."""
    needed = [each for each in form.settings if each.is_required]
    given = {each.name: "x" for each in needed if not each.is_secret} | others
    secrets = {each.name: API_KEY for each in needed if each.is_secret}
    secret_names = {each.name for each in form.settings if each.is_secret}
    for name, value in carriers.prepare(form, given).items():
        (secrets if name in secret_names else given)[name] = value
    account = Account(
        id=ChannelAccountId(new_id()),
        tenant_id=TenantId(new_id()),
        channel=form.channel,
        provider=form.provider,
        settings=given,
        secret_names=tuple(secrets),
        is_active=True,
        created_at=datetime(2026, 11, 28, tzinfo=UTC),
    )
    return OpenAccount(account=account, secrets=secrets)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.channel}-{form.provider}")
async def test_what_must_be_said_is_enough(form: ProviderForm, carriers: Carriers) -> None:
    account = opened(form, carriers)

    carrier = carriers.carrier_of(account)

    assert not isinstance(carrier, NoCarrier)
    assert carriers.carrier_of(account) is carrier


async def test_a_port_that_is_none_is_said_so(carriers: Carriers) -> None:
    [form] = [each for each in FORMS if each.provider == "smtp"]

    health = await carriers.carrier_of(opened(form, carriers, port="smtp")).check()

    assert (health.is_ready, health.detail) == (
        False,
        "the server's port is no number of a port",
    )


async def test_keys_for_pushing_are_made_once_for_an_account(carriers: Carriers) -> None:
    [form] = [each for each in FORMS if each.provider == "vapid"]

    made = carriers.prepare(form, {})

    assert set(made) == set(form.ours)
    health = await carriers.carrier_of(opened(form, carriers)).check()
    assert health.is_ready
