"""A platform that serves gRPC on a free port of this machine."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import grpc
import pytest
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

from sigec.accounts.service import Passwords
from sigec.app import Platform, open_platform
from sigec.kit.clock import ManualClock
from sigec.rpc.server import service_descriptors
from sigec.serving import serving_rpc
from sigec.settings import Settings
from tests.canaries import SECRET_KEY
from tests.integration.rest.conftest import (
    NOON,
    House,
    client_of,
    no_clouds,
    quick_passwords,
)

__all__ = ["House"]

Metadata = dict[str, str]
METHODS: dict[str, MethodDescriptor] = {
    method.full_name: method for service in service_descriptors() for method in service.methods
}


@dataclass
class Program:
    """Another program's end: calls methods by their names."""

    channel: grpc.aio.Channel

    async def call(self, name: str, metadata: Metadata, timeout_s: float = 5, **fields: Any) -> Any:
        """Call a method of ``sigec.v1``; a stream gives its messages when it ends."""
        method = METHODS[f"sigec.v1.{name}"]
        request = GetMessageClass(method.input_type)(**fields)
        made = self._callable(method)(request, metadata=tuple(metadata.items()), timeout=timeout_s)
        if method.server_streaming:
            return [message async for message in made]
        return await made

    def _callable(self, method: MethodDescriptor) -> Callable[..., Any]:
        make = self.channel.unary_stream if method.server_streaming else self.channel.unary_unary
        path = method.full_name.rpartition(".")
        callable_: Callable[..., Any] = make(
            f"/{path[0]}/{path[2]}",
            request_serializer=GetMessageClass(method.input_type).SerializeToString,
            response_deserializer=GetMessageClass(method.output_type).FromString,
        )
        return callable_


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The slices' own tests prove the rest on both databases."""
    return sqlite_url


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def passwords() -> Passwords:
    return quick_passwords()


@pytest.fixture
async def platform(
    database_url: str, clock: ManualClock, passwords: Passwords
) -> AsyncIterator[Platform]:
    settings = Settings(database_url=database_url, grpc_port=0)
    async with (
        no_clouds() as http,
        open_platform(
            settings, secret_key=SECRET_KEY, clock=clock, passwords=passwords, http=http
        ) as opened,
    ):
        yield opened


@pytest.fixture
async def house(platform: Platform, clock: ManualClock) -> AsyncIterator[House]:
    async with client_of(platform.api) as client:
        yield House(api=platform.api, client=client, services=platform.services, clock=clock)


@pytest.fixture
async def port(platform: Platform) -> AsyncIterator[int]:
    async with serving_rpc(platform) as opened:
        yield opened


@pytest.fixture
async def program(port: int) -> AsyncIterator[Program]:
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield Program(channel)
