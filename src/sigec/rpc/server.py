"""The gRPC server: in this process and loop, with health and reflection.

Import it only to serve: gRPC's library costs a fifth of a second.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import grpc
from google.protobuf.descriptor import ServiceDescriptor
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from sigec.rpc.commands import CommandsServicer
from sigec.rpc.events import EventsServicer
from sigec.rpc.methods import handler_of
from sigec.rpc.services import RpcServices
from sigec.rpc.sessions import SessionsServicer
from sigec.rpc.stations import StationsServicer
from sigec.rpc.v1 import commands_pb2, events_pb2, sessions_pb2, stations_pb2

MESSAGE_BYTES_MAX = 1024 * 1024
"""Of a request, as REST takes it; the largest answer, 200 sessions, is a fifth of it."""
CALLS_OF_ONE_MAX = 200
"""At once on one connection."""
_OPTIONS = (
    ("grpc.max_receive_message_length", MESSAGE_BYTES_MAX),
    ("grpc.max_send_message_length", 4 * MESSAGE_BYTES_MAX),
    ("grpc.max_metadata_size", 16 * 1024),
    ("grpc.max_concurrent_streams", CALLS_OF_ONE_MAX),
    ("grpc.so_reuseport", 0),  # a port that another process has is to fail at start
    ("grpc.keepalive_time_ms", 30_000),  # finds streams whose other end is gone
    ("grpc.keepalive_timeout_ms", 10_000),
    ("grpc.http2.min_ping_interval_without_data_ms", 10_000),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What the port proves itself with, PEM."""

    chain: bytes
    key: bytes


def service_descriptors() -> list[ServiceDescriptor]:
    """Return the services of the proto files."""
    files = (stations_pb2, sessions_pb2, commands_pb2, events_pb2)
    return [service for each in files for service in each.DESCRIPTOR.services_by_name.values()]


@asynccontextmanager
async def serving(
    services: RpcServices,
    *,
    host: str,
    port: int,
    certificate: Certificate | None = None,
    drain_timeout_s: float,
) -> AsyncIterator[int]:
    """Listen for as long as the context lasts, and give the port.

    :raises OSError: when it cannot be opened.
    """
    server = grpc.aio.server(options=_OPTIONS)
    servicers = {
        "sigec.v1.Stations": StationsServicer(services),
        "sigec.v1.Sessions": SessionsServicer(services),
        "sigec.v1.Commands": CommandsServicer(services),
        "sigec.v1.Events": EventsServicer(services),
    }
    descriptors = service_descriptors()
    server.add_generic_rpc_handlers(
        [handler_of(each, servicers[each.full_name], services) for each in descriptors]
    )
    names = [each.full_name for each in descriptors]
    state = health.aio.HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(state, server)
    reflection.enable_server_reflection(
        (*names, health.SERVICE_NAME, reflection.SERVICE_NAME), server
    )
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    try:
        if certificate is None:
            bound = server.add_insecure_port(address)
        else:
            pair = (certificate.key, certificate.chain)
            bound = server.add_secure_port(address, grpc.ssl_server_credentials([pair]))
    except RuntimeError as error:
        raise OSError(str(error)) from error
    await server.start()
    for name in ("", *names):
        await state.set(name, health_pb2.HealthCheckResponse.SERVING)
    try:
        yield bound
    finally:
        await state.enter_graceful_shutdown()
        await server.stop(drain_timeout_s)
