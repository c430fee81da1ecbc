"""Try an account out, and say in the end what is wrong or which headers work."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import httpx2

from sigec.cvepro.client import Client
from sigec.cvepro.translate import charger_report
from sigec.cvepro.troubles import CloudFailed, failing, host_of
from sigec.cvepro.wire import Listing, TransactionRow
from sigec.kit.ports import Clock
from sigec.sources.model import (
    AuthScheme,
    Failure,
    Headers,
    SourceDraft,
    Step,
    Trouble,
    TryOut,
)

TRIAL_TIMEOUT_S = 40.0
"""A person waits; a cloud that takes longer is not one to rely on."""
WINDOW = timedelta(hours=48)
_REACHED_NOTHING = frozenset(
    {
        "source.timeout",
        "source.unreachable",
        "source.certificate",
        "source.forbidden_address",
        "source.not_cvepro",
    }
)


class CveProProbe:
    """Tries accounts; `sigec.sources.ports.SourceProbe`."""

    def __init__(self, http: httpx2.AsyncClient, clock: Clock) -> None:
        self._http = http
        self._clock = clock

    async def try_out(self, draft: SourceDraft) -> TryOut:
        """Sign in and ask for transactions and chargers once; every failure is in the answer.

        Headers that the cloud refuses are replaced by others, until some work.
        """
        client = Client(draft, self._http, self._clock, sleep=_do_not_wait)
        passed: list[Step] = []
        try:
            async with asyncio.timeout(TRIAL_TIMEOUT_S):
                await client.token()
                passed += [Step.ADDRESS, Step.LOGIN]
                headers, found = await self._transactions(client, draft)
                passed.append(Step.TRANSACTIONS)
                chargers = await client.chargers()
                passed.append(Step.CHARGERS)
        except TimeoutError:
            late = failing("source.timeout", host=host_of(draft.base_url))
            return _stopped(draft, passed, late.failure)
        except CloudFailed as failed:
            return _stopped(draft, passed, failed.failure)
        return TryOut(
            passed=passed,
            headers=headers,
            advice=None if headers == draft.headers else _advice(headers),
            chargers=[charger_report(each.item) for each in chargers.items],
            transactions=len(found.items),
        )

    async def _transactions(
        self, client: Client, draft: SourceDraft
    ) -> tuple[Headers, Listing[TransactionRow]]:
        now = self._clock.now()
        window = (now - WINDOW, now + WINDOW)
        try:
            return draft.headers, await client.transactions(*window)
        except CloudFailed as failed:
            if failed.failure.trouble.code != "source.header_refused":
                raise
            for headers in _alternatives(draft.headers):
                if (found := await _with_headers(client, headers, window)) is not None:
                    return headers, found
            raise


async def _with_headers(
    client: Client, headers: Headers, window: tuple[datetime, datetime]
) -> Listing[TransactionRow] | None:
    client.use(headers)
    try:
        return await client.transactions(*window)
    except CloudFailed as failed:
        if failed.failure.trouble.code == "source.header_refused":
            return None
        raise


def _alternatives(tried: Headers) -> Iterator[Headers]:
    """Yield what else accounts want, the likeliest first."""
    plain = replace(tried, auth_scheme=AuthScheme.RAW, platform=None, timezone_offset=None)
    choices = (
        plain,
        replace(plain, platform="API"),
        replace(plain, auth_scheme=AuthScheme.BEARER),
        replace(plain, platform="DASHBOARD", timezone_offset="-3"),
    )
    yield from (choice for choice in choices if choice != tried)


def _advice(headers: Headers) -> Trouble:
    return Trouble(
        code="source.use_headers",
        params={
            "auth_scheme": headers.auth_scheme.value,
            "platform": headers.platform or "–",
            "timezone_offset": headers.timezone_offset or "–",
        },
    )


def _stopped(draft: SourceDraft, passed: list[Step], failure: Failure) -> TryOut:
    steps = list(Step)
    if not passed and failure.trouble.code not in _REACHED_NOTHING:
        passed = [Step.ADDRESS]
    return TryOut(
        passed=passed,
        failed=steps[len(passed)],
        trouble=failure.trouble,
        headers=draft.headers,
    )


async def _do_not_wait(_seconds: float) -> None:
    """Let a person have the answer at once."""
    await asyncio.sleep(0)
