"""What happens to condominiums and operators."""

from dataclasses import dataclass
from typing import ClassVar

from sigec.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantChanged(Event):
    """A tenant was created, edited, suspended or removed; what is remembered of it is stale."""

    name: ClassVar[str] = "tenant.changed"
    is_public: ClassVar[bool] = False
    slug: str
