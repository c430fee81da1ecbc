"""The one table from the kinds of `sigec.kit.errors` to the statuses of gRPC."""

from collections.abc import Mapping

import grpc

from sigec.kit import errors as kinds
from sigec.kit.errors import SigecError

CODE = "sigec-code"
"""The trailing metadata with the stable code that REST has in a problem's ``type``."""

STATUS_BY_KIND: Mapping[type[SigecError], grpc.StatusCode] = {
    kinds.Unauthenticated: grpc.StatusCode.UNAUTHENTICATED,
    kinds.Forbidden: grpc.StatusCode.PERMISSION_DENIED,
    kinds.NotFound: grpc.StatusCode.NOT_FOUND,
    kinds.Conflict: grpc.StatusCode.FAILED_PRECONDITION,
    kinds.PreconditionFailed: grpc.StatusCode.ABORTED,
    kinds.Invalid: grpc.StatusCode.INVALID_ARGUMENT,
    kinds.TooManyRequests: grpc.StatusCode.RESOURCE_EXHAUSTED,
    kinds.Unavailable: grpc.StatusCode.UNAVAILABLE,
    kinds.DeadlineExceeded: grpc.StatusCode.DEADLINE_EXCEEDED,
}


def status_of(error: SigecError) -> grpc.StatusCode:
    """Return the status of the error's kind; a kind that the table does not know is internal."""
    for kind in type(error).__mro__:
        if kind in STATUS_BY_KIND:
            return STATUS_BY_KIND[kind]
    return grpc.StatusCode.INTERNAL


def details_of(error: SigecError) -> str:
    """Say what happened to who writes the program: the code, and what it is about."""
    said = str(error)
    return f"{type(error).code}: {said}" if said else type(error).code


def metadata_of(error: SigecError) -> list[tuple[str, str]]:
    """Return what a program reads of an error."""
    metadata = [(CODE, type(error).code)]
    if isinstance(error, kinds.TooManyRequests):
        metadata.append(("retry-after", str(error.retry_after_s)))
    return metadata
