from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from sigec.cvepro.login import Login
from sigec.cvepro.troubles import CloudFailed
from sigec.kit.clock import ManualClock
from sigec.sources.model import Account, SourceDraft, SourceState

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass
class Door:
    answers: list[tuple[int, bytes]]
    knocks: int = 0
    clock: ManualClock = field(default_factory=lambda: ManualClock(NOON))

    async def send(self) -> tuple[int, bytes]:
        self.knocks += 1
        return self.answers.pop(0)

    def login(self, base_url: str = "https://cloud.example") -> Login:
        account = Account(api_key="key", email="someone", password="word")
        draft = SourceDraft(name="Cloud", base_url=base_url, account=account)
        return Login(draft, self.clock, self.send)


def door(*answers: object, status: int = 200) -> Door:
    return Door([(status, msgspec.json.encode(answer)) for answer in answers])


async def test_a_token_is_fetched_once_and_renewed_an_hour_before_a_day_is_over() -> None:
    at = door({"token": "A"}, {"accessToken": "B"})
    login = at.login()

    assert [await login.token(), await login.token()] == ["A", "A"]
    at.clock.advance(hours=22, minutes=59)
    assert await login.token() == "A"
    at.clock.advance(minutes=2)
    assert await login.token() == "B"
    assert at.knocks == 2


@pytest.mark.parametrize(
    "told",
    [
        int((NOON + timedelta(hours=2)).timestamp()),
        int((NOON + timedelta(hours=2)).timestamp()) * 1000,
        str(int((NOON + timedelta(hours=2)).timestamp())),
        "2026-11-21T14:00:00Z",
    ],
    ids=["seconds", "milliseconds", "text", "iso"],
)
async def test_a_told_end_is_kept_however_it_is_written(told: object) -> None:
    at = door({"token": "A", "expiresAt": told}, {"token": "B"})
    login = at.login()
    await login.token()

    at.clock.advance(hours=1, minutes=57)
    assert await login.token() == "A"
    at.clock.advance(minutes=2)
    assert await login.token() == "B"


async def test_only_the_token_that_was_refused_is_replaced() -> None:
    at = door({"token": "A"}, {"token": "B"})
    login = at.login()
    refused = await login.token()

    assert await login.token(instead_of=refused) == "B"
    assert await login.token(instead_of=refused) == "B"  # somebody else renewed it meanwhile
    assert at.knocks == 2


TENANT = {"error": "E000 - Tenant Not Found", "user": None, "token": None}
REFUSALS: Sequence[tuple[int, object, str, str]] = [
    (200, TENANT, "https://cs-test.intelbras-cve-pro.com.br", "source.key_of_production"),
    (200, TENANT, "https://cs.intelbras-cve-pro.com.br", "source.key_of_test"),
    (401, TENANT, "https://cloud.example", "source.key_unknown"),
    (401, {"error": "E000 - Invalid"}, "https://cloud.example", "source.password_wrong"),
    (400, {"error": "reCAPTCHA required"}, "https://cloud.example", "source.recaptcha"),
    (200, {"error": "E123 - Something"}, "https://cloud.example", "source.refused"),
]


@pytest.mark.parametrize(("status", "answer", "base_url", "code"), REFUSALS)
async def test_a_refusal_says_what_is_wrong(
    status: int, answer: object, base_url: str, code: str
) -> None:
    with pytest.raises(CloudFailed) as refused:
        await door(answer, status=status).login(base_url).token()

    assert refused.value.failure.trouble.code == code
    assert refused.value.failure.state is SourceState.AUTH_FAILED
