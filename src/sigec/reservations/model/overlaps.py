"""May one more place be kept at a station, beside those that are: never more cars than EVSEs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sigec.reservations.model.reservations import Place, Reservation, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Evse:
    """Where one car charges, with the types of its plugs as far as they are known."""

    number: int
    types: frozenset[str] = frozenset()

    def suits(self, place: Place) -> bool:
        """Say whether it may be the one that is meant; one of unknown type may be any."""
        if place.evse is not None:
            return place.evse == self.number
        wanted = place.connector_type
        return wanted is None or not self.types or wanted.casefold() in self.types


def find_conflict(
    present: Iterable[Reservation], place: Place, span: Span, evses: Sequence[Evse]
) -> Reservation | None:
    """Return one that stands in the way of a new one; ``None`` when all have room.

    At each instant every reservation must find an EVSE of its own. ``present`` are the open ones
    of the station. Of a station that never told its EVSEs those that are named exist, and one.
    """
    beside = [each for each in present if each.span.overlaps(span)]
    named = {place.evse, *(each.place.evse for each in beside)} - {None}
    numbers = {each.number for each in evses}
    known = [
        *evses,
        *(Evse(number=number) for number in sorted(n for n in named if n) if number not in numbers),
    ] or [Evse(number=1)]
    # Between two beginnings reservations only end, so the worst instants are the beginnings.
    for at in sorted(
        {span.starts_at, *(max(each.span.starts_at, span.starts_at) for each in beside)}
    ):
        now = [each for each in beside if each.span.includes(at)]
        if span.includes(at) and not _all_have_room([place, *(each.place for each in now)], known):
            return _nearest(now, place)
    return None


def has_suitable(place: Place, evses: Sequence[Evse]) -> bool:
    """Say whether the station has what is meant, as far as it told."""
    return not evses or any(each.suits(place) for each in evses)


def _nearest(now: Sequence[Reservation], place: Place) -> Reservation | None:
    """Return the one that people understand as the reason: of the same EVSE if there is."""
    same = [each for each in now if place.evse is not None and each.place.evse == place.evse]
    return next(iter(same or now), None)


def _all_have_room(places: Sequence[Place], evses: Sequence[Evse]) -> bool:
    """Match each place to an EVSE of its own (augmenting paths)."""
    taken: dict[int, int] = {}

    def seat(index: int, tried: set[int]) -> bool:
        for evse in evses:
            if evse.number in tried or not evse.suits(places[index]):
                continue
            tried.add(evse.number)
            if evse.number not in taken or seat(taken[evse.number], tried):
                taken[evse.number] = index
                return True
        return False

    return all(seat(index, set()) for index in range(len(places)))
