"""What people need from outside the process: somebody who brings letters."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A plain message to one address."""

    to: str
    subject: str
    text: str


class LetterNotSent(Exception):
    """The letter was not taken; whoever wrote it may try again."""


class Postman(Protocol):
    """Brings letters by e-mail."""

    @property
    def is_ready(self) -> bool:
        """Whether letters can be sent from here at all."""
        ...

    async def send(self, letter: Letter) -> None:
        """Hand a letter over, and wait until it was taken.

        :raises LetterNotSent: when it was not, or nobody is there to take it.
        """
        ...
