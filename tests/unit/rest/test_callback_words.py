"""What providers tell later, in their words and in ours."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sigec.notifications.model import Receipt
from sigec.rest.callback_proofs import (
    is_from_evolution,
    is_from_meta,
    is_from_sendgrid,
    is_from_twilio,
)
from sigec.rest.callback_words import (
    Told,
    is_signed_out,
    told_by_evolution,
    told_by_meta,
    told_by_sendgrid,
    told_by_twilio,
)
from tests.canaries import API_KEY

NOISE = [
    b"",
    b"{}",
    b"[]",
    b"null",
    b"\xff\xfe",
    b'{"entry": 1}',
    b'[{"event": 2}]',
    b'{"data": 1}',
]


def test_twilios_own_example_is_from_twilio() -> None:
    # https://www.twilio.com/docs/usage/security
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    body = b"CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234&From=%2B12349013030&To="
    body += b"%2B18005551212"
    headers = {"x-twilio-signature": "0/KCTR6DLpKmkAf8muzZqo1nDgQ="}

    assert is_from_twilio("12345", url, body, headers)
    assert not is_from_twilio("12345", url + "&x", body, headers)
    assert not is_from_twilio("12345", url, body + b"&x=1", headers)
    assert not is_from_twilio("12346", url, body, headers)
    assert not is_from_twilio("12345", url, body, {})
    assert not is_from_twilio(None, url, body, headers)


def test_meta_signs_the_body() -> None:
    body = b'{"entry": []}'
    signature = "sha256=" + hmac.digest(API_KEY.encode(), body, hashlib.sha256).hex()

    assert is_from_meta(API_KEY, body, {"x-hub-signature-256": signature})
    assert not is_from_meta(API_KEY, body + b" ", {"x-hub-signature-256": signature})
    assert not is_from_meta(API_KEY, body, {"x-hub-signature-256": "ç"})
    assert not is_from_meta(None, body, {"x-hub-signature-256": signature})


def test_evolution_shows_its_password_in_a_header_or_in_the_body() -> None:
    body = json.dumps({"apikey": API_KEY}).encode()

    assert is_from_evolution(API_KEY, b"", {"authorization": f"Bearer {API_KEY}"})
    assert is_from_evolution(API_KEY, body, {})
    assert not is_from_evolution(API_KEY, body, {"authorization": "Bearer x"})
    assert not is_from_evolution(API_KEY, b"[]", {})
    assert not is_from_evolution(None, b'{"apikey": ""}', {})


def test_sendgrid_signs_the_time_and_the_body() -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    der = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    key, body = base64.b64encode(der).decode(), b"[]\r\n"
    headers = {
        "x-twilio-email-event-webhook-timestamp": "1764345600",
        "x-twilio-email-event-webhook-signature": base64.b64encode(
            private.sign(b"1764345600" + body, ec.ECDSA(SHA256()))
        ).decode(),
    }

    assert is_from_sendgrid(key, body, headers)
    assert not is_from_sendgrid(key, b"[]", headers)
    assert not is_from_sendgrid(key, body, {})
    assert not is_from_sendgrid("AAAA", body, headers)
    assert not is_from_sendgrid(None, body, headers)


def test_twilio_tells_one_message_at_a_time() -> None:
    def told(**fields: str) -> object:
        return told_by_twilio("&".join(f"{k}={v}" for k, v in fields.items()).encode())

    assert told(MessageSid="SM1", MessageStatus="read") == [
        Told(provider_id="SM1", receipt=Receipt.READ)
    ]
    assert told(MessageSid="SM1", MessageStatus="undelivered", ErrorCode="30003") == [
        Told(provider_id="SM1", receipt=Receipt.FAILED, error="Twilio: 30003")
    ]
    assert told(MessageSid="SM1", MessageStatus="queued") == []


def test_meta_tells_several_and_other_things_between_them() -> None:
    statuses = [
        {"id": "wamid.1", "status": "delivered", "timestamp": "1764345600"},
        {"id": "wamid.2", "status": "deleted", "timestamp": "1764345600"},
        {
            "id": "wamid.3",
            "status": "failed",
            "timestamp": "soon",
            "errors": [{"code": 131047, "title": "Re-engagement message"}],
        },
    ]
    value = {"messaging_product": "whatsapp", "messages": [{"from": "x"}], "statuses": statuses}
    body = json.dumps({"entry": [{"changes": [{"field": "messages", "value": value}]}]})

    assert told_by_meta(body.encode()) == [
        Told(
            provider_id="wamid.1",
            receipt=Receipt.DELIVERED,
            at=datetime(2025, 11, 28, 16, tzinfo=UTC),
        ),
        Told(provider_id="wamid.3", receipt=Receipt.FAILED, error="131047: Re-engagement message"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"keyId": "3EB0", "status": "DELIVERY_ACK"},
        [{"key": {"id": "3EB0"}, "status": "DELIVERY_ACK"}],
    ],
)
@pytest.mark.parametrize("event", ["messages.update", "MESSAGES_UPDATE"])
def test_evolution_tells_by_the_id_of_the_key(event: str, data: object) -> None:
    body = json.dumps({"event": event, "data": data}).encode()

    assert told_by_evolution(body) == [Told(provider_id="3EB0", receipt=Receipt.DELIVERED)]
    assert not is_signed_out(body)


def test_evolution_tells_that_the_phone_is_signed_out() -> None:
    body = json.dumps({"event": "connection.update", "data": {"state": "close"}}).encode()

    assert is_signed_out(body)
    assert told_by_evolution(body) == []


def test_sendgrid_tells_batches_by_the_first_part_of_its_name() -> None:
    body = json.dumps(
        [
            {"event": "delivered", "sg_message_id": "abc.filter1", "timestamp": 1764345600},
            {"event": "bounce", "sg_message_id": "def.filter2", "reason": "550 for a@b.example"},
            {"event": "deferred", "sg_message_id": "abc.filter1"},
        ]
    )

    told = told_by_sendgrid(body.encode())

    assert [(each.provider_id, each.receipt, each.error) for each in told] == [
        ("abc", Receipt.DELIVERED, None),
        ("def", Receipt.FAILED, "bounce"),
    ]


@pytest.mark.parametrize("body", NOISE)
def test_noise_tells_nothing(body: bytes) -> None:
    assert told_by_meta(body) == told_by_evolution(body) == told_by_sendgrid(body) == []
    assert not is_signed_out(body)
