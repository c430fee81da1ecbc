"""Years of charges in a database: told by nobody, stored by what stores them always."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import text

from sigec.db import Database
from sigec.drivers.model import TokenRef
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import PersonId, SessionId, SiteId, StationId, TariffVersionId, TenantId, new_id
from sigec.kit.money import Money
from sigec.sessions._store import charges, rollups
from sigec.sessions._store import sessions as store
from sigec.sessions._store.charges import Priced
from sigec.sessions.model import (
    Holder,
    Identity,
    MeterSample,
    ReportKind,
    Session,
    TransactionReport,
    advance,
    fold_first,
)
from sigec.tariffs.model import Basis, Charge, Line, LineKind

AT_ONCE = 2_000
YEARS = timedelta(days=730)
LASTS = timedelta(hours=3)
READINGS = 12
ENERGIES_WH = range(2_100, 40_000, 3_700)
OPEN_SHARE, UNKNOWN_SHARE = 0.0001, 0.002
VERSION_ID = TariffVersionId(UUID(int=1))
_ARE_FINAL = text(
    "UPDATE sessions SET rating = 'final' WHERE ended_at IS NOT NULL AND rating = 'pending'"
)
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the charges of an archive took place, and who may have charged."""

    tenant_id: TenantId
    site_ids: Sequence[SiteId]
    station_ids: Sequence[StationId]
    person_ids: Sequence[PersonId]
    until: datetime


async def fill(database: Database, place: Place, amount: int) -> None:
    """Store so many charges of two years, nearly all of them ended and priced."""
    made = _sessions(place, amount)
    while batch := list(islice(made, AT_ONCE)):
        async with database.transaction(PLATFORM) as connection:
            await store.save(connection, batch)
            ended = [session for session in batch if not session.is_open]
            priced = [Priced(one, _charge(one), VERSION_ID) for one in ended]
            await charges.save(connection, priced, at=place.until)
            await connection.execute(_ARE_FINAL)
            await rollups.count(connection, [session.id for session in ended])


def _sessions(place: Place, amount: int) -> Iterator[Session]:
    """Make charges, each station's after one another, the earliest first."""
    chance = Random(1)
    begun = place.until - YEARS
    made = [_made_by_reports(place, energy_wh) for energy_wh in ENERGIES_WH]
    for number in range(amount):
        station = number % len(place.station_ids)
        at = begun + YEARS * (number / amount)
        is_known = chance.random() >= UNKNOWN_SHARE
        going, ended = chance.choice(made)
        template = going if chance.random() < OPEN_SHARE else ended
        fold = template.fold
        yield replace(
            template,
            id=SessionId(new_id()),
            site_id=place.site_ids[station % len(place.site_ids)],
            station_id=place.station_ids[station],
            external_id=str(number + 1),
            start_key=None,
            recorded_at=at,
            heard_at=at + LASTS,
            holder=Holder(
                identity=Identity.KNOWN if is_known else Identity.UNKNOWN,
                person_id=chance.choice(place.person_ids) if is_known else None,
            ),
            fold=replace(
                fold,
                first_at=at,
                started_at=at,
                ended_at=fold.ended_at and at + LASTS,
                id_token=TokenRef(value=f"04CAFE{chance.randrange(3_000):08X}"),
            ),
        )


def _made_by_reports(place: Place, energy_wh: int) -> tuple[Session, Session]:
    """Return a charge as reports make it, before its end and after."""

    def report(kind: ReportKind, part: float) -> TransactionReport:
        at = _EPOCH + LASTS * part
        sample = MeterSample(at=at, energy_wh=round(1_000 + energy_wh * part), power_w=7_200)
        return TransactionReport(
            station_id=place.station_ids[0],
            kind=kind,
            at=at,
            received_at=at,
            evse=1,
            connector=1,
            external_id="1",
            samples=(sample,),
        )

    first = report(ReportKind.STARTED, 0)
    session = Session(
        id=SessionId(new_id()),
        tenant_id=place.tenant_id,
        station_id=place.station_ids[0],
        external_id="1",
        recorded_at=_EPOCH,
        heard_at=_EPOCH,
        fold=fold_first(first),
    )
    for number in range(1, READINGS):
        session = _told(session, report(ReportKind.UPDATED, number / READINGS))
    return session, _told(session, report(ReportKind.ENDED, 1))


def _told(session: Session, report: TransactionReport) -> Session:
    step = advance(session, report)
    assert isinstance(step, Session)
    return step


def _charge(session: Session) -> Charge:
    energy_wh = session.energy.energy_wh or 0
    amount = Money.from_minor(round(energy_wh * 53 / 1_000), "BRL")
    line = Line(
        kind=LineKind.ENERGY,
        window="base",
        from_at=session.started_at,
        to_at=session.reached_at,
        unit_price=Decimal("0.53"),
        amount=amount,
        energy_wh=energy_wh,
        basis=Basis.READINGS,
    )
    return Charge.of((line,), "BRL")
