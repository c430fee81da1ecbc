"""A believable neighbourhood for demos: two condominiums with their stations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sigec_sandbox.acts import Act
from sigec_sandbox.fleet.members import Member
from sigec_sandbox.metering import Metering
from sigec_sandbox.physics.outlets import OutletSpec
from sigec_sandbox.stations.spec import StartPoint, StationSpec, StopPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a demo station stands and what it is."""

    condominium: str
    name: str
    version: str
    spec: StationSpec

    @property
    def bay(self) -> str | None:
        """The parking space that it serves, if it is one."""
        where, separator, bay = self.name.partition(", vaga ")
        return f"{where.split()[-1]}-{bay}" if separator else None


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedPlace(Place):
    """Where a station stands that shows one state."""

    act: Act


IPES = "Residencial dos Ipês"
MANACAS = "Condomínio Manacás"

_WALLBOX_7 = StationSpec(
    vendor="Vetric",
    model="Wallbox 7.4",
    firmware_version="2.4.1",
    outlets=(OutletSpec(register_wh=6_057_910, noise_percent=1.5),),
)
_WALLBOX_22 = StationSpec(
    vendor="Vetric",
    model="Wallbox 22",
    firmware_version="3.0.2",
    outlets=(OutletSpec(phases=3, register_wh=1_204_377, noise_percent=1.0),),
    metering=Metering(per_phase=True),
)
_PEDESTAL = StationSpec(
    vendor="Norte EV",
    model="Pedestal 2x7.4",
    firmware_version="1.9.0",
    outlets=(
        OutletSpec(register_wh=880_015, noise_percent=1.5),
        OutletSpec(register_wh=913_402, noise_percent=1.5),
    ),
)
_CABLE_FIRST = replace(
    _WALLBOX_22, start_point=StartPoint.EV_CONNECTED, stop_point=StopPoint.EV_CONNECTED
)
_FAST = StationSpec(
    vendor="Norte EV",
    model="DC 60",
    firmware_version="5.1.0",
    outlets=(OutletSpec(dc_max_w=60_000, register_wh=22_418_930, noise_percent=0.5),),
    metering=Metering(sample_interval_s=30),
)

PLACES: tuple[Place, ...] = (
    *(
        Place(condominium=IPES, name=f"Garagem G1, vaga {bay}", version="1.6", spec=_WALLBOX_7)
        for bay in (12, 14, 27, 31)
    ),
    *(
        Place(condominium=IPES, name=f"Garagem G2, vaga {bay}", version=version, spec=_WALLBOX_22)
        for bay, version in ((5, "2.0.1"), (8, "2.1"))
    ),
    Place(condominium=IPES, name="Visitantes", version="1.6", spec=_PEDESTAL),
    *(
        Place(condominium=MANACAS, name=f"Torre A, vaga {bay}", version="1.6", spec=_WALLBOX_7)
        for bay in (101, 102, 115)
    ),
    Place(condominium=MANACAS, name="Torre B, vaga 203", version="2.0.1", spec=_WALLBOX_22),
    Place(condominium=MANACAS, name="Torre B, vaga 210", version="2.1", spec=_CABLE_FIRST),
    Place(condominium=MANACAS, name="Pátio, recarga rápida", version="2.0.1", spec=_FAST),
)
"""The stations of the demo, those of a condominium together."""

_TRUSTING = replace(_WALLBOX_7, authorizes=False, stops_when_refused=False)

STAGED: tuple[StagedPlace, ...] = tuple(
    StagedPlace(condominium=condominium, name=name, version=version, spec=spec, act=act)
    for condominium, name, version, spec, act in (
        (IPES, "Garagem G1, vaga 33", "1.6", _WALLBOX_7, Act.FULL),
        (IPES, "Garagem G1, vaga 35", "1.6", _WALLBOX_7, Act.HELD),
        (IPES, "Garagem G1, vaga 36", "1.6", _WALLBOX_7, Act.BROKEN),
        (IPES, "Garagem G1, vaga 40", "1.6", _WALLBOX_7, Act.GHOST),
        (IPES, "Garagem G2, vaga 11", "2.0.1", _WALLBOX_22, Act.DONE),
        (IPES, "Garagem G2, vaga 12", "2.1", _WALLBOX_22, Act.RESERVED),
        (IPES, "Garagem G2, vaga 14", "1.6", _WALLBOX_7, Act.LOST),
        (MANACAS, "Torre A, vaga 118", "1.6", _TRUSTING, Act.STRANGER),
        (MANACAS, "Torre A, vaga 120", "1.6", _WALLBOX_7, Act.TAKEN_OUT),
        (MANACAS, "Torre A, vaga 122", "1.6", _WALLBOX_7, Act.VANISHED),
        (MANACAS, "Torre B, vaga 220", "2.0.1", _WALLBOX_22, Act.PENDING),
        (MANACAS, "Torre B, vaga 215", "2.0.1", _WALLBOX_22, Act.PLUGGED),
    )
)
"""Stations that nobody visits: each shows a state from the start, and keeps it."""

KNOCKER = StagedPlace(
    condominium=IPES, name="Bicicletário", version="1.6", spec=_WALLBOX_7, act=Act.KNOCKING
)
"""A station that nobody registered, and that knocks."""


def condominium_fleet(
    identities: Sequence[str], passwords: Mapping[str, str] | None = None
) -> list[Member]:
    """Return the demo's stations under the caller's identities, in the order of `PLACES`.

    :raises ValueError: when there is not one identity for each place.
    """
    if len(identities) != len(PLACES):
        raise ValueError(f"{len(PLACES)} identities are needed, {len(identities)} were given")
    return [
        Member(
            identity=identity,
            version=place.version,
            spec=replace(place.spec, records=0),
            password=(passwords or {}).get(identity),
            place=f"{place.condominium}, {place.name}",
        )
        for identity, place in zip(identities, PLACES, strict=True)
    ]
