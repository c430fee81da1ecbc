"""The SQL of recipients' choices, of their devices, and of who asked to be told what is free."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.tenancy import visible
from sigec.db.upserts import insert_into
from sigec.kit.actor import Scope
from sigec.kit.ids import (
    PersonId,
    PushSubscriptionId,
    RecipientId,
    StationId,
    TenantId,
)
from sigec.notifications._store.tables import preferences, push_subscriptions, wishes
from sigec.notifications.model import Channel, Kind, Mute, Preferences, QuietHours
from sigec.tenants.model import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Where somebody agreed to be shown notices; what is sealed lets us reach it."""

    id: PushSubscriptionId
    tenant_id: TenantId
    recipient_id: RecipientId
    digest: str
    device: str
    sealed: bytes
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """That somebody asked to be told when a station is free, once."""

    id: Any
    tenant_id: TenantId
    person_id: PersonId
    station_id: StationId
    created_at: datetime
    expires_at: datetime


async def load_preferences(
    connection: AsyncConnection, recipient_ids: Collection[RecipientId]
) -> Mapping[RecipientId, Preferences]:
    """Return what these recipients chose; who chose nothing is left out."""
    statement = select(preferences).where(preferences.c.recipient_id.in_(recipient_ids))
    found = map(_preferences, (await connection.execute(statement)).mappings())
    return {each.recipient_id: each for each in found}


async def save_preferences(connection: AsyncConnection, chosen: Preferences) -> bool:
    """Store what a recipient chose; ``False`` when another request was faster."""
    values = _values(chosen)
    insertion = insert_into(preferences, connection.dialect.name).values(**values)
    upsert = insertion.on_conflict_do_update(
        index_elements=["recipient_id"],
        set_={name: insertion.excluded[name] for name in values if name != "recipient_id"},
        where=preferences.c.version == chosen.version - 1,
    ).returning(preferences.c.version)
    return (await connection.execute(upsert)).first() is not None


async def load_devices(
    connection: AsyncConnection, recipient_ids: Collection[RecipientId]
) -> Mapping[RecipientId, Sequence[Device]]:
    """Return the devices of recipients, each one's latest first."""
    statement = (
        select(push_subscriptions)
        .where(push_subscriptions.c.recipient_id.in_(recipient_ids))
        .order_by(push_subscriptions.c.id.desc())
    )
    found: defaultdict[RecipientId, list[Device]] = defaultdict(list)
    for row in (await connection.execute(statement)).mappings():
        found[RecipientId(row["recipient_id"])].append(Device(**row))
    return found


async def add_device(connection: AsyncConnection, device: Device, *, most: int) -> None:
    """Store a device; the same one told again replaces itself, and too many the oldest."""
    own = (await load_devices(connection, [device.recipient_id])).get(device.recipient_id, ())
    for old in own[most - 1 :]:
        await remove_device(connection, old.id)
    await connection.execute(
        delete(push_subscriptions).where(
            push_subscriptions.c.tenant_id == device.tenant_id,
            push_subscriptions.c.digest == device.digest,
        )
    )
    await connection.execute(insert(push_subscriptions).values(**asdict(device)))


async def remove_device(
    connection: AsyncConnection,
    device_id: PushSubscriptionId,
    *,
    of: Collection[RecipientId] | None = None,
) -> bool:
    """Remove a device, of these recipients if any are given; ``False`` when there is none."""
    statement = delete(push_subscriptions).where(push_subscriptions.c.id == device_id)
    if of is not None:
        statement = statement.where(push_subscriptions.c.recipient_id.in_(of))
    return (await connection.execute(statement)).rowcount > 0


async def load_wishes(
    connection: AsyncConnection, scope: Scope, person_id: PersonId, *, at: datetime
) -> Sequence[Wish]:
    """Return what somebody asked to be told of and was not yet."""
    statement = (
        select(wishes)
        .where(visible(wishes, scope), wishes.c.person_id == person_id, wishes.c.expires_at > at)
        .order_by(wishes.c.id)
    )
    return [Wish(**row) for row in (await connection.execute(statement)).mappings()]


async def add_wish(connection: AsyncConnection, wish: Wish) -> None:
    """Remember a wish in place of the same one."""
    await remove_wish(connection, wish.person_id, wish.station_id)
    await connection.execute(insert(wishes).values(**asdict(wish)))


async def remove_wish(
    connection: AsyncConnection, person_id: PersonId, station_id: StationId
) -> bool:
    """Forget a wish; ``False`` when there is none."""
    statement = delete(wishes).where(
        wishes.c.person_id == person_id, wishes.c.station_id == station_id
    )
    return (await connection.execute(statement)).rowcount > 0


async def take_wishes(
    connection: AsyncConnection, station_ids: Collection[StationId], *, at: datetime
) -> Sequence[Wish]:
    """Remove the wishes for these stations, and return those that are wishes still."""
    statement = delete(wishes).where(wishes.c.station_id.in_(station_ids)).returning(wishes)
    found = [Wish(**row) for row in (await connection.execute(statement)).mappings()]
    return [wish for wish in found if wish.expires_at > at]


def _preferences(row: RowMapping) -> Preferences:
    quiet = None
    if row["quiet_from"] is not None:
        quiet = QuietHours(
            from_time=time.fromisoformat(row["quiet_from"]),
            to_time=time.fromisoformat(row["quiet_to"]),
        )
    return Preferences(
        recipient_id=RecipientId(row["recipient_id"]),
        tenant_id=row["tenant_id"],
        channels=tuple(Channel(each) for each in row["channels"]),
        muted=tuple(
            Mute(kind=Kind(kind), channel=channel and Channel(channel))
            for kind, channel in row["muted"]
        ),
        quiet=quiet,
        language=row["language"] and Language(row["language"]),
        phone=row["phone"],
        version=row["version"],
    )


def _values(chosen: Preferences) -> dict[str, Any]:
    quiet = chosen.quiet
    return {
        "recipient_id": chosen.recipient_id,
        "tenant_id": chosen.tenant_id,
        "channels": [channel.value for channel in chosen.channels],
        "muted": [(mute.kind.value, mute.channel and mute.channel.value) for mute in chosen.muted],
        "quiet_from": quiet and f"{quiet.from_time:%H:%M}",
        "quiet_to": quiet and f"{quiet.to_time:%H:%M}",
        "language": chosen.language and chosen.language.value,
        "phone": chosen.phone,
        "version": chosen.version,
    }
