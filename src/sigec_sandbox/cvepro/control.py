"""``/_ctl/*``: what tests and curious people do to the cloud from outside."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, get_type_hints

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sigec_sandbox.answers import as_json
from sigec_sandbox.cvepro.behaviours import Behaviours
from sigec_sandbox.cvepro.cloud import Cloud, NothingThere

PREFIX = "/_ctl"


class Place(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An outlet."""

    charger: str
    connector: int = 1


class Report(Place, kw_only=True, forbid_unknown_fields=True):
    """A status that a charger tells."""

    status: str
    error_code: str = "NoError"


class Start(Place, kw_only=True, forbid_unknown_fields=True):
    """A charge that begins."""

    tag: str
    at: datetime | None = None


class Meter(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How much a charge has taken so far."""

    transaction: int
    energy_wh: int


class Stop(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A charge that ends; the cloud hears of it ``known_after_s`` later."""

    transaction: int
    energy_wh: int | None = None
    at: datetime | None = None
    known_after_s: float = 0
    reason: str | None = "EVDisconnected"
    idle_s: int = 0


class Moment(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How far to move the clock."""

    advance_s: float


class Limit(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How long to answer 429."""

    seconds: int


def control_routes(cloud: Cloud) -> list[Route]:
    """Return the routes; each takes a JSON body and answers JSON, 400 with a sentence if not."""
    control = _Control(cloud)
    acts: dict[str, Callable[[bytes], Any]] = {
        "plug": lambda body: control.plug(_read(body, Place)),
        "status": lambda body: control.report(_read(body, Report)),
        "start": lambda body: control.start(_read(body, Start)),
        "meter": lambda body: control.meter(_read(body, Meter)),
        "stop": lambda body: control.stop(_read(body, Stop)),
        "clock": lambda body: control.move(_read(body, Moment)),
        "limit-rate": lambda body: cloud.limit_rate(_read(body, Limit).seconds),
        "revoke-tokens": lambda _body: cloud.sign_ins.revoke_all(),
        "behaviours": control.behave,
    }
    looks: dict[str, Callable[[], Any]] = {
        "truth": control.truth,
        "heard": lambda: list(cloud.heard),
        "behaviours": lambda: cloud.behaviours,
    }
    return [
        *(Route(f"{PREFIX}/{name}", _act(act), methods=["POST"]) for name, act in acts.items()),
        *(Route(f"{PREFIX}/{name}", _look(look), methods=["GET"]) for name, look in looks.items()),
    ]


class _Control:
    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    def plug(self, place: Place) -> None:
        self._cloud.plug(place.charger, place.connector)

    def report(self, told: Report) -> None:
        self._cloud.report(told.charger, told.connector, told.status, error_code=told.error_code)

    def start(self, wanted: Start) -> dict[str, int]:
        started = self._cloud.start(wanted.charger, wanted.connector, wanted.tag, at=wanted.at)
        return {"transaction": started}

    def meter(self, wanted: Meter) -> None:
        self._cloud.meter(wanted.transaction, wanted.energy_wh)

    def stop(self, wanted: Stop) -> None:
        self._cloud.stop(
            wanted.transaction,
            energy_wh=wanted.energy_wh,
            at=wanted.at,
            known_after=timedelta(seconds=wanted.known_after_s),
            reason=wanted.reason,
            idle_s=wanted.idle_s,
        )

    def move(self, moment: Moment) -> dict[str, datetime]:
        self._cloud.offset += timedelta(seconds=moment.advance_s)
        return {"now": self._cloud.now()}

    def behave(self, body: bytes) -> Behaviours:
        """Change the behaviours that are named, and show all of them."""
        behaviours, kinds = self._cloud.behaviours, get_type_hints(Behaviours)
        for name, value in _read(body, dict[str, Any]).items():
            if name not in kinds:
                raise msgspec.ValidationError(f"there is no behaviour {name}: {sorted(kinds)}")
            if name == "stale_status":
                self._cloud.freeze_status(frozen=bool(value))
            setattr(behaviours, name, msgspec.convert(value, kinds[name]))
        return behaviours

    def truth(self) -> list[dict[str, Any]]:
        """Return every charge, as it really was."""
        return [
            {
                "transaction": each.id,
                "charger": each.charger.box_id,
                "connector": each.outlet,
                "tag": each.tag.id_tag,
                "started_at": each.started_at,
                "stopped_at": each.stopped_at,
                "energy_wh": each.energy_wh,
                "reason": each.reason,
            }
            for each in self._cloud.truth()
        ]


def _act(act: Callable[[bytes], Any]) -> Callable[[Request], Awaitable[Response]]:
    async def route(request: Request) -> Response:
        try:
            done = act(await request.body() or b"{}")
        except (msgspec.MsgspecError, NothingThere) as wrong:
            return as_json({"error": str(wrong)}, status=400)
        return as_json(done if done is not None else {"done": True})

    return route


def _look(look: Callable[[], Any]) -> Callable[[Request], Awaitable[Response]]:
    async def route(_request: Request) -> Response:
        return as_json(look())

    return route


def _read(body: bytes, kind: Any) -> Any:
    return msgspec.json.decode(body, type=kind)
