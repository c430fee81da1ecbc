"""Reads the payloads of one action: strictly in one step, and leniently when that fails."""

from functools import cached_property
from typing import Generic, TypeVar

import msgspec
from msgspec import Raw, Struct

from sigec.ocpp.router.tolerance import understand
from sigec.stations.model import Deviation

S = TypeVar("S", bound=Struct)

_NUL = "\\u0000"


class Reader(Generic[S]):
    """Reads payloads as one type; the decoder is made when it is first needed."""

    def __init__(self, kind: type[S]) -> None:
        """Read as ``kind``."""
        self._kind = kind

    @cached_property
    def _decoder(self) -> msgspec.json.Decoder[S]:
        return msgspec.json.Decoder(self._kind)

    def read(self, payload: Raw | bytes, text: str) -> tuple[S, frozenset[Deviation]]:
        """Read a payload, given as bytes and as text, and say in which ways it left the schema.

        :raises Refused: when a person would not understand it either.
        """
        if _NUL not in text:
            try:
                return self._decoder.decode(payload), frozenset()
            except (msgspec.DecodeError, RecursionError):
                pass
        return understand(self._kind, payload)
