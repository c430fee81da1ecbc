"""Cards and other identifiers that drivers present."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Token:
    """An identifier; `kind` is OCPP 2.x's type, which 1.6 does not tell."""

    value: str
    kind: str = "ISO14443"

    def same_as(self, other: "Token | None") -> bool:
        """Compare as a reader does: without case."""
        return other is not None and self.value.casefold() == other.value.casefold()


TokenLike: TypeAlias = Token | str


def as_token(token: TokenLike) -> Token:
    """Return a token for a bare card number."""
    return token if isinstance(token, Token) else Token(token)
