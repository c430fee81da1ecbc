"""Makes reports for tests: minutes after noon, registers in Wh."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sigec.drivers.model import TokenRef
from sigec.kit.ids import SessionId, StationId, TenantId
from sigec.sessions.model import MeterSample, ReportKind, Session, TransactionReport, fold_first

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
STATION = StationId(UUID(int=1))
CARD = TokenRef(value="CARD-1")


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def sample(minute: float, energy_wh: int | None = None, **fields: Any) -> MeterSample:
    return MeterSample(at=at(minute), energy_wh=energy_wh, **fields)


def report(kind: ReportKind, minute: float, **fields: Any) -> TransactionReport:
    return TransactionReport(
        **{
            "station_id": STATION,
            "kind": kind,
            "at": at(minute),
            "received_at": at(minute),
            "evse": 1,
            "connector": 1,
            "external_id": "7",
            **fields,
        }
    )


def started(minute: float = 0, register_wh: int | None = 1_000, **fields: Any) -> TransactionReport:
    fields.setdefault("id_token", CARD)
    return report(ReportKind.STARTED, minute, register_wh=register_wh, **fields)


def updated(minute: float, energy_wh: int | None = None, **fields: Any) -> TransactionReport:
    samples: Sequence[MeterSample] = fields.pop("samples", None) or (sample(minute, energy_wh),)
    return report(ReportKind.UPDATED, minute, samples=samples, **fields)


def ended(minute: float, register_wh: int | None = None, **fields: Any) -> TransactionReport:
    return report(ReportKind.ENDED, minute, register_wh=register_wh, **fields)


def session_of(first: TransactionReport) -> Session:
    return Session(
        id=SessionId(UUID(int=2)),
        tenant_id=TenantId(UUID(int=3)),
        station_id=first.station_id,
        external_id=first.external_id or "7",
        recorded_at=first.received_at,
        heard_at=first.received_at,
        fold=fold_first(first),
    )
