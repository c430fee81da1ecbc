"""The chargers of an account, and the tags that its transactions taught us."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sigec.kit.ids import SourceChargerId, SourceId, StationId, TenantId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargerConnector:
    """A connector as the cloud lists it, in our units."""

    number: int
    type: str | None = None
    power_max_w: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargerReport:
    """What the cloud says of one of the account's chargers.

    ``external_id`` is its identity there (``chargeBoxId``), ``external_uuid`` its other name.
    """

    external_id: str
    external_uuid: str | None = None
    description: str | None = None
    vendor: str | None = None
    model: str | None = None
    serial_number: str | None = None
    firmware_version: str | None = None
    heartbeat_at: datetime | None = None
    connectors: Sequence[ChargerConnector] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Charger(ChargerReport):
    """A charger of the account; ``station_id`` is ours once it was said to belong here."""

    id: SourceChargerId
    tenant_id: TenantId
    source_id: SourceId
    station_id: StationId | None = None
    listed_at: datetime

    @property
    def is_chosen(self) -> bool:
        """Whether it belongs here."""
        return self.station_id is not None

    @property
    def suggested_name(self) -> str:
        """What to call it until somebody says otherwise."""
        return (self.description or "").strip() or self.external_id


class TagOrigin(StrEnum):
    """How a tag became known."""

    LEARNED = "learned"
    """A transaction showed both its key and the token."""
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedTag:
    """Which id token an external key (``pk:17``) stands for; ``kind`` is OCPP's."""

    source_id: SourceId
    external_key: str
    id_token: str
    kind: str
    origin: TagOrigin
    at: datetime


def pk_key(pk: int) -> str:
    """Write a cloud's number of a tag as an external key."""
    return f"pk:{pk}"
