"""Where a station connects, as whom, and with which manners."""

import base64
import ssl
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from websockets.uri import WebSocketURI, parse_uri


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How oddly a firmware does its handshake and keeps its connection.

    `leading_slashes` are added before the identity, `absolute_target` puts the whole address into
    the request line, `connection_header=False` leaves `Connection: Upgrade` out.
    """

    leading_slashes: int = 0
    trailing_slash: bool = False
    absolute_target: bool = False
    connection_header: bool = True
    answers_pings: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a station connects and as whom.

    `url` is the address without the identity; `user` differs from the identity only to be refused.
    `source` is the address of this machine from which the station dials.
    """

    url: str
    identity: str
    password: str | bytes | None = field(default=None, repr=False)
    subprotocols: tuple[str, ...] = ()
    user: str | None = None
    tls: ssl.SSLContext | None = None
    source: str | None = None
    manners: Manners = field(default_factory=Manners)

    @property
    def address(self) -> str:
        """The address that is dialled, the identity percent-encoded at its end."""
        slashes = "/" * (1 + self.manners.leading_slashes)
        end = "/" if self.manners.trailing_slash else ""
        return f"{self.url.rstrip('/')}{slashes}{quote(self.identity, safe='')}{end}"

    @property
    def uri(self) -> WebSocketURI:
        """The address, taken apart."""
        return parse_uri(self.address)

    @property
    def transport(self) -> dict[str, Any]:
        """What the event loop is told about TLS and the way out of this machine."""
        options: dict[str, Any] = {}
        if self.uri.secure:
            options["ssl"] = self.tls or True
        if self.source is not None:
            options["local_addr"] = (self.source, 0)
        return options

    @property
    def headers(self) -> dict[str, str]:
        """The `Authorization` header of security profiles 1 and 2, if there is a password."""
        if self.password is None:
            return {}
        secret = self.password if isinstance(self.password, bytes) else self.password.encode()
        user = self.identity if self.user is None else self.user
        credentials = base64.b64encode(user.encode() + b":" + secret).decode()
        return {"Authorization": f"Basic {credentials}"}
