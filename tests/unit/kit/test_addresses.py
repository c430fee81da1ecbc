"""No request of somebody else's choosing reaches what only we can see."""

import pytest

from sigec.kit.addresses import LOOPBACK, Reach, networks


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_the_internet_is_within_reach(address: str) -> None:
    assert Reach().includes(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.10",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address, not a place to listen
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:7f00:1::",
    ],
)
def test_what_only_we_can_see_is_not_in_any_disguise(address: str) -> None:
    assert not Reach().includes(address)


def test_networks_can_be_allowed() -> None:
    reach = Reach(allowed=(*LOOPBACK, *networks(["10.1.0.0/16"])))

    assert reach.includes("127.0.0.1")
    assert reach.includes("::1")
    assert reach.includes("10.1.2.3")
    assert reach.includes("::ffff:10.1.2.3")
    assert not reach.includes("10.2.0.1")


def test_a_network_with_a_typing_error_is_refused() -> None:
    with pytest.raises(ValueError, match="10"):
        networks(["10.0.0.1/8"])
