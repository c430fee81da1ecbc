"""``sigec.v1.Events``."""

from collections.abc import AsyncIterator

from sigec.kit.ids import EventId
from sigec.rpc.admission import Admitted
from sigec.rpc.services import RpcServices
from sigec.rpc.translate import optional_uuid, wrong
from sigec.rpc.v1 import events_pb2 as pb

TOPICS = frozenset({"stations", "sessions", "incidents", "sources"})


class EventsServicer:
    """Tells what happens, as it happens."""

    def __init__(self, services: RpcServices) -> None:
        self._events = services.events

    async def follow(self, caller: Admitted, request: pb.FollowRequest) -> AsyncIterator[pb.Event]:
        """Follow what happens from where one was cut off, until the caller's rights end."""
        topics = frozenset(request.topics) or TOPICS
        if topics - TOPICS:
            raise wrong("topics", "enum")
        after = optional_uuid(request, "after")
        frames = self._events.follow(
            caller.actor,
            topics=topics,
            after=EventId(after) if after else None,
            renew=caller.renew,
        )
        async for frame in frames:
            if frame is not None:
                yield pb.Event(id=frame.id or "", json=frame.body.decode())
