"""What is pushed can be read by the device, and by nobody on the way."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from sigec.adapters.webpush import PushKeys, VapidKeys, decoded, encoded, encrypt, topic_of

PLAIN = b"When I grow up, I want to be a watermelon"
PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
DEVICE = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SALT, SECRET = "DGv6ra1nlYgDCS1FRnbzlw", "BTBZMqHH6r4Tts7J_aSIgg"
RECORD = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6T"
    "lzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4"
    "a-fN"
)


def test_the_example_of_rfc_8291_comes_out_byte_by_byte() -> None:
    number = int.from_bytes(decoded(PRIVATE), "big")
    record = encrypt(
        PLAIN,
        PushKeys(p256dh=DEVICE, auth=SECRET),
        private=ec.derive_private_key(number, ec.SECP256R1()),
        salt=decoded(SALT),
    )

    assert encoded(record) == RECORD


@pytest.mark.parametrize(("point", "auth"), [("", SECRET), (DEVICE[:-4], SECRET), (DEVICE, "§")])
def test_keys_that_are_none_are_an_error(point: str, auth: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever notices it first
        encrypt(PLAIN, PushKeys(p256dh=point, auth=auth))


def test_keys_are_new_each_time_and_as_browsers_want_them() -> None:
    one, other = VapidKeys.made(), VapidKeys.made()

    assert one != other
    assert len(decoded(one.public_key)) == 65
    assert len(decoded(one.private_key)) == 32


def test_a_topic_is_short_and_says_nothing_of_the_key() -> None:
    assert len(topic_of("session:kind")) == 32
    assert topic_of("session:kind") == topic_of("session:kind") != topic_of("session:kind2")
