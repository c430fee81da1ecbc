"""Write a station that people register or edit, inside the caller's transaction."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.events.stations import StationChanged
from sigec.kit.actor import Actor
from sigec.kit.errors import FieldError, Invalid, PreconditionFailed
from sigec.kit.ids import StationId, TenantId, new_id
from sigec.sites.service import require_site
from sigec.stations._store import stations as store
from sigec.stations._store.tables import desires
from sigec.stations.model import (
    DesireKind,
    Registration,
    Station,
    StationDraft,
    digest_of,
    faults_of,
    offline,
)
from sigec.stations.service.troubles import begin_troubles
from sigec.stations.service.wanting import withdraw
from sigec.tenants.service import within_limit_of_stations

_AUDITED = (
    "name",
    "site_id",
    "source_id",
    "price_group",
    "bay",
    "plan_x",
    "plan_y",
    "ocpp_identity",
    "registration",
    "security_profile",
    "password",
    "certificate_subject",
)


async def register(
    connection: AsyncConnection,
    actor: Actor,
    draft: StationDraft,
    *,
    password_key: bytes,
    at: datetime,
) -> StationId:
    """Store a new station of the actor's tenant.

    :raises Invalid: when a field breaks a rule.
    :raises SiteNotFound: when the site is none of the actor's.
    :raises StationLimitReached: when the tenant's plan has room for no more.
    :raises IntegrityError: when the identity is taken.
    """
    tenant_id = actor.require_tenant()
    _refuse(
        faults_of(
            ocpp_identity=draft.ocpp_identity,
            security_profile=draft.effective_profile,
            password=draft.password,
            has_password=draft.password is not None,
        )
    )
    if draft.site_id is not None:
        await require_site(connection, actor.scope, draft.site_id)
    station_id = StationId(new_id())
    values = {
        "id": station_id,
        "tenant_id": tenant_id,
        "site_id": draft.site_id,
        "source_id": draft.source_id,
        "price_group": draft.price_group,
        "bay": draft.bay,
        "plan_x": draft.plan_x,
        "plan_y": draft.plan_y,
        "name": draft.name,
        "ocpp_identity": draft.ocpp_identity,
        "registration": draft.registration.value,
        "security_profile": draft.effective_profile,
        "password_digest": _digest(password_key, draft.password),
        "certificate_subject": draft.certificate_subject,
        "created_at": at,
    }
    async with within_limit_of_stations(connection, tenant_id, store.count_accepted):
        await store.add_station(connection, values)
    if draft.registration is Registration.ACCEPTED:
        await begin_troubles(connection, [offline(tenant_id, station_id, at)], at=at)
    await note(
        connection,
        actor,
        "station.created",
        station_id,
        tenant_id,
        at=at,
        after=asdict(draft) | {"security_profile": draft.effective_profile},
    )
    return station_id


async def amend(
    connection: AsyncConnection,
    actor: Actor,
    before: Station,
    changes: Mapping[str, Any],
    *,
    password_key: bytes,
    at: datetime,
) -> None:
    """Store the named fields of a station; a new ``password`` is given in plain.

    :raises Invalid: when a field breaks a rule.
    :raises SiteNotFound: when the site is none of the actor's.
    :raises PreconditionFailed: when the station was edited meanwhile.
    :raises StationLimitReached: when it is accepted and the plan has room for no more.
    :raises IntegrityError: when the new identity is taken.
    """
    password = changes.get("password")
    _refuse(
        faults_of(
            ocpp_identity=changes.get("ocpp_identity", before.ocpp_identity),
            security_profile=changes.get("security_profile", before.security_profile),
            password=password,
            has_password=password is not None if "password" in changes else before.has_password,
        )
    )
    if changes.get("site_id") is not None:
        await require_site(connection, actor.scope, changes["site_id"])
    values = dict(changes)
    if "password" in values:
        values["password_digest"] = _digest(password_key, values.pop("password"))
        values |= {"next_password_digest": None, "next_password": None}
        await _forget(connection, before, DesireKind.PASSWORD, at=at)
    if values.get("security_profile", before.security_profile) != before.security_profile:
        values["wanted_profile"] = None
        await _forget(connection, before, DesireKind.SECURITY_PROFILE, at=at)
    async with within_limit_of_stations(connection, before.tenant_id, store.count_accepted):
        saved = await store.save_station(connection, before.id, values, replacing=before.version)
    if not saved:
        raise PreconditionFailed
    is_accepted_now = changes.get("registration") is Registration.ACCEPTED
    if is_accepted_now and not before.is_online:
        await begin_troubles(connection, [offline(before.tenant_id, before.id, at)], at=at)
    await note(
        connection,
        actor,
        "station.edited",
        before.id,
        before.tenant_id,
        at=at,
        before=asdict(before),
        after=asdict(before) | dict(changes),
    )


async def _forget(
    connection: AsyncConnection, station: Station, kind: DesireKind, *, at: datetime
) -> None:
    """Want no longer by ourselves what somebody decided by hand."""
    await withdraw(connection, station.id, desires.c.kind == kind.value, at=at)


async def note(
    connection: AsyncConnection,
    actor: Actor,
    action: str,
    station_id: StationId,
    tenant_id: TenantId,
    *,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write the audit and tell that the station changed."""
    await audit.record(
        connection,
        actor,
        action,
        Subject(kind="station", id=station_id),
        at=at,
        before=before and _audited(before),
        after=after and _audited(after),
        tenant_id=tenant_id,
    )
    changed = StationChanged(tenant_id=tenant_id, at=at, station_id=station_id)
    await outbox.append(connection, [changed])


def _audited(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in _AUDITED if name in values}


def _refuse(faults: tuple[FieldError, ...]) -> None:
    if faults:
        raise Invalid(*faults)


def _digest(key: bytes, password: str | None) -> bytes | None:
    return None if password is None else digest_of(key, password.encode())
