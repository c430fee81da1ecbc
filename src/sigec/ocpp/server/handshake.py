"""The handshake: who comes, may they, in which version. Decided without waiting, before the 101."""

import asyncio
from collections.abc import Callable, Collection
from http import HTTPStatus

import structlog
from picows import (
    WSCloseCode,
    WSUpgradeRequest,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
)

from sigec.ocpp.connection import Deflate, TextSocket, accept_offer
from sigec.ocpp.frames import OcppVersion
from sigec.ocpp.server.attempts import RecentAttempts
from sigec.ocpp.server.gate import StationGate
from sigec.ocpp.server.settings import OcppServerSettings
from sigec.ocpp.server.target import Target, choose_version, read_credentials, read_target
from sigec.stations.model import Admission, Peer, Refusal, RefusalReason

FAILURES_MAX = 10
"""Within a minute; then whoever guesses must wait."""
Welcome = Callable[[Admission, Peer, OcppVersion, TextSocket], None]

_log = structlog.get_logger(__name__)
_UNKNOWN = "no such station is registered here"
_SENTENCES = {
    RefusalReason.UNKNOWN_IDENTITY: _UNKNOWN,
    RefusalReason.OTHER_TENANT: _UNKNOWN,
    RefusalReason.INVALID_IDENTITY: "the path is /ocpp/{identity} or /ocpp/{tenant}/{identity}",
    RefusalReason.CREDENTIALS_MISSING: "HTTP Basic credentials are required",
    RefusalReason.CREDENTIALS_WRONG: "user or password is wrong",
    RefusalReason.TLS_REQUIRED: "this station must connect by TLS",
    RefusalReason.CERTIFICATE_REQUIRED: "a client certificate of this station is required",
    RefusalReason.CERTIFICATE_UNTRUSTED: "the client certificate is of nobody that is trusted here",
    RefusalReason.CERTIFICATE_EXPIRED: "the client certificate is not valid now",
    RefusalReason.CERTIFICATE_REVOKED: "the client certificate was revoked",
    RefusalReason.CERTIFICATE_SUBJECT: "the client certificate is not in this station's name",
    RefusalReason.CERTIFICATE_ORGANIZATION: "the client certificate is not in its operator's name",
    RefusalReason.PROXY_UNTRUSTED: "only proxies of this installation pass certificates on",
    RefusalReason.TOO_MANY_ATTEMPTS: "too many failed attempts, try again later",
}
_STATUSES = {
    RefusalReason.PROXY_UNTRUSTED: HTTPStatus.FORBIDDEN,
    RefusalReason.TOO_MANY_ATTEMPTS: HTTPStatus.TOO_MANY_REQUESTS,
}


class Doorkeeper:
    """Answers the handshakes of all listeners."""

    def __init__(
        self,
        *,
        gate: StationGate,
        settings: OcppServerSettings,
        versions: Collection[OcppVersion],
        welcome: Welcome,
    ) -> None:
        """Let in whom ``gate`` admits, and hand their sockets to ``welcome``."""
        self._gate = gate
        self._settings = settings
        self._versions = versions
        self._welcome = welcome
        self._failures = RecentAttempts(FAILURES_MAX)
        self._visits = RecentAttempts(settings.visits_per_minute_max)
        self._loop = asyncio.get_running_loop()

    def answer(
        self, request: WSUpgradeRequest, peer: Peer, *, is_pretending: bool = False
    ) -> WSUpgradeResponseWithListener:
        """Answer a request for an upgrade: with a socket, or with the reason why not.

        ``is_pretending`` tells of a certificate in a header that no proxy of ours wrote.
        """
        if request.headers.get("Upgrade", "").casefold() != "websocket":
            return _refusal(HTTPStatus.UPGRADE_REQUIRED, "charging stations connect by WebSocket")
        # picows wants exactly this; "keep-alive, Upgrade" and nothing at all are seen in the field.
        request.headers["Connection"] = "Upgrade"
        target = read_target(request.path)
        if target is None:
            path = request.path.decode("ascii", "replace")[:255]
            return self._refuse(Target(identity=path), peer, RefusalReason.INVALID_IDENTITY)
        if is_pretending:
            return self._refuse(target, peer, RefusalReason.PROXY_UNTRUSTED)
        now = self._loop.time()
        wait_s = max(
            attempts.wait_s(target.identity, peer.address, now=now)
            for attempts in (self._failures, self._visits)
        )
        if wait_s:
            return self._refuse(target, peer, RefusalReason.TOO_MANY_ATTEMPTS, wait_s=wait_s)
        decision = self._gate.admit(
            target.identity,
            tenant_slug=target.tenant_slug,
            credentials=read_credentials(request.headers.get("Authorization")),
            peer=peer,
        )
        if isinstance(decision, Refusal):
            return self._turn_away(target, peer, decision)
        self._failures.forget(target.identity, peer.address)
        self._visits.note(target.identity, peer.address, now=now)
        return self._let_in(request, target, peer, decision)

    def _turn_away(
        self, target: Target, peer: Peer, refusal: Refusal
    ) -> WSUpgradeResponseWithListener:
        if refusal.is_authentication:
            self._failures.note(target.identity, peer.address, now=self._loop.time())
        _log.info("ocpp.handshake.refused", identity=target.identity, reason=refusal.reason.value)
        return _refusal(refusal.status, _SENTENCES.get(refusal.reason, refusal.reason.value))

    def _refuse(
        self, target: Target, peer: Peer, reason: RefusalReason, *, wait_s: float = 0.0
    ) -> WSUpgradeResponseWithListener:
        status = _STATUSES.get(reason, HTTPStatus.NOT_FOUND)
        self._note(target, peer, reason, status)
        return _refusal(status, _SENTENCES[reason], wait_s=wait_s)

    def _let_in(
        self, request: WSUpgradeRequest, target: Target, peer: Peer, admission: Admission
    ) -> WSUpgradeResponseWithListener:
        offered = request.headers.getall("Sec-WebSocket-Protocol", [])
        version = choose_version(", ".join(offered) if offered else None, self._versions)
        if version is None:
            reason = RefusalReason.SUBPROTOCOL_UNSUPPORTED
            self._note(target, peer, reason, HTTPStatus.SWITCHING_PROTOCOLS)
            return _upgrade(_NoSubprotocol(self._settings), {})
        if not offered:
            _log.warning("ocpp.handshake.no_subprotocol", identity=target.identity)
        deflate = self._choose_deflate(request, version)
        socket = TextSocket(self._settings.limits, deflate)
        self._welcome(admission, peer, version, socket)
        headers = {"Sec-WebSocket-Protocol": version.value} if offered else {}
        extensions = {"Sec-WebSocket-Extensions": deflate.header} if deflate else {}
        return _upgrade(socket, headers | extensions)

    def _choose_deflate(self, request: WSUpgradeRequest, version: OcppVersion) -> Deflate | None:
        if version is OcppVersion.V16 and not self._settings.compresses_16:
            return None
        return accept_offer(", ".join(request.headers.getall("Sec-WebSocket-Extensions", [])))

    def _note(self, target: Target, peer: Peer, reason: RefusalReason, status: HTTPStatus) -> None:
        _log.info("ocpp.handshake.refused", identity=target.identity, reason=reason.value)
        self._gate.note_refusal(
            target.identity,
            tenant_slug=target.tenant_slug,
            peer=peer,
            refusal=Refusal(status=status, reason=reason),
        )


class _NoSubprotocol(TextSocket):
    """Completes the handshake without a subprotocol and closes, as OCPP-J asks."""

    def __init__(self, settings: OcppServerSettings) -> None:
        super().__init__(settings.limits)
        self.bind(self)

    def opened(self) -> None:
        self.close(WSCloseCode.PROTOCOL_ERROR, "none of the subprotocols offered is supported")

    def received(self, text: str) -> None:
        """Ignore it: the socket is closing."""

    def closed(self) -> None:
        """Nothing to forget: nobody was let in."""


def _upgrade(socket: TextSocket, headers: dict[str, str]) -> WSUpgradeResponseWithListener:
    response = WSUpgradeResponse.create_101_response(headers)
    return WSUpgradeResponseWithListener(response, socket)


def _refusal(status: int, sentence: str, *, wait_s: float = 0.0) -> WSUpgradeResponseWithListener:
    headers = {"Connection": "close"}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Basic realm="ocpp"'
    if wait_s:
        headers["Retry-After"] = str(int(wait_s) + 1)
    response = WSUpgradeResponse.create_error_response(status, f"{sentence}\n".encode(), headers)
    return WSUpgradeResponseWithListener(response, None)
