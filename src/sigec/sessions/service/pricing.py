"""What sessions cost so far, or finally."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.ids import SiteId, TenantId
from sigec.sessions._store import readings
from sigec.sessions.model import Flag, MeterSample, Method, Session, slices_of
from sigec.tariffs.model import (
    Calendar,
    Charge,
    Tariff,
    TariffVersion,
    VersionDraft,
    effective_version,
    price_changes,
    rate,
)
from sigec.tariffs.service import load_calendar, load_tariffs

CHANGES_MAX = 20
"""Above so many changes of the price all readings are loaded at once."""


class PriceList:
    """Prices sessions in one transaction, asking once for each tenant's tariffs and calendars."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._tariffs: dict[TenantId, Sequence[Tariff]] = {}
        self._calendars: dict[tuple[TenantId, SiteId | None], Calendar] = {}

    async def price(self, session: Session) -> tuple[Charge, TariffVersion] | None:
        """Return what a session costs by the version of its start.

        ``None`` when no tariff is valid then, or the energy is unknown: that is not zero.
        """
        version = await self._version(session)
        charge = None if version is None else await self.price_by(version, session)
        return None if version is None or charge is None else (charge, version)

    async def price_by(self, version: VersionDraft, session: Session) -> Charge | None:
        """Return what a session costs by some version, ``None`` when its energy is unknown.

        Who was refused and drew nothing pays nothing.
        """
        energy_wh = session.energy.energy_wh
        if energy_wh is None:
            return None
        if energy_wh == 0 and Flag.REFUSED in session.flags:
            return Charge.of((), version.currency)
        calendar = await self._calendar(session.tenant_id, session.site_id)
        return rate(
            version,
            slices_of(session, await self._readings(session, version, calendar)),
            calendar=calendar,
            idle=session.idle,
            is_reserved=session.fold.reservation_id is not None,
        )

    async def _readings(
        self, session: Session, version: VersionDraft, calendar: Calendar
    ) -> Sequence[MeterSample]:
        """Load what divides the energy: of a register, only what it showed around a new price."""
        changes = price_changes(
            version, from_at=session.started_at, to_at=session.reached_at, calendar=calendar
        )
        if not changes:
            return ()
        energy = session.energy
        if energy.method is Method.REGISTER and len(changes) <= CHANGES_MAX:
            return await readings.load_around(
                self._connection, session.id, changes, location=energy.location
            )
        return await readings.load(self._connection, session.id)

    async def _version(self, session: Session) -> TariffVersion | None:
        tenant_id = session.tenant_id
        if tenant_id not in self._tariffs:
            self._tariffs[tenant_id] = await load_tariffs(self._connection, tenant_id)
        return effective_version(self._tariffs[tenant_id], session.audience, session.started_at)

    async def _calendar(self, tenant_id: TenantId, site_id: SiteId | None) -> Calendar:
        key = (tenant_id, site_id)
        if key not in self._calendars:
            self._calendars[key] = await load_calendar(self._connection, *key)
        return self._calendars[key]
