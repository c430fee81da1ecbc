"""Where our own requests may go: to the public internet, and to networks that were allowed."""

import asyncio
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64 = IPv6Network("64:ff9b::/96")
LOOPBACK = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))


class OutOfReach(Exception):
    """A name leads to an address that is not public, nor in a network that was allowed."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"{host} is at {address}, which is not a public address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which addresses a request of somebody else's choosing may be sent to.

    Without it whoever names an address could make us ask services that only we can see (SSRF).
    """

    allowed: tuple[Network, ...] = ()

    def includes(self, text: str) -> bool:
        """Say whether an IP address is public, or in a network that was allowed."""
        address = _plain(ip_address(text.partition("%")[0]))
        is_allowed = any(
            address.version == network.version and address in network for network in self.allowed
        )
        return is_allowed or (address.is_global and not address.is_multicast)


async def find_address(reach: Reach, host: str, port: int) -> str:
    """Return where a name leads now, if all of its addresses are within reach.

    Connect to exactly that address: checked before and connected by name, a name could lead
    elsewhere a moment later.

    :raises OutOfReach: when one is not.
    :raises OSError: when the name leads nowhere.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise OSError("this is no name of a host") from None
    addresses = [str(address[0]) for *_, address in found]
    for address in addresses:
        if not reach.includes(address):
            raise OutOfReach(host, address)
    return addresses[0]


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Read networks such as ``10.0.0.0/8``.

    :raises ValueError: when one of them is none.
    """
    return tuple(ip_network(text) for text in texts)


def _plain(address: Address) -> Address:
    """Return the IPv4 address that hides in an IPv6 one, so that it cannot pass in disguise."""
    if isinstance(address, IPv4Address):
        return address
    hidden = address.ipv4_mapped or address.sixtofour
    if hidden is None and address in _NAT64:
        hidden = IPv4Address(int(address) & 0xFFFFFFFF)
    return hidden or address
