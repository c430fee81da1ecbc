"""Why asking the cloud failed, in codes that the catalogues have sentences for."""

import re
from urllib.parse import urlsplit

from sigec.sources.model import Failure, SourceState, Trouble

REASON_LENGTH_MAX = 200
RATE_LIMIT_WAIT_DEFAULT_S = 60.0
_SECONDS = re.compile(r"(\d+(?:\.\d+)?)\s*second", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_TEST_HOST = re.compile(r"(^|[.-])test([.-]|$)")


class CloudFailed(Exception):
    """The cloud could not be asked, or did not answer what we understand."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.trouble.code)
        self.failure = failure


def failing(code: str, *, wait_s: float | None = None, **params: str) -> CloudFailed:
    """Make a failure that time may mend."""
    trouble = Trouble(code=code, params=params)
    return CloudFailed(Failure(state=SourceState.FAILING, trouble=trouble, wait_s=wait_s))


def refused_account(code: str, **params: str) -> CloudFailed:
    """Make a failure that somebody has to look at."""
    trouble = Trouble(code=code, params=params)
    return CloudFailed(Failure(state=SourceState.AUTH_FAILED, trouble=trouble))


def rate_limited(wait_s: float) -> CloudFailed:
    """Make the failure of a cloud that told us to wait."""
    trouble = Trouble(code="source.rate_limited", params={"wait_s": f"{wait_s:.0f}"})
    return CloudFailed(
        Failure(state=SourceState.RATE_LIMITED, trouble=trouble, wait_s=max(1.0, wait_s))
    )


def wait_told(text: str, retry_after: str | None) -> float:
    """Return how long a 429 tells us to wait: the seconds are in its text only."""
    if (found := _SECONDS.search(text)) is not None:
        return float(found[1])
    if retry_after is not None and retry_after.isdigit():
        return float(retry_after)
    return RATE_LIMIT_WAIT_DEFAULT_S


def key_trouble(base_url: str) -> str:
    """Say what a key is that the address does not know: most often that of the other one."""
    host = urlsplit(base_url).hostname or ""
    if _TEST_HOST.search(host):
        return "source.key_of_production"
    return "source.key_of_test" if host.startswith("cs.") else "source.key_unknown"


def host_of(base_url: str) -> str:
    """Return what people call an address."""
    return urlsplit(base_url).hostname or base_url


def reason_of(text: object) -> str:
    """Return a cloud's own words, short and without an account in them."""
    return _ADDRESS.sub("…", " ".join(str(text).split()))[:REASON_LENGTH_MAX].rstrip(".")
