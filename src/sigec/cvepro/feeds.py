"""Keeps a feed open for each source that this process holds, and asks sooner when one speaks."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing

import structlog

from sigec.cvepro.chargers import ChargerTeller
from sigec.cvepro.client import Client
from sigec.cvepro.memory import Memory
from sigec.cvepro.stomp import Feed, FeedBroken, StatusMessage, listen
from sigec.cvepro.telling import Known, Telling
from sigec.cvepro.troubles import CloudFailed
from sigec.cvepro.wire import LastStatus
from sigec.kit.addresses import Reach
from sigec.kit.errors import SigecError
from sigec.kit.ports import Clock
from sigec.sources.model import Source
from sigec.sources.service import SourceProgress

WAIT_FIRST_S = 5.0
WAIT_MAX_S = 300.0

_log = structlog.get_logger()


class Feeds:
    """Opens feeds; what they tell is told at once, and what that means is asked soon."""

    def __init__(
        self, *, clock: Clock, progress: SourceProgress, chargers: ChargerTeller, reach: Reach
    ) -> None:
        self._clock = clock
        self._progress = progress
        self._chargers = chargers
        self._reach = reach

    async def follow(
        self, source: Source, client: Client, memory: Memory, hint: Callable[[], None]
    ) -> None:
        """Listen until cancelled; a feed that breaks is opened again, later each time."""
        wait_s = WAIT_FIRST_S
        while True:
            try:
                if await self._listen(source, client, memory, hint):
                    wait_s = WAIT_FIRST_S
                    continue  # it was time to open it anew
            except (FeedBroken, CloudFailed, SigecError) as error:
                _log.info("cvepro.feed.broken", source_id=str(source.id), problem=str(error))
            except Exception:  # noqa: BLE001 - an accelerator stops nobody, nor itself for ever
                _log.exception("cvepro.feed.failed", source_id=str(source.id))
            await asyncio.sleep(wait_s)
            wait_s = min(WAIT_MAX_S, 2 * wait_s)

    async def _listen(
        self, source: Source, client: Client, memory: Memory, hint: Callable[[], None]
    ) -> bool:
        """Listen to one connection; ``True`` when it told anything."""
        listed, tags = await self._progress.load_known(source.id)
        known = Known.of(listed, tags)
        uuids = [each.external_uuid for each in listed if each.is_chosen and each.external_uuid]
        if not uuids:
            raise FeedBroken("no charger was chosen yet")
        feed = Feed(base_url=source.base_url, token=await client.token(), chargers=uuids)
        was_told = False
        async with aclosing(listen(feed, self._reach)) as messages:
            async for message in messages:
                was_told = True
                if await self._tell(source, known, memory, message):
                    hint()
        return was_told

    async def _tell(
        self, source: Source, known: Known, memory: Memory, message: StatusMessage
    ) -> bool:
        """Tell a status that is news; ``False`` for a repeat, and for others' chargers."""
        station_id = known.station(message.charge_box_uuid, message.charge_box_id)
        if station_id is None or message.charge_box_id is None:
            return False
        place = (message.charge_box_id, message.connector_id)
        status = LastStatus(
            time_stamp=message.timestamp,
            status=message.status,
            error_code=message.error_code,
            erro_info=message.error_info,
        )
        if memory.is_repeat(place, status):
            return False
        at = self._clock.now()
        memory.fed_at[place] = at
        telling = Telling(source=source, at=at, known=known, memory=memory)
        await self._chargers.tell_status(telling, station_id, place, status)
        return True
