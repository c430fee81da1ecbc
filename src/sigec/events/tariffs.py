"""What happens to prices."""

from dataclasses import dataclass
from typing import ClassVar

from sigec.events.base import Event
from sigec.kit.ids import TariffId


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffChanged(Event):
    """A tariff or one of its versions was created or edited."""

    name: ClassVar[str] = "tariff.changed"
    tariff_id: TariffId
