"""What sources need from outside: somebody who speaks with the cloud."""

from typing import Protocol

from sigec.sources.model import SourceDraft, TryOut


class SourceProbe(Protocol):
    """Tries an account out, with the fewest calls that show what is wrong."""

    async def try_out(self, draft: SourceDraft) -> TryOut:
        """Sign in and ask for chargers and transactions once; every failure is in the answer."""
        ...
