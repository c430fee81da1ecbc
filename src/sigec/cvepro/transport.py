"""HTTP that goes to the open internet only, wherever a name leads when it is called."""

import httpx2

from sigec.kit import addresses
from sigec.kit.addresses import OutOfReach, Reach
from sigec.sources.model import ForbiddenAddress

TIMEOUT_S = 30.0
CONNECTIONS_MAX = 20
ANSWER_BYTES_MAX = 32 * 1024 * 1024
"""A year of a large condominium's transactions; more is broken or hostile."""


class GuardedTransport(httpx2.AsyncHTTPTransport):
    """Resolves a name, checks where it leads and connects to exactly that address.

    Checked before and connected by name, a name could lead elsewhere a moment later.
    """

    def __init__(self, reach: Reach) -> None:
        """Send to addresses within reach only."""
        super().__init__(trust_env=False, limits=httpx2.Limits(max_connections=CONNECTIONS_MAX))
        self._reach = reach

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request to a checked address.

        :raises ForbiddenAddress: when the name leads to this machine or into a private network.
        """
        host = request.url.host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        address = await find_address(self._reach, host, port)
        # The Host header was made of the name and stays; the certificate is checked against it.
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=address)
        return await super().handle_async_request(request)


def open_http(reach: Reach) -> httpx2.AsyncClient:
    """Make the client that all sources of this process share; redirects are not followed."""
    return httpx2.AsyncClient(
        transport=GuardedTransport(reach),
        timeout=TIMEOUT_S,
        follow_redirects=False,
        trust_env=False,
    )


async def find_address(reach: Reach, host: str, port: int) -> str:
    """Return where a name leads now, if all of its addresses are within reach.

    :raises ForbiddenAddress: when one is not.
    :raises OSError: when the name leads nowhere.
    """
    try:
        return await addresses.find_address(reach, host, port)
    except OutOfReach:
        raise ForbiddenAddress from None
