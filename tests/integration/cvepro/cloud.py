"""A cloud of canned answers behind the platform's own HTTP client, without a socket."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx2

SAO_PAULO = ZoneInfo("America/Sao_Paulo")

Answer = Callable[[httpx2.Request], httpx2.Response]


def br(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%d/%m/%Y %H:%M:%S")


@dataclass
class Cloud:
    """Holds what the cloud would answer; ``faults`` are answered first, one a request.

    While it has a ``trouble`` that is answered to everything.
    """

    rows: dict[int, dict[str, Any]] = field(default_factory=dict)
    boxes: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[Answer] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    requests: list[httpx2.Request] = field(default_factory=list)
    refuses_logins: bool = False
    is_down: bool = False
    trouble: Answer | None = None
    hides: set[int] = field(default_factory=set)

    def client(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(transport=httpx2.MockTransport(self.answer))

    def paths(self) -> list[str]:
        return [request.url.path.rpartition("/")[2] for request in self.requests]

    def box(self, name: str, *, heartbeat_at: datetime, **more: Any) -> None:
        local = heartbeat_at.astimezone(SAO_PAULO).strftime("%Y-%m-%d %H:%M:%S")
        self.boxes[name] = {
            "chargeBoxPk": len(self.boxes) + 1,
            "chargeBoxId": name,
            "uuid": f"uuid-{name}",
            "description": f"Vaga {name}",
            "chargePointVendor": "Intelbras",
            "chargePointModel": "EVC",
            "lastHeartbeatTimestamp": local,
            "surprise": {"of": ["the", "future"]},
            "connectors": [
                {"connectorPk": 1, "connectorId": 1, "powerMax": 7.4, "connectorType": "cType2"}
            ],
            **more,
        }

    def status(self, name: str, status: str, at: datetime, connector: int = 1) -> None:
        for one in self.boxes[name]["connectors"]:
            if one["connectorId"] == connector:
                stamp = at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
                one["lastStatus"] = {"timeStamp": stamp, "status": status, "errorCode": "NoError"}

    def start(self, number: int, name: str, at: datetime, **more: Any) -> None:
        self.rows[number] = {
            "id": number,
            "chargeBoxUuid": f"uuid-{name}",
            "chargeBoxId": name,
            "connectorId": 1,
            "ocppIdTag": "",
            "ocppTagPk": 17,
            "startTimestamp": br(at),
            "stopTimestamp": None,
            "energy": None,
            "startValue": "6057910",
            "stopValue": None,
            "stopReason": None,
            "newField": 1,
            **more,
        }

    def stop(self, number: int, at: datetime, energy_wh: int, **more: Any) -> None:
        row = self.rows[number]
        row |= {
            "stopTimestamp": br(at),
            "energy": energy_wh,
            "stopValue": str(int(row["startValue"]) + energy_wh),
            "stopReason": "EVDisconnected",
            **more,
        }

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        if self.is_down:
            return httpx2.Response(502, html="<html>Bad Gateway</html>")
        if self.trouble is not None:
            return self.trouble(request)
        if self.faults:
            return self.faults.pop(0)(request)
        name = request.url.path.rpartition("/")[2]
        if name == "login":
            return self.log_in()
        if request.headers.get("authorization") not in self.tokens:
            error = {"error": "Invalid AUTHORIZATION set in Header!"}
            return httpx2.Response(401, json=error)
        return self._answer_signed_in(request, name)

    def _answer_signed_in(self, request: httpx2.Request, name: str) -> httpx2.Response:
        if request.method == "POST":
            return httpx2.Response(200, json={"error": None, "status": "Accepted"})
        if name == "chargepoints":
            boxes = list(self.boxes.values())
            return httpx2.Response(
                200, json={"error": None, "count": len(boxes), "chargePointList": boxes}
            )
        return self._transactions(request)

    def log_in(self) -> httpx2.Response:
        if self.refuses_logins:
            return httpx2.Response(401, json={"error": "E000 - Invalid credentials"})
        token = f"token-{len(self.requests)}"
        self.tokens = {token}
        return httpx2.Response(200, json={"token": token, "user": {"id": 1}, "error": None})

    def _transactions(self, request: httpx2.Request) -> httpx2.Response:
        window = [
            datetime.strptime(request.url.params[name], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
            for name in ("fromDate", "toDate")
        ]
        listed = [
            row
            for number, row in self.rows.items()
            if number not in self.hides
            and window[0]
            <= datetime.strptime(row["startTimestamp"], "%d/%m/%Y %H:%M:%S").replace(tzinfo=UTC)
            <= window[1]
        ]
        return httpx2.Response(200, json={"error": None, "count": len(listed), "list": listed})


def too_many(wait_s: int) -> Answer:
    text = f"Rate limit exceeded. Try again in {wait_s} seconds."
    return lambda _request: httpx2.Response(429, json={"message": text, "status": 429})


def unauthorised(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(401, json={"error": "Invalid AUTHORIZATION set in Header!"})
