"""Channels from the account to the provider, and what the provider tells back."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

import pytest

from sigec.kit.actor import Role
from sigec.kit.ids import new_id
from sigec.notifications.model import AccountDraft, Channel, Provider, Receipt
from sigec.notifications.service import NoticeDeliveryService
from sigec_sandbox.providers import Evolution, Served, SmtpServer
from tests.canaries import API_KEY
from tests.integration.rest.conftest import NOON, House, system

META = AccountDraft(
    channel=Channel.WHATSAPP,
    provider=Provider.META_CLOUD,
    settings={"phone_number_id": "1"},
    secrets={"access_token": API_KEY, "app_secret": API_KEY, "verify_token": API_KEY},
)
TWILIO = AccountDraft(
    channel=Channel.SMS,
    provider=Provider.TWILIO,
    settings={"account_sid": "AC1", "from": "+5548999002700"},
    secrets={"auth_token": API_KEY},
)


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What was told of messages, in place of writing it to their deliveries."""
    told: list[tuple[object, ...]] = []

    async def record(
        _self: NoticeDeliveryService,
        channel: Channel,
        provider_id: str,
        receipt: Receipt,
        at: datetime,
        **others: object,
    ) -> bool:
        told.append((channel, provider_id, receipt, at, others))
        return True

    monkeypatch.setattr(NoticeDeliveryService, "record_receipt", record)
    return told


async def address_of(house: House, draft: AccountDraft) -> str:
    tenant = await house.tenant("acacias")
    account = await house.services.channels.save_channel(system(tenant), draft)
    return f"/api/v1/callbacks/{account.id}"


async def test_a_signed_receipt_is_recorded_for_its_tenant_only(
    house: House, recorded: list[tuple[object, ...]]
) -> None:
    url = await address_of(house, TWILIO)
    fields = {"MessageSid": "SM1", "MessageStatus": "delivered"}
    text = "".join(name + value for name, value in sorted(fields.items()))
    base = str(house.client.base_url).rstrip("/")
    signed = f"{base}{url}{text}".encode()
    proof = base64.b64encode(hmac.digest(API_KEY.encode(), signed, hashlib.sha1)).decode()
    headers = {"content-type": "application/x-www-form-urlencoded", "X-Twilio-Signature": proof}

    async def call(**others: str) -> int:
        body = urlencode({**fields, **others})
        return (await house.client.post(url, content=body, headers=headers)).status_code

    assert await call(MessageStatus="failed") == 401
    assert not recorded
    assert await call() == 204

    tenant = await house.services.tenants.resolve("acacias")
    assert recorded == [
        (Channel.SMS, "SM1", Receipt.DELIVERED, NOON, {"tenant_id": tenant.id, "error": None})
    ]


async def test_meta_is_confirmed_by_the_token_that_was_agreed(house: House) -> None:
    url = await address_of(house, META)
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": API_KEY}

    answer = await house.client.get(url, params=asked)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"].startswith("text/plain")
    for params in ({**asked, "hub.verify_token": "x"}, {}):
        assert (await house.client.get(url, params=params)).status_code == 401


@pytest.mark.parametrize("draft", [META, TWILIO])
async def test_nobody_is_believed_without_a_signature(
    house: House, draft: AccountDraft, recorded: list[tuple[object, ...]]
) -> None:
    url = await address_of(house, draft)

    assert (await house.client.post(url, content=b"{}")).status_code == 401
    unknown = f"/api/v1/callbacks/{new_id()}"
    assert (await house.client.post(unknown, content=b"{}")).status_code == 404
    assert not recorded


async def test_a_phone_that_is_signed_out_closes_the_channel_at_once(house: House) -> None:
    server = Evolution(api_key=API_KEY)
    async with Served(server) as served:
        settings: Mapping[str, str] = {"base_url": served.url, "instance": server.instance}
        draft = AccountDraft(
            channel=Channel.WHATSAPP,
            provider=Provider.EVOLUTION,
            settings=settings,
            secrets={"api_key": API_KEY, "callback_token": API_KEY},
        )
        url = await address_of(house, draft)
        server.inbox.habits.is_connected = False
        answer = await house.client.post(
            url,
            json={"event": "connection.update", "data": {"state": "close"}},
            headers={"Authorization": f"Bearer {API_KEY}"},
        )

    assert answer.status_code == 204
    tenant = await house.services.tenants.resolve("acacias")
    account = await house.services.channels.get_channel(system(tenant), Channel.WHATSAPP)
    assert account.closed_reason == "WhatsApp is not connected: close"


async def test_a_sindico_sends_themselves_a_test_by_their_own_mail_server(house: House) -> None:
    tenant = await house.tenant("acacias")
    user = await house.user(Role.TENANT_ADMIN, tenant)
    headers = await house.sign_in(user)
    async with SmtpServer() as server:
        account = {
            "provider": "smtp",
            "settings": {
                "host": server.host,
                "port": str(server.port),
                "security": "none",
                "from": "Acácias <avisos@acacias.example>",
            },
        }
        path = "/api/v1/notifications"
        saved = await house.client.put(f"{path}/channels/email", json=account, headers=headers)
        assert saved.status_code == 200, saved.text
        checked = await house.client.post(f"{path}/channels/email/check", headers=headers)
        assert checked.json()["is_ready"], checked.text
        order = {"kind": "charging_ended", "channel": "email", "language": "pt-BR"}
        sent = await house.client.post(f"{path}/test", json=order, headers=headers)

    assert sent.json()["outcome"] == "accepted", sent.text
    [arrived] = server.inbox.received
    assert arrived.to == user.email
    assert arrived.html.startswith("<!doctype html>")
