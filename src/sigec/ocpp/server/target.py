"""What a handshake asks for: the path's identity and tenant, the credentials, the version."""

import base64
import binascii
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sigec.ocpp.frames import OcppVersion
from sigec.stations.model import Credentials

ROOT_SEGMENT = "ocpp"
IDENTITY_LENGTH_MAX = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The station that a path names, and the tenant it must belong to."""

    identity: str
    tenant_slug: str | None = None


def read_target(path: bytes) -> Target | None:
    """Read a request's path; ``None`` when it names no station.

    ``/ocpp/{identity}`` or ``/ocpp/{tenantSlug}/{identity}``. Doubled and trailing slashes do not
    count (ZJ Beny), an absolute address stands for its path (MicroOcpp), a slash may be missing
    before the identity, and each segment is URL-decoded once (open-ocpp).
    """
    text = path.decode("ascii", "replace")
    if "://" in text.partition("?")[0]:
        text = urlsplit(text).path
    text = text.partition("?")[0].partition("#")[0]
    root, *names = [segment for segment in text.split("/") if segment] or [""]
    if not names and root != ROOT_SEGMENT:
        names = [root.removeprefix(ROOT_SEGMENT)]
    if not root.startswith(ROOT_SEGMENT) or len(names) not in (1, 2):
        return None
    *tenant, identity = [unquote(name, errors="replace") for name in names]
    if not identity.strip() or len(identity) > IDENTITY_LENGTH_MAX or "\0" in identity:
        return None
    return Target(identity=identity, tenant_slug=tenant[0] if tenant else None)


def read_credentials(authorization: str | None) -> Credentials | None:
    """Read HTTP Basic, whose password may be no text; ``None`` when there is none."""
    scheme, _, encoded = (authorization or "").partition(" ")
    if scheme.casefold() != "basic":
        return None
    try:
        user, colon, password = base64.b64decode(encoded.strip()).partition(b":")
    except (binascii.Error, ValueError):
        return None
    return Credentials(user=user, password=password) if colon else None


def choose_version(offered: str | None, supported: Collection[OcppVersion]) -> OcppVersion | None:
    """Choose the first subprotocol of the client's list that is supported.

    Without any the station speaks 1.6 (Grizzl-E), if that is supported.
    """
    if offered is None:
        return OcppVersion.V16 if OcppVersion.V16 in supported else None
    names = [name.strip() for name in offered.split(",")]
    by_name = {version.value: version for version in supported}
    return next((by_name[name] for name in names if name in by_name), None)
