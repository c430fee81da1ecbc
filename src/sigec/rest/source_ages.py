"""How old what we know of a station is, where it does not speak for itself."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from sigec.rest.schemas import View
from sigec.sources.model import Source, SourceFreshness, SourceState


class SourceAge(View):
    """The source that a station is read through, and up to when it told us anything."""

    id: UUID
    name: str
    state: SourceState
    freshness: SourceFreshness
    as_of: datetime | None = Field(description="The source's last answer.")
    age_s: float | None = Field(description="How long ago that was.")
    takes_commands: bool = Field(description="Whether its stations can be told anything.")

    @classmethod
    def of(cls, source: Source, at: datetime) -> Self:
        """Say how old a source's facts are at an instant."""
        return cls(
            id=source.id,
            name=source.name,
            state=source.state,
            freshness=source.freshness(at),
            as_of=source.last_success_at,
            age_s=age_s(source.last_success_at, at),
            takes_commands=source.unverified_commands,
        )


def age_s(since_at: datetime | None, at: datetime) -> float | None:
    """Return how many seconds ago an instant was."""
    return None if since_at is None else round(max(0.0, (at - since_at).total_seconds()), 1)
