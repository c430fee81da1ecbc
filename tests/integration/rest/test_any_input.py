"""Whatever is sent, the answer fits the OpenAPI document and is never a server's error.

Schemathesis makes the requests, good and bad, from the document: a new route is covered the day it
is included. The platform listens on a real port, in a thread with a loop of its own.
"""

import asyncio
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from unittest.mock import Mock

import pytest
import requests
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sigec.accounts.service import Passwords
from sigec.app import open_platform
from sigec.kit.actor import Role
from sigec.kit.clock import ManualClock
from sigec.rest.app import create_api
from sigec.settings import Settings
from tests.canaries import SECRET_KEY
from tests.integration.rest.conftest import House, client_of, no_clouds, quick_passwords

EXAMPLES, EXAMPLES_OF_A_CAMPAIGN = 3, 60
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
SIGNS_OUT = frozenset({"logout"})
"""Would end what the other requests go on with."""

DOCUMENT = schemathesis.openapi.from_dict(create_api(Mock()).openapi())
OPERATIONS = [
    result.ok()
    for result in DOCUMENT.get_all_operations()
    if isinstance(result, Ok) and result.ok().definition.raw["operationId"] not in SIGNS_OUT
]


@dataclass(frozen=True)
class Served:
    url: str
    headers: dict[str, str]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    url = f"sqlite:///{tmp_path_factory.mktemp('fuzz') / 'sigec.sqlite'}"
    ready: Future[Served] = Future()
    stopping = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_serve(url, ready, stopping)))
    thread.start()
    try:
        yield ready.result(timeout=60)
    finally:
        stopping.set()
        thread.join()


async def _serve(url: str, ready: Future[Served], stopping: threading.Event) -> None:
    clock = ManualClock(datetime(2026, 11, 21, 12, tzinfo=UTC))
    passwords: Passwords = quick_passwords()
    async with (
        no_clouds() as http,
        open_platform(
            Settings(database_url=url),
            secret_key=SECRET_KEY,
            clock=clock,
            passwords=passwords,
            http=http,
        ) as platform,
    ):
        platform.hub.dismiss()  # streams must end to be judged
        async with client_of(platform.api) as client:
            house = House(api=platform.api, client=client, services=platform.services, clock=clock)
            headers = await house.headers(Role.PLATFORM_ADMIN)
        # Bound before it is served: the kernel keeps early callers waiting.
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(platform.api, log_config=None, lifespan="off"))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        port = listener.getsockname()[1]
        ready.set_result(Served(url=f"http://127.0.0.1:{port}", headers=headers))
        await asyncio.to_thread(stopping.wait)
        server.should_exit = True
        await serving


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as made:
        yield made


def cases() -> Iterator[Any]:
    for operation in OPERATIONS:
        raw = operation.definition.raw
        name = raw["operationId"]
        yield pytest.param(operation, GenerationMode.POSITIVE, id=f"{name}-right")
        if raw.get("parameters") or raw.get("requestBody"):
            yield pytest.param(operation, GenerationMode.NEGATIVE, id=f"{name}-wrong")


CASES = pytest.mark.parametrize(("operation", "mode"), tuple(cases()))


@CASES
def test_the_answer_fits_the_document(
    served: Served, session: requests.Session, operation: Any, mode: GenerationMode
) -> None:
    _try(served, session, operation.as_strategy(generation_mode=mode), EXAMPLES)


@pytest.mark.campaign
@CASES
def test_many_answers_fit_the_document(
    served: Served, session: requests.Session, operation: Any, mode: GenerationMode
) -> None:
    strategy = operation.as_strategy(generation_mode=mode)
    _try(served, session, strategy, EXAMPLES_OF_A_CAMPAIGN)


def _try(served: Served, session: requests.Session, strategy: Any, examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def send(case: Case[Any]) -> None:
        session.cookies.clear()
        response = case.call(base_url=served.url, session=session, headers=served.headers)
        case.validate_response(response, checks=CHECKS)

    send()
