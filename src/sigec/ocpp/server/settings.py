"""How the listener for stations is set up."""

import ssl
from dataclasses import dataclass, field

from sigec.ocpp.connection import ConnectionLimits
from sigec.ocpp.server.clients import Proxies


@dataclass(frozen=True, slots=True, kw_only=True)
class OcppServerSettings:
    """Addresses and limits. Port 0 takes a free one; without ``tls`` there is no TLS port.

    At a stop ``goodbyes_per_s`` are said, or all within ``goodbyes_max_s``, so that not everybody
    knocks at the next process at once; until its turn each is served as before.
    A station that connects more often than ``visits_per_minute_max`` from one address, because it
    or its double cannot stay, must wait: each visit costs everybody a commit.
    ``compresses_16`` accepts permessage-deflate from 1.6 stations too; 2.x always may.
    """

    host: str = "127.0.0.1"
    port: int = 9000
    tls_port: int = 9443
    tls: ssl.SSLContext | None = None
    handshake_timeout_s: float = 10.0
    compresses_16: bool = False
    visits_per_minute_max: int = 120
    goodbyes_per_s: float = 500.0
    goodbyes_max_s: float = 10.0
    proxies: Proxies = field(default_factory=Proxies)
    limits: ConnectionLimits = field(default_factory=ConnectionLimits)
