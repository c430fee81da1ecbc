"""Let stations forget whom they were told to let in."""

from collections.abc import AsyncGenerator, Mapping, Sequence

from sigec.access.service.answers import NOT_THERE, word_of
from sigec.kit.ids import CommandId, new_id
from sigec.stations.model import (
    Attempt,
    ClearCache,
    CommandStatus,
    Desire,
    Outcome,
    Visit,
)
from sigec.stations.ports import StationLink


class CacheFulfiller:
    """Lets a station forget whom it was told to let in, once for each time it is wanted."""

    def __init__(self, link: StationLink) -> None:
        self._link = link

    async def fulfil(
        self, visit: Visit, wanted: Sequence[Desire]
    ) -> AsyncGenerator[tuple[Desire, Attempt]]:
        """Clear a station's cache (`sigec.stations.ports.Fulfiller`)."""
        for desire in wanted:
            if desire.applied_at is not None:
                yield desire, Attempt(outcome=Outcome.REPORTED)  # what it forgot stays forgotten
                continue
            answer = await self._link.send(
                visit.station_id, ClearCache(), command_id=CommandId(new_id())
            )
            outcome = _CLEARED.get(answer.status, Outcome.UNREACHED)
            if word_of(answer) in NOT_THERE:
                outcome = Outcome.UNSUPPORTED
            yield desire, Attempt(outcome=outcome, reason=word_of(answer))


_CLEARED: Mapping[CommandStatus, Outcome] = {
    CommandStatus.ACCEPTED: Outcome.REPORTED,
    CommandStatus.REJECTED: Outcome.REFUSED,
    CommandStatus.NOT_SUPPORTED: Outcome.UNSUPPORTED,
}
