"""A condominium of the demo at work: its stations, their past, and what each of them shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sigec.demo.bookings import Booking
from sigec.demo.furnishing import STATION_PASSWORD, system_of
from sigec.demo.history import History, Teller
from sigec.demo.neighbourhood import Condominium
from sigec.demo.stage import (
    STRANGER_CARD,
    Instruction,
    Role,
    take_out,
    withhold_16,
)
from sigec.kit.ids import TenantId
from sigec.rest.services import Services
from sigec.stations.model import Admission, Command, Credentials, Peer
from sigec.stations.service import StationService
from sigec_sandbox.acts import Act
from sigec_sandbox.demo import KNOCKER, Place, StagedPlace
from sigec_sandbox.fleet.members import Member

HERE = Peer(address="127.0.0.1")
VANISHED_AGO = timedelta(hours=31)
_OFF_STAGE = frozenset({Act.PENDING, Act.VANISHED})


@dataclass(frozen=True, slots=True)
class Building:
    """A condominium, the tenant that it is, and where its stations stand, by their numbers."""

    condominium: Condominium
    tenant_id: TenantId
    places: Sequence[Place]

    @property
    def cards(self) -> Sequence[str]:
        """The cards of its residents."""
        return [self.condominium.card_of(index) for index in range(len(self.condominium.residents))]

    async def tell_past(
        self, services: Services, *, since: datetime, until: datetime
    ) -> "Building":
        """Tell what happened at its stations; return it with their meters as they stand then."""
        history = History(services)
        tellers = {
            number: self._teller(services, number, place)
            for number, place in enumerate(self.places)
            if _act_of(place) is not Act.PENDING
        }
        specs = await history.tell(list(tellers.values()), since=since, until=until)
        told = dict(zip(tellers, specs, strict=True))
        places = [
            replace(place, spec=told.get(number, place.spec))
            for number, place in enumerate(self.places)
        ]
        return replace(self, places=places)

    async def leave_open(self, services: Services) -> None:
        """Let a charge have begun where a station vanished: nobody will hear of its end."""
        for number, place in enumerate(self.places):
            if _act_of(place) is Act.VANISHED:
                teller = self._teller(services, number, place)
                at = services.clock.now() - VANISHED_AGO
                await History(services).leave_open(teller, at=at)

    def visited(self) -> Sequence[Member]:
        """Return the stations where cars come and go."""
        return [
            self._member(number, place)
            for number, place in enumerate(self.places)
            if not isinstance(place, StagedPlace)
        ]

    def roles(self) -> Iterator[Role]:
        """Yield the stations that show a state each, with the card that is used there."""
        for number, place in enumerate(self.places):
            act = _act_of(place)
            if act is not None and act not in _OFF_STAGE:
                card = STRANGER_CARD if act is Act.STRANGER else self._card(number)
                yield Role(member=self._member(number, place), act=act, card=card)

    def extras(self) -> Iterator[Member]:
        """Yield the stations that wait to be accepted, or that nobody registered."""
        for number, place in enumerate(self.places):
            if _act_of(place) is Act.PENDING:
                yield self._member(number, place)
        if KNOCKER.condominium == self.condominium.name:
            number = len(self.places) + 40
            yield replace(self._member(number, KNOCKER), password=None)

    def instructions(self, stations: StationService) -> Iterator[Instruction]:
        """Yield what people have told its stations."""
        for number, place in enumerate(self.places):
            told = self._told(_act_of(place))
            if told is not None:
                command, reason = told
                yield Instruction(
                    actor=system_of(self.tenant_id),
                    station_id=self._admission(stations, number).station_id,
                    command=command,
                    reason=reason,
                )

    def bookings(self, stations: StationService) -> Iterator[Booking]:
        """Yield where its residents have reserved."""
        for number, place in enumerate(self.places):
            if _act_of(place) is Act.RESERVED:
                yield Booking(
                    actor=system_of(self.tenant_id),
                    station_id=self._admission(stations, number).station_id,
                    card=self._card(number),
                )

    def _told(self, act: Act | None) -> tuple[Command, str] | None:
        match act:
            case Act.TAKEN_OUT:
                return take_out(), "Troca do cabo marcada com a assistência técnica."
            case Act.HELD:
                return withhold_16(), "Demanda do prédio no limite; volta depois das 22h."
            case _:
                return None

    def _teller(self, services: Services, number: int, place: Place) -> Teller:
        return Teller(
            admission=self._admission(services.stations, number),
            version=place.version,
            spec=place.spec,
            cards=self.cards,
        )

    def _admission(self, stations: StationService, number: int) -> Admission:
        identity = self.condominium.station_identity(number + 1)
        credentials = Credentials(user=identity.encode(), password=STATION_PASSWORD.encode())
        admission = stations.admit(identity, credentials=credentials, peer=HERE)
        assert isinstance(admission, Admission), f"{identity} was furnished"
        return admission

    def _member(self, number: int, place: Place) -> Member:
        return Member(
            identity=self.condominium.station_identity(number + 1),
            version=place.version,
            spec=place.spec,
            password=STATION_PASSWORD,
            place=f"{place.condominium}, {place.name}",
        )

    def _card(self, number: int) -> str:
        return self.cards[number % len(self.cards)]


def _act_of(place: Place) -> Act | None:
    return place.act if isinstance(place, StagedPlace) else None
