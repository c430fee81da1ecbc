"""The stations that one can have: each knows every version and offers its own."""

from collections.abc import Mapping
from typing import ClassVar

from sigec_sandbox.stations.dialects import Dialect
from sigec_sandbox.stations.station import Station
from sigec_sandbox.v2 import Dialect21, Dialect201
from sigec_sandbox.v16 import Dialect16


class _Versioned(Station):
    dialects: ClassVar[Mapping[str, type[Dialect]]] = {
        dialect.version: dialect for dialect in (Dialect16, Dialect201, Dialect21)
    }


class Station16(_Versioned):
    """A charging station that speaks OCPP 1.6J."""

    offers_by_default: ClassVar[tuple[str, ...]] = ("1.6",)


class Station201(_Versioned):
    """A charging station that speaks OCPP 2.0.1."""

    offers_by_default: ClassVar[tuple[str, ...]] = ("2.0.1",)


class Station21(_Versioned):
    """A charging station that speaks OCPP 2.1."""

    offers_by_default: ClassVar[tuple[str, ...]] = ("2.1",)


class Polyglot(_Versioned):
    """A charging station that offers every version and speaks what the central system chooses."""

    offers_by_default: ClassVar[tuple[str, ...]] = ("2.1", "2.0.1", "1.6")


STATIONS: Mapping[str, type[Station]] = {
    "1.6": Station16,
    "2.0.1": Station201,
    "2.1": Station21,
    "any": Polyglot,
}
"""The stations by the version that `sigec simulate` and scenarios name."""
