"""The cloud's REST interface: who may ask, with which headers, and what they are told."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sigec_sandbox.answers import CutShort, as_json
from sigec_sandbox.cvepro import wire
from sigec_sandbox.cvepro.behaviours import AccountKind, Expiry, Fault, LoginFault
from sigec_sandbox.cvepro.cloud import Cloud, Heard, NothingThere
from sigec_sandbox.cvepro.sign_ins import SignIn
from sigec_sandbox.cvepro.things import Account, Tenant

PREFIX = "/api/v1"
HTML_502 = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
_ZONE_HEADERS = ("timezone", "x-timezone-offset")

Answer = Callable[[Request, SignIn], Response]


def api_routes(cloud: Cloud) -> list[Route]:
    """Return the routes; whatever else is asked for is 404, ``/transactions`` for one."""
    api = _Api(cloud)
    signed_in = {
        "/chargepoints": api.charge_points,
        "/transaction": api.transactions,
        "/transaction/active_transaction": api.active_transactions,
        "/users_data": api.users,
    }
    routes = [
        Route(f"{PREFIX}{path}", api.behind_a_token(answer), methods=["GET"])
        for path, answer in signed_in.items()
    ]
    command = f"{PREFIX}/chargepoints/{{box}}/{{outlet:int}}/{{command:str}}"
    return [
        Route(f"{PREFIX}/login", api.login, methods=["POST"]),
        Route(command, api.behind_a_token(api.command), methods=["POST"]),
        *routes,
    ]


class _Api:
    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    async def login(self, request: Request) -> Response:
        """Give out a token for the right key, e-mail and password."""
        return await self._heard(request, self._login)

    def behind_a_token(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        """Return a route that asks for a token and for the headers of its account."""

        async def route(request: Request) -> Response:
            async def admitted(request: Request) -> Response:
                signed_in = self._admit(request)
                return answer(request, signed_in) if isinstance(signed_in, SignIn) else signed_in

            return await self._heard(request, admitted)

        return route

    def charge_points(self, request: Request, signed_in: SignIn) -> Response:
        """List the tenant's chargers."""
        tenant = self._tenant(signed_in.account)
        wanted = request.query_params.get("chargeBoxId")
        ignores = self._cloud.behaviours.ignores_filter
        items = [
            wire.charge_point(charger, tenant, self._style())
            for charger in self._cloud.chargers.values()
            if charger.tenant_pk == tenant.pk
            if ignores or wanted in (None, charger.box_id)
        ]
        return as_json({"error": None, "count": len(items), "chargePointList": items})

    def transactions(self, request: Request, signed_in: SignIn) -> Response:
        """List what began in a window; both ends must be given, and with a blank."""
        zone = self._zone(request, signed_in.account)
        ends = [request.query_params.get(name) for name in ("fromDate", "toDate")]
        read = [None if text is None else wire.read_asked(text, zone) for text in ends]
        if read[0] is None or read[1] is None:
            return _refusal(400, "E001 - Invalid or missing fromDate/toDate")
        return self._listed(signed_in.account, zone, read[0], read[1])

    def active_transactions(self, request: Request, signed_in: SignIn) -> Response:
        """List what goes on."""
        zone = self._zone(request, signed_in.account)
        now = self._cloud.now()
        long_ago = now - timedelta(days=3_650)
        return self._listed(signed_in.account, zone, long_ago, now, only_active=True)

    def users(self, request: Request, signed_in: SignIn) -> Response:
        """List people by e-mail; this stand-in knows accounts only."""
        email = request.query_params.get("email", "")
        found = [
            {"userPk": each.pk, "email": each.email, "name": each.name, "ocppIdTag": None}
            for each in self._cloud.accounts
            if each.email == email and each.tenant_pk == signed_in.account.tenant_pk
        ]
        return as_json({"userList": found})

    def command(self, request: Request, _signed_in: SignIn) -> Response:
        """Start or stop a charge, where commands are taken at all."""
        if not self._cloud.behaviours.takes_commands:
            return _refusal(404, "E404 - Not Found")
        box, number = request.path_params["box"], request.path_params["outlet"]
        going_on = [
            each
            for each in self._cloud.chargings.values()
            if each.charger.box_id == box and each.outlet == number and each.stopped_at is None
        ]
        try:
            match request.path_params["command"]:
                case "start" if not going_on:
                    self._cloud.start(box, number, request.query_params.get("idTag", "REMOTE"))
                case "stop" if going_on:
                    self._cloud.stop(going_on[0].id, reason="Remote")
                case "remote_unlock" | "reset":
                    pass
                case _:
                    return _refusal(409, "E009 - Rejected")
        except NothingThere as nothing:
            return _refusal(404, f"E404 - {nothing}")
        return as_json({"error": None, "status": "Accepted"})

    def _listed(
        self,
        account: Account,
        zone: tzinfo,
        from_at: datetime,
        to_at: datetime,
        *,
        only_active: bool = False,
    ) -> Response:
        cloud, now = self._cloud, self._cloud.now()
        items = [
            wire.transaction(charging, zone, self._style())
            for charging in cloud.truth()
            if charging.charger.tenant_pk == account.tenant_pk
            and from_at <= charging.started_at <= to_at
            and charging.started_at <= now
            and charging.id not in cloud.behaviours.vanished
            and not (only_active and charging.is_stopped(now))
        ]
        return as_json({"error": None, "count": len(items), "list": items})

    async def _heard(
        self, request: Request, answer: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        """Answer as the cloud's mood is, and remember that somebody asked."""
        cloud = self._cloud
        if cloud.behaviours.slow_s:
            await asyncio.sleep(cloud.behaviours.slow_s)
        response = self._moody() or await answer(request)
        cloud.heard.append(
            Heard(
                at=cloud.now(),
                method=request.method,
                path=request.url.path.removeprefix(PREFIX),
                status=response.status_code,
            )
        )
        return response

    def _moody(self) -> Response | None:
        """Return what is said instead of an answer, if anything is."""
        cloud = self._cloud
        if cloud.limited_until is not None and cloud.now() < cloud.limited_until:
            left_s = -((cloud.now() - cloud.limited_until) // timedelta(seconds=1))
            text = f"Rate limit exceeded. Try again in {left_s} seconds."
            return as_json({"message": text, "status": 429}, status=429)
        faults = cloud.behaviours.faults
        return _broken(faults.pop(0)) if faults else None

    async def _login(self, request: Request) -> Response:
        cloud = self._cloud
        if cloud.behaviours.login_fault is not None:
            return _LOGIN_FAULTS[cloud.behaviours.login_fault]()
        key = request.headers.get("api-key")
        tenant = next((each for each in cloud.tenants if each.api_key == key), None)
        if tenant is None:
            return as_json({"error": "E000 - Tenant Not Found", "user": None, "token": None})
        try:
            given = msgspec.json.decode(await request.body(), type=dict[str, Any])
        except msgspec.MsgspecError:
            return _refusal(400, "E002 - Malformed body")
        said = (tenant.pk, given.get("email"), given.get("password"))
        for account in cloud.accounts:
            if (account.tenant_pk, account.email, account.password) == said:
                return self._welcome(account)
        return _refusal(401, "E000 - Invalid credentials")

    def _welcome(self, account: Account) -> Response:
        cloud = self._cloud
        life_s = cloud.behaviours.token_life_s
        made = cloud.sign_ins.admit(account, at=cloud.now(), life_s=life_s)
        answer: dict[str, Any] = {
            cloud.behaviours.token_field: made.token,
            "user": {"id": account.pk, "name": account.name, "email": account.email},
            "error": None,
        }
        match cloud.behaviours.tells_expiry:
            case Expiry.SECONDS:
                answer["expiresAt"] = int(made.until.timestamp())
            case Expiry.MILLISECONDS:
                answer["expiresAt"] = int(made.until.timestamp() * 1000)
            case Expiry.ISO:
                answer["expiresAt"] = made.until.isoformat().replace("+00:00", "Z")
            case None:
                pass
        return as_json(answer)

    def _admit(self, request: Request) -> SignIn | Response:
        """Find out who asks; the matrix of headers is that of ``cve-pro.md``."""
        cloud = self._cloud
        given = request.headers.get("authorization", "")
        token = given.removeprefix("Bearer ")
        is_bearer = token != given
        takes_bearer = (
            request.url.path.endswith("/chargepoints")
            and cloud.behaviours.takes_bearer_on_chargepoints
        )
        if is_bearer and not takes_bearer:
            return _refusal(401, "Invalid AUTHORIZATION set in Header!")
        signed_in = cloud.sign_ins.find(token, at=cloud.now())
        if signed_in is None:
            return _refusal(401, "E000 - Invalid or expired token")
        if signed_in.account.kind is AccountKind.API:
            is_dashboard = request.headers.get("platform", "").upper() == "DASHBOARD"
            asks_zone = any(name in request.headers for name in _ZONE_HEADERS)
            if is_dashboard or asks_zone:
                return _refusal(401, "E000 - Not allowed for this account")
        return signed_in

    def _zone(self, request: Request, account: Account) -> tzinfo:
        """Return in which zone times are asked for and told."""
        local = ZoneInfo(self._tenant(account).timezone)
        if self._cloud.behaviours.tells_local_times:
            return local
        for name in _ZONE_HEADERS:
            if (hours := request.headers.get(name)) is not None:
                return timezone(timedelta(hours=float(hours)))
        return UTC

    def _tenant(self, account: Account) -> Tenant:
        return next(each for each in self._cloud.tenants if each.pk == account.tenant_pk)

    def _style(self) -> wire.Style:
        cloud = self._cloud
        return wire.Style(cloud.behaviours, cloud.now(), cloud.chance)


def _broken(fault: Fault) -> Response:
    match fault:
        case Fault.HTML_502:
            return _bad_gateway()
        case Fault.HTML_503:
            wait = {"Retry-After": "30"}
            return Response(HTML_502, 503, media_type="text/html", headers=wait)
        case Fault.ERROR_IN_200:
            return as_json({"error": "E500 - Internal error", "count": 0, "list": None})
        case Fault.GARBAGE:
            return Response('{"error":null,"count":', media_type="application/json")
        case Fault.RESET:
            return CutShort()


def _bad_gateway() -> Response:
    return Response(HTML_502, 502, media_type="text/html")


def _refusal(status: int, text: str) -> Response:
    return as_json({"error": text}, status=status)


_LOGIN_FAULTS: Mapping[LoginFault, Callable[[], Response]] = {
    LoginFault.HTML_502: _bad_gateway,
    LoginFault.RECAPTCHA: lambda: _refusal(400, "E000 - reCAPTCHA verification failed"),
    LoginFault.REFUSED: lambda: _refusal(401, "E000 - Invalid credentials"),
}
