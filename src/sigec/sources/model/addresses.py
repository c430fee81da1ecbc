"""Which addresses a tenant may let us call: those of the open internet, and nothing inside."""

import ipaddress
from urllib.parse import urlsplit

from sigec.kit.errors import FieldError, Invalid

ADDRESS_LENGTH_MAX = 300


class ForbiddenAddress(Invalid):
    """The address leads to this machine or into a private network."""

    code = "invalid.source_address"


def faults_of_address(base_url: str, *, is_local: bool) -> tuple[FieldError, ...]:
    """Say what is wrong with an address as it is written; where it leads is seen at the call.

    It is https, without user, query or fragment; http only for this machine, while ``is_local``
    says that only this machine can reach us.
    """
    try:
        parts = urlsplit(base_url)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return (FieldError(field="base_url", code="field.source_address"),)
    host = parts.hostname or ""
    is_https = parts.scheme == "https"
    is_plain = parts.scheme == "http" and is_local and is_this_machine(host)
    is_whole = bool(host) and port_fits and len(base_url) <= ADDRESS_LENGTH_MAX
    is_bare = not (parts.username or parts.password or parts.query or parts.fragment)
    if is_whole and is_bare and (is_https or is_plain):
        return ()
    return (FieldError(field="base_url", code="field.source_address"),)


def is_this_machine(host: str) -> bool:
    """Say whether a host as written is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
