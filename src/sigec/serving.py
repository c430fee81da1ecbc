"""Open the ports of a platform, do its work until somebody says stop, and end well."""

import asyncio
import gc
import secrets
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum

import structlog
import uvicorn

from sigec.accounts.model import UserDraft
from sigec.app import Platform, open_platform
from sigec.db import BadDatabaseUrl, Database, StorageUnavailable
from sigec.db.migrate import migrate
from sigec.kit.actor import SYSTEM
from sigec.kit.actor import Role as UserRole
from sigec.kit.pages import PageRequest
from sigec.settings import Settings
from sigec.worker.presence import Badge, Presence

SECRET_FILE = "secret.key"  # noqa: S105 - a file's name
SEEN_EVERY_S = 30
DRAIN_TIMEOUT_S = 10
BACKLOG = 2_048
GARBAGE_MAX = 20_000
"""How many more objects are made than freed before cycles among them are looked for."""

_log = structlog.get_logger()


class StartFailure(Exception):
    """The platform cannot start; the text is the sentence that tells a person why."""


class Role(StrEnum):
    """What a process does."""

    OCPP = "ocpp"
    API = "api"
    WORKER = "worker"


ALL_ROLES = frozenset(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A platform at work, and the ports it was given; ``None`` for what this process leaves out."""

    platform: Platform
    http_port: int | None
    ocpp_port: int | None
    grpc_port: int | None


async def serve(settings: Settings, *, roles: frozenset[Role] = ALL_ROLES) -> None:
    """Run the platform until SIGINT or SIGTERM.

    :raises StartFailure: when it cannot start.
    """
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with running(settings, roles=roles):
        _calm_garbage_collection()
        await stop.wait()
        _log.info("platform.stopping")


def _calm_garbage_collection() -> None:
    """Leave alone what lives as long as the process, and look less often for cycles.

    Messages leave hardly any; looking for them after every 700 objects took a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_MAX, 20, 20)


@asynccontextmanager
async def running(
    settings: Settings, *, roles: frozenset[Role] = ALL_ROLES
) -> AsyncIterator[Running]:
    """Run the platform for as long as the context lasts.

    :raises StartFailure: when it cannot start.
    """
    if roles != ALL_ROLES and settings.effective_database_url.startswith("sqlite"):
        raise StartFailure(
            "several processes need PostgreSQL: set SIGEC_DATABASE_URL, or serve all roles at once"
        )
    prepare_folder(settings)
    _require_free_ports(settings, roles)
    async with AsyncExitStack() as stack:
        with explained():
            opened = open_platform(settings, secret_key=_secret_key(settings))
            platform = await stack.enter_async_context(opened)
        # The last one opened is the first to close: ports before the work, the work before storage.
        if Role.WORKER in roles:
            await stack.enter_async_context(_working(platform))
        await stack.enter_async_context(_listening(platform))
        http_port = ocpp_port = grpc_port = None
        if Role.API in roles:
            http_port = await stack.enter_async_context(_serving_http(platform))
            grpc_port = await stack.enter_async_context(serving_rpc(platform))
        if Role.OCPP in roles:
            ocpp_port = await stack.enter_async_context(_serving_stations(platform))
        badge = Badge.of(platform.nodes.node, frozenset(roles))
        presence = Presence(
            platform.database, platform.services.clock, badge, platform.ocpp.dismiss
        )
        await stack.enter_async_context(presence.shown())
        yield Running(
            platform=platform, http_port=http_port, ocpp_port=ocpp_port, grpc_port=grpc_port
        )


async def migrate_database(settings: Settings) -> None:
    """Bring the database to the version of this code and stop.

    :raises StartFailure: when it cannot be used.
    """
    prepare_folder(settings)
    with explained():
        database = Database(settings.effective_database_url)
        try:
            await migrate(database)
        finally:
            await database.close()


async def create_admin(settings: Settings, *, email: str, name: str, password: str) -> None:
    """Create a platform admin, or give one that exists this password.

    :raises StartFailure: when the database cannot be used.
    :raises SigecError: when e-mail or password break a rule, or another user has the e-mail.
    """
    prepare_folder(settings)
    with explained():
        async with open_platform(settings, secret_key=_secret_key(settings)) as platform:
            accounts = platform.services.accounts
            page = await accounts.list_users(SYSTEM, PageRequest(), role=UserRole.PLATFORM_ADMIN)
            known = [user for user in page.items if user.email == email.casefold()]
            if known:
                await accounts.edit_user(SYSTEM, known[0].id, {"password": password})
            else:
                draft = UserDraft(
                    email=email, name=name, role=UserRole.PLATFORM_ADMIN, password=password
                )
                await accounts.create_user(SYSTEM, draft)


@contextmanager
def explained() -> Iterator[None]:
    """Turn what may be missing at start into one sentence.

    :raises StartFailure: with it.
    """
    try:
        yield
    except StorageUnavailable as error:
        raise StartFailure(f"the database cannot be used: {error}") from error
    except BadDatabaseUrl as error:
        raise StartFailure(f"SIGEC_DATABASE_URL: {error}") from error


def prepare_folder(settings: Settings) -> None:
    """Make the data directory where it is missing.

    :raises StartFailure: when it cannot be written.
    """
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".writable-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StartFailure(
            f"the data directory {folder} cannot be written ({error.strerror}); set SIGEC_DATA_DIR"
        ) from error


def _require_free_ports(settings: Settings, roles: frozenset[Role]) -> None:
    """Fail before anything is touched: what has our ports may well be us, started before."""
    if Role.API in roles:
        _bind(settings).close()
        try:
            _listen(settings.host, settings.grpc_port).close()
        except OSError as error:
            raise _grpc_port_failure(settings, error) from error
    if Role.OCPP in roles:
        ports = [settings.ocpp_port]
        if settings.ocpp_tls_cert is not None:
            ports.append(settings.ocpp_tls_port)
        try:
            for port in ports:
                _listen(settings.host, port).close()
        except OSError as error:
            raise _station_ports_failure(settings, error) from error


def _secret_key(settings: Settings) -> str:
    """Return the key that was set, else the one kept in the data directory, made once."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    path = settings.data_dir / SECRET_FILE
    with suppress(FileExistsError):
        made = secrets.token_urlsafe(48)
        partial = path.with_suffix(f".{secrets.token_hex(4)}")
        partial.touch(mode=0o600)
        partial.write_text(made, encoding="ascii")
        try:
            path.hardlink_to(partial)  # whole or not at all, and never over another one
        finally:
            partial.unlink()
    return path.read_text(encoding="ascii")


@asynccontextmanager
async def _working(platform: Platform) -> AsyncIterator[None]:
    crew = platform.crew
    await crew.scheduler.prepare()
    for loop in crew.loops:
        if loop.follows:
            platform.database.on_commit(loop.wake, of=loop.follows)
    # No TaskGroup: it would wrap the sentence of a `StartFailure` in an ExceptionGroup.
    tasks = [asyncio.create_task(loop.run(), name=loop.name) for loop in crew.loops]
    try:
        yield
    finally:
        for loop in crew.loops:
            loop.stop()
        await asyncio.gather(*tasks)


@asynccontextmanager
async def _listening(platform: Platform) -> AsyncIterator[None]:
    tasks = [asyncio.ensure_future(listen()) for listen in platform.listeners]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def _serving_stations(platform: Platform) -> AsyncIterator[int]:
    settings, stations = platform.settings, platform.services.stations
    opened_at = platform.services.clock.now()
    try:
        await platform.ocpp.start()
    except OSError as error:
        raise _station_ports_failure(settings, error) from error
    _log.info("ocpp.listening", host=settings.host, port=platform.ocpp.port)
    beside = (
        asyncio.create_task(_flush_seen(platform)),
        asyncio.create_task(platform.nodes.run()),
    )
    try:
        await stations.leave_behind(before=opened_at)
        yield platform.ocpp.port
    finally:
        for task in beside:
            task.cancel()
        await platform.ocpp.stop()
        await stations.flush_seen()


async def _flush_seen(platform: Platform) -> None:
    while True:
        await asyncio.sleep(SEEN_EVERY_S)
        with suppress(StorageUnavailable):
            await platform.services.stations.flush_seen()


class _HttpServer(uvicorn.Server):
    """Leaves signals to us: one process, one way to stop."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def _serving_http(platform: Platform) -> AsyncIterator[int]:
    settings = platform.settings
    listener = _bind(settings)
    server = _HttpServer(
        uvicorn.Config(
            platform.api,
            loop="none",
            http="httptools",
            ws="websockets-sansio",
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=DRAIN_TIMEOUT_S,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    port: int = listener.getsockname()[1]
    _log.info("http.listening", host=settings.host, port=port)
    if settings.is_local:
        platform.services.workshop.address.listen_at(f"http://{settings.host}:{port}")
    try:
        yield port
    finally:
        platform.hub.dismiss()
        server.should_exit = True
        await serving


@asynccontextmanager
async def serving_rpc(platform: Platform) -> AsyncIterator[int]:
    """Serve gRPC for as long as the context lasts, and give the port.

    :raises StartFailure: when it cannot be opened.
    """
    from sigec.rpc.server import Certificate, serving  # noqa: PLC0415 - see there
    from sigec.rpc.services import RpcServices  # noqa: PLC0415 - as above

    settings, services = platform.settings, platform.services
    certificate = None
    if settings.grpc_tls_cert is not None and settings.grpc_tls_key is not None:
        certificate = Certificate(
            chain=settings.grpc_tls_cert.read_bytes(), key=settings.grpc_tls_key.read_bytes()
        )
    opened = serving(
        RpcServices(
            callers=services.callers,
            tenants=services.tenants,
            audit_trail=services.audit_trail,
            inventory=services.inventory,
            stations=services.stations,
            sessions=services.sessions,
            session_queries=services.session_queries,
            events=services.events,
        ),
        host=settings.host,
        port=settings.grpc_port,
        certificate=certificate,
        drain_timeout_s=DRAIN_TIMEOUT_S,
    )
    async with AsyncExitStack() as stack:
        try:
            port = await stack.enter_async_context(opened)
        except OSError as error:
            raise _grpc_port_failure(settings, error) from error
        _log.info("grpc.listening", host=settings.host, port=port)
        try:
            yield port
        finally:
            platform.hub.dismiss()  # streams would keep the server from ending


def _grpc_port_failure(settings: Settings, error: OSError) -> StartFailure:
    return StartFailure(
        f"the gRPC port {settings.grpc_port} cannot be opened ({error.strerror or error});"
        " set SIGEC_GRPC_PORT or stop what uses it"
    )


def _bind(settings: Settings) -> socket.socket:
    """Take the port before anything is answered on it, so that a taken one fails at start."""
    try:
        return _listen(settings.host, settings.http_port)
    except OSError as error:
        raise StartFailure(
            f"the web port {settings.http_port} cannot be opened ({error.strerror});"
            " set SIGEC_HTTP_PORT or stop what uses it"
        ) from error


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    listener.setblocking(False)  # noqa: FBT003 - the library's own signature
    return listener


def _station_ports_failure(settings: Settings, error: OSError) -> StartFailure:
    return StartFailure(
        f"the ports for stations, {settings.ocpp_port} and {settings.ocpp_tls_port}, cannot be"
        f" opened ({error.strerror}); set SIGEC_OCPP_PORT or stop what uses them"
    )
