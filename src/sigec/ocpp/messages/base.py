"""What all generated messages stand on."""

from datetime import datetime
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

Integer = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Instant = Annotated[datetime, Meta(tz=True)]


class Strict(
    Struct,
    frozen=True,
    gc=False,
    rename="camel",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A part of a message with exactly the fields of its schema; an absent one is None."""


class Open(Struct, frozen=True, gc=False, rename="camel", omit_defaults=True):
    """A part of a message to which vendors may add fields (`CustomDataType`)."""


class Action(NamedTuple):
    """An action of one version: its types, and who may send it. A SEND has no response."""

    request: type[Struct]
    response: type[Struct] | None
    from_station: bool
    to_station: bool
