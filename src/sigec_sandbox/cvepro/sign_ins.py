"""Tokens: who is signed in, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sigec_sandbox.cvepro.things import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A token that was given out."""

    token: str
    account: Account
    until: datetime


class SignIns:
    """All tokens that count."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._by_token: dict[str, SignIn] = {}

    def admit(self, account: Account, *, at: datetime, life_s: int) -> SignIn:
        """Give out a token, opaque as the cloud's own."""
        token = f"{self._chance.getrandbits(256):064x}"
        made = SignIn(token=token, account=account, until=at + timedelta(seconds=life_s))
        self._by_token[token] = made
        return made

    def find(self, token: str, *, at: datetime) -> SignIn | None:
        """Return whose token it is, while it counts."""
        found = self._by_token.get(token)
        return found if found is not None and at < found.until else None

    def revoke_all(self) -> None:
        """Let no token count any more."""
        self._by_token.clear()
