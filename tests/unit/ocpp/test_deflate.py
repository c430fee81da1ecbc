"""What is agreed upon for permessage-deflate, and what it does to a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.ocpp.connection.deflate import Deflate, TooLong, accept_offer


@pytest.mark.parametrize(
    ("offer", "window_bits"),
    [
        ("permessage-deflate", 15),
        ("permessage-deflate; client_max_window_bits", 15),
        ('permessage-deflate; server_max_window_bits="10"', 10),
        ("permessage-deflate; server_max_window_bits=8, permessage-deflate", 15),
        ("x-webkit-deflate-frame, permessage-deflate; client_no_context_takeover", 15),
    ],
)
def test_an_offer_that_can_be_kept_is_accepted(offer: str, window_bits: int) -> None:
    deflate = accept_offer(offer)
    assert deflate == Deflate(window_bits)


@pytest.mark.parametrize("offer", ["", "deflate", "permessage-deflate; unknown=1"])
def test_other_offers_are_not(offer: str) -> None:
    assert accept_offer(offer) is None


def test_the_acceptance_names_the_window_only_when_it_is_smaller() -> None:
    assert "server_max_window_bits" not in Deflate().header
    assert Deflate(10).header.endswith("server_max_window_bits=10")


@given(st.binary(min_size=512, max_size=5_000), st.sampled_from([9, 12, 15]))
def test_what_is_compressed_comes_back(message: bytes, window_bits: int) -> None:
    deflate = Deflate(window_bits)
    packed = deflate.compress(message)
    assert packed is not None
    assert deflate.decompress(packed, len(message)) == message


def test_short_messages_are_left_alone_and_long_ones_refused() -> None:
    assert Deflate().compress(b"{}") is None
    packed = Deflate().compress(b" " * 10_000)
    assert packed is not None
    with pytest.raises(TooLong):
        Deflate().decompress(packed, 9_999)
