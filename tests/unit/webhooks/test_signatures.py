"""Receivers check signatures with libraries that are not ours: the numbers are the standard's."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

from sigec.webhooks.model import make_secret, sign

AT = datetime.fromtimestamp(1_614_265_330, UTC)


def test_the_example_of_standard_webhooks() -> None:
    headers = sign(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=AT,
        body=b'{"test": 2432232314}',
    )

    assert headers["webhook-id"] == "msg_p5jXN8AQM9LWM0D4loKWxJek"
    assert headers["webhook-timestamp"] == "1614265330"
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_both_secrets_sign_while_one_is_replaced_and_the_newest_is_first() -> None:
    new, old = make_secret(), make_secret()
    both = sign([new, old], message_id="1", at=AT, body=b"{}")["webhook-signature"].split()

    assert both[0] == sign([new], message_id="1", at=AT, body=b"{}")["webhook-signature"]
    assert both[1] == sign([old], message_id="1", at=AT, body=b"{}")["webhook-signature"]


def test_the_older_header_signs_the_raw_body() -> None:
    secret = make_secret()
    expected = hmac.new(secret.encode(), b'{"a": 1}', hashlib.sha256).hexdigest()

    headers = sign([secret], message_id="1", at=AT, body=b'{"a": 1}')
    assert headers["X-Vetric-Signature"] == expected


def test_a_secret_has_its_prefix_and_256_bits() -> None:
    secret = make_secret()

    assert secret.startswith("whsec_")
    assert len(base64.b64decode(secret[6:], validate=True)) == 32
    assert secret != make_secret()
