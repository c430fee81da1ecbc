"""What every call goes through: who calls, what went wrong, one log line, one measurement."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import grpc
import structlog
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message_factory import GetMessageClass
from prometheus_client import Histogram

from sigec.kit.errors import SigecError
from sigec.rpc.admission import Admission
from sigec.rpc.errors import details_of, metadata_of, status_of
from sigec.rpc.services import RpcServices

Context = Any  # grpc.aio.ServicerContext: its generic parameters are the messages' own
_log = structlog.get_logger()
_duration = Histogram(
    "sigec_rpc_call_seconds", "Time from call to answer, by method.", ["method", "status"]
)


def handler_of(
    service: ServiceDescriptor, servicer: object, services: RpcServices
) -> grpc.GenericRpcHandler:
    """Serve a service of the proto files by the methods of a servicer, named as ours are."""
    handlers = {method.name: _handler(method, servicer, services) for method in service.methods}
    return grpc.method_handlers_generic_handler(service.full_name, handlers)


def _handler(
    method: MethodDescriptor, servicer: object, services: RpcServices
) -> "grpc.RpcMethodHandler[Any, Any]":
    serve = getattr(servicer, re.sub(r"(?<!^)(?=[A-Z])", "_", method.name).lower())
    read = GetMessageClass(method.input_type).FromString
    write = GetMessageClass(method.output_type).SerializeToString
    call = _Method(services, method.full_name, serve)
    if method.server_streaming:
        return grpc.unary_stream_rpc_method_handler(call.stream, read, write)
    return grpc.unary_unary_rpc_method_handler(call.unary, read, write)


class _Method:
    def __init__(self, services: RpcServices, name: str, serve: Callable[..., Any]) -> None:
        self._services = services
        self._name = name
        self._serve = serve

    async def unary(self, request: Any, context: Context) -> Any:
        """Answer one call."""
        admission = Admission(self._services, self._name)
        with self._noted(context):
            try:
                caller = await admission.admit(_metadata(context), peer=context.peer())
                answer: Awaitable[Any] = self._serve(caller, request)
                answered = await answer
            except Exception as error:  # noqa: BLE001 - the edge: what nobody anticipated ends here
                await self._refuse(context, admission, error)
            context.set_trailing_metadata(_left(admission))
            return answered

    async def stream(self, request: Any, context: Context) -> AsyncIterator[Any]:
        """Answer one call by as many messages as there are."""
        admission = Admission(self._services, self._name)
        with self._noted(context):
            try:
                caller = await admission.admit(_metadata(context), peer=context.peer())
                async for answer in self._serve(caller, request):
                    yield answer
            except Exception as error:  # noqa: BLE001 - the edge, as above
                await self._refuse(context, admission, error)
            context.set_trailing_metadata(_left(admission))

    async def _refuse(self, context: Context, admission: Admission, error: Exception) -> None:
        """Abort the call, which raises."""
        if isinstance(error, SigecError):
            trailing = (*metadata_of(error), *_left(admission))
            await context.abort(status_of(error), details_of(error), trailing)
        _log.error("rpc.call.failed", method=self._name, exc_info=error)
        await context.abort(grpc.StatusCode.INTERNAL, "internal", _left(admission))

    @contextmanager
    def _noted(self, context: Context) -> Iterator[None]:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=uuid4().hex)
        began, status = time.perf_counter(), "CANCELLED"
        try:
            yield
            status = "OK"
        except asyncio.CancelledError:
            raise
        except BaseException:
            status = _status_name(context)
            raise
        finally:
            took_s = time.perf_counter() - began
            _duration.labels(self._name, status).observe(took_s)
            took_ms = round(took_s * 1_000, 1)
            _log.info("rpc.call.answered", method=self._name, status=status, took_ms=took_ms)
            structlog.contextvars.clear_contextvars()


def _status_name(context: Context) -> str:
    code = context.code()
    return code.name if isinstance(code, grpc.StatusCode) else "UNKNOWN"


def _metadata(context: Context) -> dict[str, str]:
    return {
        key: value for key, value in context.invocation_metadata() or () if isinstance(value, str)
    }


def _left(admission: Admission) -> tuple[tuple[str, str], ...]:
    """Return what a program is told of its requests, as REST's headers do."""
    allowance = admission.allowance
    if allowance is None:
        return ()
    return (
        ("ratelimit-limit", str(allowance.limit)),
        ("ratelimit-remaining", str(allowance.remaining)),
        ("ratelimit-reset", str(allowance.reset_s)),
    )
