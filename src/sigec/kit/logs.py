"""Logs: one line an event, readable on a terminal, JSON elsewhere, and never a secret in them."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

MASK = "***"

_SECRET_NAMES = re.compile(
    r"password|passwd|secret|token|authorization|cookie|api_?key|phone|e_?mail|cpf|body",
    re.IGNORECASE,
)
_SECRET_VALUES = re.compile(
    r"""
      \b(?:Bearer|Basic)\s+[\w+/=.-]+                 # credentials of a request
    | \beyJ[\w-]+\.[\w-]+\.[\w-]+                     # a JSON web token
    | \bsgk_[A-Za-z0-9]{12}_[A-Za-z0-9]+               # an API key of ours
    | (?<=://)[^/@\s:]+:[^/@\s]+(?=@)                 # user and password in an address
    | \+\d{10,15}\b                                   # a phone, E.164
    | \b[\w.+-]+@[\w-]+\.[\w.-]+\b                    # an e-mail address
    """,
    re.VERBOSE,
)
_HARMLESS_NAMES = frozenset({"id_token_id", "message_id"})


def mask_secrets(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replace the values of fields that are secret by name, and what looks secret in any text."""
    for name, value in event.items():
        if name not in _HARMLESS_NAMES and _SECRET_NAMES.search(name):
            event[name] = MASK
        elif isinstance(value, str):
            event[name] = _SECRET_VALUES.sub(MASK, value)
    return event


def configure_logs(*, level: str, as_json: bool) -> None:
    """Send our own events and those of libraries through one chain to standard error."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        # Before masking, and as plain text: pretty tracebacks would print local variables.
        structlog.processors.format_exc_info,
        mask_secrets,
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                mask_secrets,
                renderer,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for chatty in ("uvicorn.access", "uvicorn.error", "alembic", "asyncio", "httpx2"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
