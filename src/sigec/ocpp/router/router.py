"""One version's route table: decode in one step, hand over, encode the answer."""

from collections.abc import Mapping
from datetime import datetime

import msgspec
import structlog
from msgspec import Raw
from msgspec.structs import replace

from sigec.kit.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    SigecError,
    Unauthenticated,
    Unavailable,
)
from sigec.ocpp import frames
from sigec.ocpp.frames import ErrorCode, OcppVersion
from sigec.ocpp.messages.base import Action
from sigec.ocpp.router.call import Call, Gate, Handler
from sigec.ocpp.router.deviations import DeviationCounts
from sigec.ocpp.router.reader import Reader
from sigec.ocpp.router.refusals import Refused
from sigec.ocpp.router.services import Services
from sigec.ocpp.router.traffic import ANSWERED, UNANSWERED, UNKNOWN_ACTION
from sigec.stations.model import Admission, Deviation

_CODES: Mapping[type[SigecError], ErrorCode] = {
    Invalid: ErrorCode.PROPERTY_CONSTRAINT_VIOLATION,
    NotFound: ErrorCode.PROPERTY_CONSTRAINT_VIOLATION,
    Conflict: ErrorCode.GENERIC_ERROR,
    Forbidden: ErrorCode.SECURITY_ERROR,
    Unauthenticated: ErrorCode.SECURITY_ERROR,
}
_log = structlog.get_logger(__name__)


class Router:
    """Answers the CALLs of one version."""

    def __init__(
        self,
        *,
        version: OcppVersion,
        actions: Mapping[str, Action],
        handlers: Mapping[str, Handler],
        gate: Gate,
        services: Services,
        deviations: DeviationCounts,
    ) -> None:
        """Serve ``handlers``, keyed by action; other actions of the version are not supported.

        A CALL that is refused is journaled with its CALLERROR.
        """
        self._version = version
        self._actions = actions
        self._gate = gate
        self._deviations = deviations
        self._services = services
        self._routes = {
            action: (Reader(actions[action].request), handler)
            for action, handler in handlers.items()
        }

    async def respond(
        self,
        station: Admission,
        frame: frames.CallFrame | frames.SendFrame,
        received_at: datetime,
        *,
        invited: frozenset[str] = frozenset(),
    ) -> bytes | None:
        """Return the frame that answers a CALL; never raises.

        There is none for a SEND, nor when what the answer would confirm could not be stored.
        """
        call = Call(
            services=self._services,
            station=station,
            version=self._version,
            action=frame.action,
            message_id=frames.message_id(frame.id),
            request=str(frame.payload, "utf-8"),
            received_at=received_at,
            invited=invited,
        )
        try:
            payload = await self._handle(call, frame.payload)
        except Refused as refusal:
            answer = self._refuse(call, frame.id, refusal)
        except Unavailable as problem:
            _log.warning("ocpp.call.unanswered", **_names(call), problem=str(problem))
            self._count(call, UNANSWERED)
            return None
        except SigecError as problem:
            answer = self._refuse(call, frame.id, Refused(_code_of(problem), problem.code))
        except Exception:  # noqa: BLE001 - one bad message must not end the connection's task
            _log.exception("ocpp.call.failed", **_names(call))
            answer = self._refuse(call, frame.id, Refused(ErrorCode.INTERNAL_ERROR))
        else:
            answer = frames.result(frame.id, payload)
            self._count(call, ANSWERED)
        return answer if isinstance(frame, frames.CallFrame) else None

    async def _handle(self, call: Call, payload: Raw) -> bytes:
        self._gate(call)
        route = self._routes.get(call.action)
        if route is None:
            raise self._no_route(call.action)
        reader, handler = route
        request, deviations = reader.read(payload, call.request)
        if self._shows_wrong_clock(call, request):
            deviations |= {Deviation.CLOCK_WRONG}
        if deviations:
            self._deviations.count(call.station.station_id, call.action, deviations)
            self._services.stations.deviated(call.station.station_id, call.action, deviations)
            call = replace(call, deviations=deviations)
        answer = await handler(call, request)
        return answer if isinstance(answer, bytes) else msgspec.json.encode(answer)

    def _shows_wrong_clock(self, call: Call, request: object) -> bool:
        at = getattr(request, "timestamp", None)
        if not isinstance(at, datetime) or at.tzinfo is None:
            return False
        return self._deviations.clocks.is_wrong(call.station.station_id, at, call.received_at)

    def _no_route(self, action: str) -> Refused:
        known = action in self._actions
        return Refused(ErrorCode.NOT_SUPPORTED if known else ErrorCode.NOT_IMPLEMENTED)

    def _refuse(self, call: Call, id_: Raw, refusal: Refused) -> bytes:
        answer = frames.error(self._version, id_, refusal.code, refusal.description)
        self._services.stations.note(call.entry(answer=answer.decode()))
        self._count(call, refusal.code)
        return answer

    def _count(self, call: Call, outcome: str) -> None:
        action = call.action if call.action in self._actions else UNKNOWN_ACTION
        self._services.traffic.count(self._version, action, outcome)


def _code_of(problem: SigecError) -> ErrorCode:
    codes = (code for kind, code in _CODES.items() if isinstance(problem, kind))
    return next(codes, ErrorCode.INTERNAL_ERROR)


def _names(call: Call) -> dict[str, str]:
    return {
        "station_id": str(call.station.station_id),
        "message_id": call.message_id[:64],
        "action": call.action[:64],
    }
